"""P12, timing: on which invoice an amount stands."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from truegreen.model.agreement import Window
from truegreen.primitives.base import MonthOf
from truegreen.primitives.rounding import in_currency, round_step
from truegreen.units.period import Period, period_of
from truegreen.units.value import Value

if TYPE_CHECKING:
    from truegreen.model.statement import Category, Line
    from truegreen.model.step import Step
    from truegreen.primitives.base import Base
    from truegreen.primitives.now import Now, Open


class Paid(StrEnum):
    """On which invoice an amount stands."""

    SAME = "same invoice"
    NEXT = "next invoice"
    YEAR_END = "year end"


def following(period: Period, every: Window, anchor: int, starts: date | None = None) -> Period:
    """Give the settled period after one; the days after the term's end count too, for final accounts."""
    return period_of(period.end, every, anchor, starts)


def due(paid: Paid, period: Period, every: Window, anchor: int, year: Period, starts: date | None = None) -> Period:
    """Give the period on whose invoice an amount stands that arose in a period of a contract year.

    Quarters and years count from the month of ``starts``, if it is given.
    """
    if paid is Paid.SAME:
        return period
    if paid is Paid.NEXT:
        return following(period, every, anchor, starts)
    last = period
    while last.end < year.end:
        last = following(last, every, anchor, starts)
    return last


def on_invoice(now: Now, names: Collection[str] = (), but: Collection[str] = ()) -> list[tuple[Category, Step]]:
    """Give what stands on this invoice so far, rounded as it is there: of some charges and clauses, or all but some."""
    agreement = now.agreement
    every, anchor, starts = agreement.settled_every, agreement.month_starts_on, agreement.year_starts
    found: list[tuple[Category, Step, Line | Open]] = [
        (each.category, now.step(f"{each.id} of {each.arose}", value=Value.of(each.amount), at=each.at), each)
        for each in now.invoiced
    ]
    for line in now.lines.values():
        value = line.because.value
        if value is not None and due(line.paid, now.period, every, anchor, now.year, starts) == now.period:
            because = round_step(line.because, line.rounding or in_currency(value.unit), line.clause)
            found.append((line.category, because, line))
    wanted = ((category, because, {each.id, each.term}) for category, because, each in found)
    return [(category, because) for category, because, own in wanted
            if (not names or own & set(names)) and not own & set(but)]  # fmt: skip


def when_measured(now: Now, base: Base | None, paid: Paid) -> tuple[Now, Paid]:
    """Give the period whose performance moves this period's money, and on which invoice the amount stands.

    A share of the *next* invoice's charges can only be taken once these are known: then it is the period before whose
    performance counts, and the amount stands on this invoice.
    """
    if base is not None and base.month is MonthOf.INVOICED and paid is Paid.NEXT:
        return now.before(), Paid.SAME
    return now, paid
