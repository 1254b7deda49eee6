"""Where a reopened case is not timed again, the quickest answer is to resolve first and to work afterwards.

The first resolution is kept in time whatever it was worth. The same comes of opening a new case for what was not
solved. A guard is a target for reopened cases, repeats or first-contact resolution.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.clocked import AGAIN, hanging, read_clocks, watched
from truegreen.checks.stands import stops_when_done
from truegreen.model.agreement import Agreement
from truegreen.model.clock import Reopened
from truegreen.model.finding import Finding, Level, warning

SMELL: Final = "S47"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clocks that stop when a case is resolved and ignore its reopening, where no target watches that."""
    for name, clock in read_clocks(agreement):
        if clock.reopened is Reopened.IGNORED and stops_when_done(clock) and not watched(agreement, *AGAIN):
            stake = hanging(agreement, name)
            says = f"“{name}” ignores that a case is opened again, so half a solution in time counts{stake}."
            remedy = "Write reopened: continues, or add a target for reopened cases (reopen_rate)."
            yield warning(clock.at, "reopening-ignored", says, remedy)
