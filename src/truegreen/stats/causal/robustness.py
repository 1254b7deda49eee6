"""How much of what is left something unseen would have to explain, from t and its degrees of freedom alone.

Cinelli and Hazlett (2020), "Making sense of sensitivity: extending omitted variable bias". The robustness value is the
share of what is left, of the treatment and of the outcome alike, that it would have to explain to take the effect away.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite, sqrt

from truegreen.stats.validity.student import quantile


@dataclass(frozen=True, slots=True)
class Robustness:
    """How much something unseen would have to explain.

    Attributes:
        value: the share of both that takes the effect away (or as much of it as was asked for).
        certain: the share that makes it no longer certain.
        partial: the share of the outcome's rest that the treatment explains itself: something unseen that explains
            all of the outcome's rest would have to explain that much of the treatment.
    """

    value: float
    certain: float
    partial: float


def robustness(t: float, freedom: float, *, part: float = 1.0, confidence: float = 0.95) -> Robustness:
    """Say how much something unseen would have to explain to take an effect away.

    Args:
        t: the effect over its error.
        freedom: degrees of freedom, above 1.
        part: how much of the effect is to be taken away: 1 is all of it.
        confidence: below which it is no longer certain.

    Raises:
        ValueError: there are too few degrees of freedom, or nothing is to be taken away.

    >>> found = robustness(4.18445, 783)
    >>> round(found.value, 4), round(found.certain, 4), round(found.partial, 4)
    (0.1388, 0.0763, 0.0219)
    """
    if not (freedom > 1 and isfinite(t) and 0 < part < inf):
        raise ValueError(f"t = {t:g} with {freedom:g} degrees of freedom says nothing")
    away = part * abs(t) / sqrt(freedom)
    near = quantile(confidence, freedom - 1) / sqrt(freedom - 1)
    return Robustness(_share(away), _certain(away, near), t * t / (t * t + freedom))


def _share(f: float) -> float:
    """Give ½ (√(f⁴ + 4 f²) − f²)."""
    return (sqrt(f**4 + 4 * f**2) - f**2) / 2


def _certain(away: float, near: float) -> float:
    if away <= near:
        return 0.0
    if away - near < 1 / near:
        return _share(away - near)
    return (away**2 - near**2) / (1 + away**2)
