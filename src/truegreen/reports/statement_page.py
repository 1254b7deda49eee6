"""A statement as one HTML file that both parties can sign: works offline, prints, and runs no script.

The first thing is who owes what. Then the way there as a picture, every bar of which opens into its steps, and the
same lines as a table. What others wrote is shown as text, whatever it says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from truegreen import __version__
from truegreen.model.issued import Issued
from truegreen.model.statement import Change, Line, Statement
from truegreen.reports import figures, statuses, waterfall
from truegreen.reports import statement_words as words
from truegreen.reports.findings import summary
from truegreen.reports.inert import inert
from truegreen.reports.statuses import Mark

if TYPE_CHECKING:
    from jinja2 import Template

MOVES: Final = {
    waterfall.Moves.ADDS: Mark("adds", "▲", "good"),
    waterfall.Moves.TAKES_OFF: Mark("takes off", "▼", "bad"),
    waterfall.Moves.COMES_TO: Mark("comes to", "■", "quiet"),
}
"""Neither adding nor taking off is good or bad: two readers with opposite interests see the same page."""

ISSUED: Final = Mark("issued", "●", "good")
NOT_ISSUED: Final = Mark("not issued", "○", "quiet")


@dataclass(frozen=True, slots=True)
class Opened:
    """A line as it opens: its steps, and what later clauses made of it with the numbers of the steps.

    Attributes:
        anchor: where links to it lead; its steps' anchors begin with it.
        line: the line.
        steps: every step, each after those it was given.
        changes: each change with the number of the step before and after it.
    """

    anchor: str
    line: Line
    steps: Sequence[words.Numbered]
    changes: Sequence[tuple[Change, int, int]]


def statement_page(statement: Statement, clauses: Mapping[str, str], issued: Issued | None = None) -> str:
    """Write one self-contained page of a statement.

    Args:
        statement: the statement.
        clauses: what the agreement's text says, by the id of the clause.
        issued: as which it was issued; None while it is not.
    """
    drawn, places = waterfall.waterfall(statement), count(1)
    groups = [
        (section, [_opened(f"l{next(places)}", line) for line in section.lines])
        for section in words.sections(statement.lines)
    ]
    lines = [each for _, group in groups for each in group]
    later = [_opened(f"n{place}", line) for place, line in enumerate(statement.later, 1)]
    opened = iter(lines)
    return _template().render(
        statement=statement,
        groups=groups,
        bars=[(bar, next(opened) if bar.line else None) for bar in drawn.bars],
        zero=drawn.zero,
        later=later,
        changed=[each for each in lines if each.changes],
        clauses=list(_clauses([*lines, *later], clauses)),
        issued=issued,
        status=ISSUED if issued else NOT_ISSUED,
    )


def _clauses(lines: Sequence[Opened], words_of: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give the words of every clause that made or changed a line, each once."""
    named = [name for each in lines for name in (each.line.term, *(change.by for change, _, _ in each.changes))]
    for name in dict.fromkeys(named):
        if said := words_of.get(name):
            yield name, said


def _opened(anchor: str, line: Line) -> Opened:
    steps = words.explained(line)
    return Opened(anchor, line, steps, list(words.places(line, steps)))


def _as_text(given: object) -> object:
    """Keep what others wrote from turning the reading direction around, or hiding what stands there."""
    return given if isinstance(given, Markup) else inert(str(given))


_GIVEN: Final = {
    "figures": figures, "words": words, "statuses": statuses, "MOVES": MOVES, "WIDTH": waterfall.WIDTH,
    "summary": summary, "version": __version__,
}  # fmt: skip


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("truegreen.reports"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_as_text,
    )
    environment.globals.update(_GIVEN)
    return environment.get_template("statement.html")
