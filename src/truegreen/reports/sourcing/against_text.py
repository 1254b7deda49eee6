"""Two plans side by side as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from truegreen.model.plans_compared import PlansCompared
from truegreen.reports.figures import NOTHING
from truegreen.reports.findings import summary
from truegreen.reports.inert import inert
from truegreen.reports.sourcing import against_words as words
from truegreen.reports.sourcing.amounts import change, percent, whole
from truegreen.reports.terminal import FAINT, WIDTH, Heading, Words, printed, table

CELLS: Final = 12
"""Cells that are told, those that live elsewhere with the most issues."""


def against_text(found: PlansCompared, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write two plans side by side: which is better, then lines, sites, cells, wishes and futures."""
    parts: list[RenderableType] = [
        Text(inert(f"{found.one.name} against {found.other.name}"), style="bold"),
        Words(words.answer(found), "bold"), Words(words.difference(found)), Words(words.futures(found)),
    ]  # fmt: skip
    parts += [*_lines(found, width), *_sites(found, width), *_cells(found), *_wishes(found), *_futures(found, width)]
    parts += [Text(), Text(summary(found.findings)), *(Words(f"{each.says} {each.remedy}") for each in found.findings)]
    parts += [Words(words.cited(found.one), FAINT), Words(words.cited(found.other), FAINT)]
    return printed(parts, width, colour)


def _headings(found: PlansCompared, last: str) -> tuple[Heading, ...]:
    return (found.one.name[:14], 16, "right"), (found.other.name[:14], 16, "right"), (last, 14, "right")


def _lines(found: PlansCompared, width: int) -> Iterator[RenderableType]:
    drawn = table(_headings(found, "Difference"), width, f"IN {found.one.found.currency}")
    for each in found.lines:
        ends = [NOTHING if end is None else whole(end) for end in (each.one, each.other)]
        known = each.one is not None and each.other is not None
        drawn.add_row(Text(inert(each.words)), *ends, change((each.one or 0) - (each.other or 0)) if known else NOTHING)
    yield from (Text(), drawn)


def _sites(found: PlansCompared, width: int) -> Iterator[RenderableType]:
    drawn = table(_headings(found, "Difference"), width, "ISSUES AT")
    for each in found.sites:
        ends = (f"{whole(each.one)} ({percent(each.one_share)})", f"{whole(each.other)} ({percent(each.other_share)})")
        drawn.add_row(Text(inert(each.site)), *ends, change(each.one - each.other))
    yield from (Text(), drawn)


def _cells(found: PlansCompared) -> Iterator[RenderableType]:
    if found.cells:
        yield from (Text(), Text("What lives elsewhere", style="bold"))
    for each in found.cells[:CELLS]:
        where = f"{words.where(each.one)} in {found.one.name}; {words.where(each.other)} in {found.other.name}"
        yield Words(f"{words.cell(each)} ({whole(each.issues)} issues): {where}.")
    if len(found.cells) > CELLS:
        yield Words(f"And {len(found.cells) - CELLS} more, which are fewer issues.", FAINT)


def _wishes(found: PlansCompared) -> Iterator[RenderableType]:
    if found.wishes:
        yield from (Text(), Text("What each wish costs", style="bold"))
    for each in found.wishes:
        currency, names = found.one.found.currency, (found.one.name, found.other.name)
        told = "; ".join(f"{words.wish(each, side, currency)} in {name}" for side, name in enumerate(names))
        yield Words(f"{each.words}: {told}.")


def _futures(found: PlansCompared, width: int) -> Iterator[RenderableType]:
    if not found.outcomes:
        return
    drawn = table(_headings(found, "Difference"), width, "COST LESS WORTH IF")
    for each in found.outcomes:
        name = f"{each.future}, {percent(each.chance)} (told by {words.told_by(each)})"
        drawn.add_row(Text(inert(name)), whole(each.one), whole(each.other), change(each.one - each.other))
    yield from (Text(), drawn)
