"""An escalation step that does not end by itself is no step: its time must be a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, error
from truegreen.units.quantity import SECONDS

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find escalation steps whose time to answer is no time."""
    for step in agreement.governance.escalation if agreement.governance else ():
        if step.within.unit not in SECONDS:
            says = f"“{step.within}” is no time to answer."
            yield error(step.at, "odd-escalation-time", says, "Write it like 30 min, 4 h or 2 d.")
