"""A late case that is merged into a fresh one is late no more: its clock is void, and the other's has just begun.

Merging duplicates is good work, so this is only a note; a counter is a target for the share of runs that are made void.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.clocked import VOID, read_clocks, watched
from truegreen.model.agreement import Agreement
from truegreen.model.clock import Merged
from truegreen.model.finding import Finding, Level, note

SMELL: Final = "S56"
LEVEL: Final = Level.NOTE


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clocks that a merge makes void, where no target watches void runs."""
    for name, clock in read_clocks(agreement):
        if clock.merged is Merged.DROPPED and not watched(agreement, VOID, clock=name):
            says = f"Merging a case into another makes “{name}” void, and nothing counts void runs."
            remedy = f"Add a target for them, like {VOID}.by_clock, or write merged: stops."
            yield note(clock.at, "merged-away", says, remedy)
