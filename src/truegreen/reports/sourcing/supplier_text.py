"""Who could do the work and who should, as text for a terminal: the answer, scores, weights, rankings and profiles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from truegreen.model.evaluated import Evaluated, Method, Supplied
from truegreen.model.profile import Card
from truegreen.reports import figures
from truegreen.reports.findings import summary
from truegreen.reports.inert import inert
from truegreen.reports.sourcing import profile_words, score_words, supplier_words
from truegreen.reports.sourcing.amounts import percent
from truegreen.reports.sourcing.supplier_words import stand
from truegreen.reports.terminal import FAINT, WIDTH, Heading, Words, printed, table

MOST_CARDS: Final = 8
MOST_ACROSS: Final = 5
_PLACES: Final[tuple[Heading, ...]] = (
    ("Worth", 7, "right"), ("First in", 10, "right"), ("Sum", 5, "right"), ("Near", 5, "right"), ("Flow", 5, "right"),
    ("May do", 9, "right"),
)  # fmt: skip
OWN: Final = ("panel-contradicts-itself", "score-missing", "plan-without-evaluation", "everybody-out")
"""Findings that say why less can be told."""


def supplier_text(of: Supplied, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write who could do the work, why not the others, and how those come out who are left.

    Args:
        of: what was found.
        width: characters of a line.
        colour: whether to write terminal colours.
    """
    parts = [*_heading(of), *(_evaluation(of.evaluated, width) if of.evaluated else ()), *_cards(of), *_footer(of)]
    return printed(parts, width, colour)


def _heading(of: Supplied) -> Iterator[RenderableType]:
    yield Text(inert(of.title or of.plan), style="bold")
    yield Words(f"{supplier_words.question(of)} {supplier_words.answer(of)}", "bold")
    if of.evaluated:
        said = (supplier_words.space(of.evaluated), supplier_words.decides(of.evaluated),
                supplier_words.methods(of.evaluated), *supplier_words.turns(of.evaluated),
                supplier_words.apart(of.evaluated))  # fmt: skip
        yield from (Words(each) for each in said if each)
    yield Text()


def _evaluation(of: Evaluated, width: int) -> Iterator[RenderableType]:
    yield from _places(of, width)
    yield from _scores(of, width)
    yield Words(score_words.SCALE, FAINT)
    yield from (Words(each, FAINT) for each in score_words.voices(of))
    sides = score_words.two_sided(of)
    if sides:
        yield Text()
        yield Text("WHERE THE SIDES ARE FURTHEST APART", style="bold")
        yield from (Words(each) for each in sides)
    said = [*supplier_words.out(of), *supplier_words.close(of)]
    if said:
        yield Text()
        yield Text("KNOCKED OUT, OR NEARLY", style="bold")
        yield from (Words(each) for each in said)
    yield Text()


def _places(of: Evaluated, width: int) -> Iterator[RenderableType]:
    if not of.ranked:
        return
    drawn = table(_PLACES, width, f"{of.by.upper()}S, THE BEST FIRST")
    for each in of.ranked:
        found = stand(each)
        places = [str(found.places[method]) for method in Method]
        drawn.add_row(Text(inert(each.name)), f"{found.worth:.2f}", percent(found.shares[0]), *places,
                      supplier_words.may(each))  # fmt: skip
    yield drawn
    yield Words(
        "First in: share of weight space. Places by weighted sum, nearness to the best, outranking (flow).", FAINT
    )
    yield Text()


def _scores(of: Evaluated, width: int) -> Iterator[RenderableType]:
    order = [*of.ranked, *(each for each in of.alternatives if each.out)]
    for first in range(0, len(order), MOST_ACROSS):
        across = order[first : first + MOST_ACROSS]
        headings: list[Heading] = [("Weight", 7, "right"), *((inert(each.name), 13, "right") for each in across)]
        drawn = table(headings, width, "SCORES")
        for measure in of.measures:
            cells = []
            for each in across:
                score = measure.scores[of.alternatives.index(each)]
                mark = "" if score.source.value == "measured" else f"\n{score_words.SOURCES[score.source]}"
                cells.append(Text(f"{score_words.score(score, measure)}{mark}"))
            weight = percent(measure.weight) if measure.weight else "–"
            drawn.add_row(Text(inert(measure.title)), weight, *cells)
        yield drawn


def _cards(of: Supplied) -> Iterator[RenderableType]:
    yield Text("WHAT EACH KIND OF WORK NEEDS, AND WHO HAS IT", style="bold")
    yield Words(" ".join(filter(None, [profile_words.answer(of.cards), profile_words.misplaced(of.cards)])))
    for each in of.cards[:MOST_CARDS]:
        yield from _card(each, of.zone)
    more = len(of.cards) - MOST_CARDS
    if more > 0:
        yield Words(f"And {more:,} more; --cell narrows it, --page and --json have all.", FAINT)
    yield Text()


def _card(of: Card, zone: str) -> Iterator[RenderableType]:
    yield Text()
    quadrant = f" · {of.quadrant}" if of.quadrant else ""
    issues = figures.counted(of.issues, "issue")
    yield Text(inert(f"{profile_words.name(of)} · {issues}{quadrant}"), style="bold")
    yield Words(f"Needs {profile_words.needs(of.needs, zone)}. {profile_words.who(of)}")
    yield from (Words(f"  {profile_words.beside(each)}", FAINT) for each in of.candidates if each.is_eligible)
    yield from (Words(f"  {profile_words.why_not(each)}") for each in of.candidates if not each.is_eligible)


def _footer(of: Supplied) -> Iterator[RenderableType]:
    yield Text(summary(of.findings))
    yield from (Words(f"{each.says} {each.remedy}") for each in of.findings if each.id in OWN)
    yield Text(inert(f"Run {of.run}. Records from {of.first} to {of.last}"))
