"""Working time as anybody would count it who has a wall clock and patience: minute by minute, through zoneinfo.

It shares no thought with the product but one: in the hour that comes twice, hands stand still rather than go back, so
that a shift begins at the first occurrence of its time and lasts until clocks show a later one than ever before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
WEEK = 7 * 24 * 60
Pause = tuple[datetime, datetime | None]


@dataclass(frozen=True)
class Written:
    """Hours as rows say them: from a day on (None: always), in a zone, in minutes from Monday 00:00."""

    weeks: tuple[tuple[date | None, str, tuple[tuple[int, int], ...]], ...]
    closed: frozenset[date] = frozenset()


class Walked:
    """Every minute of some UTC days, each marked open or not."""

    def __init__(self, written: Written, first: datetime, last: datetime) -> None:
        self.first = first
        minutes = bytearray((last - first) // MINUTE)
        begins = sorted(since or date.min for since, _, _ in written.weeks)
        for since, zone, periods in written.weeks:
            until = next((each for each in begins if each > (since or date.min)), date.max)
            opened = {minute % WEEK for opens, closes in periods for minute in range(opens, closes)}
            for number, shown in enumerate(_clock(zone, first, len(minutes))):
                in_force = (since or date.min) <= shown.date() < until and shown.date() not in written.closed
                minutes[number] |= in_force and (shown.weekday() * 24 + shown.hour) * 60 + shown.minute in opened
        self.minutes = bytes(minutes)

    def seconds(self, start: datetime, end: datetime) -> int:
        """Count the open seconds from a moment to a later one, in seconds as clocks show them."""
        begun, ended = (start - self.first) // MINUTE, (end - self.first) // MINUTE
        whole = 60 * self.minutes.count(1, begun, ended)
        return whole - start.second * self._at(begun) + end.second * self._at(ended)

    def _at(self, minute: int) -> int:
        return self.minutes[minute] if minute < len(self.minutes) else 0

    def seconds_without(self, start: datetime, end: datetime, pauses: Iterable[Pause]) -> int:
        """Count the open seconds of an interval in which no pause holds; one without an end never ends."""
        held = [(begins, ends or end) for begins, ends in pauses]
        edges = {start, end, *(edge for pause in held for edge in pause if start < edge < end)}
        return sum(
            self.seconds(one, other)
            for one, other in pairwise(sorted(edges))
            if not any(begins <= one and other <= ends for begins, ends in held)
        )


def _clock(zone: str, first: datetime, minutes: int) -> Iterator[datetime]:
    """Give what clocks show in each minute; while they repeat an hour, the last they showed before."""
    place, held = ZoneInfo(zone), datetime(1, 1, 1)
    early = 3 * 24 * 60
    begin = first.replace(tzinfo=UTC).timestamp() - early * 60
    for number in range(early + minutes):
        held = max(held, datetime.fromtimestamp(begin + number * 60, place).replace(tzinfo=None))
        if number >= early:
            yield held
