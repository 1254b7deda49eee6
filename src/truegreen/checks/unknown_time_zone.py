"""Days and opening hours are counted in a time zone; in one that nobody knows, nothing can be counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.agreement import Agreement, Calendar
from truegreen.model.finding import Finding, Level, error
from truegreen.units.calendar import is_zone

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find time zones of the agreement and its calendars that are not known."""
    nouns: tuple[Agreement | Calendar, ...] = (agreement, *agreement.calendars.values())
    for noun in nouns:
        if noun.zone and not is_zone(noun.zone):
            says = f"There is no time zone “{noun.zone}”."
            yield error(noun.at, "unknown-time-zone", says, "Write a place of the tz database, like Europe/London.")
