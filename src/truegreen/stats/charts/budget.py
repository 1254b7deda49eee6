"""The alarm budget: how many false alarms a month all charts together may raise, and the limits for it.

False alarms a month are the sum over charts of their points a month by their run length.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, log
from statistics import NormalDist

from truegreen.stats.charts.risk_run_length import Mix, risk_run_length
from truegreen.stats.charts.run_length import cusum_run_length, ewma_run_length


def needed_run_length(points: Sequence[float], budget: float) -> float:
    """Give the run length with which charts of so many points a month keep to a budget of false alarms a month.

    Args:
        points: points a month of each chart.
        budget: false alarms a month that all charts together may raise, above nought and less than the points.

    Raises:
        ValueError: there is no point a month, no budget, or a budget for which every point may be an alarm.

    >>> needed_run_length([1] * 30, 0.1)
    300.0
    """
    total = sum(points)
    if len(points) == 0 or min(points) < 0 or not 0 < budget < total:
        raise ValueError(f"a budget of {budget:g} alarms a month does not fit {total:g} points")
    return total / budget


def shewhart_width(run_length: float) -> float:
    """Give at how many sigmas limits on both sides must stand for a run length; three for 370.4.

    Raises:
        ValueError: the run length is not above one.
    """
    if not run_length > 1:
        raise ValueError(f"no limits have a run length of {run_length:g}")
    return NormalDist().inv_cdf(1 - 1 / run_length / 2)


def ewma_width(run_length: float, weight: float = 0.2) -> float:
    """Give at how many sigmas of the weighted mean its limits must stand for a run length.

    >>> round(ewma_width(500, 0.2), 3)
    2.962
    """
    return _limit(lambda width: ewma_run_length(width, weight), run_length)


def cusum_limit(run_length: float, allowance: float = 0.5, *, both_sides: bool = True) -> float:
    """Give the decision limit of a cumulative sum for a run length.

    >>> round(cusum_limit(465.4435), 4)
    5.0
    """
    return _limit(lambda limit: cusum_run_length(limit, allowance, both_sides=both_sides), run_length)


def risk_limit(points: Sequence[float], mixes: Sequence[Mix], budget: float, *, odds_ratio: float) -> float:
    """Give the decision limit with which one side of risk-adjusted sums keeps to a budget.

    Args:
        points: contacts a month of each chart.
        mixes: how likely the event is for them, chart by chart.
        budget: false alarms a month of this side over all charts.
        odds_ratio: what the sums look for; below 1 downwards.
    """

    def run_length(limit: float) -> float:
        pairs = zip(points, mixes, strict=True)
        rates = [many / risk_run_length(limit, mix, odds_ratio=odds_ratio) for many, mix in pairs]
        return sum(points) / sum(rates)

    return _limit(run_length, needed_run_length(points, budget))


def _limit(run_length: Callable[[float], float], wanted: float) -> float:
    """Find the limit with the wanted run length; run lengths grow about as fast as the exponential of the limit."""
    from scipy.optimize import brentq

    low = high = 1.0
    while run_length(low) >= wanted and low > 1e-3:
        low /= 2
    while run_length(high) < wanted and high < 64:
        high *= 1.5
    if not run_length(low) < wanted <= run_length(high):
        raise ValueError(f"no limit has a run length of {wanted:g}")
    found = brentq(lambda each: log(min(run_length(exp(each)), 2 * wanted) / wanted), log(low), log(high), xtol=1e-7)
    return exp(float(found))
