"""An agreement that measures only delivery can be green everywhere while customers leave: the watermelon itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.agreement import Agreement, Role
from truegreen.model.finding import Finding, Level, warning

LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find an agreement without a single experience level."""
    if agreement.measures and all(each.role is not Role.EXPERIENCE for each in agreement.measures.values()):
        says = "No measure is an experience level: nothing says how customers fared."
        remedy = "Add one with the role experience level, and name it as the outcome of the others."
        yield warning(agreement.at, "delivery-only", says, remedy)
