"""P1, calendar: settled periods, measures' windows, contract years and business days.

Periods begin on the agreement's day of the month; the first and the last of the term may be cut by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Final

from truegreen.model.agreement import Agreement, Calendar, Measure, Versions, Window
from truegreen.model.finding import Finding, error
from truegreen.units.calendar import DAYS
from truegreen.units.period import Period, add_months, period_of
from truegreen.units.span import NOWHERE, Span

MONTHS: Final = {Window.MONTH: 1, Window.QUARTER: 3, Window.YEAR: 12}


class Days(StrEnum):
    """Which days count."""

    CALENDAR = "calendar days"
    BUSINESS = "business days"


class Per(StrEnum):
    """How long a limit gathers."""

    MONTH = "month"
    YEAR = "contract year"
    ROLLING = "rolling twelve months"
    TERM = "whole term"


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Days within which something must be said or done; the day on which they begin does not count."""

    days: Annotated[int, "Days allowed"]
    counted: Annotated[Days, "Which days count"]
    calendar: Annotated[str, "Calendar of the business days; Monday to Friday if left out"] = ""
    at: Span = NOWHERE


def settled_period(agreement: Agreement, day: date) -> Period:
    """Give the whole settled period that a day lies in."""
    return period_of(day, agreement.settled_every, agreement.month_starts_on, agreement.year_starts)


def settled_periods(versions: Versions, until: Period) -> Iterator[Period]:
    """Give the periods from the start up to and including one.

    After the term's end they are whole again: final accounts still stand on invoices.
    """
    first, last = versions.each[0][1], versions.latest
    stop = last.ends + timedelta(days=1) if last.ends else date.max
    day = first.starts
    while day < until.end:
        whole = settled_period(first, day)
        start, end = max(whole.start, first.starts), min(whole.end, stop)
        is_cut = start < end and (start, end) != (whole.start, whole.end)
        yield Period(start, end, partial=True) if is_cut else whole
        day = whole.end


def contract_year(agreement: Agreement, period: Period) -> Period:
    """Give the contract year of a period, cut by the term's end; periods after the end belong to the last one."""
    day = min(period.start, agreement.ends or date.max)
    year = period_of(day, "year", agreement.month_starts_on, agreement.year_starts)
    stop = agreement.ends + timedelta(days=1) if agreement.ends else date.max
    end = period.end if period.start >= stop else min(year.end, stop)
    return year if end == year.end else Period(year.start, end, partial=True)


def window_of(agreement: Agreement, measure: Measure, day: date) -> Period:
    """Give the window of a measure that a day falls in."""
    return period_of(day, measure.window, agreement.month_starts_on, agreement.year_starts)


def window_before(agreement: Agreement, measure: Measure, window: Period) -> Period:
    """Give the window of a measure before one."""
    day = window_of(agreement, measure, window.start).start - timedelta(days=1)
    return window_of(agreement, measure, day)


def windows_ending(agreement: Agreement, measure: Measure, period: Period) -> list[Period]:
    """Give the windows of a measure that end in a settled period."""
    if measure.window is agreement.settled_every:
        return [period]
    found, day = [], period.start
    while day < period.end:
        window = window_of(agreement, measure, day)
        if window.last in period:
            found.append(window)
        day = window.end
    return found


def is_year_end(agreement: Agreement, period: Period) -> bool:
    """Say whether a settled period is the last one of its contract year, or of the term."""
    return period.end >= contract_year(agreement, period).end


def ends_in(agreement: Agreement, period: Period, per: Per) -> bool:
    """Say whether a month, twelve rolling months, a contract year or the term come to their end in a settled period."""
    ends = agreement.ends
    if per in (Per.MONTH, Per.ROLLING) or (ends is not None and period.start > ends):
        return per in (Per.MONTH, Per.ROLLING)
    return is_year_end(agreement, period) if per is Per.YEAR else ends is not None and ends <= period.last


def dates_every(first: date, every: Window, period: Period) -> list[date]:
    """Give the days of a period on which something happens that began on a day and comes back in months or weeks.

    >>> dates_every(date(2024, 4, 1), Window.YEAR, Period(date(2026, 3, 1), date(2026, 5, 1)))
    [datetime.date(2026, 4, 1)]
    """
    found, count, day = [], 0, first
    while day < period.end:
        if day in period:
            found.append(day)
        count += 1
        day = first + timedelta(weeks=count) if every is Window.WEEK else add_months(first, count * MONTHS[every])
    return found


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
