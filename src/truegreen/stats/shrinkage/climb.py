"""To the top of a smooth hill within a box, by Newton steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from truegreen.stats.shrinkage.signal import Floats

Hill = Callable[[Floats], tuple[float, Floats, Floats]]
FARTHEST = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class Top:
    """Where the top is, how high, after how many steps, and whether it was reached."""

    at: Floats
    value: float
    steps: int
    reached: bool


def climbed(hill: Hill, start: Floats, low: Floats, high: Floats, most: int = 100) -> Top:
    """Give the top of a hill.

    Args:
        hill: gives height, slope and curvature at a point.
        start: a point in the box.
        low: the box's lowest corner.
        high: its highest.
        most: steps at most.
    """
    at = np.clip(start, low, high)
    height, slope, curvature = hill(at)
    for steps in range(most):
        free = ((at > low) | (slope > 0)) & ((at < high) | (slope < 0))
        move = _move(slope, curvature, free)
        if np.max(np.abs(move)) < 1e-10:
            return Top(at, height, steps, reached=True)
        for halved in range(40):
            there = np.clip(at + move / 2**halved, low, high)
            higher = hill(there)
            if higher[0] > height:
                break
        else:
            return Top(at, height, steps, reached=bool(slope @ move < 1e-6))
        at, (height, slope, curvature) = there, higher
    return Top(at, height, most, reached=False)


def _move(slope: Floats, curvature: Floats, free: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Floats:
    """Give a Newton step, turned uphill where the hill is not round, and not longer than is reasonable."""
    step = np.zeros_like(slope)
    if free.any():
        bends, ways = np.linalg.eigh(-curvature[np.ix_(free, free)])
        bends = np.maximum(np.abs(bends), 1e-12)
        step[free] = ways @ ((ways.T @ slope[free]) / bends)
    longest = np.max(np.abs(step))
    return step * min(1.0, FARTHEST / longest) if longest else step
