"""When a queue is open, where nobody says it: the hours in which its contacts came."""

from __future__ import annotations

from typing import Final

import numpy as np

from truegreen.clocks.hours import Hours, agreed
from truegreen.model.agreement import Calendar
from truegreen.model.staffed import How, Opening
from truegreen.sourcing.staffing.intervals import WEEKDAYS, Floats, Intervals
from truegreen.units.calendar import DAYS, Shift

SELDOM: Final = 0.001
"""Share of a day's contacts before and after which it is taken to be closed."""
IDLE: Final = 0.01
"""Share of a week's contacts below which a weekday is taken to be closed."""


def usual_hours(always: Intervals, came: Floats, zone: str) -> tuple[Hours, Opening]:
    """Give the hours in which contacts came, weekday by weekday.

    Args:
        always: intervals of the days recorded, open or not.
        came: (n,) how many contacts came.
        zone: whose days they are.
    """
    placed = np.bincount(always.place, came, minlength=WEEKDAYS * always.a_day).reshape(WEEKDAYS, -1)
    shifts = []
    for name, day in zip(DAYS, placed, strict=True):
        passed = np.cumsum(day) / max(day.sum(), 1e-9)
        if day.sum() < IDLE * placed.sum():
            continue
        first, last = int(np.searchsorted(passed, SELDOM)), int(np.searchsorted(passed, 1 - SELDOM))
        shifts.append(Shift((name,), first * always.length // 60, min(last + 1, always.a_day) * always.length // 60))
    hours = agreed("as contacts came", {None: Calendar(zone=zone, open=tuple(shifts))})
    return hours, Opening(How.ASSUMED, "nobody says it; these are the hours in which contacts came")
