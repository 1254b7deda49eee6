"""Stretches of time with what was known in each: complete rows of times until a decision, for Cox's regression."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.panel.moments import Floats
from truegreen.stats.panel.observed import coded


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """Complete rows.

    Attributes:
        columns: (N, k).
        stops, hits: (N,).
        starts: (N,), or None where all are at risk from the beginning.
        clusters: (G,) keys.
        codes: (N,) each row's place among these.
        mean, spread: (k,) of the columns.
        incomplete: rows left out.
    """

    columns: Floats
    stops: Floats
    hits: Floats
    starts: Floats | None
    clusters: NDArray[Any]
    codes: NDArray[np.intp]
    mean: Floats
    spread: Floats
    incomplete: int

    def scaled(self) -> Floats:
        """Give the columns less their means, in standard deviations."""
        return np.asarray((self.columns - self.mean) / self.spread)


def stretches(
    columns: ArrayLike,
    stops: ArrayLike,
    hits: ArrayLike,
    names: Sequence[str],
    starts: ArrayLike | None,
    clusters: ArrayLike | None,
) -> Stretches:
    """Give complete rows; see ``cox.cox``."""
    table, stop, hit = (np.asarray(each, dtype=np.float64) for each in (columns, stops, hits))
    start = np.full(stop.shape, -np.inf) if starts is None else np.asarray(starts, dtype=np.float64)
    keys = np.arange(len(stop)) if clusters is None else np.asarray(clusters)
    if table.ndim != 2 or not table.shape[0] == len(stop) or table.shape[1] != len(names):
        raise ValueError(f"{len(names)} columns and times do not fit: {table.shape}, {stop.shape}")
    if not stop.shape == hit.shape == start.shape == keys.shape:
        raise ValueError(f"times, hits, starts and clusters do not fit: {stop.shape}, {hit.shape}, {keys.shape}")
    complete = ~(np.isnan(table).any(axis=1) | np.isnan(stop) | np.isnan(hit) | np.isnan(start))
    table, stop, hit, start, keys = (each[complete] for each in (table, stop, hit, start, keys))
    if np.isinf(table).any() or np.isinf(stop).any() or not np.isin(hit, (0.0, 1.0)).all():
        raise ValueError("a figure is infinite, or a hit is neither 0 nor 1")
    if (start >= stop).any():
        raise ValueError("a row ends before it starts")
    found, codes = coded(keys)
    some = len(table) > 0
    mean = table.mean(axis=0) if some else np.zeros(len(names))
    spread = table.std(axis=0) if some else np.zeros(len(names))
    begins = None if starts is None else start
    return Stretches(table, stop, hit, begins, found, codes, mean, spread, int((~complete).sum()))
