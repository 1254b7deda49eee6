"""A measure or clause of a service that is not in the agreement measures, and pays, nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, error

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find measures and clauses that name a service that is not there."""
    named = [(name, each.service, each.at) for name, each in agreement.measures.items()]
    named += [(name, getattr(each.says, "service", ""), each.at) for name, each in agreement.terms.items()]
    for name, service, at in named:
        if service and service not in agreement.services:
            says = f"“{name}” names the service “{service}”, which is not in the agreement."
            yield error(at, "unknown-service", says, f"Name one of {', '.join(agreement.services)}.")
