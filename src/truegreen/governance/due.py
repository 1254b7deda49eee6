"""By when somebody has to answer: so many hours or days, by the clock or in the hours that the agreement names."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from truegreen.clocks.hours import agreed
from truegreen.clocks.working import Working, working
from truegreen.model.agreement import Agreement, Calendar
from truegreen.units.quantity import Quantity

AHEAD: Final = timedelta(days=400)
"""How far working hours are laid out; who has to answer later than that has no deadline."""


def due(start: datetime, within: Quantity, agreement: Agreement) -> datetime | None:
    """Give the moment by which to answer, UTC; None if it never comes.

    Hours and minutes are counted while the calendar of ``governance.hours`` is open. Days and weeks are its working
    days: one is over where the calendar closes on the next day that it is open. Without one, both are by the clock.

    Args:
        start: since when, with a zone.
        within: such as 4 h, 5 d or 2 w.
        agreement: as it stands then.

    Raises:
        ValueError: the time has no unit of time, or the start no zone.
    """
    if start.tzinfo is None:
        raise ValueError("a moment without a zone is no moment")
    seconds = int(within.in_unit("seconds"))
    calendar = agreement.calendars.get(agreement.governance.hours) if agreement.governance else None
    if calendar is None:
        return start + timedelta(seconds=seconds)
    begins = start.astimezone(UTC).replace(tzinfo=None)
    open_hours = _working(calendar, begins.year)
    found = _days(open_hours, begins, within) if within.unit in ("d", "w") else open_hours.after(begins, seconds)
    return found.replace(tzinfo=UTC) if found else None


def end_of(day: date, agreement: Agreement) -> datetime:
    """Give the end of a day in the agreement's zone, UTC."""
    zone = ZoneInfo(agreement.zone or "UTC")
    return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)


def _days(open_hours: Working, begins: datetime, within: Quantity) -> datetime | None:
    """Give the close of the last of so many working days after the one it begins on; a week is five."""
    many = int(within.number * (5 if within.unit == "w" else 1))
    closes: dict[date, datetime] = {}
    for opens, shuts in open_hours.open_within(begins, begins + AHEAD):
        closes[opens.date()] = shuts
    ends = [shuts for day, shuts in closes.items() if day > begins.date()]
    return ends[many - 1] if 0 < many <= len(ends) else None


@lru_cache(maxsize=64)
def _working(calendar: Calendar, year: int) -> Working:
    """Give the working hours from a year's first day on, as far as ``AHEAD`` reaches from its last."""
    return working(agreed("governance", {None: calendar}), date(year - 1, 12, 31), date(year, 12, 31) + AHEAD)
