"""The normal equations of a regression, cluster by cluster: over all rows, within clusters, or between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truegreen.stats.panel.moments import Floats, Moments, places

CONSTANT = "(constant)"
SAME = 1e-10  # of a column's spread, what must be its own: below it, rounding would make up the rest
FLAT = 1e-11  # of a column's squares around its centre, what must be spread
ROUNDED = 3e-7  # of a column's centre; times the root of FLAT it is how little differs by rounding alone
EXACT = 1e-12  # of the outcome's spread, what must be left: below it, errors would be those of rounding
LOADS = 1e-3  # how much a column must weigh in what is the same, to be named


class Way(StrEnum):
    """Which rows are held against which: all against all, a cluster's against each other, or clusters' means."""

    POOLED = "pooled"
    WITHIN = "within"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why there is no regression: not enough data, not a mistake.

    Attributes:
        because: in words, without a full stop.
        columns: those it is about.
        rows, clusters: how many there were.
    """

    because: str
    columns: tuple[str, ...]
    rows: int
    clusters: int


@dataclass(frozen=True, slots=True, eq=False)
class Equations:
    """Products of terms and outcome, per cluster; their sum solved is the regression.

    Attributes:
        way: of the regression.
        names: (q,) the terms, the constant first if there is one, and the outcome last.
        centre: (q,) what was taken off each; 0 for the constant.
        clusters: (G,) keys of the clusters with rows.
        products: (G, q(q+1)/2) packed like those of moments.
        squares: (q,) products around the centre before any mean was taken off: what spread is held against.
        rows: behind it.
        observations: rows, or clusters where their means are what is compared.
        counted: figures that the errors of clusters must allow for; those of a cluster's own are not among them.
        spent: figures estimated in all.
        absorbed: periods less one, where these were taken off before.
    """

    way: Way
    names: tuple[str, ...]
    centre: Floats
    clusters: NDArray[Any]
    products: Floats
    squares: Floats
    rows: float
    observations: float
    counted: int
    spent: int
    absorbed: int

    @property
    def terms(self) -> tuple[str, ...]:
        """Name the terms: the constant, if there is one, and the columns."""
        return self.names[:-1]

    @property
    def has_constant(self) -> bool:
        """Say whether the first term is a constant."""
        return self.names[0] == CONSTANT

    def total(self) -> Floats:
        """Give the products of all clusters, (q, q)."""
        return unpacked(self.products.sum(axis=0), len(self.names))

    def bread(self, chosen: slice = slice(None)) -> Floats:
        """Give each cluster's products of terms with terms, (G, k, k)."""
        return self.products[chosen][:, places(len(self.names))[:-1, :-1]]

    def scores(self, coefficients: Floats) -> Floats:
        """Give each cluster's terms times what is left of its outcomes, (G, k)."""
        at, signs = places(len(self.names)), np.append(-coefficients, 1.0)
        return np.column_stack([self.products[:, row] @ signs for row in at[:-1]])

    def informing(self) -> int:
        """Say how many clusters say anything: one row cannot be compared within itself."""
        start = int(self.has_constant)
        diagonal = np.diagonal(places(len(self.names)))[start:-1]
        if self.way is not Way.WITHIN:
            return len(self.clusters)
        return int((self.products[:, diagonal] > FLAT * self.squares[start:-1] / max(self.rows, 1)).any(axis=1).sum())


def unpacked(packed: Floats, width: int) -> Floats:
    """Give symmetric matrices (…, q, q) of packed upper triangles (…, q(q+1)/2)."""
    return packed[..., places(width)]


def equations(moments: Moments, outcome: str, columns: Sequence[str], way: Way, *, by_rows: bool = False) -> Equations:
    """Give the equations of an outcome on columns.

    Args:
        moments: of these columns, among others.
        outcome: what is explained.
        columns: by what.
        way: pooled, within or between.
        by_rows: between clusters, whether each counts by its rows; else each counts once.

    Raises:
        ValueError: no columns, the outcome is one of them, one is unknown, or periods were taken off means.
    """
    if not columns or outcome in columns:
        raise ValueError(f"{outcome} cannot be explained by {', '.join(columns) or 'nothing'}")
    some = moments.take([*columns, outcome])
    some = some.only(some.counts > 0)
    if way is Way.BETWEEN and some.absorbed:
        raise ValueError("periods were taken off: accounts' means of what is left cannot be compared")
    return {Way.POOLED: _pooled, Way.WITHIN: _within, Way.BETWEEN: _between}[way](some, by_rows)


