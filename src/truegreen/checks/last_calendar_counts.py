"""Where the last calendar counts for all of a case, passing it on to a desk with shorter hours takes time off.

Zendesk counts a ticket by the last schedule it had: one with two desks reads 690.13 minutes so and 960.13 by the hours
it had at the time (dbt_zendesk, decision log, ticket 941606, which rounds to 689.46 and 959.46). Twenty-one seconds at
the second desk were enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.clocked import hanging, read_clocks
from truegreen.model.agreement import Agreement
from truegreen.model.clock import CalendarBy, Takes
from truegreen.model.finding import Finding, Level, warning

SMELL: Final = "S49"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clocks that are counted by the last of several calendars."""
    for name, clock in read_clocks(agreement):
        says = clock.calendar
        if isinstance(says, CalendarBy) and says.takes is Takes.LAST:
            text = f"All of “{name}” is counted by the last {says.by}'s hours, so passing a case on changes its time"
            remedy = "Write takes: every one for its time."
            yield warning(says.at, "last-calendar-counts", f"{text}{hanging(agreement, name)}.", remedy)
