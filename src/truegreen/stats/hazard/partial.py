"""The partial likelihood of who is hit among those at risk (Cox 1972, 1975): height, slope and curvature."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truegreen.stats.hazard.risk_sets import RiskSets
from truegreen.stats.panel.climb import Point
from truegreen.stats.panel.moments import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """What each hit is held against.

    Attributes:
        sums: (N,) each row's score, the greatest 0.
        risk: (N,) its exponential.
        against: (E,) risk of all at risk at the hit, less what is gone.
        means: (k, E) of the columns over these, weighted by risk.
    """

    sums: Floats
    risk: Floats
    against: Floats
    means: Floats


def held(sets: RiskSets, at: Floats) -> Held:
    """Say what each hit is held against."""
    sums = at @ sets.columns
    sums -= sums.max()
    risk = np.exp(sums)
    tied = bool(sets.gone.any())

    def summed(values: Floats) -> Floats:
        there = sets.at_hits(sets.at_risk(values))
        return there - sets.gone * sets.at_hits(sets.hit_at(values)) if tied else there

    against, means = summed(risk), np.empty((len(sets.columns), len(sets.hit)))
    for place, column in enumerate(sets.columns):
        np.divide(summed(column * risk), against, out=means[place])
    return Held(sums, risk, against, means)


def point_at(sets: RiskSets, at: Floats) -> Point:
    """Give the log partial likelihood, its slope and its curvature."""
    with np.errstate(all="ignore"):  # far out nobody is at risk, the height is no number, and the climb turns back
        told = held(sets, at)
        slope = sets.columns[:, sets.hit].sum(axis=1) - told.means.sum(axis=1)
        height = float(told.sums[sets.hit].sum() - np.log(told.against).sum())
        return Point(at, slope, curvature(sets, told), height)


def curvature(sets: RiskSets, told: Held, weights: Floats | None = None) -> Floats:
    """Sum over hits, weighted, how much the columns of those at risk scatter, (k, k)."""
    hazard = 1 / told.against
    per_row = told.risk * sets.gathered(hazard if weights is None else weights * hazard)
    means = told.means if weights is None else told.means * weights
    return np.asarray((sets.columns * per_row) @ sets.columns.T - means @ told.means.T)


def residuals(sets: RiskSets, told: Held) -> Floats:
    """Give each row's score residual, (k, N): its pull on the coefficients (Therneau, Grambsch and Fleming 1990)."""
    hazard, pulled = sets.gathered(1 / told.against), np.empty_like(sets.columns)
    counts = sets.at_hits(sets.by_time(np.ones(len(sets.hit))))
    for place, (column, means) in enumerate(zip(sets.columns, told.means, strict=True)):
        pulled[place] = told.risk * (sets.gathered(means / told.against) - column * hazard)
        pulled[place, sets.hit] += column[sets.hit] - sets.at_hits(sets.by_time(means)) / counts
    return pulled
