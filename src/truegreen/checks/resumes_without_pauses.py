"""What resumes a clock says nothing where nothing pauses it; one of the two was forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning

LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clocks that are resumed and never paused."""
    for name, clock in agreement.clocks.items():
        if clock.resumes and not clock.pauses:
            says = f"The clock “{name}” is resumed, and nothing pauses it."
            remedy = "Write under pauses: where it stands still, or leave out resumes:."
            yield warning(clock.at, "resumes-without-pauses", says, remedy)
