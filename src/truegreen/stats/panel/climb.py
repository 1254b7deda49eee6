"""Newton's way to the top of a log likelihood: steps that are halved where they overshoot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from truegreen.stats.panel.equations import SAME
from truegreen.stats.panel.errors import inverse
from truegreen.stats.panel.moments import Floats

STEPS, ENOUGH = 60, 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """Where Newton stands: coefficients, slope, curvature and height of the log likelihood, less what a ridge costs."""

    at: Floats
    slope: Floats
    curvature: Floats
    height: float


@dataclass(frozen=True, slots=True, eq=False)
class Top:
    """Where the climb ended, after how many steps, and whether that is the top: there may be none."""

    point: Point
    steps: int
    reached: bool


def climb(point_at: Callable[[Floats], Point], start: Floats) -> Top:
    """Climb from a start to the top of a hill without other tops."""
    here = point_at(start)
    for steps in range(1, STEPS + 1):
        if not _is_round(here.curvature):
            return Top(here, steps, reached=False)
        step = inverse(here.curvature) @ here.slope
        there = point_at(here.at + step)
        while not there.height >= here.height - ENOUGH * abs(here.height) and np.abs(step).max() > ENOUGH:
            step = step / 2
            there = point_at(here.at + step)
        here = there
        if np.abs(step).max() < ENOUGH * max(1.0, np.abs(here.at).max()):
            return Top(here, steps, reached=True)
    return Top(here, STEPS, reached=False)


def _is_round(curvature: Floats) -> bool:
    """Say whether the hill bends down in every direction."""
    scale = np.sqrt(np.maximum(np.diagonal(curvature), np.finfo(float).tiny))
    return bool(scale.min() >= SAME and np.linalg.eigvalsh(curvature / np.outer(scale, scale))[0] >= SAME)
