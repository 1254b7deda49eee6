"""A measure that claims to bring about an experience must name one that is measured, or the claim is never tested."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.agreement import Agreement, Role
from truegreen.model.finding import Finding, Level, error

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find measures whose outcome is no experience level of the agreement."""
    levels = [name for name, each in agreement.measures.items() if each.role is Role.EXPERIENCE]
    for name, measure in agreement.measures.items():
        if measure.outcome and measure.outcome not in levels:
            says = f"The outcome of “{name}”, “{measure.outcome}”, is no experience level of the agreement."
            remedy = f"Name one of {', '.join(levels)}." if levels else "Add a measure with the role experience level."
            yield error(measure.at, "unknown-outcome", says, remedy)
