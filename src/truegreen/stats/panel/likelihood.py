"""The likelihood of hits: its height, slope and curvature, summed over blocks of rows, and Newton's way to its top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.panel.equations import CONSTANT, SAME, Equations, Way
from truegreen.stats.panel.errors import inverse
from truegreen.stats.panel.moments import Floats, of

BLOCK, STEPS, ENOUGH = 1 << 13, 60, 1e-9  # a block fits into what a core keeps at hand


@dataclass(frozen=True, slots=True, eq=False)
class Observed:
    """Complete rows, and how their columns are scaled: each less its mean, in standard deviations."""

    columns: Floats
    hits: Floats
    clusters: NDArray[Any]
    codes: NDArray[np.intp]
    mean: Floats
    spread: Floats

    def block(self, start: int) -> tuple[Floats, Floats]:
        """Give some rows with a constant, scaled, and their hits."""
        part = slice(start, start + BLOCK)
        scaled = (self.columns[part] - self.mean) / self.spread
        return np.column_stack([np.ones(len(scaled)), scaled]), self.hits[part]

    def starts(self) -> range:
        """Say where each block starts."""
        return range(0, len(self.hits), BLOCK)


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """Where Newton stands: coefficients, slope, curvature and height of the log likelihood."""

    at: Floats
    slope: Floats
    curvature: Floats
    height: float


def observed(columns: ArrayLike, hits: ArrayLike, clusters: ArrayLike, names: Sequence[str]) -> tuple[Observed, int]:
    """Give complete rows, and how many are left out because something is missing; see ``logit``."""
    table, hit, keys = np.asarray(columns, dtype=np.float64), np.asarray(hits, dtype=np.float64), np.asarray(clusters)
    if table.ndim != 2 or not table.shape == (*hit.shape, len(names)) == (*keys.shape, len(names)):
        raise ValueError(
            f"{len(names)} columns, hits and clusters do not fit: {table.shape}, {hit.shape}, {keys.shape}"
        )
    complete = ~(np.isnan(table).any(axis=1) | np.isnan(hit))
    if not complete.all():
        table, hit, keys = table[complete], hit[complete], keys[complete]
    if np.isinf(table).any() or not np.isin(hit, (0.0, 1.0)).all():
        raise ValueError("a figure is infinite, or a hit is neither 0 nor 1")
    found, codes = np.unique(keys, return_inverse=True)
    some = len(table) > 0
    mean = table.mean(axis=0) if some else np.zeros(len(names))
    spread = table.std(axis=0) if some else np.zeros(len(names))
    return Observed(table, hit, found, codes, mean, spread), int((~complete).sum())


def point_at(rows: Observed, at: Floats) -> Point:
    """Sum the log likelihood, its slope and its curvature over all rows."""
    from scipy.special import expit, log_expit

    slope, curvature, height = np.zeros(len(at)), np.zeros((len(at), len(at))), 0.0
    for start in rows.starts():
        columns, hits = rows.block(start)
        odds = columns @ at
        chance = expit(odds)
        slope += columns.T @ (hits - chance)
        curvature += (columns * (chance * (1 - chance))[:, None]).T @ columns
        height += float(log_expit(np.where(hits > 0, odds, -odds)).sum())
    return Point(at, slope, curvature, height)


def climbed(rows: Observed) -> tuple[Point, int] | int:
    """Climb to the top by Newton's steps, halved where they overshoot; or name a column by its place."""
    share = rows.hits.mean()
    here = point_at(rows, np.append(np.log(share / (1 - share)), np.zeros(rows.columns.shape[1])))
    step = np.zeros(len(here.at))
    for steps in range(1, STEPS + 1):
        scale = np.sqrt(np.maximum(np.diagonal(here.curvature), np.finfo(float).tiny))
        if np.linalg.eigvalsh(here.curvature / np.outer(scale, scale))[0] < SAME or scale.min() < SAME:
            break
        step = inverse(here.curvature) @ here.slope
        there = point_at(rows, here.at + step)
        while there.height < here.height - ENOUGH * abs(here.height) and np.abs(step).max() > ENOUGH:
            step = step / 2
            there = point_at(rows, here.at + step)
        here = there
        if np.abs(step).max() < ENOUGH * max(1.0, np.abs(here.at).max()):
            return here, steps
    return int(np.abs(here.at[1:]).argmax())


def scores(rows: Observed, at: Floats, bread: Floats) -> tuple[Floats, Floats]:
    """Sum by cluster each row's pull on the coefficients, and how much it says of them: (G, k) twice."""
    from scipy.special import expit

    summed = np.zeros((len(rows.clusters), 2 * len(at)))
    for start in rows.starts():
        columns, hits = rows.block(start)
        chance = expit(columns @ at)
        says = (columns @ bread) ** 2 * (chance * (1 - chance))[:, None]
        both = np.column_stack([columns * (hits - chance)[:, None], says])
        _add_by(rows.codes[start : start + BLOCK], both, summed)
    return summed[:, : len(at)], summed[:, len(at) :]


def _add_by(codes: NDArray[np.intp], columns: Floats, summed: Floats) -> None:
    """Add the columns of some rows to the sums of their clusters."""
    order = np.argsort(codes, kind="stable")
    sorted_codes = codes[order]
    starts = np.flatnonzero(np.append(True, sorted_codes[1:] != sorted_codes[:-1]))
    summed[sorted_codes[starts]] += np.add.reduceat(columns[order], starts, axis=0)


def curved(rows: Observed, point: Point, names: Sequence[str]) -> Equations:
    """Give each cluster's curvature as equations; the column of the outcome, the last name, is left empty."""
    from scipy.special import expit

    blocks = []
    for start in rows.starts():
        columns, _ = rows.block(start)
        chance = expit(columns @ point.at)
        blocks.append(np.column_stack([columns * np.sqrt(chance * (1 - chance))[:, None], np.zeros(len(chance))]))
    terms = (CONSTANT, *names)
    width = len(terms)
    summed = of(np.concatenate(blocks), rows.codes, terms, np.zeros(width))
    nothing, size = np.zeros(width), float(len(rows.hits))
    return Equations(Way.POOLED, terms, nothing, rows.clusters, summed.products, nothing, size, size, width, width, 0)


def back(rows: Observed) -> Floats:
    """Say how coefficients of scaled columns become those of the columns as they were, (k, k)."""
    unscaled = np.diag(np.append(1.0, 1 / rows.spread))
    unscaled[0, 1:] = -rows.mean / rows.spread
    return unscaled
