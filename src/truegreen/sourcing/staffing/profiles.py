"""When in the week calls come: each weekday's own course, drawn towards that of all days where its calls are few."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from truegreen.sourcing.staffing.intervals import WEEKDAYS, Intervals

Floats = npt.NDArray[np.float64]
STRENGTHS: Final = tuple(float(each) for each in np.geomspace(3, 3e6, 25))
"""Calls of all days that a weekday is drawn by; which of these, its own calls decide."""


def profile(intervals: Intervals, calls: Floats) -> Floats:
    """Give the share of each weekday's calls that comes in each place of it, seven rows that add up to one.

    How far a weekday is drawn towards all days is what makes all seven likeliest (Dirichlet and multinomial): where
    days run alike, nearly all the way, and where thousands of calls say otherwise, hardly.

    Args:
        intervals: of the calls.
        calls: (n,) how many came.
    """
    placed = np.bincount(intervals.place, calls, minlength=WEEKDAYS * intervals.a_day)
    counts = placed.reshape(WEEKDAYS, -1).astype(float)
    total = counts.sum()
    if total == 0:
        return np.full_like(counts, 1 / intervals.a_day)
    usual = (counts.sum(axis=0) + 0.5 / intervals.a_day) / (total + 0.5)
    strength = max(STRENGTHS, key=lambda each: _likely(counts, each * usual))
    return np.asarray((counts + strength * usual) / (counts.sum(axis=1, keepdims=True) + strength))


def _likely(counts: Floats, prior: Floats) -> float:
    """Give how likely the counts are, in logs, if each weekday's shares are drawn around the usual ones."""
    from scipy.special import gammaln

    each = (gammaln(counts + prior) - gammaln(prior)).sum(axis=1)
    return float((each + gammaln(prior.sum()) - gammaln(counts.sum(axis=1) + prior.sum())).sum())


def spread(days: Floats, profile: Floats, intervals: Intervals) -> Floats:
    """Share days' calls out among their open intervals; on a day that is closed nobody is answered, and none is left.

    Args:
        days: (days,) calls of each day.
        profile: by weekday and place.
        intervals: of the days.
    """
    weights = profile.ravel()[intervals.place] * intervals.open
    whole = intervals.by_day(weights)
    with np.errstate(divide="ignore", invalid="ignore"):
        each = np.where(whole > 0, days / whole, 0.0)
    return np.asarray(weights * each[intervals.day])
