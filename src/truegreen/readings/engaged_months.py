"""Engagement of accounts by month, where nothing finer is recorded: as a table of accounts and months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.readings.arrays import arrays

MOST = 24
"""Months looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class ByMonth:
    """Engagement by account and month.

    Attributes:
        accounts: (A,) their ids.
        month: first day of the last month, the one that is judged.
        counts: (A, M) the last month at the end; NaN where there is no row.
    """

    accounts: NDArray[np.str_]
    month: date
    counts: NDArray[np.float64]


def by_month(duck: Duck, store: Store, state: State, until: date) -> ByMonth | None:
    """Give engagement by month, up to the last whole month before the day after; None where none is recorded."""
    held = state.of("account_month").values()
    if "engagement" not in state.filled("account_month"):
        return None
    told = arrays(
        duck,
        f'SELECT account_id, "month", CAST(sum(engagement) AS DOUBLE) AS engagement '
        f"FROM {sql.parquet(store.files(held))} WHERE engagement IS NOT NULL AND account_id IS NOT NULL "
        f"AND last_day(\"month\") <= DATE '{until}' GROUP BY ALL ORDER BY ALL",
    )
    if not len(told["account_id"]):
        return None
    accounts, which = np.unique(told["account_id"], return_inverse=True)
    months = told["month"].astype("datetime64[M]").astype(np.int64)
    last = int(months.max())
    first = max(int(months.min()), last - MOST)
    counts = np.full((accounts.size, last - first + 1), np.nan)
    within = months >= first
    counts[which[within], months[within] - first] = told["engagement"][within]
    return ByMonth(accounts, np.datetime64(last, "M").astype("datetime64[D]").item(), counts)
