"""How far units differ by more than chance: the variance between them, and their common mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import inf, isfinite, sqrt

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.shrinkage.signal import Floats

VERSION = 1


class Way(StrEnum):
    """How the variance between units is estimated."""

    DERSIMONIAN_LAIRD = "DL"
    PAULE_MANDEL = "PM"
    RESTRICTED = "REML"
    LIKELIHOOD = "ML"
    EMPIRICAL_BAYES = "EB"


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """What units have in common, and how far they differ.

    Attributes:
        variance: between units (τ²); 0 where they differ no more than chance makes them.
        mean: their common mean, each unit weighed by 1 / (its variance + τ²).
        error: its standard error.
        q: Cochran's Q, the sum of squared distances from the mean of fixed effects, each by its variance.
        freedom: units less one; about what Q is where units do not differ.
        p: chance of so great a Q where they do not.
        inconsistency: I², which share of all differences is no chance: τ² / (τ² + the usual variance of a unit).
        units: how many there are.
    """

    variance: float
    mean: float
    error: float
    q: float
    freedom: int
    p: float
    inconsistency: float
    units: int
    method: str
    version: int = VERSION


def between(values: ArrayLike, variances: ArrayLike, way: Way | str = Way.RESTRICTED) -> Between:
    """Give the variance between units, and their common mean.

    Args:
        values: one of each unit; those that are NaN are left out.
        variances: of each value, from chance alone: its squared standard error.
        way: DerSimonian and Laird 1986, Paule and Mandel 1982, restricted or plain likelihood (Viechtbauer 2005), or
            empirical Bayes (Morris 1983), which solves the same equation as Paule and Mandel.

    Raises:
        ValueError: there is no unit, a variance is not above 0, or there is no such way.
    """
    y, v = known(values, variances)
    weight = 1 / v
    fixed = float(weight @ y / weight.sum())
    q = float(weight @ (y - fixed) ** 2)
    variance = _variance(y, v, Way(way)) if y.size > 1 else 0.0
    new = 1 / (v + variance)
    return Between(
        variance=variance,
        mean=float(new @ y / new.sum()),
        error=1 / sqrt(float(new.sum())),
        q=q,
        freedom=y.size - 1,
        p=_chance_of(q, y.size - 1),
        inconsistency=_inconsistency(variance, weight),
        units=y.size,
        method=f"variance between units, {Way(way)}",
    )


def known(values: ArrayLike, variances: ArrayLike) -> tuple[Floats, Floats]:
    """Give values and variances where both are known.

    Raises:
        ValueError: nothing is known, they do not match, or a variance is not above 0.
    """
    y, v = (np.atleast_1d(np.asarray(each, dtype=np.float64)) for each in (values, variances))
    if y.ndim != 1 or y.shape != v.shape:
        raise ValueError(f"{y.size} values and {v.size} variances do not belong together")
    there = np.isfinite(y) & np.isfinite(v)
    if not there.any() or np.any(v[there] <= 0):
        raise ValueError("at least one value is needed, each with a variance above 0")
    return y[there], v[there]


def _variance(y: Floats, v: Floats, way: Way) -> float:
    if way is Way.DERSIMONIAN_LAIRD:
        return _moments(y, v)
    slope = {
        Way.PAULE_MANDEL: _excess,
        Way.EMPIRICAL_BAYES: _excess,
        Way.LIKELIHOOD: _likelihood_slope,
        Way.RESTRICTED: _restricted_slope,
    }[way]
    return _root(lambda variance: slope(y, v, variance), float(np.var(y)) + float(v.max()))


def _moments(y: Floats, v: Floats) -> float:
    weight = 1 / v
    q = float(weight @ (y - weight @ y / weight.sum()) ** 2)
    room = float(weight.sum() - (weight**2).sum() / weight.sum())
    return max(0.0, (q - (y.size - 1)) / room) if room > 0 else 0.0


def _weighed(y: Floats, v: Floats, variance: float) -> tuple[Floats, Floats]:
    weight = 1 / (v + variance)
    return weight, (y - weight @ y / weight.sum()) ** 2


def _excess(y: Floats, v: Floats, variance: float) -> float:
    weight, squares = _weighed(y, v, variance)
    return float(weight @ squares) - (y.size - 1)


def _likelihood_slope(y: Floats, v: Floats, variance: float) -> float:
    weight, squares = _weighed(y, v, variance)
    return float(weight**2 @ squares - weight.sum())


def _restricted_slope(y: Floats, v: Floats, variance: float) -> float:
    weight, squares = _weighed(y, v, variance)
    return float(weight**2 @ squares - weight.sum() + (weight**2).sum() / weight.sum())


def _root(slope: Callable[[float], float], reach: float) -> float:
    """Give where a slope turns from above to below zero; 0 if it is below from the start."""
    from scipy.optimize import brentq

    if slope(0.0) <= 0:
        return 0.0
    while slope(reach) > 0:
        reach *= 2
    return float(brentq(slope, 0.0, reach, xtol=1e-14 * reach, rtol=1e-13))


def _inconsistency(variance: float, weight: Floats) -> float:
    """Give I² from the variance between units and the usual one within (Higgins and Thompson 2002, formula 9)."""
    left = float(weight.sum() ** 2 - (weight**2).sum())
    usual = (weight.size - 1) * float(weight.sum()) / left if left > 0 else inf
    return variance / (variance + usual) if isfinite(usual) else 0.0


def _chance_of(q: float, freedom: int) -> float:
    from scipy.special import chdtrc

    return float(chdtrc(freedom, q)) if freedom else 1.0
