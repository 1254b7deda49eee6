"""A target in days under opening hours is read in two ways: 24 open hours each, or one working day each.

Users of GLPI find cases called late, or on time, by a weekend where the target is in days (issue 10594). Here a day is
always 24 hours of the clock's own time, which by a calendar of ten hours a day is more than two of its days.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.agreement import Agreement
from truegreen.model.clock import Clock, TargetBy
from truegreen.model.finding import Finding, Level, warning
from truegreen.units.quantity import SECONDS, Quantity

LEVEL: Final = Level.WARNING


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find targets in days or weeks of clocks that run by a calendar."""
    for name, clock in agreement.clocks.items():
        for target in dict.fromkeys(_targets(clock)) if clock.calendar else ():
            if target.unit in ("d", "w"):
                hours = f"{float(target.number) * SECONDS[target.unit] / 3600:g} h"
                says = f"“{name}” may take {target}, which by a calendar are {hours} in which it is open."
                remedy = f"Write {hours} if that is meant, or the open hours of that many working days."
                yield warning(clock.at, "days-by-calendar", says, remedy)


def _targets(clock: Clock) -> Iterator[Quantity]:
    says = clock.target
    if isinstance(says, TargetBy):
        yield from says.each.values()
        yield from [says.otherwise] if says.otherwise else ()
    elif says is not None:
        yield says
