"""Ratios: a figure over another, such as orders over sessions or credits over charges, where neither is fixed.

A ratio of means scatters as what each row adds to it, (y − R·x) / x̄ (the delta method; Deng, Knoblich and Lu 2018,
"Applying the delta method in metric analytics"). Rows are the accounts that were drawn, not the sessions within them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from math import exp, expm1, inf, log, sqrt
from typing import TypeAlias

import numpy as np

from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.stating import SEEN, stated
from truegreen.stats.trials.arms import Arm, Columns, checked
from truegreen.stats.trials.difference import ASSUMES, difference, welch
from truegreen.stats.validity.student import quantile, two_sided

Figure: TypeAlias = int | tuple[int, int]
"""A column, or one column over another."""


class How(StrEnum):
    """How the interval of a lift is found."""

    FIELLER = "fieller"
    DELTA = "delta"
    LOG = "log"


def figures(columns: Columns, wanted: Sequence[Figure]) -> Columns:
    """Give figures of an arm, some of which are one column over another, so that all can be compared as means.

    Args:
        columns: of the arm.
        wanted: a column's place, or two: over and under the line.

    Raises:
        ValueError: what is under the line is nought on average.
    """
    weights = np.zeros((len(wanted), len(columns.means)))
    means = np.empty(len(wanted))
    for row, figure in zip(range(len(wanted)), wanted, strict=True):
        if isinstance(figure, int):
            weights[row, figure], means[row] = 1.0, columns.means[figure]
            continue
        over, under = figure
        if columns.means[under] == 0:
            raise ValueError(f"column {under} is nought on average: nothing can be divided by it")
        means[row] = columns.means[over] / columns.means[under]
        weights[row, under] -= means[row] / columns.means[under]
        weights[row, over] += 1 / columns.means[under]
    return Columns(columns.count, means, weights @ columns.scatter @ weights.T)


def ratio(columns: Columns, over: int = 0, under: int = 1) -> Arm:
    """Give an arm's ratio of two columns as an arm of its own: its value, and how much rows scatter around it.

    Raises:
        ValueError: what is under the line is nought on average.
    """
    return figures(columns, [(over, under)]).arm()


def difference_of_ratios(
    treated: Columns, control: Columns, confidence: float = 0.95, *, over: int = 0, under: int = 1
) -> Estimate:
    """Say by how much the treated arm's ratio lies above the control's.

    Args:
        treated: the arm with the new way, its columns.
        control: the arm without.
        confidence: two-sided.
        over: the column over the line.
        under: the one under it.

    Raises:
        ValueError: an arm with fewer than two rows, or nothing to divide by.
    """
    return difference(ratio(treated, over, under), ratio(control, over, under), confidence)


def lift(treated: Arm, control: Arm, confidence: float = 0.95, how: How = How.FIELLER) -> Estimate:
    """Say by what share the treated arm's figure lies above the control's: .08 is 8 % more.

    Args:
        treated: the arm with the new way; of a ratio, what `ratio` gives.
        control: the arm without.
        confidence: two-sided.
        how: by Fieller (1954), which agrees with the test of the difference and has no end where the control may be
            nought; by the delta method, as growthbook; or by logarithms, as tea-tasting, where both are above nought.

    Raises:
        ValueError: the control's figure is nought, or logarithms are asked for of what has none.

    >>> found = lift(Arm(3461, 0.70, 6.2**2), Arm(3407, 0.41, 3.9**2), how=How.DELTA)
    >>> round(found.value, 5), round(found.low, 5), round(found.high, 5), round(found.p, 5)
    (0.70732, -0.03526, 1.44989, 0.06191)
    """
    parts = [checked(each).variance / each.count for each in (treated, control)]
    if control.mean == 0:
        raise ValueError("the control's figure is nought: nothing is a share of it")
    if how is How.LOG:
        return _by_logs(treated, control, confidence)
    times = treated.mean / control.mean
    found = stated(
        times - 1,
        sqrt(parts[0] + times**2 * parts[1]) / abs(control.mean),
        freedom=welch(treated, control),
        count=treated.count + control.count,
        effective=float(treated.count + control.count),
        method=f"trials.ratio_metric.{how}",
        assumes=ASSUMES,
        confidence=confidence,
    )
    return found if how is How.DELTA else _by_fieller(found, treated, control)


def _by_fieller(found: Estimate, treated: Arm, control: Arm) -> Estimate:
    """Replace the interval by all r for which treated less r times control may be nought."""
    freedom = welch(treated, control)
    reach = quantile(found.confidence, freedom) ** 2
    parts = [each.variance / each.count for each in (treated, control)]
    a, b = control.mean**2 - reach * parts[1], treated.mean * control.mean
    c = treated.mean**2 - reach * parts[0]
    half = sqrt(max(b**2 - a * c, 0.0))
    low, high = ((b - half) / a - 1, (b + half) / a - 1) if a > 0 else (-inf, inf)
    error = sqrt(sum(parts))
    gap = treated.mean - control.mean
    p = two_sided(gap / error, freedom) if error > 0 else float(gap == 0)
    return replace(found, low=low, high=high, p=p)


def _by_logs(treated: Arm, control: Arm, confidence: float) -> Estimate:
    if min(treated.mean, control.mean) <= 0:
        raise ValueError("only what is above nought has a logarithm")
    one, other = (Arm(each.count, log(each.mean), each.variance / each.mean**2) for each in (treated, control))
    found = difference(one, other, confidence)
    times = exp(found.value)
    return replace(
        found,
        value=times - 1,
        error=times * found.error,
        low=expm1(found.low),
        high=expm1(found.high),
        smallest=expm1(SEEN * found.error),
        method="trials.ratio_metric.log",
    )
