"""Working seconds between two moments, as Ibis expressions that every engine answers alike.

    W(t)          = greatest(before, least(t − idle, done) …), of the UTC day of t and each of its windows
    elapsed(a, b) = W(b) − W(a)

The joins are on the calendar and the UTC day alone. A calendar that is empty or NULL means around the clock, for which
W(t) is the plain second. Moments are UTC, and count in whole seconds; engines must run in UTC.

A moment whose calendar or day is not in the day table has no W: ``missing`` finds those, and must be asked before what
is counted is believed. ``reach`` says for which days a day table is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from itertools import count, takewhile
from typing import Any, TypeAlias

Rows: TypeAlias = Any
"""An Ibis table, or an expression on it."""


def worked(rows: Rows, days: Rows, moments: Mapping[str, str], calendar: str = "calendar") -> Rows:
    """Add the working seconds before each of some moments: W, which is only good for taking differences.

    Args:
        rows: any rows with a calendar and moments.
        days: the day table, as ``days.grids`` gives it.
        moments: column of the moment, and what to call its W.
        calendar: column of the calendar's name.
    """
    joined = with_days(rows, days, moments, calendar)
    added = {named: before(joined, moment, calendar) for moment, named in moments.items()}
    return joined.select(*rows.columns, **added)


def elapsed(rows: Rows, days: Rows, start: str, end: str, calendar: str = "calendar", named: str = "elapsed") -> Rows:
    """Add the working seconds from one moment to another: NULL if either is, below zero if they are in wrong order."""
    joined = with_days(rows, days, (start, end), calendar)
    return joined.select(*rows.columns, **{named: before(joined, end, calendar) - before(joined, start, calendar)})


def missing(rows: Rows, days: Rows, moments: Iterable[str], calendar: str = "calendar") -> Rows:
    """Give the calendars and UTC days that moments need and the day table lacks, with how many moments need them.

    Columns: calendar, utc_day, moments. The caller runs it, and says what it finds or refuses it.
    """
    asked = _asked(rows, moments, calendar)
    needed = asked.group_by(calendar=asked.calendar, utc_day=asked.moment.date()).aggregate(moments=asked.count())
    return needed.anti_join(days, ["calendar", "utc_day"])


def refuse_missing(found: Iterable[tuple[str, date, int]]) -> None:
    """Refuse to count by what is not known, given the rows of ``missing``.

    Raises:
        LookupError: there is a row.
    """
    lacking = sorted(found)
    if lacking:
        calendar, day, _ = lacking[0]
        moments = sum(each[2] for each in lacking)
        raise LookupError(f"{moments} moments have no hours to count by, the first on {day} by “{calendar}”")


def reach(rows: Rows, moments: Iterable[str], calendar: str = "calendar") -> Rows:
    """Give, for each calendar that is asked for, the first and the last moment.

    Columns: calendar, first, last.
    """
    asked = _asked(rows, moments, calendar)
    return asked.group_by("calendar").aggregate(first=asked.moment.min(), last=asked.moment.max())


def with_days(rows: Rows, days: Rows, moments: Iterable[str], calendar: str) -> Rows:
    """Join rows with the day of each of some moments; its columns are called after the moment."""
    joined = rows
    for moment in moments:
        day = days.select(**{_of(moment, column): days[column] for column in days.columns})
        found = [
            rows[calendar] == day[_of(moment, "calendar")],
            rows[moment].date() == day[_of(moment, "utc_day")],
        ]
        joined = joined.left_join(day, found)
    return joined.select(*joined.columns)  # ends the chain of joins: what is made of it can be joined by


def before(joined: Rows, moment: str, calendar: str) -> Rows:
    """Give the working seconds before a moment, in rows joined with its day."""
    import ibis

    at = second(joined[moment])
    numbers = takewhile(lambda number: _of(moment, f"idle_{number}") in joined.columns, count(1))
    windows = [
        ibis.least(at - of_day(joined, moment, f"idle_{number}"), of_day(joined, moment, f"done_{number}"))
        for number in numbers
    ]
    by_calendar = ibis.greatest(of_day(joined, moment, "before"), *windows)
    return around_the_clock(joined[calendar]).ifelse(at, by_calendar)


def around_the_clock(calendar: Rows) -> Rows:
    """Say whether a calendar never closes: it has no name."""
    return calendar.isnull() | (calendar == "")


def second(moment: Rows) -> Rows:
    """Give a moment as the second from 1970 in which it lies."""
    return moment.truncate("s").epoch_seconds().cast("int64")


def of_day(joined: Rows, moment: str, column: str) -> Rows:
    """Give a column of the day of a moment, in rows joined with it."""
    return joined[_of(moment, column)]


def _of(moment: str, column: str) -> str:
    return f"_{column}_of_{moment}"


def _asked(rows: Rows, moments: Iterable[str], calendar: str) -> Rows:
    each = [rows.select(calendar=rows[calendar], moment=rows[moment]) for moment in moments]
    asked = reduce(lambda one, other: one.union(other), each)
    return asked.filter(asked.moment.notnull(), ~around_the_clock(asked.calendar))