def _pooled(some: Moments, _: bool) -> Equations:
    squares, counted = _diagonal(some.products), len(some.names) + some.absorbed
    some = some.recentred(some.means()) if some.rows else some
    packed = np.column_stack([some.counts, some.sums, some.products])
    return _made(Way.POOLED, some, packed, squares, (some.rows, counted, counted))


def _within(some: Moments, _: bool) -> Equations:
    left, right = np.triu_indices(len(some.names))
    packed = some.products - some.sums[:, left] * some.sums[:, right] / some.counts[:, None]
    packed[some.counts == 1] = 0.0  # a row is its own mean; rounding must not say otherwise
    counted = len(some.names) + some.absorbed
    spent = counted - 1 + len(some.clusters)
    return _made(Way.WITHIN, some, packed, _diagonal(some.products), (some.rows, counted, spent))


def _between(some: Moments, by_rows: bool) -> Equations:
    means = np.column_stack([np.ones(len(some.counts)), some.sums / some.counts[:, None]])
    left, right = np.triu_indices(means.shape[1])
    packed = means[:, left] * means[:, right]
    packed = packed * some.counts[:, None] if by_rows else packed
    squares = (means[:, 1:] ** 2 * (some.counts[:, None] if by_rows else 1.0)).sum(axis=0)
    width = len(some.names)
    return _made(Way.BETWEEN, some, packed, squares, (float(len(some.clusters)), width, width))


def _diagonal(products: Floats) -> Floats:
    width = int((2 * products.shape[1] + 0.25) ** 0.5)
    return np.asarray(products.sum(axis=0)[np.diagonal(places(width))])


def _made(way: Way, some: Moments, packed: Floats, squares: Floats, numbers: tuple[float, int, int]) -> Equations:
    constant = way is not Way.WITHIN
    squares = squares + some.rows * (ROUNDED * some.centre) ** 2
    names, centre = ((CONSTANT, *some.names), np.append(0.0, some.centre)) if constant else (some.names, some.centre)
    squares = np.append(numbers[0], squares) if constant else squares
    return Equations(way, names, centre, some.clusters, packed, squares, some.rows, *numbers, some.absorbed)


def about_mean(made: Equations, total: Floats) -> Floats:
    """Give the products of columns and outcome around their means, (k + 1, k + 1): without the constant."""
    if not made.has_constant:
        return total
    return np.asarray(total[1:, 1:] - np.outer(total[0, 1:], total[0, 1:]) / max(total[0, 0], 1e-300))


def unfit(made: Equations, total: Floats) -> Unfit | None:
    """Say why these equations have no answer, if so: too few rows, no spread, or columns that are the same."""
    found = _thin(made) or _alike(made, about_mean(made, total))
    return Unfit(*found, round(made.rows), len(made.clusters)) if found else None


def _thin(made: Equations) -> tuple[str, tuple[str, ...]] | None:
    if len(made.clusters) < 2:
        return "there are fewer than two clusters", ()
    if made.observations <= made.spent:
        return f"{made.observations:g} observations are too few for {made.spent} figures", ()
    return None


def _alike(made: Equations, spread: Floats) -> tuple[str, tuple[str, ...]] | None:
    """Say which columns do not differ, or follow from others."""
    start = int(made.has_constant)
    names, squares = made.names[start:], made.squares[start:]
    flat = [name for name, own, all_ in zip(names, np.diagonal(spread), squares, strict=True) if own <= FLAT * all_]
    if flat:
        where = " within clusters" if made.way is Way.WITHIN else ""
        return f"{', '.join(flat)}: no spread{where}", tuple(flat)
    if made.informing() < 2:
        return "only one cluster says anything", names
    same = collinear(spread[:-1, :-1], names[:-1])
    if same:
        return f"{', '.join(same)}: one follows from the others", tuple(same)
    if _left(spread) < EXACT:
        return f"{names[-1]} follows from {', '.join(names[:-1])} without a rest to judge by", names
    return None


def _left(spread: Floats) -> float:
    """Give the share of the outcome's spread that the columns leave."""
    scale = 1 / np.sqrt(np.diagonal(spread))
    scaled = spread * np.outer(scale, scale)
    return float(1 - scaled[:-1, -1] @ np.linalg.solve(scaled[:-1, :-1], scaled[:-1, -1]))


def collinear(products: Floats, names: Sequence[str]) -> list[str]:
    """Name the columns of which one follows from the others; none of them is dropped in silence."""
    scale = 1 / np.sqrt(np.diagonal(products))
    values, vectors = np.linalg.eigh(products * np.outer(scale, scale))
    heavy = (np.abs(vectors[:, values < SAME]) > LOADS).any(axis=1)
    return [name for name, each in zip(names, heavy, strict=True) if each]
