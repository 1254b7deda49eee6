"""Where the next unit would lie, if it is one like those that are known; and the common mean with few units."""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.shrinkage.between import Between, Way, between, known


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


def common_interval(
    values: ArrayLike, variances: ArrayLike, way: Way | str = Way.RESTRICTED, confidence: float = 0.95
) -> tuple[float, float] | None:
    """Give the interval of the common mean of few units, by how far they lie from it; None with a single unit.

    Student's t with one less than the units, and an error that is not taken from their variances alone (Hartung and
    Knapp, Statistics in Medicine 20 (2001) 3875–3889; metafor's ``knha``; it may be narrower than the usual one).

    Args:
        values: one of each unit.
        variances: of each value, from chance alone.
        way: how the variance between units is estimated.
        confidence: two-sided.

    Raises:
        ValueError: as ``between`` does.
    """
    from scipy.special import stdtrit

    common, (y, v) = between(values, variances, way), known(values, variances)
    if common.units < 2:
        return None
    weight = 1 / (v + common.variance)
    spread = float(weight @ np.square(y - common.mean)) / (common.units - 1) / float(weight.sum())
    half = float(stdtrit(common.units - 1, (1 + confidence) / 2)) * sqrt(spread)
    return common.mean - half, common.mean + half
