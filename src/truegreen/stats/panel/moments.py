"""Moments: per cluster its rows, the sums of its columns and the sums of their products.

They are all a regression needs, however many rows there are. They add up over parts, so months are summed once and then
merged. Columns are centred by a constant before they are summed, else the products of large figures eat their digits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """What is left of rows: for G clusters and k columns, everything that adds up.

    Attributes:
        names: of the columns.
        centre: (k,) the constant that was taken off each column before summing.
        clusters: (G,) their keys, sorted, each once.
        counts: (G,) rows; not whole once weighted.
        sums: (G, k) of the centred columns.
        products: (G, k(k+1)/2) of each column with itself and those after it: row by row, the upper triangle.
        incomplete: rows left out because a column said nothing.
        absorbed: figures that were estimated from the rows and taken off already: periods less one (``periods``).
    """

    names: tuple[str, ...]
    centre: Floats
    clusters: NDArray[Any]
    counts: Floats
    sums: Floats
    products: Floats
    incomplete: int = 0
    absorbed: int = 0

    def __post_init__(self) -> None:
        """Refuse what does not fit together.

        Raises:
            ValueError: a name stands twice, or the shapes differ.
        """
        width, height = len(self.names), len(self.clusters)
        if len(set(self.names)) < width:
            raise ValueError(f"a column stands twice in {', '.join(self.names)}")
        given = (self.centre.shape, self.counts.shape, self.sums.shape, self.products.shape)
        if given != ((width,), (height,), (height, width), (height, width * (width + 1) // 2)):
            raise ValueError(f"{width} columns of {height} clusters cannot have arrays of {given}")

    @property
    def rows(self) -> float:
        """Say how many rows there are in all clusters."""
        return float(self.counts.sum())

    def means(self) -> Floats:
        """Give each column's mean over all rows, (k,), not centred; NaN where there are no rows."""
        return self.centre + self.sums.sum(axis=0) / self.rows if self.rows else np.full(len(self.names), np.nan)

    def take(self, columns: Sequence[str]) -> Moments:
        """Give some columns, in this order.

        Raises:
            ValueError: there is no such column.
        """
        unknown = [each for each in columns if each not in self.names]
        if unknown:
            raise ValueError(f"no column is called {', '.join(unknown)}; there are {', '.join(self.names)}")
        at = np.array([self.names.index(each) for each in columns], dtype=np.intp)
        left, right = np.triu_indices(len(at))
        packed = places(len(self.names))[at[left], at[right]]
        return replace(
            self,
            names=tuple(columns),
            centre=self.centre[at],
            sums=self.sums[:, at],
            products=self.products[:, packed],
        )

    def only(self, chosen: NDArray[Any]) -> Moments:
        """Give some clusters: their places, or a true or false for each."""
        return replace(
            self,
            clusters=self.clusters[chosen],
            counts=self.counts[chosen],
            sums=self.sums[chosen],
            products=self.products[chosen],
        )

    def weighted(self, weights: ArrayLike) -> Moments:
        """Count each cluster so many times, (G,): a bootstrap's draw, or none of those with 0.

        Raises:
            ValueError: there is not one weight a cluster, or one is below 0.
        """
        times = np.asarray(weights, dtype=np.float64)
        if times.shape != self.counts.shape or not (times >= 0).all():
            raise ValueError(f"{len(self.clusters)} clusters need as many weights, none below 0")
        by = times[:, None]
        return replace(self, counts=self.counts * times, sums=self.sums * by, products=self.products * by)

    def recentred(self, centre: ArrayLike) -> Moments:
        """Give what would have been summed had each column been centred by another constant, (k,)."""
        to = np.asarray(centre, dtype=np.float64)
        by = to - self.centre
        left, right = np.triu_indices(len(self.names))
        sums = self.sums - self.counts[:, None] * by
        products = self.products - self.sums[:, left] * by[right] - sums[:, right] * by[left]
        return replace(self, centre=to, sums=sums, products=products)

    def full(self) -> Floats:
        """Give the products as symmetric matrices, (G, k, k)."""
        return self.products[:, places(len(self.names))]


def places(width: int) -> NDArray[np.intp]:
    """Say where in the packed upper triangle the product of two columns stands, (k, k).

    >>> places(3).tolist()
    [[0, 1, 2], [1, 3, 4], [2, 4, 5]]
    """
    left, right = np.triu_indices(width)
    table = np.empty((width, width), dtype=np.intp)
    table[left, right] = table[right, left] = np.arange(len(left))
    return table


