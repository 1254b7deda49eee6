"""The dear end of what may happen: what is not passed with some chance, and how much of each future lies beyond."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_NEAR: Final = 1e-9


def at_risk(costs: Sequence[float], chances: Sequence[float], beyond: float) -> float:
    """Give the cost that is not passed with a chance of ``beyond``: the value at risk.

    >>> at_risk([float(each) for each in range(1, 11)], [0.1] * 10, 0.8)
    8.0
    """
    order = sorted(zip(costs, chances, strict=True))
    passed = 0.0
    for cost, chance in order:
        passed += chance
        if passed >= beyond - _NEAR:
            return cost
    return order[-1][0]


def in_tail(costs: Sequence[float], chances: Sequence[float], beyond: float) -> list[float]:
    """Give how much of each future lies in the tail, 0 to 1: the dearest, until their chance is that of the tail.

    >>> in_tail([3.0, 1.0, 2.0], [0.2, 0.4, 0.4], 0.7)
    [1.0, 0.0, 0.25]
    """
    left, parts = 1 - beyond, [0.0] * len(costs)
    for place in sorted(range(len(costs)), key=lambda each: -costs[each]):
        taken = min(chances[place], left)
        parts[place] = round(taken / chances[place], 9) if chances[place] > 0 and taken > _NEAR else 0.0
        left -= taken
    return parts
