"""Worlds shaped like a run's counts: the same pieces, answers and cases; what customers live through is drawn anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import sqrt
from typing import Final

import numpy as np

from truegreen.readings.grid import Counted, Grid
from truegreen.signals.truth.pieces import Floats

SPREAD: Final = 0.3
"""How far units differ, in log-odds."""
DRIFT: Final = 0.25
"""How far months of one unit are from its own level."""
KEEPS: Final = 0.8
"""How much of a month's drift the next one keeps."""
QUIET: Final = 0.1
PLANTED: Final = 0.1
"""Share of units in which months are made red."""
LENGTH: Final = (3, 12)
BELOW: Final = (0.05, 0.25)
"""How far below the red line they are put, in shares."""


def drawn(
    grid: Grid, bounds: tuple[float, float], told: Mapping[str, float], plants: bool, draws: np.random.Generator
) -> tuple[Floats, Grid]:
    """Draw what customers live through, in every unit and month, and what would have been counted of it.

    Where less is better, what is drawn is the share of all others.
    """
    level = grid.counted[grid.level]
    higher = level.question.formula.metric.better == "higher"
    line, target = bounds if higher else (1 - bounds[0], 1 - bounds[1])
    seen = float(level.hits.sum() / max(level.of.sum(), 1))
    middle = max(target, seen if higher else 1 - seen)
    away = _away(level.of.shape, plants, draws)
    good = _share(_odds(middle) + away)
    good = _planted(good, line, draws) if plants else np.maximum(good, line + 0.01)
    share = good if higher else 1 - good
    lived = (_odds(good) - _odds(middle)) * (1 if higher else -1)
    found = {name: _counted(each, lived, told, draws) for name, each in grid.counted.items() if name != grid.level}
    answers = replace(level, hits=draws.binomial(level.of, share))
    return share, replace(grid, counted={**found, grid.level: answers})


def _away(shape: tuple[int, ...], plants: bool, draws: np.random.Generator) -> Floats:
    """Draw how far each unit and month is from the middle: what is its own, and what drifts."""
    own = draws.normal(0, SPREAD if plants else QUIET, (shape[0], 1))
    if not plants:
        return np.broadcast_to(own, shape)
    drift = np.zeros(shape)
    for month in range(shape[1]):
        before = drift[:, month - 1] if month else draws.normal(0, DRIFT, shape[0])
        drift[:, month] = KEEPS * before + sqrt(1 - KEEPS**2) * draws.normal(0, DRIFT, shape[0])
    return np.asarray(own + drift)


def _planted(share: Floats, line: float, draws: np.random.Generator) -> Floats:
    """Make some months of some units red."""
    made = share.copy()
    for unit in np.flatnonzero(draws.random(len(share)) < PLANTED):
        length = int(draws.integers(LENGTH[0], LENGTH[1] + 1))
        first = int(draws.integers(0, max(share.shape[1] - length, 0) + 1))
        made[unit, first : first + length] = max(line - draws.uniform(*BELOW), 0.02)
    return made


def _counted(counted: Counted, lived: Floats, told: Mapping[str, float], draws: np.random.Generator) -> Counted:
    """Draw what a measure counts, following what customers live through as far as it does in the run."""
    follows = told.get(f"{counted.question.formula.spec}, this month")
    if follows is None or not counted.of.any():
        return counted
    middle = _odds(min(max(float(counted.hits.sum() / counted.of.sum()), 0.01), 0.99))
    own = sqrt(max(1 - follows**2, 0.0)) * draws.normal(0, SPREAD, lived.shape)
    return replace(counted, hits=draws.binomial(counted.of, _share(middle + follows * lived + own)))


def _odds(share: float | Floats) -> Floats:
    inside = np.clip(share, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(inside) - np.log1p(-inside))


def _share(odds: Floats) -> Floats:
    return np.asarray(0.5 * (1 + np.tanh(odds / 2)))
