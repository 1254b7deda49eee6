"""Customers in words: who is worth and expects what, and whether spend goes where value is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.segmented import Peanut, Segmented, Shared, Square, Tier
from truegreen.model.worth import Worth
from truegreen.reports import figures
from truegreen.reports.sourcing.amounts import money, percent, whole
from truegreen.reports.sourcing.segment_kind_words import spent

QUESTION: Final = "Does spend go where it makes a difference?"
_SHARED: Final = {
    Shared.MORE_EVENLY: "No: {what} is spread more evenly than value",
    Shared.LESS_EVENLY: "No: {what} goes to few even more than value does",
    Shared.NOT_SHOWN: "No difference is shown between how value and {what} are shared out",
}
_SPENT: Final = {"hours": "work", "cases": "the number of cases"}
_SMALL: Final = 0.001


def answer(of: Segmented) -> str:
    """Say whether spend goes where value is."""
    if of.peanut is None:
        return f"Nobody can tell: {of.not_held}."
    said = _SHARED[of.peanut.verdict].format(what=_SPENT.get(of.unit, "what is spent"))
    if not of.tiers:
        return f"{said}."
    first = of.tiers[0]
    hold = f"{figures.counted(first.customers, 'customer')} worth most hold {percent(first.share)} of all value"
    part = {"hours": "work", "cases": "cases"}.get(of.unit, "what is spent")
    return f"{said}. The {hold} and get {percent(first.spend_share)} of {part}."


def proof(of: Peanut) -> str:
    """Say what the answer rests on."""
    low, high = (_signed(each) for each in of.chance)
    ranks = f"{of.ranks.value:.2f} ({of.ranks.low:.2f} to {of.ranks.high:.2f})".replace("-", "−")
    return (
        f"Gini’s measure of value is {of.value:.2f}, of spend {of.spend:.2f}; ordered by value, spend lies "
        f"{_signed(of.between)} off value, where chance alone would put it between {low} and {high} "
        f"({_chance(of.p)}). Their ranks go together by {ranks}: {_related(of)}."
    )


def _related(of: Peanut) -> str:
    if of.ranks.low > 0:
        return "who is worth more gets more"
    if of.ranks.high < 0:
        return "who is worth more gets less"
    return "no relation is shown between what somebody is worth and gets"


def _signed(number: float) -> str:
    """Write a measure with its sign.

    >>> _signed(-0.132), _signed(0.04), _signed(-0.001)
    ('−0.13', '+0.04', '0.00')
    """
    return f"{number:+.2f}".replace("-", "−") if abs(number) >= 0.005 else "0.00"


def _chance(p: float) -> str:
    return "chance below 1 in 1,000" if p < _SMALL else f"chance {p:.3f}"


def tier(of: Tier, currency: str, unit: str) -> str:
    """Say what customers of a tier are worth and get."""
    low, high = whole(of.value[1]), whole(of.value[2])
    worth_ = f"worth {money(of.value[0], currency)} ({low} to {high}), {percent(of.share)} of all"
    gets = f"{spent(of.spend, unit)} for them, {percent(of.spend_share)}"
    return f"{of.name}: {figures.counted(of.customers, 'customer')} {worth_}; {gets}."


def square(of: Square, currency: str) -> str:
    """Say who is in one square of value and expectation."""
    whose = f"tier {of.tier}" if of.tier else "not valued"
    wants = f"{of.band} expectation" if of.band else "expectation not known"
    return f"{whose}, {wants}: {figures.counted(of.customers, 'customer')}, {money(of.revenue, currency)} a month"


def expectation(of: Segmented) -> str:
    """Say how customers differ in what they expect."""
    known = [each for each in of.squares if each.band]
    if not known:
        return "No record says what customers expect."
    apart = sum(each.customers for each in known if each.band != "usual")
    all_of = sum(each.customers for each in known)
    if not apart:
        return f"None of {figures.counted(all_of, 'customer')} is shown to expect more or less than usual."
    return f"{figures.count(apart)} of {figures.counted(all_of, 'customer')} expect clearly more or less than usual."


def dearest(of: Segmented) -> Iterator[Worth]:
    """Give what one more solved issue is worth by segment, the most first."""
    known = [each for each in of.worths.each if each.segment and each.value > 0]
    yield from sorted(known, key=lambda each: -each.value)


def span(of: Segmented) -> str:
    """Say which months' work counts."""
    return f"work of {of.first} to {of.last}" if of.first else "no month of work"
