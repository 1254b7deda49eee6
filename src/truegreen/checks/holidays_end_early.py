"""A calendar whose holidays end before the term does counts later holidays as working days, and nobody decided so.

Holidays are written for a year or two and the term renews; then the first clock over Christmas is disputed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.references import references
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning

SMELL: Final = "S54"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find calendars by which time is counted and whose holidays are missing for the last years of the term."""
    counted = {each for clock in agreement.clocks.values() for each in clock.calendars}
    asked = (each for term in agreement.terms.values() for each in references(term.says))
    counted |= {each.name for each in asked if each.kind == "calendar"}
    for name in (each for each in agreement.calendars if each in counted):
        calendar, ends = agreement.calendars[name], agreement.ends
        last = max((each.day.year for each in calendar.holidays), default=None)
        if last is not None and ends is not None and last < ends.year:
            since = max(last + 1, agreement.starts.year)
            says = f"“{name}” has no holidays from {since} on, and the term lasts until {ends}."
            yield warning(calendar.at, "holidays-end-early", says, "Add them under holidays:, by an amendment.")
