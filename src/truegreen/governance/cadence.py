"""When the agreed meetings are next: counted from the agreement's first day, and never on a day that is closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Final, TypeAlias

from truegreen.clocks.hours import agreed
from truegreen.model.agreement import Agreement, Meeting
from truegreen.units.period import add_months

MONTHS: Final[Mapping[str, int]] = {"month": 1, "quarter": 3, "year": 12}
DAYS: Final[Mapping[str, int]] = {"day": 1, "week": 7}
EVERY: Final = (*DAYS, *MONTHS)
"""How often there can be a meeting."""
AHEAD: Final = 60
"""Closed days in a row after which nobody waits for an open one."""
_MONDAY_TO_FRIDAY: Final = 5

Open: TypeAlias = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Next:
    """A meeting with its next days; none where its rhythm cannot be read."""

    name: str
    meeting: Meeting
    days: tuple[date, ...]


def coming(agreement: Agreement, today: date, many: int = 3) -> list[Next]:
    """Give every agreed meeting with its next days, today's included; the one that comes first stands first."""
    meetings = agreement.governance.meetings if agreement.governance else {}
    is_open = open_days(agreement)
    found = [
        Next(name, each, tuple(next_days(each.every, agreement.starts, today, many, is_open)))
        for name, each in meetings.items()
    ]
    return sorted(found, key=lambda each: (each.days[0] if each.days else date.max, each.name))


def next_days(every: str, starts: date, since: date, many: int, is_open: Open) -> list[date]:
    """Give the next days of a rhythm, each moved on to the first open day, none twice.

    Args:
        every: day, week, month, quarter or year.
        starts: the day from which it is counted; the first one is on it.
        since: the first day that counts.
        many: how many days.
        is_open: says whether a day is open.
    """
    if every not in EVERY:
        return []
    found: list[date] = []
    for nominal in _nominal(every, starts, since):
        day = _opened(nominal, is_open)
        if day is None:
            return found
        if day >= since and day not in found[-1:]:
            found.append(day)
        if len(found) == many:
            return found
    return found


def open_days(agreement: Agreement) -> Open:
    """Give what says whether a day is open: the calendar of ``governance.hours``; Monday to Friday without one."""
    calendar = agreement.calendars.get(agreement.governance.hours) if agreement.governance else None
    if calendar is None:
        return lambda day: day.weekday() < _MONDAY_TO_FRIDAY
    hours = agreed("governance", {None: calendar})
    return lambda day: bool(hours.on(day)[1])


def _nominal(every: str, starts: date, since: date) -> Iterator[date]:
    """Give the days of a rhythm as they are counted, from a little before the first that counts."""
    early = max(since - timedelta(days=AHEAD), starts)
    if every in DAYS:
        step = DAYS[every]
        place, at = -(-(early - starts).days // step), partial(_after_days, starts, step)
    else:
        step = MONTHS[every]
        passed = (early.year - starts.year) * 12 + early.month - starts.month
        place, at = max(passed // step, 0), partial(_after_months, starts, step)
    for number in range(place, place + 100_000):
        try:
            yield at(number)
        except (OverflowError, ValueError):
            return  # The calendar ends with the year 9999.


def _after_days(starts: date, step: int, number: int) -> date:
    return starts + timedelta(days=step * number)


def _after_months(starts: date, step: int, number: int) -> date:
    return add_months(starts, step * number)


def _opened(day: date, is_open: Open) -> date | None:
    """Give the first open day from a day on; None where none comes."""
    found = (day + timedelta(days=more) for more in range(AHEAD))
    return next((each for each in found if is_open(each)), None)
