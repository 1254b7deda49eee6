"""A month that the term cuts is charged in part or whole, and the two differ by real money; someone must say which.

The UK Work and Health Programme pays its delivery fee pro rata in the first month, others a whole month's charge.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, error
from truegreen.primitives.calendar import settled_period

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find charges in a term that cuts a settled period, where the text does not say how such a period counts."""
    if agreement.part_months is not None or not agreement.charges or not 1 <= agreement.month_starts_on <= 28:
        return
    cut = {"begins": agreement.starts != settled_period(agreement, agreement.starts).start}
    if agreement.ends:
        cut["ends"] = agreement.ends != settled_period(agreement, agreement.ends).last
    for verb in (verb for verb, is_cut in cut.items() if is_cut):
        amounts = ", ".join(str(each) for each in agreement.charges.values())
        says = f"The term {verb} within a {agreement.settled_every}: {amounts} or a part may be charged for it."
        remedy = "Say part_months: by days, or part_months: whole."
        yield error(agreement.at, "part-month-unsaid", says, remedy)
