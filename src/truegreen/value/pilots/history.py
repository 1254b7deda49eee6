"""What the records before a pilot's start say of its figure: how it scatters, how alike rows of one whole are.

What two halves of the records have in common lasts: it is what the figure before the start can take out.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray

from truegreen.readings.pilot_outcomes import Daily
from truegreen.stats.trials.cluster_sums import clusters_of_sums, within_clusters
from truegreen.value.pilots.outcomes import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What was learned of a figure before the start.

    Attributes:
        wholes: how many there are; None where every week brings others, like cases.
        rows: counted in a week, by all of them together.
        mean: total over count.
        deviation: of one row.
        alike: correlation of two rows of one whole, 0 to 1.
        uneven: standard deviation of the rows of wholes, over their mean.
        lasting: correlation of a whole's figure in the two halves of the records, 0 to 1.
        leaving: chance of an account to leave in a week, where staying is the figure; None elsewhere.
    """

    wholes: int | None
    rows: float
    mean: float
    deviation: float
    alike: float = 0.0
    uneven: float = 0.0
    lasting: float = 0.0
    leaving: float | None = None

    def stays(self, weeks: float) -> float:
        """Give the share of accounts that have not left after some weeks."""
        return exp(-(self.leaving or 0.0) * weeks)


def learned(found: Daily, whole: NDArray[np.intp], wholes: int, weeks: int) -> History | None:
    """Learn from the sums of some weeks; None where too little was counted.

    Args:
        found: sums by unit and day, on days below nought.
        whole: (R,) the whole of each row; below nought for one that could not be in any arm.
        wholes: how many there are.
        weeks: how many weeks before the start they are of.
    """
    held = (whole >= 0) & (found.day < 0) & (found.day >= -7 * weeks)
    sums = _sums(found, whole, wholes, held)
    seen = sums[:, 1] > 0
    if seen.sum() < 4:
        return None
    total, count, squares = sums[seen].T
    mean, rows = float(total.sum() / count.sum()), float(count.sum())
    if squares.sum() > 0:
        deviation = sqrt(max(float(squares.sum()) / rows - mean**2, 0.0))
        told = within_clusters([clusters_of_sums(count, total, squares)])
        alike = min(max(told.value, 0.0), 1.0) if told else 0.0
    else:  # A quotient tells no rows: its wholes' scatter is taken for that of rows of their own.
        deviation, alike = sqrt(float((((total - mean * count) / count.mean()) ** 2).mean() * count.mean())), 0.0
    late = found.day >= -7 * weeks / 2
    halves = [_sums(found, whole, wholes, held & each)[seen] for each in (late, ~late)]
    return History(
        wholes=wholes, rows=rows / weeks, mean=mean, deviation=deviation, alike=alike,
        uneven=float(count.std() / count.mean()), lasting=_lasting(halves[0], halves[1], mean),
    )  # fmt: skip


def of_cases(found: Daily, weeks: int) -> History | None:
    """Learn from cases, of which each week brings others; None where too few were counted."""
    held = (found.day < 0) & (found.day >= -7 * weeks)
    rows = float(found.count[held].sum())
    if rows < 4:
        return None
    mean = float(found.total[held].sum()) / rows
    spread = float(((found.total[held] - mean * found.count[held]) ** 2).sum()) / rows
    return History(wholes=None, rows=rows / weeks, mean=mean, deviation=sqrt(spread))


def of_leaving(accounts: int, left: int, weeks: int) -> History | None:
    """Learn from accounts of which some left within some weeks; None where they are too few, or all left."""
    if accounts < 4 or left >= accounts:
        return None
    stays = 1 - left / accounts
    spread, leaving = sqrt(stays * (1 - stays)), -log(stays) / weeks
    return History(wholes=accounts, rows=0.0, mean=stays, deviation=spread, leaving=leaving)


def _lasting(one: Floats, other: Floats, mean: float) -> float:
    """Give the correlation of the wholes' shares in the figure, (y − R·n) / n̄ as the delta method has it, in halves."""
    if min(float(each[:, 1].sum()) for each in (one, other)) <= 0:
        return 0.0
    first, second = ((each[:, 0] - mean * each[:, 1]) / each[:, 1].mean() for each in (one, other))
    if not (first.std() > 0 and second.std() > 0):
        return 0.0
    return min(max(float(np.corrcoef(first, second)[0, 1]), 0.0), 1.0)


def _sums(found: Daily, whole: NDArray[np.intp], wholes: int, rows: NDArray[np.bool_]) -> Floats:
    """Give total, count and squares of each whole, (W, 3)."""
    held = [np.bincount(whole[rows], weights=each[rows], minlength=wholes)
            for each in (found.total, found.count, found.squares)]  # fmt: skip
    return np.column_stack(held).astype(np.float64)
