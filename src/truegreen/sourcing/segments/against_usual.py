"""How much more demanding or difficult something is than usual, from several signs, each by how many times it is so."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def score(times: ArrayLike) -> Floats:
    """Give how many times as much as usual on a scale from 0 to 10; 5 is usual, and twice as much is 6.67.

    >>> [round(float(each), 2) for each in score([0.5, 1.0, 2.0])]
    [3.33, 5.0, 6.67]
    """
    many = np.maximum(np.asarray(times, dtype=np.float64), 0.0)
    return np.asarray(10 * many / (1 + many))


def times_of(told: float) -> float:
    """Give how many times as much as usual a figure on the scale from 0 to 10 is.

    >>> times_of(5.0), round(times_of(8.0), 2)
    (1.0, 4.0)
    """
    return min(max(told, 0.0), 9.99) / (10 - min(max(told, 0.0), 9.99))


def together(signs: ArrayLike) -> Floats:
    """Give the mean of several signs, (N,), those that are not known left out; NaN where none is.

    Args:
        signs: (K, N) how many times as much as usual.
    """
    each = np.asarray(signs, dtype=np.float64)
    known = np.isfinite(each)
    many = known.sum(axis=0)
    total = np.where(known, each, 0.0).sum(axis=0)
    return np.asarray(np.divide(total, many, out=np.full(each.shape[1:], np.nan), where=many > 0))
