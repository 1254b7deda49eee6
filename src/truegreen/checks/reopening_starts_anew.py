"""Where each reopening starts the clock anew, a case may take its whole target again and again.

The customer waits from the first day; every part of the wait is on time. A guard is a target for reopened cases,
repeats or first-contact resolution.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.clocked import AGAIN, hanging, read_clocks, watched
from truegreen.checks.stands import stops_when_done
from truegreen.model.agreement import Agreement
from truegreen.model.clock import Reopened
from truegreen.model.finding import Finding, Level, warning

SMELL: Final = "S53"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clocks that start anew when a case is opened again, where no target watches that."""
    for name, clock in read_clocks(agreement):
        if clock.reopened is Reopened.ANEW and stops_when_done(clock) and not watched(agreement, *AGAIN):
            says = f"Each reopening gives “{name}” its whole target again{hanging(agreement, name)}."
            remedy = "Write reopened: continues, or add a target for reopened cases (reopen_rate)."
            yield warning(clock.at, "reopening-starts-anew", says, remedy)
