"""P1, calendar: days within which something must be said or done, counted by the calendar or as business days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from truegreen.model.agreement import Agreement, Calendar
from truegreen.model.finding import Finding, error
from truegreen.units.calendar import DAYS
from truegreen.units.span import NOWHERE, Span


class Days(StrEnum):
    """Which days count."""

    CALENDAR = "calendar days"
    BUSINESS = "business days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Days within which something must be said or done; the day on which they begin does not count."""

    days: Annotated[int, "Days allowed"]
    counted: Annotated[Days, "Which days count"]
    calendar: Annotated[str, "Calendar of the business days; Monday to Friday if left out"] = ""
    at: Span = NOWHERE


def business_days(first: date, last: date, calendar: Calendar | None) -> int:
    """Count the business days after one day up to and including another; without a calendar, Monday to Friday.

    >>> business_days(date(2025, 1, 3), date(2025, 1, 6), None)  # from a Friday to a Monday
    1
    """
    opened = {day for shift in calendar.open for day in shift.days} if calendar else set(DAYS[:5])
    closed = {each.day for each in calendar.holidays} if calendar else set()
    days = (first + timedelta(days=count) for count in range(1, (last - first).days + 1))
    return sum(DAYS[day.weekday()] in opened and day not in closed for day in days)


def days_after(first: date, last: date, counted: Days, calendar: Calendar | None) -> int:
    """Count the days after one day up to and including another; none where the other comes first.

    >>> days_after(date(2024, 2, 27), date(2024, 3, 1), Days.CALENDAR, None)  # over a leap day
    3
    """
    if counted is Days.BUSINESS:
        return business_days(first, last, calendar)
    return max(0, (last - first).days)


def is_within(agreement: Agreement, first: date, last: date, within: Within) -> bool:
    """Say whether the days after one day up to another are no more than allowed."""
    return days_after(first, last, within.counted, agreement.calendars.get(within.calendar)) <= within.days


def unknown_calendar(agreement: Agreement, name: str, at: Span) -> Iterator[Finding]:
    """Find business days that are counted by a calendar that is not there."""
    if name and name not in agreement.calendars:
        says = f"Business days are counted by the calendar “{name}”, which is not in the agreement."
        yield error(at, "unknown-calendar", says, f"Add it under calendars: {name}, or name another.")
