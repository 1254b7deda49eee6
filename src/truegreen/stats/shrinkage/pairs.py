"""Hits and counts of cells, looked at before anything is made of them; equal ones told once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.shrinkage.signal import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Hits, counts and weights of cells, one each."""

    hits: Floats
    counts: Floats
    weights: Floats


def counted(hits: ArrayLike, counts: ArrayLike, weights: ArrayLike | None = None) -> Counts:
    """Give hits and counts as arrays; a NaN count is no count.

    Args:
        hits: of each cell, whole or weighted; NaN is none.
        counts: of each cell, as many hits as there could be.
        weights: how many cells each stands for; one if left out.

    Raises:
        ValueError: there are negative numbers, more hits than counts, or not as many of one as of the other.
    """
    y, n = (np.atleast_1d(np.asarray(each, dtype=np.float64)) for each in (hits, counts))
    w = np.ones(n.shape) if weights is None else np.asarray(weights, dtype=np.float64)
    if y.ndim != 1 or y.shape != n.shape or w.shape != n.shape:
        raise ValueError(f"{y.size} hits, {n.size} counts and {w.size} weights do not belong together")
    known = np.isfinite(y) & np.isfinite(n)
    y, n = np.where(known, y, 0.0), np.where(known, n, 0.0)
    if np.any(y < 0) or np.any(y > n * (1 + 1e-12)) or not np.all(w >= 0):
        raise ValueError("hits lie between 0 and their count, and weights are not negative")
    return Counts(np.minimum(y, n), n, w)


def measured(given: Counts) -> Counts:
    """Leave out cells without counts or weight, which say nothing of the others.

    Raises:
        ValueError: nothing is left.
    """
    known = (given.counts > 0) & (given.weights > 0)
    if not known.any():
        raise ValueError("no cell has any counts")
    return Counts(given.hits[known], given.counts[known], given.weights[known])


def unique(given: Counts) -> tuple[Counts, NDArray[np.intp]]:
    """Tell equal pairs of hits and counts once, by counts, then hits; and say which pair each cell has."""
    numbers, by_count = np.unique(given.counts, return_inverse=True)
    totals, by_hits = np.unique(given.hits, return_inverse=True)
    codes, pair = np.unique(by_count * totals.size + by_hits, return_inverse=True)
    weights = np.bincount(pair, given.weights, codes.size).astype(np.float64)
    return Counts(totals[codes % totals.size], numbers[codes // totals.size], weights), pair


def thinned(given: Counts, most: int = 10_000) -> Counts:
    """Give every so-manieth of more pairs than one wants to look at."""
    step = -(-given.counts.size // most)
    return Counts(given.hits[::step], given.counts[::step], given.weights[::step])
