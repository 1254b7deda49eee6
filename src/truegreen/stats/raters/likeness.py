"""Likeness: how much two different ratings still agree, from 0 to 1."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import numpy as np

from truegreen.stats.raters.ratings import Floats


class Likeness(StrEnum):
    """How ratings that differ are compared; all but the first need numbers or an order."""

    NOMINAL = "they differ or not"
    ORDINAL = "by how many ranks lie between them"
    LINEAR = "by their distance"
    INTERVAL = "by the square of their distance"
    RATIO = "by the square of their distance over their sum"


def likeness(categories: Sequence[Any], how: Likeness, totals: Floats | None = None) -> Floats:
    """Give the matrix of agreement of each category with each: 1 for the same, 0 for the farthest apart.

    Linear and quadratic (interval) weights are those of weighted κ. Ordinal ones are Gwet's (Handbook of Inter-Rater
    Reliability, 2014), or with ``totals`` Krippendorff's, by how many ratings lie between.

    Args:
        categories: in their order; their places are taken where they are no numbers.
        how: how they are compared.
        totals: ratings per category, for Krippendorff's order.

    Raises:
        ValueError: ratios are asked of numbers below nought.
    """
    values = _values(categories, how)
    gaps = np.abs(values[:, None] - values[None, :])
    if how is Likeness.NOMINAL:
        return np.eye(values.size)
    if how is Likeness.ORDINAL:
        distances = _ranks_between(values.size) if totals is None else _ratings_between(totals)
    elif how is Likeness.RATIO:
        if values.size and values.min() < 0:
            raise ValueError("ratios are between numbers that are not below nought")
        sums = values[:, None] + values[None, :]
        distances = np.divide(gaps, sums, out=np.zeros_like(gaps), where=sums > 0) ** 2
    else:
        distances = gaps if how is Likeness.LINEAR else gaps**2
    farthest = distances.max(initial=0.0)
    return 1 - distances / farthest if farthest > 0 else np.ones_like(distances)


def _values(categories: Sequence[Any], how: Likeness) -> Floats:
    numbers = all(isinstance(each, (int, float)) and not isinstance(each, bool) for each in categories)
    if how in (Likeness.NOMINAL, Likeness.ORDINAL) or not numbers:
        return np.arange(1, len(categories) + 1, dtype=np.float64)
    return np.array(categories, dtype=np.float64)


def _ranks_between(size: int) -> Floats:
    apart = np.abs(np.subtract.outer(np.arange(size), np.arange(size)))
    return np.asarray((apart + 1) * apart / 2, dtype=np.float64)


def _ratings_between(totals: Floats) -> Floats:
    """Give Krippendorff's ordinal distance: the ratings from one category to the other, half of both ends."""
    middles = np.cumsum(totals) - totals / 2
    return np.asarray((middles[:, None] - middles[None, :]) ** 2, dtype=np.float64)
