"""Scales on which the chance error of a share or a ratio depends on its size only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import asin, exp, log, pi, sin, sqrt


@dataclass(frozen=True, slots=True)
class Scale:
    """A way from shares or ratios to a scale, and back.

    Attributes:
        method: its name.
        there: from a value to the scale.
        point: from hits and size to the scale.
        error: standard error on the scale, by size.
        back: from the scale to a value; beyond its ends, the end.
    """

    method: str
    there: Callable[[float], float]
    point: Callable[[float, float], float]
    error: Callable[[float], float]
    back: Callable[[float], float]


def _arcsine(share: float) -> float:
    return asin(sqrt(share))


def _of_arcsine(value: float) -> float:
    return sin(min(max(value, 0.0), pi / 2)) ** 2


def _half_root(size: float) -> float:
    return 1 / (2 * sqrt(size))


ARCSINE = Scale("arcsine-root", _arcsine, lambda hits, size: _arcsine(hits / size), _half_root, _of_arcsine)
ROOT = Scale("root of observed by expected", sqrt, lambda o, e: sqrt(o / e), _half_root, lambda y: max(y, 0.0) ** 2)
LOG = Scale("log of observed by expected", log, lambda o, e: log((o or 0.5) / e), lambda e: 1 / sqrt(e), exp)
