"""The likelihood that it hit just those it hit, of all at risk at the time: ties taken exactly, without any order.

The chances of all sets of so many hits are summed by a recursion over the rows at risk (Gail, Lubin and Rubinstein
1981, "Likelihood calculations for matched case-control studies"), with their first and second derivatives.
"""

from __future__ import annotations

import numpy as np

from truegreen.stats.hazard.risk_sets import RiskSets
from truegreen.stats.panel.climb import Point
from truegreen.stats.panel.moments import Floats


def exact_at(sets: RiskSets, at: Floats) -> Point:
    """Give the log likelihood of exact ties, its slope and its curvature."""
    columns = sets.columns.T
    sums = columns @ at
    risk = np.exp(sums - sums.max())
    counts = np.bincount(sets.when, minlength=len(sets.times))
    most, width = int(counts.max()), columns.shape[1]
    whole, first, second = np.zeros(most + 1), np.zeros((most + 1, width)), np.zeros((most + 1, width, width))
    whole[0] = 1.0
    slope, curvature = columns[sets.hit].sum(axis=0), np.zeros((width, width))
    height = float((sums[sets.hit] - sums.max()).sum())
    begins = np.append(sets.begins, len(columns))
    with np.errstate(all="ignore"):  # sums too great for a number make the height none, and the climb turns back
        for time in range(len(sets.times) - 1, -1, -1):
            for row in range(begins[time], begins[time + 1]):
                _add(columns[row], risk[row], whole, first, second)
            sets_of = counts[time]
            mean = first[sets_of] / whole[sets_of]
            height -= float(np.log(whole[sets_of]))
            slope -= mean
            curvature += second[sets_of] / whole[sets_of] - np.outer(mean, mean)
    return Point(at, slope, curvature, height)


def _add(column: Floats, risk: float, whole: Floats, first: Floats, second: Floats) -> None:
    """Let one more row be at risk: sets of each size with it are those of one less without it."""
    across = first[:-1, :, None] * column
    second[1:] += risk * (
        second[:-1] + across + across.swapaxes(1, 2) + whole[:-1, None, None] * np.outer(column, column)
    )
    first[1:] += risk * (first[:-1] + whole[:-1, None] * column)
    whole[1:] += risk * whole[:-1].copy()
