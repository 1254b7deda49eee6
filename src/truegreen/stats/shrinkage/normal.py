"""Means of many units, each drawn towards the common one as far as its own doubt asks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.shrinkage.between import Between, Way, between, known
from truegreen.stats.shrinkage.signal import Floats

VERSION = 1


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Shrunk:
    """What is true of each unit.

    Attributes:
        means: of each unit, between its own value and the common mean; NaN where it has no value.
        errors: their standard deviations, with the doubt of the common mean and of how much is kept.
        kept: how much of its distance from the common mean each unit keeps, 0 to 1.
        common: the common mean and how far units differ.
    """

    means: Floats
    errors: Floats
    kept: Floats
    common: Between
    method: str
    version: int = VERSION

    def below(self, bound: ArrayLike) -> Floats:
        """Give the chance that each unit's true mean lies below a bound, one for all or one each."""
        from scipy.special import ndtr

        away = np.asarray(bound, dtype=np.float64) - self.means
        sure = np.where(away > 0, 1.0, 0.0)
        return np.asarray(np.where(self.errors > 0, ndtr(away / np.where(self.errors > 0, self.errors, 1.0)), sure))


def shrunk(values: ArrayLike, variances: ArrayLike, way: Way | str = Way.RESTRICTED) -> Shrunk:
    """Give what is true of each unit's mean, where some are known better than others.

    Units are normal about a common mean (Morris 1983, section 1: with his factor (k − 3)/(k − 1), by which units keep
    more, and his doubt of how much they keep). Where all are known equally well this is James and Stein's estimate.

    Args:
        values: one of each unit; NaN where it has none.
        variances: of each value, from chance alone: its squared standard error.
        way: how the variance between units is estimated (see ``truegreen.stats.shrinkage.between.between``).

    Raises:
        ValueError: there is no unit, or a variance is not above 0.
    """
    common = between(values, variances, way)
    y, v = (np.atleast_1d(np.asarray(each, dtype=np.float64)) for each in (values, variances))
    there = np.isfinite(y) & np.isfinite(v)
    y, v = np.where(there, y, np.nan), np.where(there, v, np.nan)
    units = common.units
    lost = v / (v + common.variance) * (max(units - 3, 0) / (units - 1) if units > 1 else 1.0)
    spread = (np.nanmean(v) + common.variance) / (v + common.variance)
    unsure = 2 / (units - 3) * lost**2 * spread if units > 3 else lost * 0.0
    away = y - common.mean
    return Shrunk(
        means=common.mean + (1 - lost) * away,
        errors=np.sqrt(v * (1 - lost) + (lost * common.error) ** 2 + unsure * away**2),
        kept=1 - lost,
        common=common,
        method=f"normal empirical Bayes, {common.method}",
    )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class JamesStein:
    """What is true of each of some units that are known equally well.

    Attributes:
        means: of each unit.
        factor: how much of its distance from the common mean each unit keeps, 0 to 1.
        common: the common mean.
    """

    means: Floats
    factor: float
    common: float
    method: str = "James–Stein, positive part, towards the common mean"
    version: int = VERSION


def james_stein(values: ArrayLike, variance: float) -> JamesStein:
    """Give the means of units that are known equally well, drawn towards the common one (Efron and Morris 1973).

    Each keeps 1 − (k − 3) variance / Σ(value − mean)² of its distance. From four units on, all together
    are closer to the truth than the values themselves, whatever the truth is.

    Args:
        values: one of each unit, at least four.
        variance: of each, from chance alone.

    Raises:
        ValueError: there are fewer than four units, or the variance is not above 0.
    """
    y, _ = known(values, np.full(np.size(values), variance))
    if y.size < 4:
        raise ValueError(f"{y.size} units cannot borrow from each other; four are needed")
    common = float(y.mean())
    squares = float(np.sum((y - common) ** 2))
    factor = max(0.0, 1 - (y.size - 3) * variance / squares) if squares > 0 else 0.0
    return JamesStein(means=common + factor * (y - common), factor=factor, common=common)
