"""A program as it is written, block by block: named columns, named rows, and what stands where they meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from truegreen.sourcing.allocation.arrays import Floats, Places, Truths

INFINITE = float("inf")
Entries: TypeAlias = tuple[Places | int, Places | Sequence[int], Floats | Sequence[float] | float]
"""Rows of the block (one row for all, if it is one number), columns of the program, and the numbers where they meet."""


@dataclass(frozen=True, slots=True)
class Program:
    """Minimise ``cost`` over columns between their bounds, each row between its own; ``whole`` columns in integers.

    Attributes:
        cost, lower, upper, whole: what each of N columns costs, its bounds, and whether it is 0 or 1.
        row_lower, row_upper: bounds of M rows.
        starts, columns_at, numbers: the matrix row by row, compressed.
        columns, rows: where each named block lies.
    """

    cost: Floats
    lower: Floats
    upper: Floats
    whole: Truths
    row_lower: Floats
    row_upper: Floats
    starts: Places
    columns_at: Places
    numbers: Floats
    columns: Mapping[str, slice]
    rows: Mapping[str, slice]

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns there are."""
        return len(self.row_lower), len(self.cost)


@dataclass(slots=True)
class Draft:
    """A program that is being written; ``written`` gives it."""

    columns_made: int = 0
    rows_made: int = 0
    columns: dict[str, slice] = field(default_factory=dict)
    rows: dict[str, slice] = field(default_factory=dict)
    _columns: list[tuple[Floats, Floats, Floats, Truths]] = field(default_factory=list)
    _bounds: list[tuple[Floats, Floats]] = field(default_factory=list)
    _entries: list[tuple[Places, Places, Floats]] = field(default_factory=list)

    def add_columns(
        self, name: str, count: int, *, cost: Floats | float = 0.0, upper: Floats | float = INFINITE,
        lower: Floats | float = 0.0, whole: bool = False,
    ) -> Places:  # fmt: skip
        """Write a block of columns, and give their places."""
        first, self.columns_made = self.columns_made, self.columns_made + count
        self.columns[name] = slice(first, self.columns_made)
        self._columns.append((_full(cost, count), _full(lower, count), _full(upper, count), np.full(count, whole)))
        return np.arange(first, self.columns_made)

    def at(self, name: str) -> Places:
        """Give the places of a block of columns that was written before; none if it was not."""
        block = self.columns.get(name, slice(0, 0))
        return np.arange(block.start, block.stop)

    def costs(self) -> Floats:
        """Give what all columns written so far cost."""
        return np.concatenate([cost for cost, _, _, _ in self._columns])

    def add_rows(
        self, name: str, count: int, *entries: Entries, lower: Floats | float = -INFINITE,
        upper: Floats | float = INFINITE,
    ) -> None:  # fmt: skip
        """Write a block of rows with what stands in them."""
        first, self.rows_made = self.rows_made, self.rows_made + count
        self.rows[name] = slice(first, self.rows_made)
        self._bounds.append((_full(lower, count), _full(upper, count)))
        for rows, columns, numbers in entries:
            column = np.asarray(columns, np.intp)
            row = np.broadcast_to(np.asarray(rows, np.intp) + first, len(column))
            self._entries.append((row, column, _full(numbers, len(column))))

    def written(self) -> Program:
        """Give the program, its matrix compressed row by row."""
        from scipy.sparse import coo_array

        rows, columns, numbers = (np.concatenate(each) for each in zip(*self._entries, strict=True))
        matrix = coo_array((numbers, (rows, columns)), shape=(self.rows_made, self.columns_made)).tocsr()
        cost, lower, upper, whole = (np.concatenate(each) for each in zip(*self._columns, strict=True))
        row_lower, row_upper = (np.concatenate(each) for each in zip(*self._bounds, strict=True))
        return Program(
            cost, lower, upper, whole, row_lower, row_upper, matrix.indptr, matrix.indices, matrix.data,
            dict(self.columns), dict(self.rows),
        )  # fmt: skip


def _full(number: Floats | Sequence[float] | float, count: int) -> Floats:
    return np.broadcast_to(np.asarray(number, float), count)
