"""An agreement that ends before it starts is never in force, so nothing in it is owed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, error

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find an agreement that ends before it starts."""
    if agreement.ends and agreement.ends < agreement.starts:
        says = f"The agreement ends on {agreement.ends}, before it starts on {agreement.starts}."
        yield error(agreement.at, "ends-before-start", says, "Correct one of the two days.")
