"""Sums designed for an alarm budget: their limits, what these cost in false alarms, and how soon a change is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy.typing as npt

from truegreen.stats.charts.budget import cusum_limit, needed_run_length, risk_limit
from truegreen.stats.charts.risk_run_length import mix_of, risk_run_length
from truegreen.stats.charts.run_length import cusum_run_length


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """Limits for a number of charts, what they cost and what they find.

    Attributes:
        limits: decision limits upwards and downwards.
        false_alarms: to be expected in a month over all charts.
        run_length: average number of points between false alarms, both sides together; of the worst chart where they
            differ.
        found_after: average number of points until the change is found, by the slowest chart and side.
        change: the change looked for: a shift in sigmas, or an odds ratio.
        charts: how many.
        method, version: which method, and which version of it.
    """

    limits: tuple[float, float]
    false_alarms: float
    run_length: float
    found_after: float
    change: float
    charts: int
    method: str
    version: int = 1


def design_cusum(points: Sequence[float], budget: float, *, shift: float = 1.0) -> Design:
    """Find the limit with which sums of monthly figures keep to a budget of false alarms, and when they find a shift.

    Args:
        points: points a month of each chart: 1 for a monthly figure.
        budget: false alarms a month over all charts.
        shift: in sigmas, to be found soonest: the allowance is half of it.

    Raises:
        ValueError: the budget does not fit the points, or the shift is not above nought.

    >>> made = design_cusum([1] * 40, 0.1)
    >>> round(made.limits[0], 2), round(made.found_after, 1)
    (4.85, 10.1)
    """
    if not shift > 0:
        raise ValueError(f"a shift of {shift:g} is none")
    run_length = needed_run_length(points, budget)
    limit = cusum_limit(run_length, shift / 2)
    return Design(
        limits=(limit, limit),
        false_alarms=budget,
        run_length=run_length,
        found_after=cusum_run_length(limit, shift / 2, shift),
        change=shift,
        charts=len(points),
        method="CUSUM",
    )


def design_risk_cusum(
    points: Sequence[float], chances: Sequence[npt.ArrayLike], budget: float, *, odds_ratio: float = 2.0
) -> Design:
    """Find the limits with which risk-adjusted sums keep to a budget; each side may spend half of it.

    Args:
        points: contacts a month of each chart.
        chances: for each chart, how likely the event is for its contacts while nothing changes.
        budget: false alarms a month over all charts.
        odds_ratio: the change to be found soonest, above 1; downwards its inverse.

    Raises:
        ValueError: the budget does not fit the points, charts and chances differ in number, a chance does not lie
            between nought and one, or the odds ratio is not above 1.
    """
    if not odds_ratio > 1 or len(points) != len(chances):
        raise ValueError("each chart has its points and its chances, and the odds ratio lies above 1")
    mixes = [mix_of(each) for each in chances]
    ratios = (odds_ratio, 1 / odds_ratio)
    limits = [risk_limit(points, mixes, budget / 2, odds_ratio=ratio) for ratio in ratios]
    sides = list(zip(limits, ratios, strict=True))
    rates = [sum(1 / risk_run_length(limit, mix, odds_ratio=ratio) for limit, ratio in sides) for mix in mixes]
    found = [risk_run_length(limit, mix, odds_ratio=ratio, truth=ratio) for limit, ratio in sides for mix in mixes]
    return Design(
        limits=(limits[0], limits[1]),
        false_alarms=sum(many * rate for many, rate in zip(points, rates, strict=True)),
        run_length=1 / max(rates),
        found_after=max(found),
        change=odds_ratio,
        charts=len(points),
        method="risk-adjusted CUSUM",
    )
