"""Which accounts are named: as many as keep the promise, each for the rhythm that fell silent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.model.silence import ANY
from truegreen.signals.silence.learning import LEAST, Columns
from truegreen.stats.discoveries import listed

UNSURE: Final = 0.3
"""An entry whose own chance of being wrong is above this is never listed, however much room the sure ones leave."""
STILL: Final = 0.5
"""From this chance on an account is there, so that what one kind of engagement does may be told by itself."""


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """What is on the list.

    Attributes:
        rows: places among all histories, the surest first.
        wrong: how many are expected to be wrong.
        judged: places of the rows by which accounts are judged, one or more each.
        expected: how many accounts fell silent in truth, listed or not.
        young: places of the rows of accounts that came too few times.
    """

    rows: NDArray[np.intp]
    wrong: float
    judged: NDArray[np.intp]
    expected: float
    young: NDArray[np.intp]


def named(
    held: Columns, there: NDArray[np.float64], gone: Collection[str], among: Collection[str], promise: float
) -> Named:
    """Give the list.

    An account is judged by all kinds together; by one kind only where it is seen to be there otherwise.

    Args:
        held: histories.
        there: chance that each still goes on; NaN where nobody can tell.
        gone: accounts that had left, who are not silent.
        among: accounts to stay within.
        promise: share of false entries that the list may hold.
    """
    if not held:
        nobody = np.zeros(0, dtype=np.intp)
        return Named(nobody, 0.0, nobody, 0.0, nobody)
    account, rhythm = held["account_id"], held["rhythm"]
    wanted = np.isin(account, [*among]) & ~np.isin(account, [*gone])
    whole = wanted & (rhythm == ANY)
    young = np.flatnonzero(whole & (held["counts"] < LEAST))
    known = wanted & (held["counts"] >= LEAST) & np.isfinite(there)
    seen = np.isin(account, account[whole & known & (there >= STILL)])
    judged = np.flatnonzero(known & ((rhythm == ANY) | seen))
    chances = np.where(there[judged] <= UNSURE, 1 - there[judged], np.nan)
    found = listed(chances, promise) if judged.size else None
    rows = judged[found.indices] if found else judged
    whole_only = judged[rhythm[judged] == ANY]
    return Named(rows, found.false if found else 0.0, judged, float(np.sum(1 - there[whole_only])), young)
