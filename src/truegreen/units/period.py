"""Periods of an agreement: months (from any day), ISO weeks, quarters, contract years; ends are exclusive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

KINDS: Final = ("week", "month", "quarter", "year")
_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
_WRITTEN: Final = re.compile("([0-9]{4})(?:-([0-9]{2})|-W([0-9]{2})|-Q([1-4]))?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from ``start`` up to and not including ``end``; ``partial`` says it was cut by the term.

    >>> str(Period(date(2025, 3, 1), date(2025, 4, 1)))
    '2025-03'
    >>> str(Period(date(2025, 2, 22), date(2025, 3, 22)))
    '2025-02-22..2025-03-21'
    """

    start: date
    end: date
    partial: bool = False

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        if self.end <= self.start:
            raise ValueError(f"a period from {self.start} to {self.end} has no day in it")

    @property
    def days(self) -> int:
        """Count the days."""
        return (self.end - self.start).days

    @property
    def last(self) -> date:
        """Give the last day inside."""
        return self.end - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        """Say whether the day lies inside."""
        return self.start <= day < self.end

    def __str__(self) -> str:
        """Write the shortest usual name: 2025-03, 2025-W07, 2025-Q1, 2025, or first..last day."""
        return _name(self.start, self.end, self.partial)


@lru_cache(maxsize=4096)
def _name(start: date, end: date, partial: bool) -> str:
    if not partial and start.weekday() == 0 and end == start + timedelta(days=7):
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02}"
    if not partial and start.day == 1:
        if end == add_months(start, 1):
            return f"{start:%Y-%m}"
        if start.month % 3 == 1 and end == add_months(start, 3):
            return f"{start.year}-Q{start.month // 3 + 1}"
        if start.month == 1 and end == add_months(start, 12):
            return f"{start.year}"
    return f"{start}..{end - timedelta(days=1)}"


def add_months(day: date, months: int) -> date:
    """Move a date by whole months, keeping to the month's last day where the day does not exist.

    >>> add_months(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


@lru_cache(maxsize=16384)
def period_of(day: date, kind: str = "month", anchor: int = 1, year_starts: date | None = None) -> Period:
    """Give the period a day falls in.

    Args:
        day: any day.
        kind: ``week`` (ISO), ``month``, ``quarter`` or ``year``.
        anchor: the day of the month on which a month begins (22 for 22nd to 21st); 1 to 28.
        year_starts: first day of the contract; quarters and years count from the month it falls in when given.

    >>> str(period_of(date(2025, 3, 21), anchor=22))
    '2025-02-22..2025-03-21'
    """
    if not 1 <= anchor <= 28:
        raise ValueError(f"a month cannot be anchored on day {anchor}; choose a day that every month has, 1 to 28")
    if kind == "week":
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=7))
    if kind not in _MONTHS:
        raise ValueError(f"“{kind}” is no kind of period; choose one of {', '.join(KINDS)}")
    months = day.year * 12 + day.month - 1 - (day.day < anchor)
    origin = year_starts.month - 1 - (year_starts.day < anchor) if year_starts else 0
    months -= (months - origin) % _MONTHS[kind]
    start = date(months // 12, months % 12 + 1, anchor)
    return Period(start, add_months(start, _MONTHS[kind]))


def periods(
    first: date, end: date, kind: str = "month", anchor: int = 1, year_starts: date | None = None
) -> Iterator[Period]:
    """Cut the days from ``first`` up to ``end`` (exclusive) into periods; the first and last may be partial."""
    day = first
    while day < end:
        whole = period_of(day, kind, anchor, year_starts)
        start, stop = max(whole.start, first), min(whole.end, end)
        yield Period(start, stop, partial=(start, stop) != (whole.start, whole.end))
        day = whole.end


def parse_period(text: str) -> Period:
    """Read ``2025-03``, ``2025-W07``, ``2025-Q1``, ``2025`` or ``2025-02-22..2025-03-21``.

    Raises:
        ValueError: the text is none of these.

    >>> parse_period("2025-Q1").days
    90
    """
    try:
        if ".." in text:
            start, last = (date.fromisoformat(part) for part in text.split(".."))
            return Period(start, last + timedelta(days=1))
        found = _WRITTEN.fullmatch(text)
        year, month, week, quarter = found.groups() if found else ("",) * 4
        if week:
            return period_of(date.fromisocalendar(int(year), int(week), 1), "week")
        if quarter:
            return period_of(date(int(year), int(quarter) * 3, 1), "quarter")
        return period_of(date(int(year), int(month or 1), 1), "month" if month else "year")
    except (ValueError, OverflowError):
        usual = "2025-03, 2025-W07, 2025-Q1, 2025 or 2025-02-22..2025-03-21"
        raise ValueError(f"“{text}” is no period; write {usual}") from None
