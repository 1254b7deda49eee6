"""A clock that nothing stops can only be late or void, never kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.stands import holds, stands
from truegreen.model.agreement import Agreement
from truegreen.model.clock import Clock, Per
from truegreen.model.finding import Finding, Level, error

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clocks that nothing stops, or that are made void by whatever would stop them."""
    for name, clock in agreement.clocks.items():
        stopping = [each for each in stands(clock) if holds(clock.stops, each)]
        if not clock.stops and not _ends_otherwise(clock):
            says = f"Nothing stops the clock “{name}”."
            yield error(clock.at, "clock-never-stops", says, "Write under stops: what ends the work, like resolved.")
        elif stopping and all(holds(clock.cancels, each) for each in stopping):
            says = f"Whatever stops “{name}” also makes it void, so it is never kept."
            yield error(clock.at, "clock-never-stops", says, "Take what stops it out of cancels:, or narrow that.")


def _ends_otherwise(clock: Clock) -> bool:
    """Say whether another team's turn, or a reset, ends a clock without making it void."""
    return clock.per is Per.TEAM or (bool(clock.resets) and not clock.reset_voids)
