"""Several coefficients at once: whether any of them is other than nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from truegreen.stats.panel.equations import SAME
from truegreen.stats.panel.errors import Errors
from truegreen.stats.panel.moments import Floats
from truegreen.stats.panel.regression import Regression


@dataclass(frozen=True, slots=True)
class Joint:
    """A test of several coefficients at once (Wald's, as F).

    Attributes:
        columns: which.
        statistic: F; infinite where there is no doubt at all.
        freedom: of the numerator (columns) and the denominator.
        p: chance of so much where none of them has any effect; None where it cannot be told.
    """

    columns: tuple[str, ...]
    statistic: float | None
    freedom: tuple[int, float]
    p: float | None


def joint(of: Regression, columns: Sequence[str]) -> Joint:
    """Test whether any of several columns has an effect.

    Without more clusters than columns there is no answer: their errors span too little.

    Raises:
        ValueError: a column is not in the regression, or there is none.
    """
    terms = list(of.estimates)
    unknown = [each for each in columns if each not in terms]
    if unknown or not columns:
        raise ValueError(f"{', '.join(unknown) or 'nothing'} cannot be tested; there are {', '.join(terms)}")
    each = tuple(dict.fromkeys(columns))
    at = [terms.index(name) for name in each]
    freedom = min(of.estimates[name].effective - 1 for name in each) if of.errors is Errors.CR3 else of.freedom
    return f_test(each, wald(of.coefficients[at], of.covariance[np.ix_(at, at)], freedom), freedom)


def wald(values: Floats, covariance: Floats, freedom: float) -> float | None:
    """Give b'V⁻¹b / q; None where the covariance spans too little."""
    scale = np.sqrt(np.diagonal(covariance))
    if len(values) > freedom or not (scale > 0).all():
        return None
    scaled = covariance / np.outer(scale, scale)
    if np.linalg.eigvalsh(scaled)[0] < SAME:
        return None
    away = values / scale
    return float(away @ np.linalg.solve(scaled, away)) / len(values)


def f_test(columns: tuple[str, ...], statistic: float | None, freedom: float) -> Joint:
    """State an F statistic with its chance."""
    from scipy import special

    p = None if statistic is None else float(special.fdtrc(len(columns), freedom, statistic))
    return Joint(columns, statistic, (len(columns), freedom), p)
