"""A critical service level without a target can be neither met nor missed, so no credit hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.agreement import Agreement, Role
from truegreen.model.finding import Finding, Level, error

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find critical service levels without a target."""
    for name, measure in agreement.measures.items():
        if measure.role is Role.CRITICAL and measure.target is None:
            says = f"The critical service level “{name}” has no target."
            yield error(measure.at, "critical-without-target", says, "Add a target, or make it a key measurement.")
