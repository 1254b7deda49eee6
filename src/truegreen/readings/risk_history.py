"""Histories: what was known of every account at the end of every month, as arrays.

    facts ──▶ what each account did and met, by the month in which it was known ──▶ arrays of accounts × months

Everything counts in the month in which somebody could have known it: an answer when it was given, a return when it came
and a case in time when it was due. What a row says today of a day long past is not used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from truegreen.readings.account_months import Grid
from truegreen.readings.panel import Standing
from truegreen.units.period import add_months

Days = NDArray[np.datetime64]
HEARD = "heard: "
"""Before the kind of a signal, in the name of its counts."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Engaged:
    """What accounts did of their own accord, event by event.

    Attributes:
        account: (E,) the place of each event's account.
        day: (E,) its local day.
    """

    account: NDArray[np.intp]
    day: Days


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class History:
    """Accounts by months, as they were known then.

    Attributes:
        accounts: (A,) their ids.
        months: (M,) ``datetime64[M]``; all of them are over.
        started: (A,) first day as a customer; not a time where nobody knows.
        here: (A, M) whether it had been seen as a customer by the month's end: it had started, or had cases or revenue.
        decided_on: (A,) day of notice, where it is recorded.
        ended_on: (A,) last day as a customer, or of the month in which it left.
        counts: by name, (A, M): ``answers``, ``content``, ``cases``, ``returns``, ``reopened``, ``due``, ``in time``,
            ``resolved``, ``escalated``, ``severe``, ``use``, and for each kind of signal ``heard: …``.
        revenue, contraction: (A, M) NaN where not known.
        renewal: (A, M) day of a renewal, as known at the month's end.
        owners, segments: what the account was in each month.
        engaged: events of engagement, by day; None where the records have none.
        missing: by name of what is not counted, why.
        notes: what a reader must know, in words.
    """

    accounts: NDArray[np.str_]
    months: NDArray[np.datetime64]
    started: Days
    here: NDArray[np.bool_]
    decided_on: Days
    ended_on: Days
    counts: Mapping[str, Grid]
    revenue: Grid
    contraction: Grid
    renewal: Days
    owners: Standing
    segments: Standing
    engaged: Engaged | None = None
    missing: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def ends(self) -> Days:
        """Give the last day of each month, (M,)."""
        return (self.months + 1).astype("datetime64[D]") - 1

    def kinds(self) -> list[str]:
        """Name the kinds of signals that were ever heard."""
        return sorted(name.removeprefix(HEARD) for name in self.counts if name.startswith(HEARD))

    def renews_in(self) -> Grid:
        """Give the months until the next renewal, (A, M), 0 to 11; NaN where no renewal is known.

        Contracts are taken to renew every year: a recorded day says in which month, whichever year it names.
        """
        away = (self.renewal.astype("datetime64[M]") - self.months).astype(np.int64) % 12
        return np.where(np.isnat(self.renewal), np.nan, away.astype(np.float64))

    def next_renewal(self, account: int) -> date | None:
        """Give an account's next renewal at the last month's end: the recorded day, in the next year it is to come."""
        recorded, month = self.renewal[account, -1], self.months[-1]
        if np.isnat(recorded):
            return None
        day, held = date.fromisoformat(str(recorded)), date.fromisoformat(f"{month}-01")
        ahead = (day.month - held.month) % 12
        return add_months(day, (held.year - day.year) * 12 + held.month + ahead - day.month)

    def lived(self) -> Grid:
        """Give the months as a customer at each month's end, (A, M); NaN where nobody knows when it started."""
        away = (self.months - self.started.astype("datetime64[M]")[:, None]).astype(np.int64) + 1
        return np.where(np.isnat(self.started)[:, None], np.nan, np.maximum(away, 0).astype(np.float64))


def latest(grid: Grid) -> Grid:
    """Give the last known figure of each account, (A,); NaN where none is known."""
    held = np.full(len(grid), np.nan)
    for column in grid.T:
        held = np.where(np.isnan(column), held, column)
    return held
