"""Tables cut into parts that each fit on a slide, with the heights their rows take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from truegreen.reports.review.parts import Cell, Column, Table
from truegreen.reports.review.totals import total
from truegreen.reports.review.type import LINE, lines

POINTS: Final = 10
_ROOM: Final = 0.08
_SIDES: Final = 0.15
_LONGEST: Final = 260
_FEW: Final = 3
_Row: TypeAlias = tuple[Sequence[Cell], float]
LEAST: Final = 1.2
"""Inches below the sentences that are worth beginning a table in."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A part of a table.

    Attributes:
        title: of the table.
        columns: its columns.
        widths: of each, in inches.
        rows, heights: its rows, and how high each is.
        head: how high the headings are.
        number: which part it is, from 1.
    """

    title: str
    columns: Sequence[Column]
    widths: Sequence[float]
    rows: Sequence[Sequence[Cell]]
    heights: Sequence[float]
    head: float
    number: int

    @property
    def high(self) -> float:
        """Give how high all of it is, in inches."""
        return self.head + sum(self.heights)

    @property
    def is_first(self) -> bool:
        """Say whether it is the first part."""
        return self.number == 1


def grids(table: Table, wide: float, first: float, room: float) -> Iterator[Grid]:
    """Cut a table into parts.

    Args:
        table: the table.
        wide: inches across.
        first: inches of height for the first part; where there is too little, it begins on a slide of its own.
        room: inches of height for every other part.
    """
    whole = sum(each.width for each in table.columns)
    widths = [wide * each.width / whole for each in table.columns]
    head = _height([Cell(each.title, is_head=True) for each in table.columns], widths)
    parts: list[list[_Row]] = [[]]
    used, left = head, first if first >= LEAST else room
    for group in _together([*table.rows, *filter(None, [total(table)])]):
        rows = [(row, _height(row, widths)) for row in group]
        high = sum(each for _, each in rows)
        if parts[-1] and used + high > left:
            parts.append([])
            used, left = head, room
        parts[-1] += rows
        used += high
    for number, part in enumerate(_evened(parts), 1):
        yield _grid(table, widths, part, head, number)


def _together(rows: Sequence[Sequence[Cell]]) -> Iterator[Sequence[Sequence[Cell]]]:
    """Put rows together that stay on one slide: one that heads others with these; without such, each for itself."""
    heads = [place for place, row in enumerate(rows) if any(each.is_head for each in row[1:2])]
    starts = sorted({0, *heads}) if heads else [*range(len(rows))]
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        yield rows[start:end]


def _evened(parts: list[list[_Row]]) -> list[list[_Row]]:
    """Give the last part a few rows of the one before, where it has hardly any."""
    if len(parts) > 1 and len(parts[-1]) < _FEW and len(parts[-2]) > 2 * _FEW and not _has_heads(parts[-2]):
        *first, before, last = parts
        return [*first, before[:-_FEW], [*before[-_FEW:], *last]]
    return parts


def _has_heads(part: Sequence[_Row]) -> bool:
    return any(cell.is_head for row, _ in part for cell in row)


def _grid(table: Table, widths: Sequence[float], held: Sequence[_Row], head: float, number: int) -> Grid:
    return Grid(table.title, table.columns, widths, [row for row, _ in held], [high for _, high in held], head, number)


def _height(row: Sequence[Cell], widths: Sequence[float]) -> float:
    many = (
        lines(written(cell), wide - _SIDES, POINTS, is_bold=not place or cell.is_head or cell.mark is not None)
        for place, (cell, wide) in enumerate(zip(row, widths, strict=True))
    )
    return max(many) * POINTS * LINE + _ROOM


def written(cell: Cell) -> str:
    """Write a cell as it stands on a slide: its status with its shape, and long texts cut."""
    words = str(cell.mark) if cell.mark else cell.words
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
