"""Hours read in the customer's zone are hours in which the team may be asleep, and each case has others.

The time zone of a ServiceNow service level is the caller's unless somebody chooses another, so that one text promises
eight hours that begin nine hours apart. Where local hours are what was sold, the clause that promises them is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.clocked import hanging, read_clocks
from truegreen.model.agreement import Agreement
from truegreen.model.clock import ZoneOf
from truegreen.model.finding import Finding, Level, warning

SMELL: Final = "S45"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clocks with a target whose hours are read in the customer's zone, under no clause that is named."""
    for name, clock in read_clocks(agreement):
        if clock.zone_of is ZoneOf.CUSTOMER and clock.calendar and clock.target and not clock.clause:
            says = f"Under “{name}” the customer's zone decides when hours begin and end{hanging(agreement, name)}."
            remedy = "Read them in the calendar's own zone (zone_of: calendar), or name the clause that promises this."
            yield warning(clock.at, "customer-zone-decides", says, remedy)
