"""Arms of a trial: what is left of their rows, enough for every comparison, and added up without the rows.

Everything is centred: sums of squares of large figures would lose the digits that count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm's values of one figure.

    Attributes:
        count: rows.
        mean: of the figure.
        variance: of it, with n − 1.
    """

    count: int
    mean: float
    variance: float


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """One arm's values of several figures at once.

    Attributes:
        count: rows.
        means: (k,) of the figures.
        scatter: (k, k) sums of products of what lies off the means.
    """

    count: int
    means: Floats
    scatter: Floats

    @property
    def covariance(self) -> Floats:
        """Give the (k, k) covariance, with n − 1."""
        return self.scatter / (self.count - 1)

    def arm(self, column: int = 0) -> Arm:
        """Give one figure alone."""
        return Arm(self.count, float(self.means[column]), float(self.covariance[column, column]))

    def weighed(self, weights: ArrayLike) -> Arm:
        """Give one figure made of several: their sum, each times its weight, (k,)."""
        each = np.asarray(weights, dtype=np.float64)
        return Arm(self.count, float(each @ self.means), max(float(each @ self.covariance @ each), 0.0))


def arm_of(values: ArrayLike) -> Arm:
    """Give an arm of its values, (n,).

    Raises:
        ValueError: fewer than two values, or one that is no number.

    >>> arm_of([1, 2, 3])
    Arm(count=3, mean=2.0, variance=1.0)
    """
    return columns_of(np.asarray(values, dtype=np.float64)[:, None]).arm()


def columns_of(values: ArrayLike) -> Columns:
    """Give an arm of its rows of several figures, (n, k).

    Raises:
        ValueError: fewer than two rows, or a value that is no number.
    """
    rows = np.asarray(values, dtype=np.float64)
    if rows.ndim != 2 or len(rows) < 2 or not np.all(np.isfinite(rows)):
        raise ValueError("an arm needs two rows, and a number for each figure")
    means = rows.mean(axis=0)
    off = rows - means
    return Columns(len(rows), means, off.T @ off)


def columns_of_sums(count: int, totals: ArrayLike, products: ArrayLike) -> Columns:
    """Give an arm of its sums, as an engine adds them up.

    Args:
        count: rows, n.
        totals: (k,) sums of the figures: Σx, Σy.
        products: (k, k) sums of their products: [[Σx², Σxy], [Σxy, Σy²]].

    Raises:
        ValueError: fewer than two rows, shapes that differ, or sums that no figures have.
    """
    sums, squares = np.asarray(totals, dtype=np.float64), np.asarray(products, dtype=np.float64)
    known = np.all(np.isfinite(sums)) and np.all(np.isfinite(squares))
    if not 2 <= count < inf or sums.ndim != 1 or squares.shape != (sums.size, sums.size) or not known:
        raise ValueError("an arm needs two rows, a sum for each figure and for each pair of them")
    scatter = squares - np.outer(sums, sums) / count
    if np.any(np.diagonal(scatter) < -1e-9 * np.maximum(np.diagonal(squares), 1e-300)):
        raise ValueError("no figures have such sums: a square is below nought")
    return Columns(count, sums / count, scatter)


def together(arms: Sequence[Columns]) -> Columns:
    """Give all arms as if they were one (Chan, Golub and LeVeque 1983).

    Raises:
        ValueError: there are none.
    """
    if not arms:
        raise ValueError("no arms, no rows")
    count = sum(each.count for each in arms)
    means = np.asarray(sum(each.count * each.means for each in arms) / count)
    scatter = np.zeros_like(arms[0].scatter)
    for each in arms:
        scatter = scatter + each.scatter + each.count * np.outer(each.means - means, each.means - means)
    return Columns(count, means, scatter)


def checked(arm: Arm) -> Arm:
    """Give the arm back where something can be said of it.

    Raises:
        ValueError: fewer than two rows, a figure that is no number, or a variance below nought.
    """
    if not (2 <= arm.count < inf and isfinite(arm.mean) and 0 <= arm.variance < inf):
        raise ValueError(f"{arm.count} rows with mean {arm.mean:g} and variance {arm.variance:g} are no arm")
    return arm
