"""Hours that no calendar spells out cannot be counted, and each side will count its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.references import references
from truegreen.files.nearest import did_you_mean
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, error

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find services, clauses and clocks whose hours or business days name no calendar."""
    for name, term in agreement.terms.items():
        for each in dict.fromkeys(references(term.says)):
            if each.kind == "calendar" and each.name not in agreement.calendars:
                says = f"“{name}” counts business days by “{each.name}”, which is no calendar of the agreement."
                yield error(term.at, "unknown-calendar", says, did_you_mean(each.name, agreement.calendars))
    for name, service in agreement.services.items():
        if service.hours and service.hours not in agreement.calendars:
            known = ", ".join(agreement.calendars)
            says = f"The hours of “{name}”, “{service.hours}”, are no calendar of the agreement."
            remedy = f"Name one of {known}, or add it." if known else f"Add it under calendars: {service.hours}."
            yield error(service.at, "unknown-calendar", says, remedy)
    for name, clock in agreement.clocks.items():
        for calendar in clock.calendars:
            if calendar not in agreement.calendars:
                says = f"The clock “{name}” runs by “{calendar}”, which is no calendar of the agreement."
                known = did_you_mean(calendar, agreement.calendars)
                remedy = known if agreement.calendars else f"Add it under calendars: {calendar}."
                yield error(clock.at, "unknown-calendar", says, remedy)
