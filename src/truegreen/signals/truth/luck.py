"""How far chance explains that a contract is red, or green, in single months of small pieces of work."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from truegreen.model.agreement import Measure
from truegreen.readings.grid import Counted
from truegreen.stats.exact import share_tail

Floats: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]

LUCK: Final = 0.05
"""What has a smaller chance is no luck."""
BESIDE: Final = 3
"""Months on either side that tell whether a contract is red, or green, by more than chance."""


def many_misses(counted: Counted) -> Floats:
    """Give (units, months): the chance of so many misses around each month of work that is exactly at its target."""
    return _chance(counted, around(counted.hits), around(counted.of), many=True)


def few_misses(counted: Counted) -> Floats:
    """Give (units, months): the chance of so few misses around each month of work that is exactly at its target.

    Where a month is kept by more than luck all by itself, it is that of the month: others may have been missed.
    """
    own = _chance(counted, counted.hits, counted.of, many=False)
    return np.where(own <= LUCK, own, _chance(counted, around(counted.hits), around(counted.of), many=False))


def _chance(counted: Counted, hits: Whole, of: Whole, *, many: bool) -> Floats:
    target = np.broadcast_to(np.array([_target(measure) for measure in counted.standing]), hits.shape)
    higher = counted.question.formula.metric.better == "higher"
    some = (of > 0) & np.isfinite(target)
    chance = share_tail(hits, np.maximum(of, 1), np.where(some, target, 0.5), above=higher != many)
    return np.where(some, chance, np.nan)


def _target(measure: Measure | None) -> float:
    level = measure and (measure.target or measure.minimum)
    return float(level.in_unit("share")) if level else np.nan


def around(counts: Whole) -> Whole:
    """Give (units, months): the sum of each month and those ``BESIDE`` it."""
    return counts + before(counts, BESIDE) + before(counts[:, ::-1], BESIDE)[:, ::-1]


def before(counts: Whole, months: int) -> Whole:
    """Give (units, months): the sum of the months before each, so many at most."""
    found = np.zeros_like(counts)
    for back in range(1, min(months, counts.shape[1] - 1) + 1):
        found[:, back:] += counts[:, :-back]
    return found
