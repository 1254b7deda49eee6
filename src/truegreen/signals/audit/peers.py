"""Peers: whether a member's rate is beyond what its size and the differences among the others explain.

A member is held against the others only, so that it does not widen its own limits: its chance error, the error of the
others' mean and how much the others differ anyway (Paule and Mandel, 1982) make the spread of one more member like
them, held against Student's t with one degree of freedom less than there are others (as Higgins, Thompson and
Spiegelhalter, JRSS A 172 (2009) 137–159, do with two less; with one less, chances are still held, see the tests).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Final

LEAST_ROWS: Final = 30
OTHERS: Final = 3
"""With fewer others, nobody knows what is usual."""
_HALF: Final = 0.5
"""Added to hits and to those expected, so that none at all has a logarithm (Haldane, 1955)."""
METHOD: Final = "one more like the others, who differ anyway"


@dataclass(frozen=True, slots=True)
class Size:
    """What a member has.

    Attributes:
        member: who.
        hits, of: hits of rows.
        expected: hits expected of it with the mix that it has.
        together: how many times more its hits vary than if each came by itself.
    """

    member: str
    hits: float
    of: float
    expected: float
    together: float = 1.0


@dataclass(frozen=True, slots=True)
class Point:
    """A member's figure on a scale on which its error is known, and that error squared."""

    value: float
    variance: float


def chances(members: Sequence[Size], *, low: bool = False) -> dict[str, float | None]:
    """Give, by member, the chance that one more member like the others has so many hits, or so few.

    Hits are held against those expected by the logarithm of their ratio: members differ by factors.

    Args:
        members: all of them; those with too few rows are neither judged nor held against.
        low: ask for so few instead of so many.

    Returns:
        None for who is not judged.
    """
    judged = {
        each.member: Point(log((each.hits + _HALF) / (each.expected + _HALF)), each.together / (each.expected + _HALF))
        for each in members
        if each.of >= LEAST_ROWS and each.expected > 0
    }
    return dict.fromkeys((each.member for each in members), None) | point_chances(judged, low=low)


def point_chances(points: Mapping[str, Point], *, low: bool = False) -> dict[str, float | None]:
    """Give, by member, the chance that one more like the others lies so high, or so low; None with too few others."""
    if len(points) <= OTHERS:
        return dict.fromkeys(points, None)
    return {
        name: _chance(each, [other for other in points.values() if other is not each], low=low)
        for name, each in points.items()
    }


def _chance(each: Point, rest: Sequence[Point], *, low: bool) -> float:
    from scipy.special import stdtr

    mean, error, between = mean_of(rest)
    spread = sqrt(each.variance + error + between)
    if not spread:
        return 0.5
    away = (each.value - mean) / spread
    return float(stdtr(len(rest) - 1, away if low else -away))


def mean_of(points: Sequence[Point]) -> tuple[float, float, float]:
    """Give the mean of points, its variance, and the variance among them beyond chance (Paule and Mandel, 1982).

    That is the variance with which the squares around the mean are as large as chance lets expect; where sizes differ
    much and points as well, it is less often too small than that of DerSimonian and Laird.
    """
    smallest = max(max(each.variance for each in points) * 1e-9, 1e-300)
    own = [max(each.variance, smallest) for each in points]
    low, high = 0.0, sum((each.value - points[0].value) ** 2 for each in points) * len(points)
    if _squares(points, own, low) <= len(points) - 1:
        high = low
    while high - low > 1e-9 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if _squares(points, own, middle) > len(points) - 1 else (low, middle)
    weights = [1 / (each + high) for each in own]
    return _mean(points, weights), 1 / sum(weights), high


def _squares(points: Sequence[Point], own: Sequence[float], between: float) -> float:
    weights = [1 / (each + between) for each in own]
    mean = _mean(points, weights)
    return sum(w * (each.value - mean) ** 2 for w, each in zip(weights, points, strict=True))


def _mean(points: Sequence[Point], weights: Sequence[float]) -> float:
    return sum(w * each.value for w, each in zip(weights, points, strict=True)) / sum(weights)
