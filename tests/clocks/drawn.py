"""Random cases over seven zones: moments, targets, and pauses that overlap and stick out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from tests.clocks.slowly import Pause, Walked, Written
from truegreen.clocks.hours import Hours
from truegreen.clocks.recorded import recorded

HOUR, DAY = 60, 1440
YEAR = timedelta(days=365)


def _daily(days: range, *periods: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    return tuple((day * DAY + opens, day * DAY + closes) for day in days for opens, closes in periods)


OFFICE = _daily(range(5), (8 * HOUR, 12 * HOUR + 30), (13 * HOUR, 17 * HOUR + 30))
EASTER = frozenset({date(2025, 4, 18), date(2025, 4, 21), date(2025, 10, 26), date(2025, 12, 25), date(2025, 12, 26)})
# Each zone with a year in which its clocks change twice; Kathmandu's never do. Apia has no 30 December in 2011.
CALENDARS = {
    "london": (date(2025, 1, 1), Written(((None, "Europe/London", OFFICE),), EASTER)),
    "london small hours": (
        date(2025, 1, 1),
        Written(((None, "Europe/London", _daily(range(7), (0, 90), (95, 110), (115, 9 * HOUR))),)),
    ),
    "new york": (
        date(2025, 1, 1),
        Written(((None, "America/New_York", _daily(range(7), (0, 6 * HOUR), (22 * HOUR, 24 * HOUR))),
                 (date(2025, 7, 4), "America/New_York", _daily(range(5), (9 * HOUR, 24 * HOUR)))),
                frozenset({date(2025, 7, 4), date(2025, 11, 27)})),
    ),
    "sydney": (date(2025, 1, 1), Written(((None, "Australia/Sydney", _daily(range(6), (7 * HOUR, 12 * HOUR),
               (12 * HOUR + 45, 15 * HOUR), (15 * HOUR + 15, 22 * HOUR))),))),
    "lord howe": (date(2025, 1, 1), Written(((None, "Australia/Lord_Howe", _daily(range(7), (HOUR, 2 * HOUR + 10),
                  (2 * HOUR + 20, 11 * HOUR))),))),
    "kathmandu": (date(2025, 1, 1), Written(((None, "Asia/Kathmandu", OFFICE),), frozenset({date(2025, 10, 2)}))),
    "sao paulo": (date(2018, 6, 1), Written(((None, "America/Sao_Paulo", (*_daily(range(5), (8 * HOUR, 18 * HOUR)),
                  (5 * DAY + 20 * HOUR, 6 * DAY + 4 * HOUR), (6 * DAY + 23 * HOUR, 7 * DAY + 2 * HOUR))),))),
    "apia": (date(2011, 7, 1), Written(((None, "Pacific/Apia", (*OFFICE, (4 * DAY + 23 * HOUR, 5 * DAY + 60)),),
             (date(2012, 1, 2), "Pacific/Auckland", OFFICE)), frozenset({date(2012, 1, 1)}))),
}  # fmt: skip


def _changes(first: date, zone: str) -> list[datetime]:
    """Give the days of a year on which a zone's clocks change, but not so late that a case would outlast the year."""
    noons = [datetime.combine(first, time(12)) + timedelta(days=number) for number in range(2, 320)]
    offsets = [noon.replace(tzinfo=ZoneInfo(zone)).utcoffset() for noon in noons]
    return [noon for noon, before, after in zip(noons[1:], offsets, offsets[1:], strict=False) if before != after]


CHANGES = {name: _changes(first, written.weeks[0][1]) for name, (first, written) in CALENDARS.items()}


@dataclass(frozen=True)
class Case:
    """A case with its pauses; without a calendar it is worked around the clock."""

    id: int
    calendar: str | None
    opened_at: datetime
    resolved_at: datetime
    target: int
    pauses: list[Pause]


def hours() -> dict[str, Hours]:
    """Give the calendars as the product counts by them."""
    rows: list[dict[str, Any]] = [
        {"calendar": name, "since": since, "zone": zone, "opens_minute": opens, "closes_minute": closes, "source": ""}
        for name, (_, written) in CALENDARS.items()
        for since, zone, periods in written.weeks
        for opens, closes in periods
    ]
    closed = [
        {"calendar": name, "first_on": day, "last_on": None, "source": ""}
        for name, (_, written) in CALENDARS.items()
        for day in written.closed
    ]
    found, wrong = recorded(rows, closed)
    assert not wrong
    return found


def walked() -> dict[str, Walked]:
    """Give the calendars as counted slowly, each over its year."""
    begins = {name: datetime.combine(first, time()) for name, (first, _) in CALENDARS.items()}
    return {name: Walked(CALENDARS[name][1], first, first + YEAR) for name, first in begins.items()}


def cases(count: int, seed: int = 1) -> Iterator[Case]:
    """Draw cases: short and long, by the second and on the hour, near a change of clocks more often than elsewhere."""
    random = Random(seed)  # noqa: S311
    names = list(CALENDARS)
    for number in range(count):
        name = random.choice(names)
        first = datetime.combine(CALENDARS[name][0], time())
        opened = first + timedelta(seconds=random.randrange(300 * 86_400), microseconds=random.randrange(1_000_000))
        length = timedelta(seconds=int(10 ** random.uniform(0, 6.5)))
        changes = CHANGES[name]
        if changes and random.random() < 0.3:
            opened = random.choice(changes) + timedelta(seconds=random.randrange(-48 * 3600, 48 * 3600))
        if random.random() < 0.3:
            opened = opened.replace(minute=random.choice((0, 30)), second=0, microsecond=0)
        resolved = opened + length
        yield Case(number, name, opened, resolved, random.randrange(1, 400_000), list(_pauses(random, opened, length)))


def _pauses(random: Random, opened: datetime, length: timedelta) -> Iterator[Pause]:
    for _ in range(random.choice((0, 0, 0, 1, 2, 4))):
        begins = opened + random.uniform(-0.3, 1.1) * length
        yield begins, None if random.random() < 0.05 else begins + random.uniform(0, 0.6) * length
