"""Held against the time that the case itself says it is due, work is on time by whatever the provider wrote there.

The due time of an export is the vendor's or the provider's own reckoning: its hours, its pauses, its priority of today.
Where the agreement has a clock, the time is counted by what both sides agreed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.clocked import PARAMETER
from truegreen.checks.stands import stops_when_done
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning

SMELL: Final = "S55"
LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find measures by the case's own due time, where a clock with a target is agreed and does not read the same."""
    clocks = [name for name, each in agreement.clocks.items() if each.target and stops_when_done(each)]
    by_clock = {each.service for each in agreement.measures.values() if each.parameters.get(PARAMETER) in clocks}
    for name, measure in agreement.measures.items():
        own = measure.metric.startswith(("on_time.by_target", "on_time.by_day"))
        if clocks and own and measure.service not in by_clock and "" not in by_clock:
            says = f"“{name}” is judged by the due time that the records say, and “{clocks[0]}” is agreed."
            remedy = f"Write metric: on_time.by_clock with the clock {clocks[0]}, or show both."
            yield warning(measure.at, "provider-sets-due", says, remedy)
