"""A clock that pauses wherever it may run stands still for ever, and no target of it can be missed.

ServiceNow's documentation warns of it: where the start lies inside the pause and nothing resumes, a service level is
paused permanently.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.stands import Stand, beginning, going_on, holds
from truegreen.model.agreement import Agreement
from truegreen.model.clock import Clock
from truegreen.model.finding import Finding, Level, error

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clocks that start and then never run, or never again once they were paused."""
    for name, clock in agreement.clocks.items():
        begins_paused = [holds(clock.pauses, each) for each in beginning(clock)]
        if begins_paused and not any(_resumes(clock, each) for each in going_on(clock)):
            when = "from its start on" if all(begins_paused) else "once it was paused"
            says = f"“{name}” stands still for ever {when}: nothing sets it going again."
            remedy = "Pause it in fewer steps, or write under resumes: what sets it going again."
            yield error(clock.at, "clock-stands-still", says, remedy)


def _resumes(clock: Clock, stand: Stand) -> bool:
    return not holds(clock.pauses, stand) and (not clock.resumes or holds(clock.resumes, stand))
