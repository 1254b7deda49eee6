"""A reset that does not start the clock anew ends it for good, and the case goes on without one.

In ServiceNow, too, a service level is attached again after a reset only where its start holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.stands import going_on, holds, said
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning

LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find resets of clocks that may hold where no start does."""
    for name, clock in agreement.clocks.items():
        for each in clock.resets:
            if any(holds((each,), stand) and not holds(clock.starts, stand) for stand in going_on(clock)):
                says = f"“{said(each)}” resets “{name}” and need not start it, so it may end there for good."
                remedy = "Write it under starts: too, or under stops: or cancels: if that is meant."
                yield warning(clock.at, "reset-without-start", says, remedy)
