"""The client owes too: forecasts, access, training, decisions (ISO 18295-2).

What the client fails to give comes back as a missed service level, and as an argument about whose fault it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.agreement import Agreement, Side
from truegreen.model.finding import Finding, Level, warning

LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find an agreement in which only one side owes anything besides the measures."""
    owed = list(agreement.obligations.values())
    sides = {each.owed_by for each in owed}
    if len(sides) == 1 and Side.BOTH not in sides:
        other = Side.CLIENT if Side.PROVIDER in sides else Side.PROVIDER
        says = f"Every obligation is the {owed[0].owed_by}'s; the {other} owes nothing."
        remedy = f"Write down what the {other} must give, such as forecasts, access, staff or decisions, and by when."
        yield warning(owed[0].at, "one-sided-obligations", says, remedy)
