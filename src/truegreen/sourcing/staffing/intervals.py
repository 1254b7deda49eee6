"""Intervals of local days: 46, 48 or 50 half-hours, each with its place in the week and how much of it is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from truegreen.clocks.hours import Hours
from truegreen.clocks.spans import open_spans

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
DAY: Final = 86_400
WEEKDAYS: Final = 7


@dataclass(frozen=True, slots=True, eq=False)
class Intervals:
    """Intervals of whole local days, n of them, in order.

    Attributes:
        first: the first day.
        days: how many days.
        length: seconds of an interval.
        starts: (n,) when each begins, in seconds from 1970.
        day: (n,) its day, counted from the first.
        place: (n,) its place in the week by the clocks on the wall, Monday's first being 0.
        open: (n,) share of it that is open, from 0 to 1.
    """

    first: date
    days: int
    length: int
    starts: Whole
    day: Whole
    place: Whole
    open: Floats

    @property
    def a_day(self) -> int:
        """Give how many intervals a day has on the wall."""
        return DAY // self.length

    @property
    def hours(self) -> Floats:
        """Give the open hours of each interval."""
        return self.open * (self.length / 3600)

    def by_day(self, amounts: Floats) -> Floats:
        """Add amounts of intervals up to days."""
        return np.asarray(np.bincount(self.day, amounts, minlength=self.days), float)

    def by_place(self, amounts: Floats) -> list[list[float | None]]:
        """Give the mean of each place in the week while it is open, a row a weekday; None where it never is."""
        is_open, size = self.open > 0, WEEKDAYS * self.a_day
        number = np.bincount(self.place[is_open], minlength=size)
        summed = np.bincount(self.place[is_open], amounts[is_open], minlength=size)
        flat = [float(each / many) if many else None for each, many in zip(summed, number, strict=True)]
        return [flat[day * self.a_day : (day + 1) * self.a_day] for day in range(WEEKDAYS)]

    def counted(self, at: Whole, weights: Floats) -> Floats:
        """Count what happened at some seconds in the intervals in which it did; the rest is left out."""
        where = np.searchsorted(self.starts, at, side="right") - 1
        known = (where >= 0) & (at < (self.starts[-1] + self.length if len(self.starts) else 0))
        return np.asarray(np.bincount(where[known], weights[known], minlength=len(self.starts)), float)


def intervals(first: date, last: date, zone: str, length: int, hours: Hours | None = None) -> Intervals:
    """Give the intervals from one local day to another, both included.

    Args:
        first: the first day.
        last: the last day.
        zone: whose days they are.
        length: seconds of an interval, a part of an hour.
        hours: when it is open; always if left out.
    """
    place = ZoneInfo(zone)
    days = [first + timedelta(days=each) for each in range((last - first).days + 1)]
    midnights = [int(datetime.combine(each, time(), place).timestamp()) for each in [*days, last + timedelta(days=1)]]
    spans = zip(days, midnights, midnights[1:], strict=False)
    shown = [_of_day(day, start, end, place, length) for day, start, end in spans]
    starts = np.concatenate([each for each, _ in shown]) if shown else np.zeros(0, np.int64)
    places = np.concatenate([each for _, each in shown]) if shown else np.zeros(0, np.int64)
    number = np.repeat(np.arange(len(shown)), [len(each) for each, _ in shown])
    is_open = np.ones(len(starts)) if hours is None else _open(hours, days, starts, length)
    return Intervals(first, len(days), length, starts, number, places, is_open)


def _of_day(day: date, start: int, end: int, zone: ZoneInfo, length: int) -> tuple[Whole, Whole]:
    """Give when a day's intervals begin, and their places in the week; on days that are not plain, by the clock."""
    starts = np.arange(start, end, length, dtype=np.int64)
    monday = day.weekday() * (DAY // length)
    if end - start == DAY:
        return starts, monday + np.arange(len(starts), dtype=np.int64)
    shown = [datetime.fromtimestamp(int(each), zone) for each in starts]
    clock = [(each.hour * 3600 + each.minute * 60) // length for each in shown]
    return starts, monday + np.array(clock, dtype=np.int64)


def _open(hours: Hours, days: Sequence[date], starts: Whole, length: int) -> Floats:
    """Give the share of each interval that is open, by the open seconds before its beginning and its end."""
    spans = open_spans(hours, days[0] - timedelta(days=1), days[-1] + timedelta(days=1))
    if not spans:
        return np.zeros(len(starts))
    ends = np.array(spans, np.float64)
    passed = np.concatenate([[0.0], np.cumsum(ends[:, 1] - ends[:, 0])])
    edges, before = ends.ravel(), np.repeat(passed, 2)[1:-1]
    done = [np.interp(each, edges, before) for each in (starts, starts + length)]
    return np.asarray((done[1] - done[0]) / length)
