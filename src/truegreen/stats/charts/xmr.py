"""XmR, the chart of individual values and moving ranges: monthly figures and what they usually do."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import sqrt

from truegreen.stats.charts.chart import Chart
from truegreen.stats.charts.drawing import LEAST, drawn, mean_of, present, steps, there
from truegreen.stats.charts.rules import Rule

LIMIT, RANGE_LIMIT = 2.66, 3.268
"""Both in mean ranges: 3/1.128 and 1.128 + 3 × 0.853 over 1.128, as they are tabled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Xmr:
    """A chart of monthly figures, with its moving ranges.

    Attributes:
        chart: the figures between their limits: mean ± 2.66 mean ranges.
        ranges: how far each figure lies from the one before; None at gaps.
        mean_range: their mean.
        high_range: a range above this is unusual: 3.268 mean ranges. It is shown and raises no alarm of its own.
    """

    chart: Chart
    ranges: tuple[float | None, ...]
    mean_range: float
    high_range: float


def xmr(
    values: Sequence[float | None],
    rules: Collection[Rule] = (Rule.POINT,),
    *,
    baseline: int | None = None,
    carry: float = 0.0,
    least: int = LEAST,
) -> Xmr:
    """Chart monthly figures by their own month-to-month changes (Wheeler; 2.66 = 3/1.128).

    A month that resembles the month before it (a backlog) narrows the limits: of charts of 24 months that keep 0.8 of
    the month before, 82 in 100 raise a false alarm. ``carry`` undoes that: ranges are then divided by √(1 − carry).

    Args:
        values: one figure per month in order, None or NaN where there is none.
        rules: what counts as an alarm.
        baseline: make the limits from so many first months only, and judge all; all if None.
        carry: how much a month keeps of the month before, 0 to below 1; `series.carry.carry_over` estimates it.
        least: fewest figures that may raise an alarm.

    Raises:
        ValueError: there is no figure, there are no two in a row, or the carry-over is none.

    >>> made = xmr([52, 50, 54, 49, 51, 55, 48, 53, 52, 66])
    >>> round(made.chart.lows[0], 3), round(made.chart.highs[0], 3), made.chart.enough
    (39.996, 66.004, False)
    """
    if not 0 <= carry < 1:
        raise ValueError(f"{carry:g} is no carry-over of months that come back to their mean")
    points = present(values)
    first = points[:baseline]
    centre, mean_range = mean_of(first, "figures"), mean_of(steps(first), "two figures in a row")
    sigmas = [mean_range * LIMIT / 3 / sqrt(1 - carry)] * len(points)
    chart = drawn(points, centre, sigmas, rules, "XmR", enough=there(first) >= least)
    return Xmr(chart=chart, ranges=steps(points), mean_range=mean_range, high_range=RANGE_LIMIT * mean_range)
