"""How unequally something is shared out, and whether something else is shared out like it.

Lorenz 1905 and Gini 1914. Ordered by something else, the curve is the curve of concentration and its measure that of
concentration (Kakwani 1977); what lies between it and the other's own measure says which of them is shared more evenly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Who has how much, the least first.

    Attributes:
        holders: (N + 1,) share of holders, from 0 to 1.
        held: (N + 1,) share of all that they hold.
    """

    holders: Floats
    held: Floats


def lorenz(values: ArrayLike, by: ArrayLike | None = None) -> Curve:
    """Give the curve of what is held, the least first; or ordered by something else, alike ones as if they shared.

    Args:
        values: (N,) what each holds, none below nought, and not all nought.
        by: (N,) by what they are ordered; what they hold if left out.

    Raises:
        ValueError: shapes differ, somebody holds less than nothing, or nobody anything.

    >>> lorenz([1, 3]).held.tolist()
    [0.0, 0.25, 1.0]
    """
    held, order = _checked(values, by)
    inverse, shared = _groups(order)
    places = np.argsort(inverse, kind="stable")
    mean = np.bincount(inverse, held) / shared
    running = np.cumsum(mean[inverse][places])
    return Curve(np.linspace(0, 1, len(held) + 1), np.concatenate([[0.0], running / running[-1]]))


def gini(values: ArrayLike) -> float:
    """Give Gini's measure: 0 where all hold the same, near 1 where one of many holds everything.

    >>> round(gini([1, 2, 3, 4]), 4), gini([5, 5, 5])
    (0.25, 0.0)
    """
    return concentration(values)


def concentration(values: ArrayLike, by: ArrayLike | None = None) -> float:
    """Give how far what is held goes to those who stand high by something else, from −1 to 1.

    Args:
        values: (N,) as for ``lorenz``.
        by: (N,) by what they are ordered; what they hold if left out, and then it is Gini's measure.

    >>> concentration([3, 1], by=[1, 2])
    -0.25
    """
    held, order = _checked(values, by)
    return float(concentrations(held, order, np.ones((1, len(held))))[0])


def concentrations(held: Floats, by: Floats, times: Floats) -> Floats:
    """Give the measure of concentration with each holder counted so many times, (B,).

    Args:
        held: (N,) what each holds.
        by: (N,) by what they are ordered.
        times: (B, N) how often each counts, for each of B draws.
    """
    rank, weight = middles(by, times)
    some = times @ held
    amount = 2 * np.einsum("bn,bn,n->b", times, rank, held) / np.where(some > 0, some * weight, np.nan)
    return np.asarray(amount - 1)


def middles(by: Floats, times: Floats) -> tuple[Floats, Floats]:
    """Give each holder's middle place among all, (B, N), alike ones the same, and how many count, (B,)."""
    inverse, shared = _groups(by)
    order = np.argsort(inverse, kind="stable")
    starts = np.concatenate([[0], np.cumsum(shared)[:-1]]).astype(np.intp)
    many = np.add.reduceat(times[:, order], starts, axis=1)
    middle = np.cumsum(many, axis=1) - many / 2
    return middle[:, inverse], times.sum(axis=1)


def _groups(by: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Put alike ones together: the place of each one's group, the least first, and how many are in each."""
    _, inverse, shared = np.unique(by, return_inverse=True, return_counts=True)
    return inverse.astype(np.intp), shared.astype(np.intp)


def _checked(values: ArrayLike, by: ArrayLike | None) -> tuple[Floats, Floats]:
    held = np.asarray(values, dtype=np.float64)
    order = held if by is None else np.asarray(by, dtype=np.float64)
    if held.ndim != 1 or held.shape != order.shape:
        raise ValueError(f"holders and their order do not fit: {held.shape}, {order.shape}")
    if not len(held) or not (held >= 0).all() or not held.sum() > 0 or not np.isfinite(held + order).all():
        raise ValueError("somebody has to hold something, and nobody less than nothing")
    return held, order
