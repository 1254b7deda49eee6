"""Open times in UTC: where local hours, daylight saving and skipped days become plain seconds.

A period lasts from the first instant at which local clocks show its beginning, or already a later time, to the first at
which they so show its end. So it is continuous in real time; what begins in a repeated hour begins at its first
occurrence; what begins in a skipped hour begins when clocks have jumped; and periods that touch on paper touch in fact.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from truegreen.clocks.hours import Hours, Period, merged

SECONDS: Final = 86_400
_EPOCH: Final = date(1970, 1, 1)
_SKEW: Final = timedelta(days=2)  # no zone's day is further from UTC's


def second_of(day: date) -> int:
    """Give the second, counted from 1970, at which a UTC day begins.

    >>> second_of(date(1970, 1, 2))
    86400
    """
    return (day - _EPOCH).days * SECONDS


def open_spans(hours: Hours, first: date, last: date) -> list[Period]:
    """Give the spans in which a calendar is open from one UTC day to another, both included.

    Each is its beginning and end in whole seconds from 1970; they are sorted, disjoint and do not touch.

    Raises:
        ValueError: the last day is before the first.
    """
    if last < first:
        raise ValueError(f"no days lie between {first} and {last}")
    lower, upper = second_of(first), second_of(last) + SECONDS
    days = ((first - _SKEW) + timedelta(days=number) for number in range((last - first + 2 * _SKEW).days + 1))
    cut = ((max(lower, opens), min(upper, closes)) for day in days for opens, closes in _of_day(hours, day))
    return merged((opens, closes) for opens, closes in cut if opens < closes)


def known_from(hours: Hours) -> date:
    """Give the first UTC day of which anything is known; ``date.min`` for always."""
    since = hours.weeks[0].since
    if since == date.min:
        return since
    return datetime.fromtimestamp(_first_shown(hours.weeks[0].zone, datetime.combine(since, time())), UTC).date()


def _of_day(hours: Hours, day: date) -> list[Period]:
    zone, periods = hours.on(day)
    midnight = datetime.combine(day, time())
    opens, closes = (
        [_first_shown(zone, midnight + timedelta(minutes=each[end])) for each in periods] for end in (0, 1)
    )
    return list(zip(opens, closes, strict=True))


@lru_cache(maxsize=65_536)
def _first_shown(zone: str, local: datetime) -> int:
    """Give the second, counted from 1970, at which a zone's clocks first show a local time or a later one."""
    place = ZoneInfo(zone)
    found = int(local.replace(tzinfo=place).timestamp())
    if _shown(place, found) == local:
        return found
    # Clocks skip it: the jump lies between the offset after it and the offset before it.
    before = int(local.replace(tzinfo=place, fold=1).timestamp())
    return before + bisect_left(range(before, found), local, key=lambda second: _shown(place, second))


def _shown(place: ZoneInfo, second: int) -> datetime:
    return datetime.fromtimestamp(second, place).replace(tzinfo=None)
