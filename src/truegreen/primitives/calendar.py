"""P1, calendar: settled periods, measures' windows and contract years.

Periods begin on the agreement's day of the month; the first and the last of the term may be cut by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from truegreen.model.agreement import Agreement, Measure, Versions, Window
from truegreen.units.period import Period, add_months, period_of

MONTHS: Final = {Window.MONTH: 1, Window.QUARTER: 3, Window.YEAR: 12}


class Per(StrEnum):
    """How long a limit gathers."""

    MONTH = "month"
    YEAR = "contract year"
    ROLLING = "rolling twelve months"
    TERM = "whole term"


def settled_period(agreement: Agreement, day: date) -> Period:
    """Give the whole settled period that a day lies in."""
    return period_of(day, agreement.settled_every, agreement.month_starts_on, agreement.year_starts)


def settled_periods(versions: Versions, until: Period) -> Iterator[Period]:
    """Give the periods from the start up to and including one.

    After the term's end they are whole again: final accounts still stand on invoices.
    """
    first = versions.each[0][1]
    day = first.starts
    while day < until.end:
        whole = settled_period(first, day)
        yield in_term(versions, whole)
        day = whole.end


def in_term(versions: Versions, whole: Period) -> Period:
    """Give the part of a period that lies in the term; one that lies outside of it stays whole."""
    starts, ends = versions.each[0][1].starts, versions.latest.ends
    start, end = max(whole.start, starts), min(whole.end, ends + timedelta(days=1) if ends else date.max)
    is_cut = start < end and (start, end) != (whole.start, whole.end)
    return Period(start, end, partial=True) if is_cut else whole


def following(versions: Versions, period: Period) -> Period:
    """Give the settled period after one, as the term leaves it."""
    day = settled_period(versions.on(period.last), period.start).end
    return in_term(versions, settled_period(versions.on(day), day))


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


def last_day(agreement: Agreement, window: Period) -> date:
    """Give the day on which a measure's window ends: its last one, or that of the term if it comes first."""
    ends = agreement.ends
    return window.last if ends is None or ends < window.start else min(window.last, ends)


def windows_ending(agreement: Agreement, measure: Measure, period: Period) -> list[Period]:
    """Give the windows of a measure that end in a settled period, or in it are cut by the term's end."""
    if measure.window is agreement.settled_every:
        return [period]
    found, day = [], period.start
    while day < period.end:
        window = window_of(agreement, measure, day)
        if last_day(agreement, window) in period:
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
