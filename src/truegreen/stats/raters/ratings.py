"""Ratings: what several people said of the same units, such as calls, as counts per category."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """How many raters put each unit into each category.

    Attributes:
        counts: units by categories.
        categories: what raters could say, in their order.
        times: how many units each row stands for.
        less: what is taken from the number of units for the spread: 1, and 0 for the table of two raters, where every
            published answer has it so.
    """

    counts: Floats
    categories: tuple[Any, ...]
    times: Floats
    less: int = 1

    @property
    def units(self) -> float:
        """Give the number of units that at least one rater rated."""
        return float(self.times.sum())


def ratings_of(rows: Sequence[Sequence[Any]], categories: Sequence[Any] | None = None) -> Ratings:
    """Count raw ratings: a row per unit, a column per rater, None or NaN where a rater did not rate.

    Units that nobody rated are left out.

    Args:
        rows: the ratings.
        categories: what raters could say, in its order; what they said, sorted, if None.

    Raises:
        ValueError: somebody said what is not among the categories.
    """
    said = [[each for each in row if not _missing(each)] for row in rows]
    known = tuple(categories) if categories is not None else tuple(sorted({each for row in said for each in row}))
    places = {category: place for place, category in enumerate(known)}
    if any(each not in places for row in said for each in row):
        raise ValueError("somebody said what is not among the categories")
    kept = [row for row in said if row]
    counts = np.zeros((len(kept), len(known)))
    for unit, row in enumerate(kept):
        for each in row:
            counts[unit, places[each]] += 1
    return Ratings(counts, known, np.ones(len(kept)))


def counted(counts: npt.ArrayLike, categories: Sequence[Any] | None = None) -> Ratings:
    """Take ratings that are counted already: units by categories.

    Raises:
        ValueError: it is no such table, or a count is below nought.
    """
    found = np.asarray(counts, dtype=np.float64)
    if found.ndim != 2 or not np.all(found >= 0) or (categories is not None and len(categories) != found.shape[1]):
        raise ValueError("counts are units by categories, and not below nought")
    kept = found[found.sum(axis=1) > 0]
    return Ratings(kept, _named(categories, found.shape[1]), np.ones(len(kept)))


def tabled(table: npt.ArrayLike, categories: Sequence[Any] | None = None) -> Ratings:
    """Take the table of two raters: what the one said down, the other across, in units.

    Raises:
        ValueError: the table is not square, or a count is below nought.
    """
    found = square(table)
    size = len(found)
    rows, columns = np.nonzero(found)
    counts = np.zeros((rows.size, size))
    np.add.at(counts, (np.arange(rows.size), rows), 1)
    np.add.at(counts, (np.arange(rows.size), columns), 1)
    return Ratings(counts, _named(categories, size), found[rows, columns], less=0)


def square(table: npt.ArrayLike) -> Floats:
    """Give a table of two raters as numbers.

    Raises:
        ValueError: it is not square, or a count is below nought.
    """
    found = np.asarray(table, dtype=np.float64)
    if found.ndim != 2 or found.shape[0] != found.shape[1] or not np.all(found >= 0):
        raise ValueError("the table of two raters is square, and its counts are not below nought")
    return found


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and np.isnan(value))


def _named(categories: Sequence[Any] | None, size: int) -> tuple[Any, ...]:
    return tuple(range(1, size + 1) if categories is None else categories)
