"""When a case is closed is decided by a timer or by whoever tidies the queue, not by the help.

In ServiceNow and Zendesk a solved case is closed by itself after some days; until then nobody works on it, and whoever
may close it at once decides how long the clock ran.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.clocked import hanging, read_clocks
from truegreen.checks.stands import holds, stands
from truegreen.model.agreement import Agreement
from truegreen.model.clock import Clock
from truegreen.model.finding import Finding, Level, warning

SMELL: Final = "S46"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clocks that only the closing of a case stops."""
    for name, clock in read_clocks(agreement):
        if _only_closing(clock):
            says = f"Only closing stops “{name}”, and who closes decides when{hanging(agreement, name)}."
            remedy = "Stop it at resolved, and say under reopened: what happens if the customer disagrees."
            yield warning(clock.at, "stops-at-closed", says, remedy)


def _only_closing(clock: Clock) -> bool:
    steps = {each.step for each in stands(clock) if holds(clock.stops, each)}
    return bool(steps) and steps <= {"closed", "cancelled"} and "closed" in steps
