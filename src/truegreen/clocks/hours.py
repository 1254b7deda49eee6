"""When a calendar is open, week by week: hours as an agreement writes them or as a source keeps them, as one noun.

A day is a local one, from midnight to midnight: it takes the hours that are in force on it, and a day that is closed is
closed from its midnight to the next, also for a night that began the day before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias

from truegreen.model.agreement import Calendar
from truegreen.units.calendar import DAYS, is_zone

DAY: Final = 24 * 60
WEEK: Final = 7 * DAY
MOST: Final = 48

Period: TypeAlias = tuple[int, int]
"""When it opens and when it closes, in local minutes."""


@dataclass(frozen=True, slots=True)
class Week:
    """The hours of a week that are in force from a day on.

    Attributes:
        since: first local day; ``date.min`` for always.
        zone: time zone they are read in.
        days: for each weekday, Monday first, its periods in minutes from midnight: sorted, disjoint, none touching.
    """

    since: date
    zone: str
    days: tuple[tuple[Period, ...], ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """A calendar that can be counted by.

    Attributes:
        name: what cases call it.
        weeks: hours by the day from which they hold, oldest first, never empty; nothing is known before the first.
        closed: local days on which it is closed.
    """

    name: str
    weeks: tuple[Week, ...]
    closed: frozenset[date] = frozenset()

    def on(self, day: date) -> tuple[str, tuple[Period, ...]]:
        """Give the zone and the periods of a local day; no periods before hours are known."""
        standing = bisect_right(self.weeks, day, key=lambda each: each.since) - 1
        week = self.weeks[max(standing, 0)]
        return week.zone, () if standing < 0 or day in self.closed else week.days[day.weekday()]


def week(since: date | None, zone: str, periods: Iterable[Period]) -> Week:
    """Give the hours of a week from periods in minutes from local Monday 00:00, which may run on into the next week.

    Raises:
        ValueError: the zone does not exist, a period is less than a minute or more than a week, or there are far too
            many in a day.

    >>> week(None, "Europe/Lisbon", [(6 * 1440 + 1320, 7 * 1440 + 360)]).days[0], week(None, "UTC", [(0, 9)]).days[6]
    (((0, 360),), ())
    """
    if not is_zone(zone):
        raise ValueError(f"“{zone}” is no time zone; write it like Europe/Lisbon")
    days: list[list[Period]] = [[] for _ in DAYS]
    for opens, closes in periods:
        if not 0 <= opens < WEEK:
            raise ValueError(f"they open in minute {opens}, and a week has the minutes 0 to {WEEK - 1}")
        if not opens < closes <= opens + WEEK:
            raise ValueError(f"they open in minute {opens} and close in minute {closes}, which is no part of a week")
        for midnight in range(opens - opens % DAY, closes, DAY):
            days[midnight // DAY % 7].append((max(opens - midnight, 0), min(closes - midnight, DAY)))
    tidy = tuple(tuple(merged(each)) for each in days)
    if any(len(each) > MOST for each in tidy):
        raise ValueError(f"they open more than {MOST} times a day")
    return Week(since or date.min, zone, tidy)


def merged(periods: Iterable[Period]) -> list[Period]:
    """Give periods as disjoint ones in order; those that overlap or touch become one.

    >>> merged([(13, 18), (8, 12), (11, 12), (18, 20)])
    [(8, 12), (13, 20)]
    """
    found: list[Period] = []
    for opens, closes in sorted(periods):
        if found and opens <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], closes))
        else:
            found.append((opens, closes))
    return found


def agreed(name: str, calendars: Mapping[date | None, Calendar]) -> Hours:
    """Give the hours of an agreement's calendar, by the first day of each version; None is the one from always.

    A holiday counts for the days of its own version. Times that no version speaks of are not known.

    Raises:
        ValueError: a time zone does not exist.
    """
    versions = sorted(((since or date.min, each) for since, each in calendars.items()), key=lambda each: each[0])
    ends = [since for since, _ in versions[1:]] + [date.max]
    weeks = tuple(week(since, each.zone, _periods(each)) for since, each in versions)
    closed = frozenset(
        holiday.day
        for (since, each), end in zip(versions, ends, strict=True)
        for holiday in each.holidays
        if since <= holiday.day < end
    )
    return Hours(name, weeks, closed)


def _periods(calendar: Calendar) -> list[Period]:
    midnights = [(DAYS.index(day) * DAY, shift) for shift in calendar.open for day in shift.days]
    return [(midnight + shift.opens, midnight + shift.closes) for midnight, shift in midnights]


def in_zone(hours: Hours, zone: str) -> Hours:
    """Give the same hours as read in another zone, such as the customer's, under a name of their own.

    >>> in_zone(Hours("desk", (week(None, "UTC", [(0, 9)]),)), "Asia/Tokyo").name
    'desk in Asia/Tokyo'
    """
    if not is_zone(zone):
        raise ValueError(f"“{zone}” is no time zone; write it like Europe/Lisbon")
    return Hours(f"{hours.name} in {zone}", tuple(replace(each, zone=zone) for each in hours.weeks), hours.closed)
