"""Numbers in groups of like size: the best there are, found exactly, since on a line each group is a stretch.

Bellman 1973; Wang and Song 2011 (“Ckmeans.1d.dp”). The best cut never moves back as numbers are added (Wu 1991), so
that each row of the table takes about n log n comparisons.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.intp]


def groups(values: ArrayLike, many: int) -> Whole:
    """Give each number's group, (N,), from 0 for the smallest, so that squares about the groups' means are least.

    Args:
        values: (N,) the numbers.
        many: how many groups; no more than there are different numbers come out.

    Raises:
        ValueError: fewer than one group, no number, or one that is none.

    >>> groups([-1, 2, -1, 2, 4, 5, 6, -1, 2, -1], 3).tolist()
    [0, 1, 0, 1, 2, 2, 2, 0, 1, 0]
    """
    given = np.asarray(values, dtype=np.float64)
    if given.ndim != 1 or not len(given) or not np.isfinite(given).all() or many < 1:
        raise ValueError(f"{given.shape} numbers cannot be put into {many} groups")
    each, inverse, shared = np.unique(given, return_inverse=True, return_counts=True)
    return np.asarray(_stretches(each, shared.astype(np.float64), min(many, len(each)))[inverse])


def scatter(values: ArrayLike, group: ArrayLike) -> float:
    """Give the sum of squares about the groups' means.

    >>> scatter([-1, 2, -1, 2, 4, 5, 6, -1, 2, -1], [0, 1, 0, 1, 2, 2, 2, 0, 1, 0])
    2.0
    """
    given, code = np.asarray(values, dtype=np.float64), np.asarray(group, dtype=np.intp)
    mean = np.bincount(code, given) / np.maximum(np.bincount(code), 1)
    return float(((given - mean[code]) ** 2).sum())


def _stretches(each: Floats, shared: Floats, many: int) -> Whole:
    """Give the group of each of some rising numbers that occur so often, (M,)."""
    sums = _Sums.of(each - each.mean(), shared)
    ends = np.arange(1, len(each) + 1)
    best, cuts = sums.between(np.zeros(len(each), dtype=np.intp), ends), []
    for group in range(1, many):
        best, cut = _row(sums, best, group)
        cuts.append(cut)
    codes, end = np.zeros(len(each), dtype=np.intp), len(each)
    for group in range(many - 1, 0, -1):
        start = int(cuts[group - 1][end - 1])
        codes[start:end] = group
        end = start
    return codes


class _Sums:
    """Running sums, by which the squares of any stretch are known at once."""

    def __init__(self, count: Floats, total: Floats, squares: Floats) -> None:
        """Keep them."""
        self.count, self.total, self.squares = count, total, squares

    @classmethod
    def of(cls, each: Floats, shared: Floats) -> _Sums:
        """Sum up."""
        first = np.zeros(1)
        return cls(*(np.concatenate([first, np.cumsum(shared * each**power)]) for power in (0, 1, 2)))

    def between(self, start: Whole, end: Whole) -> Floats:
        """Give the squares about the mean of stretches; a start belongs to its stretch, an end does not."""
        count, total = self.count[end] - self.count[start], self.total[end] - self.total[start]
        squares = self.squares[end] - self.squares[start]
        return np.asarray(np.maximum(squares - total**2 / count, 0.0))


def _row(sums: _Sums, before: Floats, group: int) -> tuple[Floats, Whole]:
    """Give the least squares with one group more up to each number, and where that group starts, (M,) each."""
    many = len(before)
    best, cut = np.full(many, np.inf), np.full(many, group, dtype=np.intp)
    firsts, lasts = np.array([group], dtype=np.intp), np.array([many - 1], dtype=np.intp)
    lows, highs = firsts.copy(), lasts.copy()
    while len(firsts):
        middle = (firsts + lasts) // 2
        at, start = _candidates(middle, lows, np.minimum(highs, middle))
        squares = before[start - 1] + sums.between(start, middle[at] + 1)
        begins = np.searchsorted(at, np.arange(len(middle)))
        least = np.minimum.reduceat(squares, begins)
        where = np.flatnonzero(squares == least[at])
        chosen = where[np.searchsorted(at[where], np.arange(len(middle)))]
        best[middle], cut[middle] = least, start[chosen]
        firsts, lasts, lows, highs = _halves(firsts, lasts, lows, highs, middle, cut[middle])
    return best, cut


def _candidates(middle: Whole, lows: Whole, highs: Whole) -> tuple[Whole, Whole]:
    """List where the last group may start, for several numbers at once: whose, and where."""
    width = highs - lows + 1
    at = np.repeat(np.arange(len(middle)), width)
    return at, lows[at] + np.arange(len(at)) - np.repeat(np.cumsum(width) - width, width)


def _halves(
    firsts: Whole, lasts: Whole, lows: Whole, highs: Whole, middle: Whole, cut: Whole
) -> tuple[Whole, Whole, Whole, Whole]:
    """Give both sides of each middle that are not empty, with where their cuts may lie."""
    starts, ends = np.concatenate([firsts, middle + 1]), np.concatenate([middle - 1, lasts])
    low, high = np.concatenate([lows, cut]), np.concatenate([cut, highs])
    some = starts <= ends
    return starts[some], ends[some], low[some], high[some]
