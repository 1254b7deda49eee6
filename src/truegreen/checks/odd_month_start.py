"""A contract month can only begin on a day that every month has; on the 31st, February would have no beginning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, error

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find an agreement whose months begin on a day that some month lacks."""
    if not 1 <= agreement.month_starts_on <= 28:
        says = f"A contract month cannot begin on day {agreement.month_starts_on}."
        yield error(agreement.at, "odd-month-start", says, "Set month_starts_on to a day from 1 to 28.")
