"""Working time one case after the other: as most would write it first, as one would after some thought, and pandas.

pandas cannot do lunch, zones or minutes, so it is given whole local hours, ready, of the one calendar without lunch.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from importlib import import_module
from itertools import accumulate
from typing import TypeAlias
from zoneinfo import ZoneInfo

from truegreen.clocks.hours import Hours
from truegreen.clocks.spans import open_spans
from truegreen.model.agreement import Calendar
from truegreen.units.calendar import DAYS, Holiday, Shift

FIRST, LAST = date(2022, 12, 1), date(2026, 3, 1)
CLOSED = tuple(Holiday(date(year, *day)) for year in (2023, 2024, 2025) for day in ((1, 1), (5, 1), (12, 25)))
OFFICE = "office"
Pair: TypeAlias = tuple[datetime, datetime]
One: TypeAlias = Callable[[str, datetime, datetime], int]
Row: TypeAlias = tuple[str, datetime, datetime, Sequence[Pair]]


def _calendar(zone: str, *shifts: str) -> Calendar:
    return Calendar(zone=zone, open=tuple(Shift.parse(each) for each in shifts), holidays=CLOSED)


CALENDARS = {
    OFFICE: _calendar("Europe/London", "mon-fri 09:00-17:00"),
    "desk": _calendar("Europe/Lisbon", "mon-fri 08:00-12:30", "mon-fri 13:00-18:00", "sat 09:00-13:00"),
    "care": _calendar("America/New_York", "mon-sun 07:00-23:00"),
    "night": _calendar("Australia/Sydney", "mon-fri 00:00-06:00", "mon-fri 20:00-24:00"),
    "field": _calendar("Asia/Kathmandu", "sun-fri 10:00-13:00", "sun-fri 14:00-17:00"),
    "shore": _calendar("America/Sao_Paulo", "mon-sat 06:30-22:15"),
}


SHIFTS = {
    name: [[(time(s.opens // 60, s.opens % 60), s.closes) for s in each.open if day in s.days] for day in DAYS]
    for name, each in CALENDARS.items()
}
ZONES = {name: ZoneInfo(each.zone) for name, each in CALENDARS.items()}
HOLIDAYS = {each.day for each in CLOSED}


def walk(calendar: str, opened: datetime, resolved: datetime) -> int:
    """Count as most would write it first: local day by local day, shift by shift."""
    zone, seconds = ZONES[calendar], 0
    start, end = opened.timestamp(), resolved.timestamp()
    day, last = opened.astimezone(zone).date(), resolved.astimezone(zone).date()
    while day <= last:
        if day not in HOLIDAYS:
            for opens, closes in SHIFTS[calendar][day.weekday()]:
                begins = datetime.combine(day, opens, zone).timestamp()
                closing = day + timedelta(days=closes // 1440)
                ends = datetime.combine(closing, time(closes % 1440 // 60, closes % 60), zone).timestamp()
                seconds += max(0, min(end, ends) - max(start, begins))  # type: ignore[assignment]
        day += timedelta(days=1)
    return int(seconds)


class Bisecting:
    """Count as one would who has thought about it: spans made ready once, and a search in them."""

    def __init__(self, calendars: Iterable[Hours]) -> None:
        spans = {each.name: open_spans(each, FIRST, LAST) for each in calendars}
        self.opens = {name: [span[0] for span in each] for name, each in spans.items()}
        self.lengths = {name: [span[1] - span[0] for span in each] for name, each in spans.items()}
        self.sums = {name: [0, *accumulate(each)] for name, each in self.lengths.items()}

    def before(self, calendar: str, moment: datetime) -> int:
        at = int(moment.timestamp())
        number = bisect_right(self.opens[calendar], at) - 1
        if number < 0:
            return 0
        return self.sums[calendar][number] + min(at - self.opens[calendar][number], self.lengths[calendar][number])

    def seconds(self, calendar: str, opened: datetime, resolved: datetime) -> int:
        return self.before(calendar, resolved) - self.before(calendar, opened)


def counting(
    one: Callable[[str, datetime, datetime], int], rows: Sequence[Row], pauses: bool
) -> Callable[[], list[int]]:
    """Give a loop that counts rows, less their pauses if asked for."""
    if not pauses:
        return lambda: [one(*row[:3]) for row in rows]
    return lambda: [one(*row[:3]) - sum(one(row[0], *pause) for pause in row[3]) for row in rows]


def hours_by_pandas(pairs: Iterable[Pair]) -> Callable[[], list[int]]:
    """Give a loop that counts the hours of the office between whole local hours."""
    pandas = import_module("pandas")
    shift = pandas.offsets.CustomBusinessHour(start="09:00", end="17:00", holidays=[each.day for each in CLOSED])
    stamps = [[pandas.Timestamp(moment.replace(tzinfo=None)) for moment in pair] for pair in pairs]
    return lambda: [len(pandas.date_range(*pair, freq=shift, inclusive="left")) for pair in stamps]
