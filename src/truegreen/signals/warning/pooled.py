"""Sums over the months before, as features are made of them."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.readings.account_months import Grid

RECENT: Final = 3
"""Months that are pooled as the latest."""
BEFORE: Final = 9
"""Months before these that they are held against."""


def last(grid: Grid, months: int, before: int = 0) -> Grid:
    """Add up so many months up to each, (A, M), or up to so many before it; fewer at the start.

    >>> last(np.array([[1.0, 2.0, 4.0, 8.0]]), 2).tolist(), last(np.array([[1.0, 2.0, 4.0, 8.0]]), 2, 1).tolist()
    ([[1.0, 3.0, 6.0, 12.0]], [[0.0, 1.0, 3.0, 6.0]])
    """
    added = np.cumsum(np.nan_to_num(grid), axis=1)
    padded = np.concatenate([np.zeros((len(added), months + before + 1)), added], axis=1)
    width = grid.shape[1]
    upper, lower = months + 1, 1
    return np.asarray(padded[:, upper : upper + width] - padded[:, lower : lower + width])


def months_seen(here: NDArray[np.bool_], months: int, before: int = 0) -> Grid:
    """Count in how many of these months the account was there, (A, M)."""
    return last(here.astype(np.float64), months, before)


def log_ratio(now: Grid, before: Grid, expected: Grid, least: float = 1.0) -> Grid:
    """Give the logarithm of what came to what was to be expected, each with so much added that few say little.

    Args:
        now: what came, (A, M).
        before: what came in the months before that it is held against.
        expected: by what part of these as much would have come.
        least: what is added to both.
    """
    return np.asarray(np.log((now + least) / (before * expected + least)))


def against_before(count: Grid, here: NDArray[np.bool_]) -> Grid:
    """Give the logarithm of what came lately to what came before; NaN for an account without three months before.

    Args:
        count: what came, (A, M).
        here: (A, M) whether the account was there.
    """
    seen = months_seen(here, BEFORE, RECENT)
    part = np.divide(RECENT, seen, out=np.zeros_like(seen), where=seen > 0)
    moved = log_ratio(last(count, RECENT), last(count, BEFORE, RECENT), part)
    return np.where(seen >= RECENT, moved, np.nan)
