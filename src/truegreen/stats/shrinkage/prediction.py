"""Prediction: where the next unit would lie, if it is one like those that are known."""

from __future__ import annotations

from math import sqrt

from truegreen.stats.shrinkage.between import Between


def prediction(common: Between, confidence: float = 0.95) -> tuple[float, float] | None:
    """Give the interval in which the true value of one more unit would lie; None with fewer than three units.

    The common mean ± t·√(τ² + its squared error), with Student's t of two less than the units (Higgins, Thompson and
    Spiegelhalter, JRSS A 172 (2009) 137–159). R's metafor takes the normal quantile unless told otherwise.

    Args:
        common: the units' common mean and how far they differ.
        confidence: two-sided.
    """
    from scipy.special import stdtrit

    if common.units < 3:
        return None
    half = float(stdtrit(common.units - 2, (1 + confidence) / 2)) * sqrt(common.variance + common.error**2)
    return common.mean - half, common.mean + half
