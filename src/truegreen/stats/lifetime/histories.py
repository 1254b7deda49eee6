"""What customers without a contract did: how often they came back, when last, and for how long they are known."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.lifetime.fitting import Floats


@dataclass(frozen=True, slots=True)
class Thin:
    """Why nothing can be fitted, with what there was.

    Attributes:
        because: why, in words.
        customers: how many there were.
        repeats: how often they came back, all together.
    """

    because: str
    customers: int
    repeats: int


@dataclass(frozen=True, slots=True, eq=False)
class Histories:
    """Histories of customers; equal ones told once.

    Attributes:
        repeats: (N,) how often each came back, x.
        last: (N,) when it last did, counted from its first time, tx; 0 if it never did.
        age: (N,) for how long it is known, counted from its first time, T.
        weights: (N,) how many customers have just this history.
        numbers: (K,) the different numbers of repeats.
        number: (N,) the place of each in these.
        many: (K,) how many customers have each number.
    """

    repeats: Floats
    last: Floats
    age: Floats
    weights: Floats
    numbers: Floats
    number: NDArray[np.intp]
    many: Floats

    @property
    def customers(self) -> float:
        """Give how many customers there are."""
        return float(self.weights.sum())

    @property
    def came_back(self) -> float:
        """Give how often customers came back, all together."""
        return float(self.many @ self.numbers)

    @property
    def in_ages(self) -> tuple[Histories, float]:
        """Give them with the mean age as the unit of time, and that age."""
        usual = float(self.weights @ self.age) / self.customers
        return replace(self, last=self.last / usual, age=self.age / usual), usual


def history(repeats: ArrayLike, last: ArrayLike, age: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Give the three figures of customers as arrays of one shape.

    Raises:
        ValueError: they do not belong together, or are no history: fewer than no repeats, a last time after the age or
            before the first, a repeat without a last time.
    """
    parts = [np.asarray(part, dtype=np.float64) for part in (repeats, last, age)]
    if len({part.shape for part in parts if part.ndim}) > 1:
        raise ValueError(f"a history has one of each: {', '.join(str(part.shape) for part in parts)}")
    x, tx, known = np.broadcast_arrays(*parts)
    sound = (
        (x >= 0)
        & np.isfinite(x)
        & (x == np.floor(x))
        & (tx >= 0)
        & (tx <= known)
        & np.isfinite(known)
        & ((x > 0) | (tx == 0))
    )
    if not np.all(sound):
        raise ValueError("a history has 0 or more repeats, the last between the first time and now")
    return x, tx, known


def histories(
    repeats: ArrayLike, last: ArrayLike, age: ArrayLike, weights: ArrayLike | None = None
) -> Histories:  # fmt: skip
    """Give histories with equal ones told once, which makes a million customers of daily records cheap.

    Args:
        repeats: how often each customer came back after the first time.
        last: when it last did, counted from its first time; 0 if it never did.
        age: for how long it is known, counted from its first time, in the same unit.
        weights: how many customers each stands for; one if left out.

    Raises:
        ValueError: as `history` does, or a weight is below nought.
    """
    x, tx, known = (np.atleast_1d(part).ravel() for part in history(repeats, last, age))
    held = np.ones(x.shape) if weights is None else np.asarray(weights, dtype=np.float64).ravel()
    if held.shape != x.shape or not np.all((held >= 0) & np.isfinite(held)):
        raise ValueError("each history needs a weight of nought or more")
    order = np.lexsort((known, tx, x))
    x, tx, known, held = x[order], tx[order], known[order], held[order]
    new = np.ones(x.size, dtype=np.bool_)
    new[1:] = (np.diff(x) != 0) | (np.diff(tx) != 0) | (np.diff(known) != 0)
    starts = np.flatnonzero(new)
    summed = np.add.reduceat(held, starts) if starts.size else held
    numbers, number = np.unique(x[starts], return_inverse=True)
    many = np.bincount(number, summed, numbers.size).astype(np.float64)
    return Histories(x[starts], tx[starts], known[starts], summed, numbers, number.astype(np.intp), many)
