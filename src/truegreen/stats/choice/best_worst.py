"""Weights from comparing all with the best and with the worst criterion (Rezaei 2015 and 2016)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class BestWorst:
    """What each criterion counts.

    Attributes:
        weights: of the linear model; they sum to 1.
        deviation: how far the linear model's weights stay from the comparisons.
        least, most: between which each weight lies in the ratio model, where several fit equally well.
        ratio: how far ratios stay from the comparisons, as a share of the most that is possible: 0 is consistent.
    """

    weights: Floats
    deviation: float
    least: Floats
    most: Floats
    ratio: float


def most_inconsistent(best_to_worst: float) -> float:
    """Give the largest deviation that is possible, for how many times the best counts more than the worst.

    >>> [round(most_inconsistent(each), 2) for each in range(1, 10)]
    [0.0, 0.44, 1.0, 1.63, 2.3, 3.0, 3.73, 4.47, 5.23]
    """
    return float(((1 + 2 * best_to_worst) - np.sqrt(1 + 8 * best_to_worst)) / 2)


def best_worst(best: npt.ArrayLike, worst: npt.ArrayLike) -> BestWorst:
    """Give weights from how many times more the best counts than each, and each than the worst; 1 to 9.

    Args:
        best: the best one against each criterion; 1 against itself.
        worst: each criterion against the worst one; 1 for itself.

    Raises:
        ValueError: not two rows of one length from 1 to 9, or without a best and a worst one.

    >>> car = best_worst([2, 1, 4, 2, 8], [4, 8, 2, 4, 1])
    >>> car.weights.round(4).tolist(), round(car.ratio, 6)
    ([0.2105, 0.4211, 0.1053, 0.2105, 0.0526], 0.0)
    """
    over, under = np.asarray(best, float), np.asarray(worst, float)
    known = over.ndim == 1 and over.shape == under.shape and min(over.min(), under.min()) == 1
    if not known or max(over.max(), under.max()) > 9 or 1 not in over or 1 not in under:
        raise ValueError("compare each criterion with the best and with the worst, from 1 to 9; each is 1 to itself")
    first = int(np.argmin(over - under / 100))
    last = int(np.argmin(under - over / 100))
    weights, deviation = _linear(over, under, first, last)
    near = _nearest(over, under, first, last)
    ends = [[_end(over, under, first, last, near, place, sign) for place in range(len(over))] for sign in (1, -1)]
    most = most_inconsistent(float(over[last]))
    return BestWorst(weights, deviation, np.array(ends[0]), np.array(ends[1]), near / most if most else 0.0)


def _linear(over: Floats, under: Floats, first: int, last: int) -> tuple[Floats, float]:
    from scipy.optimize import linprog

    size = len(over)
    rows = []
    for place in range(size):
        for one, times, other in ((first, over[place], place), (place, under[place], last)):
            row = np.zeros(size + 1)
            row[one] += 1
            row[other] -= times
            rows += [np.append(row[:-1], -1.0), np.append(-row[:-1], -1.0)]
    found = linprog(np.append(np.zeros(size), 1.0), np.array(rows), np.zeros(len(rows)),
                    np.append(np.ones(size), 0.0)[None, :], [1.0])  # fmt: skip
    return np.asarray(found.x[:-1]), float(found.x[-1])


def _ratios(over: Floats, under: Floats, first: int, last: int, near: float) -> Floats:
    """Give rows, at most 0, which say that each ratio of weights is as near as that to its comparison."""
    size, rows = len(over), []
    for place in range(size):
        for one, times, other in ((first, over[place], place), (place, under[place], last)):
            if one != other:
                for sign in (1.0, -1.0):
                    row = np.zeros(size)
                    row[one] += sign
                    row[other] -= sign * times + near
                    rows.append(row)
    return np.array(rows)


def _end(over: Floats, under: Floats, first: int, last: int, near: float, place: int, sign: float) -> float:
    from scipy.optimize import linprog

    aim = np.zeros(len(over))
    aim[place] = sign
    rows = _ratios(over, under, first, last, near)
    found = linprog(aim, rows, np.full(len(rows), 1e-6), np.ones((1, len(over))), [1.0])
    return float(found.x[place])


def _nearest(over: Floats, under: Floats, first: int, last: int) -> float:
    from scipy.optimize import linprog

    low, high = 0.0, most_inconsistent(9.0)
    for _ in range(60):
        middle = (low + high) / 2
        rows = _ratios(over, under, first, last, middle)
        is_possible = (
            linprog(np.zeros(len(over)), rows, np.full(len(rows), 1e-12), np.ones((1, len(over))), [1.0]).status == 0
        )
        low, high = (low, middle) if is_possible else (middle, high)
    return high if high > 1e-9 else 0.0
