"""A list with a promise: which of many cells to name so that few of those named are wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Listed:
    """The cells that are named, and how many of them are expected to be wrong.

    Attributes:
        indices: of the cells named, the surest first; cells with the same chance are named together or not at all.
        promised: the share of false entries that was promised not to be exceeded.
        false: how many of the entries are expected to be false, Σ(1 − P).
        total: how many there are in truth among all cells, named or not, ΣP.
        error: standard deviation of that, √ΣP(1 − P), if cells are independent.
        looked: how many cells were looked at.
    """

    indices: NDArray[np.intp]
    promised: float
    false: float
    total: float
    error: float
    looked: int

    @property
    def share(self) -> float:
        """Give the expected share of false entries; 0 for an empty list."""
        return self.false / self.indices.size if self.indices.size else 0.0


def listed(probabilities: ArrayLike, q: float = 0.10) -> Listed:
    """Give the longest list of which no greater share than promised is expected to be false.

    Bayesian false-discovery rate (Newton, Noueiry, Sarkar and Ahlquist 2004): from the surest down, as long as the mean
    chance of being wrong is at most ``q``.

    Args:
        probabilities: of each cell, that what would be said of it is so; NaN where nobody can tell.
        q: the share of false entries that is promised, 0 to 1.

    Raises:
        ValueError: a probability or the promise is not between 0 and 1.

    >>> found = listed([0.99, 0.2, 0.9, 0.8], q=0.10)
    >>> found.indices.tolist(), round(found.false, 2), round(found.total, 2)
    ([0, 2], 0.11, 2.89)
    """
    chance = _shares(probabilities, "probabilities")
    promised = float(_shares([q], "promise")[0])
    known = np.flatnonzero(np.isfinite(chance))
    order = known[np.argsort(-chance[known], kind="stable")]
    sorted_ = chance[order]
    wrong = np.cumsum(1 - sorted_)
    within = int(np.sum(wrong <= promised * np.arange(1, order.size + 1) * (1 + 1e-12)))
    if 0 < within < order.size and sorted_[within - 1] == sorted_[within]:
        within = int(np.searchsorted(-sorted_, -sorted_[within]))
    return Listed(
        indices=order[:within],
        promised=promised,
        false=float(np.sum(1 - sorted_[:within])),
        total=float(np.sum(sorted_)),
        error=sqrt(float(np.sum(sorted_ * (1 - sorted_)))),
        looked=chance.size,
    )


def benjamini_hochberg(p: ArrayLike) -> Floats:
    """Give p-values adjusted so that those up to q hold a false-discovery rate of q (Benjamini and Hochberg 1995).

    They hold it where tests are independent or go together; missing ones (NaN) were not made and stay missing.

    Raises:
        ValueError: a p-value is not between 0 and 1.

    >>> benjamini_hochberg([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    return _stepped(p, lambda count: count / np.arange(1, count + 1), up=True)


def benjamini_yekutieli(p: ArrayLike) -> Floats:
    """Give p-values adjusted to hold a false-discovery rate however tests depend (Benjamini and Yekutieli 2001).

    Raises:
        ValueError: a p-value is not between 0 and 1.
    """

    def factors(count: int) -> Floats:
        rank = np.arange(1, count + 1)
        return np.asarray(count * np.sum(1 / rank) / rank)

    return _stepped(p, factors, up=True)


def holm(p: ArrayLike) -> Floats:
    """Give p-values adjusted so that those up to α hold, in α of all families, not a single false one (Holm 1979).

    Raises:
        ValueError: a p-value is not between 0 and 1.
    """
    return _stepped(p, lambda count: np.arange(count, 0, -1, dtype=np.float64), up=False)


def hochberg(p: ArrayLike) -> Floats:
    """Give p-values adjusted as ``holm`` does, but from the greatest down (Hochberg 1988).

    It finds at least as much, and keeps its promise where tests are independent or go together.

    Raises:
        ValueError: a p-value is not between 0 and 1.

    >>> hochberg([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    return _stepped(p, lambda count: np.arange(count, 0, -1, dtype=np.float64), up=True)


def sidak(p: ArrayLike) -> Floats:
    """Give 1 − (1 − p)ᵐ, which promises what ``bonferroni`` does where tests are independent (Šidák 1967).

    Raises:
        ValueError: a p-value is not between 0 and 1.
    """
    values = _shares(p, "p-values")
    with np.errstate(divide="ignore"):
        return np.asarray(-np.expm1(np.sum(np.isfinite(values)) * np.log1p(-values)))


def bonferroni(p: ArrayLike) -> Floats:
    """Give p-values times their number, which promises what ``holm`` does and finds less.

    Raises:
        ValueError: a p-value is not between 0 and 1.
    """
    values = _shares(p, "p-values")
    return np.asarray(np.minimum(values * np.sum(np.isfinite(values)), 1.0))


def _stepped(p: ArrayLike, factors: Callable[[int], Floats], *, up: bool) -> Floats:
    """Multiply sorted p-values by factors, and let none be smaller than one before it (or, going up, greater)."""
    values = _shares(p, "p-values")
    known = np.flatnonzero(np.isfinite(values))
    order = known[np.argsort(values[known], kind="stable")]
    grown = values[order] * factors(order.size)
    even = np.minimum.accumulate(grown[::-1])[::-1] if up else np.maximum.accumulate(grown)
    adjusted = np.full(values.size, np.nan)
    adjusted[order] = np.minimum(even, 1.0)
    return adjusted


def _shares(values: ArrayLike, what: str) -> Floats:
    given = np.asarray(values, dtype=np.float64)
    if given.ndim != 1 or np.any((given < 0) | (given > 1)):
        raise ValueError(f"{what} lie between 0 and 1")
    return given
