"""Student's t: its tail and its quantiles, exact for any degrees of freedom, without a library.

Verdicts travel to pages that load no statistics library, so what they rest on is written out here.
"""

from __future__ import annotations

from functools import lru_cache
from math import erfc, exp, inf, isnan, lgamma, log, log1p, sqrt
from statistics import NormalDist
from typing import Final

LIKE_NORMAL: Final = 1e6
TINY: Final = 1e-300
NOTHING: Final = 1e-32


def tail(t: float, freedom: float = inf) -> float:
    """Give the chance of more than t where nothing is the matter (Abramowitz and Stegun 26.7.1).

    Args:
        t: how many standard errors.
        freedom: degrees of freedom, above 0; as good as normal from a million on.

    Raises:
        ValueError: there are no degrees of freedom.

    >>> round(tail(3.153015, 181.1344), 8)
    0.00094587
    """
    if not freedom > 0:
        raise ValueError(f"{freedom} degrees of freedom are too few")
    if isnan(t):
        return t
    if freedom >= LIKE_NORMAL:
        return erfc(t / sqrt(2)) / 2
    if t < 0:
        return 1 - tail(-t, freedom)
    return _beta_share(freedom / 2, t * t, freedom) / 2


def two_sided(t: float, freedom: float = inf) -> float:
    """Give the chance of being at least so far from nothing, to either side.

    >>> round(two_sided(1.959964), 6)
    0.05
    """
    return min(1.0, 2 * tail(abs(t), freedom))


@lru_cache(maxsize=256)
def quantile(confidence: float, freedom: float = inf) -> float:
    """Give Student's quantile of a two-sided interval, exact where :func:`intervals.t_of` is near.

    Raises:
        ValueError: a confidence that is none, or no degrees of freedom.

    >>> round(quantile(0.95, 1), 4)
    12.7062
    """
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence of {confidence:g} is none")
    if freedom >= LIKE_NORMAL:
        return NormalDist().inv_cdf((1 + confidence) / 2)
    beyond, low, high = (1 - confidence) / 2, 0.0, 2.0
    while tail(high, freedom) > beyond:
        low, high = high, high * 2
    for _ in range(200):
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        low, high = (middle, high) if tail(middle, freedom) > beyond else (low, middle)
    return (low + high) / 2


def _beta_share(a: float, square: float, freedom: float) -> float:
    """Give the incomplete beta function I(a, 1/2) at freedom / (freedom + t²)."""
    if square < NOTHING:
        return 1.0
    if square == inf:
        return 0.0
    rest = square / (freedom + square)
    front = lgamma(a + 0.5) - lgamma(a) - lgamma(0.5) - a * log1p(square / freedom) + 0.5 * log(rest)
    if 1 - rest < (a + 1) / (a + 2.5):
        return exp(front) * _fraction(a, 0.5, 1 - rest) / a
    return 1 - exp(front) * _fraction(0.5, a, rest) / 0.5


def _fraction(a: float, b: float, x: float) -> float:
    """Give the continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method."""
    c, d = 1.0, 1 / (_away(1 - (a + b) * x / (a + 1)))
    value = d
    for m in range(1, 20_000):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _away(1 + step * d)
            c = _away(1 + step / c)
            value *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return value


def _away(value: float) -> float:
    return value if abs(value) > TINY else TINY
