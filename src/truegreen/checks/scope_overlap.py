"""Work that is both in and out of scope is delivered for nothing, or not at all, after an argument."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, error

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find contact types that a service both includes and excludes."""
    for name, service in agreement.services.items():
        both = [each for each in service.includes if each in service.excludes]
        if both:
            says = f"The service “{name}” both includes and excludes {', '.join(both)}."
            yield error(service.at, "scope-overlap", says, "Keep each contact type in one of the two lists.")
