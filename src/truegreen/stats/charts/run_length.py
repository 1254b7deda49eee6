"""Run lengths: after how many points a chart of normal values alarms, while nothing changed and after a shift.

All are averages (ARL) from a fresh start, in points; shifts are in standard deviations of one point. A chart's
false-alarm rate is one over its run length at shift nought.
"""

from __future__ import annotations

from functools import cache
from math import exp, inf, sqrt
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
NODES = 120
NEVER = 1e12
"""A run length beyond this is told as endless: no computer's digits tell it from others so long."""


def shewhart_run_length(width: float = 3.0, shift: float = 0.0) -> float:
    """Give the run length of limits at so many standard deviations on both sides.

    >>> round(shewhart_run_length(), 1)
    370.4
    """
    normal = NormalDist()
    return 1 / (normal.cdf(-width - shift) + normal.cdf(shift - width))


def cusum_run_length(
    limit: float, allowance: float = 0.5, shift: float = 0.0, *, both_sides: bool = True, start: float = 0.0
) -> float:
    """Give the run length of a cumulative sum (Page's integral equation, by Gauss and Legendre).

    Two sides are put together as Lucas and Crosier do (Technometrics 24 (1982) 199–205): 1/both = 1/up + 1/down.

    Args:
        limit: decision limit h, in standard deviations, above nought.
        allowance: what each point is reduced by, k; half the shift to be found soonest.
        shift: how far the mean has moved.
        both_sides: watch for falls too.
        start: head start of the sums, from nought up to the limit.

    Raises:
        ValueError: the limit is not above nought, or the start not below it.

    >>> round(cusum_run_length(4), 1), round(cusum_run_length(4, shift=1), 2)
    (167.7, 8.38)
    """
    if not 0 <= start < limit:
        raise ValueError(f"a sum cannot start at {start:g} under a limit of {limit:g}")
    up_fresh, up = _one_side(limit, allowance, shift, start)
    if not both_sides:
        return _told(up)
    down_fresh, down = _one_side(limit, allowance, -shift, start)
    if inf in (_told(up_fresh), _told(down_fresh)):
        return min(_told(up), _told(down))
    return (up * down_fresh + up_fresh * down - up_fresh * down_fresh) / (up_fresh + down_fresh)


def _one_side(limit: float, allowance: float, shift: float, start: float) -> tuple[float, float]:
    """Give the run lengths of one sum from nought and from a head start."""
    nodes, weights = _nodes(0.0, limit)
    drift = shift - allowance
    places = np.concatenate([[0.0], nodes])
    moves = np.empty((NODES + 1, NODES + 1))
    moves[:, 0] = _cdf(-places - drift)
    moves[:, 1:] = weights * _density(nodes - places[:, None] - drift)
    lengths = np.linalg.solve(np.eye(NODES + 1) - moves, np.ones(NODES + 1))
    onwards = weights * _density(nodes - start - drift)
    return float(lengths[0]), float(1 + lengths[0] * _cdf(np.array(-start - drift)) + onwards @ lengths[1:])


def siegmund_run_length(limit: float, allowance: float = 0.5, shift: float = 0.0) -> float:
    """Give Siegmund's approximation for one side of a cumulative sum: (e^(−2Δb) + 2Δb − 1)/2Δ², b = h + 1.166.

    >>> round(siegmund_run_length(5), 1)
    938.2
    """
    drift, reach = shift - allowance, limit + 1.166
    if abs(drift) < 1e-6:
        return reach**2
    return (exp(-2 * drift * reach) + 2 * drift * reach - 1) / (2 * drift**2)


def ewma_run_length(width: float, weight: float = 0.2, shift: float = 0.0) -> float:
    """Give the run length of an exponentially weighted mean with its limits of the long run (Crowder 1987).

    Args:
        width: limits in standard deviations of the weighted mean, L.
        weight: weight of the newest point, λ, above 0 and at most 1.
        shift: how far the mean has moved.

    >>> round(ewma_run_length(2.962, 0.2)), round(ewma_run_length(2.962, 0.2, shift=1), 1)
    (500, 10.5)
    """
    if not 0 < weight <= 1 or width <= 0:
        raise ValueError(f"no weighted mean has a weight of {weight:g} and limits at {width:g}")
    reach = width * sqrt(weight / (2 - weight))
    nodes, weights = _nodes(-reach, reach)
    moves = weights / weight * _density((nodes - (1 - weight) * nodes[:, None]) / weight - shift)
    lengths = np.linalg.solve(np.eye(NODES) - moves, np.ones(NODES))
    return _told(float(1 + (weights / weight * _density(nodes / weight - shift)) @ lengths))


def _told(length: float) -> float:
    return length if 0 < length < NEVER else inf


def _nodes(low: float, high: float) -> tuple[Floats, Floats]:
    nodes, weights = _standard_nodes()
    return (nodes + 1) / 2 * (high - low) + low, weights * (high - low) / 2


@cache
def _standard_nodes() -> tuple[Floats, Floats]:
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    return nodes, weights


def _density(values: Floats) -> Floats:
    return np.asarray(np.exp(-(values**2) / 2) / sqrt(2 * np.pi), dtype=np.float64)


def _cdf(values: Any) -> Floats:
    from scipy.special import ndtr

    return np.asarray(ndtr(values), dtype=np.float64)
