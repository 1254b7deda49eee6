"""Total cost as text for a terminal: as sold beside as it runs, line by line, what changed, what a solution costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from truegreen.model.costed import Column, Costed, Line, Owned
from truegreen.model.plan_costs import Kind
from truegreen.model.reference import Reference
from truegreen.reports import figures
from truegreen.reports.findings import summary
from truegreen.reports.inert import inert
from truegreen.reports.sourcing import cost_words as words
from truegreen.reports.sourcing.reference_words import cited, range_of
from truegreen.reports.terminal import FAINT, WIDTH, Heading, Words, printed, table

_LINES: Final[tuple[Heading, ...]] = (("As sold", 22, "right"), ("As it runs", 22, "right"), ("From", 19, "left"))
_SITES: Final[tuple[Heading, ...]] = (
    ("Recorded", 14, "right"), ("Cases", 8, "right"), ("Solved", 8, "right"), ("A case", 11, "right"),
    ("A solved issue", 14, "right"), ("95 % interval", 19, "right"),
)  # fmt: skip
OWN: Final = (
    "currency-without-rate", "unknown-reference", "reference-not-a-cost", "reference-is-old", "cost-outside-plan",
    "cost-also-measured",
)  # fmt: skip
"""Findings that say why the cost tells less than it could."""


def cost_text(of: Costed, width: int = WIDTH, *, colour: bool = False, steps: bool = False) -> str:
    """Write the total cost of a plan's suppliers.

    Args:
        of: what was found.
        width: characters of a line.
        colour: whether to write terminal colours.
        steps: whether every line opens into how it was reckoned.
    """
    parts: list[RenderableType] = [Text(inert(f"{of.title} · {words.QUESTION}"), style="bold")]
    parts += [Words(words.answer(of), "bold"), Words(words.terms(of), FAINT), Text()]
    for each in of.suppliers:
        parts += _supplier(each, width, steps=steps)
    parts += _sites(of, width)
    parts += _cited(of.references.values(), of.on.year)
    parts += [Words(words.HOW, FAINT), *_footer(of)]
    return printed(parts, width, colour)


def _supplier(of: Owned, width: int, *, steps: bool) -> Iterator[RenderableType]:
    drawn = table(_LINES, width, inert(of.name.upper()))
    for kind in words.kinds(of):
        sold, run = (None if column is None else column.line(kind) for column in (of.sold, of.run))
        drawn.add_row(Text(_named(kind, run or sold)), _amount(sold, of.sold), _amount(run, of.run), _from(run or sold))
    rows = (("A YEAR, what comes once spread", "yearly"), ("PRESENT VALUE of all years", "present"))
    for name, which in rows:
        sold_, run_ = (words.comes_to(column, which) for column in (of.sold, of.run))
        drawn.add_row(Text(name, style="bold"), Text(sold_, style="bold"), Text(run_, style="bold"), "")
    yield drawn
    yield from (Words(f"– {words.caused(each)}") for each in of.changes)
    said = (words.missing(of), words.each_solved(of))
    yield from (Words(each) for each in said if each)
    if steps:
        yield from _steps(of)
    yield Text()


def _named(kind: Kind, line: Line | None) -> str:
    when = words.once(line) if line else ""
    return f"{kind.words} ({when.partition(',')[0]})" if when else kind.words


def _amount(line: Line | None, column: Column | None) -> str:
    if column is None or line is None:
        return figures.NOTHING
    return "unknown" if line.amount is None else words.ends(line.amount)


def _from(line: Line | None) -> str:
    if line is None:
        return ""
    if line.amount is None and line.beside_amount:
        return f"{words.ends(line.beside_amount)}?"
    grades = sorted({str(each.grade) for each in line.beside}) if line.amount is not None else []
    return f"{line.origin}{', grade ' + ' and '.join(grades) if grades else ''}"


def _steps(of: Owned) -> Iterator[RenderableType]:
    for name, column in (("as sold", of.sold), ("as it runs", of.run)):
        for line in column.lines if column else ():
            if line.steps:
                source = f" [{line.source}]" if line.source else ""
                yield Words(f"{words.upper(line.kind.words)}, {name}: {'; '.join(line.steps)}{source}", FAINT)


def _sites(of: Costed, width: int) -> Iterator[RenderableType]:
    if not of.sites:
        return
    drawn = table(_SITES, width, "SITES")
    for each in of.sites:
        told = each.solved
        share = figures.NOTHING if told.share is None else f"{100 * told.share:.1f} %"
        drawn.add_row(
            Text(inert(each.site)), figures.NOTHING if each.recorded is None else words.whole(each.recorded),
            figures.count(told.cases), share, words.cents(told.each_case), words.cents(told.each_solved),
            words.cents(told.each_between),
        )  # fmt: skip
    yield drawn
    yield Words("Recorded money only, before what stands above: a cheap case may be a dear solution.", FAINT)
    yield Text()


def _cited(references: Iterable[Reference], year: int) -> Iterator[RenderableType]:
    listed = list(references)
    if listed:
        yield Text("PUBLISHED FIGURES, used or beside what is unknown", style="bold")
        for each in listed:
            yield Words(f"{each.key}: {each.what}, {range_of(each)}. {cited(each, year)}", FAINT)
        yield Text()


def _footer(of: Costed) -> Iterator[RenderableType]:
    yield Text(summary(of.findings))
    yield from (Words(f"{each.says} {each.remedy}") for each in of.findings if each.id in OWN)
    known = [("Run", of.run), ("Records known until", of.known_until)]
    yield Text(inert(". ".join(f"{name} {what}" for name, what in known if what)))