def of(rows: ArrayLike, clusters: ArrayLike, names: Sequence[str], centre: ArrayLike | None = None) -> Moments:
    """Give the moments of rows.

    Args:
        rows: (N, k); NaN says nothing, and leaves its row out.
        clusters: (N,) each row's key.
        names: of the k columns.
        centre: (k,) a constant near each column's mean; the means themselves if left out.

    Raises:
        ValueError: shapes differ, or a figure is infinite.
    """
    table, keys = np.asarray(rows, dtype=np.float64), np.asarray(clusters)
    if table.ndim != 2 or keys.shape != table.shape[:1] or table.shape[1] != len(names):
        raise ValueError(f"{len(names)} columns need rows of as many and a key each: {table.shape}, {keys.shape}")
    if np.isinf(table).any():
        raise ValueError("a figure is infinite")
    complete = ~np.isnan(table).any(axis=1)
    table, (found, codes) = table[complete], np.unique(keys[complete], return_inverse=True)
    around = np.asarray(centre, dtype=np.float64) if centre is not None else _middle(table)
    table = table - around
    left, right = np.triu_indices(len(names))
    return Moments(
        tuple(names),
        around,
        found,
        np.bincount(codes, minlength=len(found)).astype(np.float64),
        _summed([table[:, each] for each in range(len(names))], codes, len(found)),
        _summed((table[:, i] * table[:, j] for i, j in zip(left, right, strict=True)), codes, len(found)),
        incomplete=int((~complete).sum()),
    )


def from_table(
    columns: Mapping[str, ArrayLike], names: Sequence[str], centre: ArrayLike, incomplete: int = 0
) -> Moments:
    """Give the moments that an engine summed up.

    Args:
        columns: ``cluster``, ``n``, ``s_1`` … ``s_k`` and ``p_1_1``, ``p_1_2`` … ``p_k_k`` (the second never below the
            first), each (R,); a cluster may come in several rows, which are added up.
        names: of the k columns, in the order in which they are numbered.
        centre: (k,) what the engine took off each column before it summed.
        incomplete: rows that the engine left out because a column said nothing.

    Raises:
        ValueError: a column is missing or says nothing somewhere.
    """
    wanted = column_names(len(names))
    absent = [each for each in wanted if each not in columns]
    if absent:
        raise ValueError(f"the moments lack {', '.join(absent)}")
    if np.ma.is_masked(columns["cluster"]):
        raise ValueError("a row of the moments has no cluster")
    found, codes = np.unique(np.asarray(columns["cluster"]), return_inverse=True)
    numbers = _summed((_filled(columns[each]) for each in wanted[1:]), codes, len(found))
    if not np.isfinite(numbers).all():
        raise ValueError("a sum of the moments says nothing, or is infinite")
    width, around = len(names), np.asarray(centre, dtype=np.float64)
    counts, sums, products = (np.ascontiguousarray(each) for each in np.split(numbers, [1, width + 1], axis=1))
    return Moments(tuple(names), around, found, counts[:, 0], sums, products, incomplete)


def column_names(width: int) -> list[str]:
    """Name the columns in which an engine hands over moments of k columns.

    >>> column_names(2)
    ['cluster', 'n', 's_1', 's_2', 'p_1_1', 'p_1_2', 'p_2_2']
    """
    numbers = range(1, width + 1)
    return [
        *("cluster", "n"),
        *(f"s_{i}" for i in numbers),
        *(f"p_{i}_{j}" for i in numbers for j in numbers if i <= j),
    ]


def merged(first: Moments, *others: Moments) -> Moments:
    """Add up moments of parts that share no row; they may share clusters.

    Raises:
        ValueError: they are not of the same columns.
    """
    return reduce(_added, others, first)


def _added(one: Moments, other: Moments) -> Moments:
    if set(one.names) != set(other.names):
        raise ValueError(f"{', '.join(one.names)} cannot be added to {', '.join(other.names)}")
    more = other.take(one.names).recentred(one.centre)
    clusters = np.union1d(one.clusters, more.clusters)
    at = np.searchsorted(clusters, one.clusters), np.searchsorted(clusters, more.clusters)

    def both(left: Floats, right: Floats) -> Floats:
        total = np.zeros((len(clusters), *left.shape[1:]))
        total[at[0]] = left
        total[at[1]] += right
        return total

    return replace(
        one,
        clusters=clusters,
        counts=both(one.counts, more.counts),
        sums=both(one.sums, more.sums),
        products=both(one.products, more.products),
        incomplete=one.incomplete + more.incomplete,
    )


def _filled(column: ArrayLike) -> Floats:
    """Give a column of an engine as floats, NaN where it is masked."""
    return np.asarray(np.ma.filled(np.ma.asarray(column).astype(np.float64), np.nan))


def _middle(table: Floats) -> Floats:
    return table.mean(axis=0) if len(table) else np.zeros(table.shape[1])


def _summed(columns: Any, codes: NDArray[np.intp], clusters: int) -> Floats:
    """Sum each column by cluster, (G, columns)."""
    summed = [np.bincount(codes, weights=each, minlength=clusters) for each in columns]
    return np.ascontiguousarray(np.array(summed).T) if summed else np.zeros((clusters, 0))
