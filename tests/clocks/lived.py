"""Cases told in a few words for tests of clocks: steps in the week of 3 March 2025, in UTC."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final

from truegreen.clocks.hours import Hours, week
from truegreen.clocks.life import Event, Life, life_of
from truegreen.clocks.walk import Run, walk
from truegreen.clocks.working import Calendars, working
from truegreen.model.clock import Clock, Reopened
from truegreen.units.calendar import DAYS
from truegreen.units.quantity import Quantity

MONDAY: Final = datetime(2025, 3, 3)
HOUR: Final = 3600


def _hours(name: str, *periods: tuple[int, int]) -> Hours:
    return Hours(
        name, (week(None, "UTC", [(day * 1440 + a * 60, day * 1440 + b * 60) for day in range(5) for a, b in periods]),)
    )


CALENDARS: Final = Calendars(
    {
        each.name: working(each, date(2025, 2, 24), date(2025, 4, 30))
        for each in (_hours("office", (8, 18)), _hours("with-lunch", (8, 12), (13, 17)), _hours("short", (10, 14)))
    },
    frozenset({"office", "short"}),
)


def at(when: str) -> datetime:
    """Give a moment written like ``mon 09:30``; ``next`` before it is a week later."""
    *later, day, time = when.split()
    hour, minute = map(int, time.split(":"))
    return MONDAY + timedelta(days=DAYS.index(day) + 7 * len(later), hours=hour, minutes=minute)


def step(when: str, kind: str, **stands: str) -> Event:
    """Give a step of a case, with what it tells of how the case stood."""
    return Event(at(when), kind, **stands)  # type: ignore[arg-type]


def lived(*steps: Event, until: str = "next next fri 18:00", **case: Any) -> Life:
    """Give the life of a case with these steps."""
    return life_of({"case_id": "c", **case}, steps, at(until))


def clock(**says: Any) -> Clock:
    """Give a clock from opened to resolved that goes on when a case is opened again, but for what is said."""
    return Clock(**({"starts": ("opened",), "stops": ("resolved",), "reopened": Reopened.CONTINUES} | says))


def runs(timed: Clock, *steps: Event, until: str = "next next fri 18:00", **case: Any) -> list[Run]:
    """Give the runs of a clock over a case with these steps."""
    return walk(timed, lived(*steps, until=until, **case), CALENDARS)


def time(text: str) -> Quantity:
    """Give a time as agreements write it."""
    return Quantity.parse(text)
