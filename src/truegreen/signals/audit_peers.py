"""Peers: whether a member's rate is beyond what its size and the differences among the others explain.

A member is held against the others only, so that it does not widen its own limits: its chance error, the error of the
others' mean and how much the others differ anyway (DerSimonian and Laird, 1986) make the spread of one more member like
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

    mean, error, between = _together(rest)
    spread = sqrt(each.variance + error + between)
    if not spread:
        return 0.5
    away = (each.value - mean) / spread
    return float(stdtr(len(rest) - 1, away if low else -away))


def _together(points: Sequence[Point]) -> tuple[float, float, float]:
    """Give the mean of points, its variance, and the variance among them beyond chance."""
    smallest = max(max(each.variance for each in points) * 1e-9, 1e-300)
    weights = [1 / max(each.variance, smallest) for each in points]
    mean = _mean(points, weights)
    square = sum(w * (each.value - mean) ** 2 for w, each in zip(weights, points, strict=True))
    room = sum(weights) - sum(w * w for w in weights) / sum(weights)
    between = max(0.0, (square - (len(points) - 1)) / room) if room > 0 else 0.0
    weights = [1 / max(each.variance + between, smallest) for each in points]
    return _mean(points, weights), 1 / sum(weights), between


def _mean(points: Sequence[Point], weights: Sequence[float]) -> float:
    return sum(w * each.value for w, each in zip(weights, points, strict=True)) / sum(weights)
