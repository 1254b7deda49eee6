"""Customers in tiers of value: by how much of all value the best of them hold, or in groups of like value."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.unequal.groups import groups

SHARES: Final = (0.50, 0.80, 0.95)
"""Of all value, what the customers of the first tier hold, of the first two, and of the first three."""
NOBODY: Final = -1
Whole = NDArray[np.intp]


def by_share(values: ArrayLike, shares: tuple[float, ...] = SHARES) -> Whole:
    """Give each customer's tier, (N,), 0 for those worth most; ``NOBODY`` for who is worth nothing or is not known.

    A customer belongs to the tier in which its own part of all value begins, so that the first tier is never empty;
    customers worth the same are in the same one.

    >>> by_share([60, 20, 10, 5, 5, float("nan")]).tolist()
    [0, 1, 2, 2, 2, -1]
    """
    worth = np.nan_to_num(np.asarray(values, dtype=np.float64))
    tiers = np.full(len(worth), NOBODY, dtype=np.intp)
    some = worth > 0
    if not some.any():
        return tiers
    each, inverse, shared = np.unique(-worth[some], return_inverse=True, return_counts=True)
    held = np.cumsum(-each * shared)
    before = np.concatenate([[0.0], held[:-1]]) / held[-1]
    tiers[some] = np.searchsorted(np.array(shares), before + 1e-12, side="right")[inverse]
    return tiers


def by_likeness(values: ArrayLike, many: int = len(SHARES) + 1) -> Whole:
    """Give each customer's tier, (N,), as ``by_share`` does, so that tiers hold customers of like value.

    Like is who is worth so many times as much: groups are those of the logarithm that lie closest together.

    >>> by_likeness([1000, 900, 90, 11, 10, 1, 0], 4).tolist()
    [0, 0, 1, 2, 2, 3, -1]
    """
    worth = np.nan_to_num(np.asarray(values, dtype=np.float64))
    tiers = np.full(len(worth), NOBODY, dtype=np.intp)
    some = worth > 0
    if some.any():
        tiers[some] = groups(-np.log(worth[some]), many)
    return tiers
