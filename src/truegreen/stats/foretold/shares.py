"""Shares of what was said: so many of so many, where several of them are of the same account."""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.estimate import Estimate
from truegreen.stats.exact import clopper_pearson
from truegreen.stats.panel.stating import SEEN

METHOD = "foretold.shares"
ASSUMES = ("accounts are independent of each other",)


def share(hits: ArrayLike, among: ArrayLike, clusters: ArrayLike, confidence: float = 0.95) -> Estimate | None:
    """Give a share whose rows come in clusters; its interval is the exact one of as many rows as they are worth.

    The ratio's linearised variance over clusters says how many independent rows they are worth (Korn and Graubard
    1998); with no hits, or nothing else, they are worth as many as there are clusters.

    Args:
        hits: (N,) of each row, what counts for; with weights, in the unit of these.
        among: (N,) of each row, what it counts as: 1, or its weight; rows of 0 say nothing.
        clusters: (N,) whose row it is.
        confidence: two-sided.

    Returns:
        None where nothing is counted.

    Raises:
        ValueError: shapes differ, or a row hits more than it counts.

    >>> found = share([1, 1, 0, 0], [1, 1, 1, 1], ["a", "a", "b", "c"])
    >>> found.value, round(found.effective, 2)
    (0.5, 1.78)
    """
    hit, counts = np.asarray(hits, dtype=np.float64), np.asarray(among, dtype=np.float64)
    who = np.asarray(clusters)
    if hit.ndim != 1 or not hit.shape == counts.shape == who.shape:
        raise ValueError(f"hits, rows and clusters do not fit: {hit.shape}, {counts.shape}, {who.shape}")
    if np.any((hit < 0) | (hit > counts)) or not np.isfinite(counts).all():
        raise ValueError("a row hits at least nothing and at most what it counts as")
    said = counts > 0
    if not said.any():
        return None
    hit, counts, who = hit[said], counts[said], who[said]
    names, codes = np.unique(who, return_inverse=True)
    many, total = len(names), float(counts.sum())
    value = float(hit.sum()) / total
    rest = np.bincount(codes, hit - value * counts)
    variance = float(rest @ rest) * many / max(many - 1, 1) / total**2
    worth = value * (1 - value) / variance if variance > 0 else 0.0
    effective = min(worth, float(said.sum())) if 0 < value < 1 and worth else float(many)
    effective = max(effective, 1.0)
    low, high = clopper_pearson(value * effective, effective, confidence)
    error = sqrt(max(variance, 0.0)) if 0 < value < 1 else 0.5 / effective
    return Estimate(
        value=value, error=error, low=low, high=high, count=int(said.sum()), effective=effective,
        smallest=SEEN * error, method=METHOD, confidence=confidence, assumes=ASSUMES,
    )  # fmt: skip


def median(values: ArrayLike, confidence: float = 0.95) -> Estimate | None:
    """Give a median with the interval between two of the values that holds it so often, whatever their shape.

    Args:
        values: (N,) independent ones; NaN is none.
        confidence: two-sided, at least.

    Returns:
        None without any value.

    >>> found = median([10, 20, 30, 40, 50, 60, 70, 80, 90])
    >>> found.value, found.low, found.high
    (50.0, 20.0, 80.0)
    """
    from scipy.stats import binom

    held = np.sort(np.asarray(values, dtype=np.float64))
    held = held[~np.isnan(held)]
    if not len(held):
        return None
    middle = float(np.median(held))
    cut = int(binom.ppf((1 - confidence) / 2, len(held), 0.5))
    low, high = (held[cut - 1], held[len(held) - cut]) if cut > 0 else (held[0], held[-1])
    error = float(high - low) / 3.92
    return Estimate(
        value=middle, error=error, low=float(low), high=float(high), count=len(held), effective=float(len(held)),
        smallest=SEEN * error, method="foretold.median", confidence=confidence,
        assumes=("the values are independent of each other",),
    )  # fmt: skip
