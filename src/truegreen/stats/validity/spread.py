"""Spread: does a figure differ enough, within an account, to be held against anything at all?

A service level at 100 % in nine months of ten tells no month from another, and a rate of twelve cases moves by chance
alone. Such a figure is uninformative, whatever its correlation: it is said before anything is estimated.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.validity.verdicts import Better, Spread


def of_shares(hits: ArrayLike, totals: ArrayLike, clusters: ArrayLike, better: Better = "higher") -> Spread:
    """Say how much a share says within accounts, as each cell's share is counted from few rows.

    Args:
        hits: (N,) of each cell, say one account's month.
        totals: (N,) its rows; cells without any are left out.
        clusters: (N,) each cell's account.
        better: which way the share gets better; its best is 1 or 0.

    Raises:
        ValueError: shapes differ, or there are more hits than rows.
    """
    counted, rows, keys = np.asarray(hits, float), np.asarray(totals, float), np.asarray(clusters)
    if (
        not counted.shape == rows.shape == keys.shape
        or counted.ndim != 1
        or not ((counted >= 0) & (counted <= rows)).all()
    ):
        raise ValueError("each cell needs its account, its rows, and no more hits than rows")
    counted, rows, keys = (each[rows > 0] for each in (counted, rows, keys))
    codes = _codes(keys)
    usual = (np.bincount(codes, counted) / np.maximum(np.bincount(codes, rows), 1))[codes] if len(codes) else rows
    return _spread(counted / rows, usual * (1 - usual) / rows, codes, 1.0 if better == "higher" else 0.0)


def of_values(values: ArrayLike, errors: ArrayLike, clusters: ArrayLike, best: float | None = None) -> Spread:
    """Say how much a mean, a median or a score says within accounts.

    Args:
        values: (N,) of each cell; NaN where nothing was measured.
        errors: (N,) their standard errors; 0 where they are counted in full.
        clusters: (N,) each cell's account.
        best: the best value that there is; None if it can always get better.

    Raises:
        ValueError: shapes differ, or an error is below 0.
    """
    figures, doubts, keys = np.asarray(values, float), np.asarray(errors, float), np.asarray(clusters)
    if not figures.shape == doubts.shape == keys.shape or figures.ndim != 1 or (doubts < 0).any():
        raise ValueError("each cell needs its account and an error that is not below 0")
    known = np.isfinite(figures) & np.isfinite(doubts)
    return _spread(figures[known], doubts[known] ** 2, _codes(keys[known]), best)


def _spread(
    values: NDArray[np.float64], noise: NDArray[np.float64], codes: NDArray[np.intp], best: float | None
) -> Spread:
    """Hold the squares that the values leave within accounts against those that their noise would leave."""
    if not len(values):
        return Spread(0, 0.0, 0.0)
    sizes = np.bincount(codes)
    middle = values.mean()
    means = np.bincount(codes, values - middle) / sizes
    squares = float(((values - middle - means[codes]) ** 2).sum())
    expected = float((noise * (1 - 1 / sizes[codes])).sum())
    ceiling = 0.0 if best is None else float((values == best).mean())
    least = len(values) * (1e-12 * max(1.0, abs(float(middle)))) ** 2
    return Spread(len(values), ceiling, max(0.0, 1 - expected / squares) if squares > least else 0.0)


def _codes(keys: NDArray[Any]) -> NDArray[np.intp]:
    codes: NDArray[np.intp] = np.unique(keys, return_inverse=True)[1]
    return codes
