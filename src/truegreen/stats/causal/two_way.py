"""What the usual regression would have said, and how much of it held treated units against treated ones.

A term for every unit and month and one for the treatment. Where changes came at different times, and effects differ or
grow, units treated early serve as others for those treated late, so that a growing effect counts against itself
(Goodman-Bacon 2021, theorem 1). It is shown as a warning, and never as an answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.causal.overlap import Marks
from truegreen.stats.causal.staggered import first_months
from truegreen.stats.panel.moments import Floats


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison of two groups, of which the usual regression is made up.

    Attributes:
        treated: the place of the first month of the group that changes.
        other: the place of the first month of the group it is held against; −1 never.
        value: how much more the first one changed.
        weight: in the regression; all weights add up to 1.
        forbidden: whether the other group had been treated before.
    """

    treated: int
    other: int
    value: float
    weight: float
    forbidden: bool


@dataclass(frozen=True, slots=True)
class TwoWay:
    """What the usual regression would have said.

    Attributes:
        value: its coefficient.
        comparisons: what it is made up of.
        units: that it was made of: those with an outcome in every month.
    """

    value: float
    comparisons: tuple[Compared, ...]
    units: int

    @property
    def forbidden(self) -> float:
        """Give the weight of comparisons with groups that had been treated before."""
        return sum(each.weight for each in self.comparisons if each.forbidden)


def two_way(outcome: ArrayLike, first: ArrayLike) -> TwoWay | None:
    """Say what the usual regression would have said; None where nothing changes differently from the rest.

    Args:
        outcome: (A, M); units without an outcome in some month are left out.
        first: (A,) the place of each unit's first month with the treatment; −1 never.

    Raises:
        ValueError: shapes differ, or a first month is not whole.
    """
    y, when = np.asarray(outcome, dtype=np.float64), first_months(first)
    if y.ndim != 2 or when.shape != y.shape[:1]:
        raise ValueError(f"outcomes {y.shape} and first months {when.shape} do not fit together")
    whole = np.isfinite(y).all(axis=1)
    y, when = y[whole], np.where((when < 0) | (when >= y.shape[1]), -1, when)[whole]
    if not len(y):
        return None
    treated = (when[:, None] >= 0) & (np.arange(y.shape[1]) >= when[:, None])
    own = _taken_off(treated.astype(np.float64))
    spread = float((own**2).sum())
    if spread <= 1e-12 * treated.size:
        return None
    return TwoWay(float((own * y).sum()) / spread, _comparisons(y, when, spread / treated.size), len(y))


def _taken_off(grid: Floats) -> Floats:
    """Take off each unit's and each month's mean."""
    return np.asarray(grid - grid.mean(axis=1, keepdims=True) - grid.mean(axis=0) + grid.mean())


def _comparisons(y: Floats, when: Floats, spread: float) -> tuple[Compared, ...]:
    """Give every comparison of two groups with its weight (Goodman-Bacon 2021, equations 7 and 10)."""
    months, found = y.shape[1], np.unique(when)
    share = {int(each): float((when == each).mean()) for each in found}
    on = {int(each): (months - int(each)) / months if each > 0 else float(each == 0) for each in found}
    mean = {int(each): y[when == each].mean(axis=0) for each in found}
    made = []
    for one in (int(each) for each in found if each > 0):
        for other in (int(each) for each in found if int(each) != one):
            late = 0 <= other < one
            if other in (-1, 0):
                window, by = np.ones(months, np.bool_), share[one] * share[other] * on[one] * (1 - on[one])
            elif late:
                window = np.arange(months) >= other
                by = share[one] * share[other] * on[one] * (on[other] - on[one])
            else:
                window = np.arange(months) < other
                by = share[one] * share[other] * (1 - on[one]) * (on[one] - on[other])
            if by > 0:
                made.append(Compared(one, other, _change(mean[one] - mean[other], window, one), by / spread, late))
    return tuple(made)


def _change(gap: Floats, window: Marks, since: int) -> float:
    after = window & (np.arange(len(gap)) >= since)
    return float(gap[after].mean() - gap[window & ~after].mean())
