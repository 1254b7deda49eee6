"""A clock whose start is also its stop never starts, and a promise by it is kept by every case.

ServiceNow's documentation warns of it: a service level is attached where its start holds and neither stop nor cancel
do, so a start that lies inside the stop attaches nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.stands import beginning, ends, holds, said, stands
from truegreen.model.agreement import Agreement
from truegreen.model.clock import Clock, When
from truegreen.model.finding import Finding, Level, error, warning

LEVEL: Final = Level.ERROR
_REMEDY: Final = "Take what starts it out of stops: and cancels:, or narrow these."


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find clocks that nothing starts, or of which a start also ends them."""
    for name, clock in agreement.clocks.items():
        lost = [each for each in clock.starts if _is_lost(clock, each)]
        if not clock.starts:
            says = f"Nothing starts the clock “{name}”."
            yield error(clock.at, "clock-never-runs", says, "Write under starts: what begins the work, like opened.")
        elif lost and not any(beginning(clock)):
            says = f"Whatever starts “{name}” also stops it or makes it void, so it never runs."
            yield error(clock.at, "clock-never-runs", says, _REMEDY)
        else:
            for each in lost:
                says = f"What starts “{name}” at “{said(each)}” also stops it or makes it void, so it starts nothing."
                yield warning(clock.at, "clock-never-runs", says, _REMEDY)


def _is_lost(clock: Clock, start: str | When) -> bool:
    """Say whether a start holds somewhere, and everywhere there the clock ends as well."""
    there = [each for each in stands(clock) if holds((start,), each)]
    return bool(there) and all(ends(clock, each) for each in there)
