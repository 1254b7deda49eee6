"""Customers and contact types as text for a terminal: where spend goes, tiers, contact types, what solving is worth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from truegreen.model.segmented import Segmented
from truegreen.reports import figures
from truegreen.reports.findings import summary
from truegreen.reports.inert import inert
from truegreen.reports.sourcing import segment_kind_words as kind_words
from truegreen.reports.sourcing import segment_words as words
from truegreen.reports.sourcing.amounts import short
from truegreen.reports.terminal import FAINT, WIDTH, Heading, Words, printed, table

MOST_KINDS: Final = 12
MOST_WORTHS: Final = 10
LEGEND: Final = "Leaves: how much likelier its customer leaves if it is not solved. Customer: what such a one is worth."
OWN: Final = ("value-not-told", "expectation-not-told", "worth-not-told", "worth-not-established")
"""Findings that say why less can be told."""


def segment_text(of: Segmented, width: int = WIDTH, *, colour: bool = False) -> str:
    """Write who customers are by value and expectation, what contact types do, and where spend goes.

    Args:
        of: what was found.
        width: characters of a line.
        colour: whether to write terminal colours.
    """
    parts = [*_heading(of), *_tiers(of, width), *_kinds(of), *_worths(of, width), *_footer(of)]
    return printed(parts, width, colour)


def _heading(of: Segmented) -> Iterator[RenderableType]:
    plan = f" · plan {of.plan}" if of.plan else ""
    yield Text(inert(f"{of.title}{plan} · {words.span(of)}"), style="bold")
    yield Words(f"{words.QUESTION} {words.answer(of)}", "bold")
    if of.peanut:
        yield Words(words.proof(of.peanut))
    yield Words(kind_words.staying(of))
    yield Text()


def _tiers(of: Segmented, width: int) -> Iterator[RenderableType]:
    if of.tiers:
        yield Text("CUSTOMERS BY VALUE", style="bold")
        yield from (Words(words.tier(each, of.currency, of.unit)) for each in of.tiers)
        yield Words(f"Tiers: {of.cut}.", FAINT)
        yield Text()
    headings: tuple[Heading, ...] = (
        ("Customers", 10, "right"), ("A month", 10, "right"), ("Worth", 10, "right"), ("Spent", 10, "right"),
    )  # fmt: skip
    drawn = table(headings, width, "BY VALUE AND EXPECTATION")
    for each in of.squares:
        whose = f"Tier {each.tier}" if each.tier else "Not valued"
        wants = f"{each.band} expectation" if each.band else "expectation not known"
        drawn.add_row(Text(f"{whose}, {wants}"), figures.count(each.customers), short(each.revenue), short(each.value),
                      short(each.spend))  # fmt: skip
    if of.squares:
        yield drawn
    yield Words(words.expectation(of))
    yield Text()


def _kinds(of: Segmented) -> Iterator[RenderableType]:
    if not of.kinds:
        return
    yield Text("CONTACT TYPES", style="bold")
    for each in of.kinds[:MOST_KINDS]:
        yield Words(f"{each.name}: {kind_words.kind(each)}" if each.chances else each.name)
        use = f" {kind_words.use(each)}" if each.use.verdict or each.eliminated is not None else ""
        yield Words(f"  {kind_words.behind(each, of.unit)}{use}", FAINT)
    more = len(of.kinds) - MOST_KINDS
    if more > 0:
        yield Words(f"And {more:,} more; --page and --json have all.", FAINT)
    yield Text()


def _worths(of: Segmented, width: int) -> Iterator[RenderableType]:
    told = [*words.dearest(of)]
    headings: tuple[Heading, ...] = (
        ("Worth", 10, "right"), ("From", 9, "right"), ("To", 9, "right"), ("Leaves", 9, "right"),
        ("Customer", 10, "right"),
    )  # fmt: skip
    if not told:
        return
    drawn = table(headings, width, f"ONE MORE SOLVED ISSUE, {of.worths.currency}")
    for each in told[:MOST_WORTHS]:
        low, high = ("–", "–") if each.told is None else (short(end) for end in each.told[1:])
        leaves = "–" if each.loss is None else f"{each.loss[0] * 1000:.1f} ‰"
        customer = "–" if each.customer is None else short(each.customer[0])
        drawn.add_row(Text(inert(f"{each.contact_type}, {each.segment}")), short(each.value), low, high, leaves,
                      customer)  # fmt: skip
    yield drawn
    more = len(told) - MOST_WORTHS
    if more > 0:
        yield Words(f"And {more:,} more; --page and --json have all.", FAINT)
    yield Words(LEGEND, FAINT)
    yield Text()


def _footer(of: Segmented) -> Iterator[RenderableType]:
    yield Text(summary(of.findings))
    yield from (Words(f"{each.says} {each.remedy}") for each in of.findings if each.id in OWN)
    yield Text(inert(f"Run {of.run}. Records known until {of.known_until}"))
