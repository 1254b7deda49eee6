"""What days are worth to each feed of engagement, counted in one scan, and written as SQL that says so again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.readings.arrays import arrays
from truegreen.stats.silence.usual_days import LOW, Run, UsualDays, usual_days

Floats = NDArray[np.float64]
ENOUGH: Final = 10
"""Accounts that a feed needs before days on which hardly any came say something of the feed."""


@dataclass(frozen=True, slots=True, eq=False)
class Feed:
    """Where rows of a kind come from, and what its days are worth.

    Attributes:
        kind: of engagement.
        name: of the feed.
        accounts: how many accounts it ever told of.
        since: the first day on which it told anything; places of its days count from there.
        days: what each day is worth, up to the last day looked at.
    """

    kind: str
    name: str
    accounts: int
    since: date
    days: UsualDays

    def day(self, place: int) -> date:
        """Give the day at a place."""
        return self.since + timedelta(days=place)


def feeds(duck: Duck, engaged: str, until: date, holidays: Sequence[date] = ()) -> list[Feed]:
    """Give the feeds and what their days are worth.

    Args:
        duck: the connection.
        engaged: the relation of what accounts did (``engaged.engaged_query``).
        until: the last day looked at.
        holidays: days on which fewer are to be expected.
    """
    told = arrays(
        duck,
        f"SELECT kind, feed, day, count(DISTINCT account_id) AS came FROM {engaged} GROUP BY ALL ORDER BY ALL",
    )
    new = arrays(
        duck,
        "SELECT kind, feed, day, count(*) AS began FROM (SELECT kind, feed, account_id, min(day) AS day "
        f"FROM {engaged} GROUP BY ALL) GROUP BY ALL ORDER BY ALL",
    )
    names = duck.rows(f"SELECT kind, feed, min(day) FROM {engaged} GROUP BY ALL ORDER BY ALL")
    off = np.array(sorted(set(holidays)), dtype="datetime64[D]")
    made = []
    for kind, name, since in names:
        span = np.arange(np.datetime64(since, "D"), np.datetime64(until, "D") + 1)
        came, began = (_by_day(each, kind, name, span) for each in (told, new))
        accounts = int(began.sum())
        days = usual_days(
            came, -since.weekday(), np.isin(span, off), np.cumsum(began), low=LOW if accounts >= ENOUGH else 0.0
        )
        made.append(Feed(kind, name, accounts, since, days))
    return made


def _by_day(told: Mapping[str, NDArray[Any]], kind: str, name: str, span: NDArray[np.datetime64]) -> Floats:
    """Lay the last column of a feed's rows out by day, (D,)."""
    own = (told["kind"] == kind) & (told["feed"] == name)
    laid = np.zeros(span.size)
    laid[np.searchsorted(span, told["day"][own].astype("datetime64[D]"))] = [*told.values()][-1][own]
    return laid


def clock_query(told: Sequence[Feed], until: date) -> str:
    """Write the relations ``worth``, ``less`` and ``clock``: how much time went by, by kind, feed and day."""
    worth = ",\n    ".join(
        f"({sql.text(each.kind)}, {sql.text(each.name)}, DATE '{each.since}', {_weekdays(each.days.weekdays)})"
        for each in told
    )
    less = ",\n    ".join(_run(each, run) for each in told for run in each.days.runs) or (
        "('', '', DATE '2000-01-01', DATE '2000-01-01', 1.0)"
    )
    return (
        f"worth(kind, feed, since, weekdays) AS (VALUES\n    {worth}),\n"
        f"less(kind, feed, first, last, share) AS (VALUES\n    {less}),\n"
        "clock AS (\n"
        "  SELECT *, sum(step) OVER (PARTITION BY kind, feed ORDER BY day) AS went\n"
        "  FROM (SELECT d.kind, d.feed, CAST(day AS DATE) AS day, weekdays[isodow(day)] * coalesce(share, 1) AS step\n"
        "        FROM (\n"
        f"          SELECT *, unnest(generate_series(since, DATE '{until}', INTERVAL 1 DAY)) AS day FROM worth) AS d\n"
        "        LEFT JOIN less AS l ON l.kind = d.kind AND l.feed = d.feed AND day BETWEEN l.first AND l.last))"
    )


def _weekdays(weekdays: NDArray[np.float64]) -> str:
    return f"[{', '.join(f'{each:.6f}' for each in weekdays)}]"


def _run(feed: Feed, run: Run) -> str:
    first, last = feed.day(run.first), feed.day(run.last)
    return f"({sql.text(feed.kind)}, {sql.text(feed.name)}, DATE '{first}', DATE '{last}', {run.share:.6f})"
