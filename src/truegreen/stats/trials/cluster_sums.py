"""Rows in clusters: what is left of each cluster's rows, and how far they go together."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.stating import SEEN
from truegreen.stats.trials.arms import Arm, Floats


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """The clusters of one arm.

    Attributes:
        counts: (G,) rows of each.
        means: (G,) of the figure.
        within: (G,) sums of squares around these means.
    """

    counts: Floats
    means: Floats
    within: Floats

    @property
    def rows(self) -> int:
        """Give how many rows they have together."""
        return round(float(self.counts.sum()))

    @property
    def arm(self) -> Arm:
        """Give the arm as if its rows were independent."""
        mean = float(self.counts @ self.means / self.counts.sum())
        squares = float(self.within.sum() + self.counts @ (self.means - mean) ** 2)
        return Arm(self.rows, mean, squares / max(self.rows - 1, 1))


def clusters_of(values: ArrayLike, keys: Sequence[Hashable]) -> Clusters:
    """Give the clusters of an arm of its rows.

    Args:
        values: (n,) of the figure.
        keys: (n,) each row's cluster.

    Raises:
        ValueError: no rows, shapes that differ, or a value that is no number.
    """
    figures = np.asarray(values, dtype=np.float64)
    if figures.ndim != 1 or not figures.size or len(keys) != figures.size or not np.all(np.isfinite(figures)):
        raise ValueError("each row has one value that is a number, and one cluster; and there are some")
    numbers: dict[Hashable, int] = {}
    at = np.array([numbers.setdefault(key, len(numbers)) for key in keys])
    counts = np.bincount(at).astype(np.float64)
    means = np.bincount(at, figures) / counts
    return Clusters(counts, means, np.bincount(at, (figures - means[at]) ** 2).astype(np.float64))


def clusters_of_sums(counts: ArrayLike, totals: ArrayLike, squares: ArrayLike) -> Clusters:
    """Give the clusters of an arm of their sums: rows, Σy and Σy² of each, (G,).

    Raises:
        ValueError: no clusters, one without rows, shapes that differ, or sums that are no numbers or no figures have.
    """
    rows, sums, products = (np.asarray(each, dtype=np.float64) for each in (counts, totals, squares))
    sound = rows.ndim == 1 and rows.size and rows.shape == sums.shape == products.shape and np.all(rows >= 1)
    if not sound or not all(np.all(np.isfinite(each)) for each in (rows, sums, products)):
        raise ValueError("each cluster has rows, a sum and a sum of squares; and there are some")
    within = products - sums**2 / rows
    if not np.all(within >= -1e-9 * np.maximum(products, 1e-300)):
        raise ValueError("no figures have such sums: a square is below nought")
    return Clusters(rows, sums / rows, np.maximum(within, 0.0))


def within_clusters(arms: Sequence[Clusters], confidence: float = 0.95) -> Estimate | None:
    """Say how far rows of the same cluster go together, 0 to 1, by an analysis of variance; None where nobody can tell.

    ρ = (B − W) / (B + (m − 1)·W), of mean squares between and within clusters, m a middling size; a little below nought
    where rows of a cluster differ more than others do. Interval by F (Searle 1971), exact with clusters of one size;
    error by Swiger, Harvey, Everson and Gregory (1964).

    Args:
        arms: of which each has its own mean.
        confidence: two-sided.

    Raises:
        ValueError: a confidence that is none.
    """
    from scipy.special import fdtri

    if not 0 < confidence < 1:
        raise ValueError(f"a confidence of {confidence:g} is none")

    clusters, rows = sum(len(each.counts) for each in arms), sum(each.rows for each in arms)
    between, within = clusters - len(arms), rows - clusters
    if between < 1 or within < 1:
        return None
    middling = (rows - sum(float(each.counts @ each.counts) / each.rows for each in arms)) / between
    one = sum(float(each.counts @ (each.means - each.arm.mean) ** 2) for each in arms) / between
    other = float(sum(each.within.sum() for each in arms)) / within
    if not one + other > 0:
        return None
    value = (one - other) / (one + (middling - 1) * other)
    tail = (1 - confidence) / 2
    ends = [_of_f(one, other * float(fdtri(between, within, each)), middling) for each in (1 - tail, tail)]
    error = (1 - value) * (1 + (middling - 1) * value) * sqrt(2 * (rows - 1) / (middling**2 * within * between))
    return Estimate(
        value=value, error=error, low=ends[0], high=ends[1], count=rows, effective=float(clusters),
        smallest=SEEN * error, method="trials.clusters.anova", confidence=confidence,
        assumes=("clusters are independent of each other", "rows scatter as much in each"),
    )  # fmt: skip


def _of_f(between: float, scaled: float, middling: float) -> float:
    return (between - scaled) / (between + (middling - 1) * scaled)
