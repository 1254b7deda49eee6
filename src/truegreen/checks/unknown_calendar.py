"""Hours that no calendar spells out cannot be counted, and each side will count its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, error

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find services whose hours name no calendar."""
    for name, service in agreement.services.items():
        if service.hours and service.hours not in agreement.calendars:
            known = ", ".join(agreement.calendars)
            says = f"The hours of “{name}”, “{service.hours}”, are no calendar of the agreement."
            remedy = f"Name one of {known}, or add it." if known else f"Add it under calendars: {service.hours}."
            yield error(service.at, "unknown-calendar", says, remedy)
