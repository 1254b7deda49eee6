"""Working seconds of one calendar, looked up in a list: for one case at a time, where no engine is needed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import accumulate

from truegreen.clocks.hours import Hours, Period
from truegreen.clocks.spans import open_spans


@dataclass(frozen=True)
class Working:
    """Open spans of a calendar, in seconds from 1970; None is around the clock."""

    spans: tuple[Period, ...] | None = None

    @cached_property
    def _worked(self) -> list[int]:
        """Give the seconds worked before each span, and at last all of them."""
        return [0, *accumulate(closes - opens for opens, closes in self.spans or ())]

    def before(self, moment: datetime) -> int:
        """Give the seconds worked before a moment; only differences mean anything."""
        second = _second(moment)
        if self.spans is None:
            return second
        place = bisect_right(self.spans, second, key=lambda span: span[0])
        if not place:
            return 0
        opens, closes = self.spans[place - 1]
        return self._worked[place - 1] + min(second, closes) - opens

    def between(self, start: datetime, end: datetime) -> int:
        """Give the seconds worked from one moment to another."""
        return self.before(end) - self.before(start)

    def after(self, start: datetime, seconds: int) -> datetime | None:
        """Give the first moment by which some seconds were worked; None if they are never."""
        if seconds <= 0 or self.spans is None:
            return start + timedelta(seconds=max(seconds, 0))
        used_up = self.before(start) + seconds
        place = bisect_right(self._worked, used_up - 1) - 1
        if place >= len(self.spans):
            return None
        return _moment(self.spans[place][0] + used_up - self._worked[place])

    def open_within(self, start: datetime, end: datetime) -> Iterable[tuple[datetime, datetime]]:
        """Give the open spans between two moments."""
        if self.spans is None:
            yield start, end
            return
        low, high = _second(start), _second(end)
        for opens, closes in self.spans:
            if closes > low and opens < high:
                yield _moment(max(opens, low)), _moment(min(closes, high))


@dataclass(frozen=True)
class Calendars:
    """The calendars that cases may be worked by.

    Attributes:
        named: working seconds by the calendar's name.
        recorded: those that records keep themselves.
    """

    named: Mapping[str, Working]
    recorded: frozenset[str] = frozenset()

    def of(self, name: str) -> Working:
        """Give a calendar; an empty name is around the clock.

        Raises:
            KeyError: there is no such calendar.
        """
        return self.named[name] if name else Working()


def working(hours: Hours | None, first: date, last: date) -> Working:
    """Give the working seconds of a calendar between two days; around the clock without one."""
    return Working(None if hours is None else tuple(open_spans(hours, first, last)))


def _second(moment: datetime) -> int:
    return int(moment.replace(tzinfo=UTC, microsecond=0).timestamp())


def _moment(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC).replace(tzinfo=None)
