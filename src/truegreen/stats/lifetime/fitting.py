"""The parameters of greatest likelihood, where all of them are above nought: found by their logarithms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Hill = Callable[[Floats], tuple[float, Floats]]
FARTHEST = 11.0
"""Logarithms of parameters are looked for between −11 and 11; what runs there has no best value."""
STEP = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class Top:
    """Where the likelihood is greatest.

    Attributes:
        at: (k,) the parameters.
        height: logarithm of the likelihood there.
        covariance: (k, k) of the parameters' logarithms; NaN for those on the edge.
        edge: (k,) whether a parameter ran as far as was looked.
        reached: whether no step leads higher.
        looks: how often the likelihood was computed.
    """

    at: Floats
    height: float
    covariance: Floats
    edge: NDArray[np.bool_]
    reached: bool
    looks: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fitted:
    """On what something was fitted, and how well it is known.

    Attributes:
        likelihood: logarithm of the greatest likelihood.
        covariance: (k, k) of the parameters' logarithms, in the order of the model's fields; NaN where unknown.
        edge: parameters that ran as far as was looked: customers are all alike in it, or nobody is gone.
        customers: behind it.
        repeats: how often they came back, all together.
        reached: whether no step leads higher.
    """

    likelihood: float
    covariance: Floats
    edge: tuple[str, ...]
    customers: int
    repeats: int
    reached: bool


def greatest(hill: Hill, start: Floats, size: float) -> Top:
    """Give the parameters of greatest likelihood.

    Args:
        hill: gives the logarithm of the likelihood and its slope by the parameters (not by their logarithms).
        start: (k,) where to begin.
        size: how many rows there are, so that slopes are judged by row.
    """
    from scipy.optimize import minimize

    def downhill(logs: Floats) -> tuple[float, Floats]:
        height, slope = hill(np.exp(logs))
        return -height / size, -slope * np.exp(logs) / size

    box = [(-FARTHEST, FARTHEST)] * len(start)
    options = {"maxiter": 500, "ftol": 1e-14, "gtol": 1e-8, "maxcor": 20}
    found = minimize(downhill, np.log(start), jac=True, method="L-BFGS-B", bounds=box, options=options)
    at, looks = np.asarray(found.x), int(found.nfev)
    edge = np.abs(at) > FARTHEST - 1e-3
    for _ in range(4):
        curvature, slope = _curvature(downhill, at), downhill(at)[1]
        looks += 2 * len(at) + 1
        if np.max(np.abs(slope[~edge]), initial=0.0) < 1e-12 or not _is_round(curvature, edge):
            break
        step = np.zeros(len(at))
        step[~edge] = np.linalg.solve(curvature[np.ix_(~edge, ~edge)], slope[~edge])
        if np.max(np.abs(step)) > 0.1 or downhill(at - step)[0] > downhill(at)[0] + 1e-13:
            break
        at = at - step
    flat = np.max(np.abs(downhill(at)[1][~edge]), initial=0.0) < 1e-6
    return Top(np.exp(at), -downhill(at)[0] * size, _covariance(curvature * size, edge), edge, bool(flat), looks)


def _curvature(downhill: Hill, at: Floats) -> Floats:
    """Give the curvature by differences of slopes, (k, k)."""
    rows = [
        (downhill(at + STEP * way)[1] - downhill(at - STEP * way)[1]) / (2 * STEP) for way in np.eye(len(at))
    ]  # fmt: skip
    bent = np.array(rows)
    return (bent + bent.T) / 2


def _is_round(curvature: Floats, edge: NDArray[np.bool_]) -> bool:
    inner = curvature[np.ix_(~edge, ~edge)]
    return inner.size > 0 and bool(np.all(np.isfinite(inner)) and np.linalg.eigvalsh(inner).min() > 1e-10)


def _covariance(curvature: Floats, edge: NDArray[np.bool_]) -> Floats:
    made = np.full(curvature.shape, np.nan)
    if _is_round(curvature, edge):
        made[np.ix_(~edge, ~edge)] = np.linalg.inv(curvature[np.ix_(~edge, ~edge)])
    return made
