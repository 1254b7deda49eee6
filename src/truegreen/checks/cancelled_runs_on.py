"""A clock that a cancelled case neither stops nor makes void runs for ever, and one day is late.

The provider is then held to work that nobody wants any more, and the share that is on time falls with every export.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.clocked import read_clocks
from truegreen.checks.stands import Stand, ends, holds
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning

SMELL: Final = "S52"
LEVEL: Final = Level.WARNING
_CANCELLED: Final = Stand("cancelled", "cancelled")


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clocks that go on when a case is cancelled."""
    for name, clock in read_clocks(agreement):
        lapses = clock.lapses and not holds(clock.starts, _CANCELLED)
        if not ends(clock, _CANCELLED) and not lapses:
            says = f"When a case is cancelled, “{name}” goes on, and the case is late in the end."
            remedy = "Write cancelled under cancels:, and count void runs, or under stops:."
            yield warning(clock.at, "cancelled-runs-on", says, remedy)
