"""P12, timing: on which invoice an amount stands."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from truegreen.model.agreement import Window
from truegreen.primitives.base import MonthOf
from truegreen.units.period import Period, period_of

if TYPE_CHECKING:
    from truegreen.primitives.base import Base
    from truegreen.primitives.now import Now


class Paid(StrEnum):
    """On which invoice an amount stands."""

    SAME = "same invoice"
    NEXT = "next invoice"
    YEAR_END = "year end"


def following(period: Period, every: Window, anchor: int) -> Period:
    """Give the settled period after one; the days after the term's end count too, for final accounts."""
    return period_of(period.end, every, anchor)


def due(paid: Paid, period: Period, every: Window, anchor: int, year: Period) -> Period:
    """Give the period on whose invoice an amount stands that arose in a period of a contract year."""
    if paid is Paid.SAME:
        return period
    if paid is Paid.NEXT:
        return following(period, every, anchor)
    last = period
    while last.end < year.end:
        last = following(last, every, anchor)
    return last


def when_measured(now: Now, base: Base, paid: Paid) -> tuple[Now, Paid]:
    """Give the period whose performance moves this period's money, and on which invoice the amount stands.

    A share of the *next* invoice's charges can only be taken once these are known: then it is the period before whose
    performance counts, and the amount stands on this invoice.
    """
    if base.month is MonthOf.INVOICED and paid is Paid.NEXT:
        return now.before(), Paid.SAME
    return now, paid
