"""A pause that can only come once the clock is over takes nothing off: the clock is void or stopped instead of paused.

ServiceNow's documentation warns of it: where start and pause exclude each other, a service level that is cancelled as
soon as its start no longer holds is cancelled, not paused.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.stands import ends, going_on, holds, stands
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, warning

LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clocks that are over wherever a pause of them holds."""
    for name, clock in agreement.clocks.items():
        pausing = [each for each in stands(clock) if holds(clock.pauses, each)]
        if not pausing or any(holds(clock.pauses, each) for each in going_on(clock)):
            continue
        if all(ends(clock, each) for each in pausing):
            says = f"Whatever pauses “{name}” also ends it, so it never stands still."
            remedy = "Take what pauses it out of stops: and cancels:, or leave out pauses:."
        else:
            says = f"Where “{name}” would be paused its start no longer holds, so it lapses: void instead of paused."
            remedy = "Write lapses: no, or start it also where it is paused."
        yield warning(clock.at, "clock-never-paused", says, remedy)
