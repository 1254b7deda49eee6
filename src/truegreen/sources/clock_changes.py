"""The hours that a zone's clocks skip or repeat when they are put forward or back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the clocks: the local times from ``start`` to ``last`` are skipped, or come twice."""

    start: datetime
    last: datetime
    skipped: bool


def changes(zone: str, first: datetime, last: datetime) -> Iterator[Change]:
    """Give the changes of a zone's clocks between two local times.

    >>> [str(each.start) for each in changes("Europe/London", datetime(2024, 1, 1), datetime(2024, 6, 1))]
    ['2024-03-31 01:00:00']
    """
    there = ZoneInfo(zone)
    moment = first.replace(tzinfo=UTC) - timedelta(days=2)
    while moment < last.replace(tzinfo=UTC) + timedelta(days=2):
        following = moment + timedelta(days=1)
        if _offset(moment, there) != _offset(following, there):
            yield _change(moment, following, there)
        moment = following


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> Change:
    """Narrow a change down to its second."""
    old, new = _offset(before, zone), _offset(after, zone)
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        before, after = (middle, after) if _offset(middle, zone) == old else (before, middle)
    start, end = sorted((after + old, after + new))
    last = end.replace(tzinfo=None) - timedelta(microseconds=1)
    return Change(start.replace(tzinfo=None), last, skipped=new > old)


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()
