"""Accounts whose month is below their own rhythm, where only months are recorded."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from truegreen.model.silence import Account, Fallen
from truegreen.stats.discoveries import benjamini_hochberg
from truegreen.stats.silence.months import Months, below


def fallen(
    names: NDArray[np.str_], month: date, counts: NDArray[np.float64], accounts: Mapping[str, Account],
    among: Collection[str], promise: float,
) -> tuple[list[Fallen], Months]:  # fmt: skip
    """Give the accounts whose last month is below their own rhythm, and what was looked at.

    Args:
        names: (A,) ids of accounts.
        month: the first day of the last month.
        counts: (A, M) their engagement by month.
        accounts: by id.
        among: accounts to stay within, those that have not left.
        promise: share of false entries that the list may hold (Benjamini and Hochberg).
    """
    found = below(counts) if counts.shape[1] > 1 else below(np.full((len(names), 2), np.nan))
    p = np.where(np.isin(names, [*among]), found.p, np.nan)
    adjusted = benjamini_hochberg(p)
    rows = [int(row) for row in np.argsort(p, kind="stable") if adjusted[row] <= promise]
    made = [
        Fallen(
            account=accounts[str(names[row])], month=month, was=float(counts[row, -1]), usual=float(found.usual[row]),
            months=int(found.months[row]), p=float(p[row]), adjusted=float(adjusted[row]),
        )
        for row in rows
    ]  # fmt: skip
    return made, found
