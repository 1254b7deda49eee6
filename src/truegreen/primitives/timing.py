"""P12, timing: on which invoice an amount stands."""

from __future__ import annotations

from enum import StrEnum

from truegreen.model.agreement import Agreement
from truegreen.primitives.calendar import contract_year, settled_period
from truegreen.units.period import Period


class Paid(StrEnum):
    """On which invoice an amount stands."""

    SAME = "same invoice"
    NEXT = "next invoice"
    YEAR_END = "year end"


def due(agreement: Agreement, period: Period, paid: Paid) -> Period:
    """Give the settled period on whose invoice an amount stands; final accounts come after the term's end."""
    if paid is Paid.NEXT:
        return settled_period(agreement, settled_period(agreement, period.start).end)
    if paid is Paid.YEAR_END:
        year = contract_year(agreement, period)
        while period.end < year.end:
            period = settled_period(agreement, period.end)
    return period
