"""What the columns of a table add up to, written as a last row."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from truegreen.reports import figures
from truegreen.reports.review.parts import Cell, Column, Table

NAME = "All together"


def total(table: Table) -> list[Cell]:
    """Give the row of sums of a table; empty where no column adds up, or there is one row."""
    if len(table.rows) < 2 or not any(each.is_summed for each in table.columns):
        return []
    return [*_cells(table)]


def _cells(table: Table) -> Iterator[Cell]:
    yield Cell(NAME, is_head=True)
    for place, column in enumerate(table.columns[1:], 1):
        yield _sum(column, [row[place] for row in table.rows])


def _sum(column: Column, cells: list[Cell]) -> Cell:
    """Add up a column, in the unit of its first number.

    >>> _sum(Column("Amount", is_summed=True), [Cell("1,250.50 EUR", "1250.50"), Cell("−0.50 EUR", "-0.50")]).words
    '1,250.00 EUR'
    """
    held = [each for each in cells if each.number]
    if not column.is_summed or not held:
        return Cell("")
    amount = sum((Decimal(each.number) for each in held), Decimal(0))
    unit = held[0].words.rpartition(" ")[2]
    return Cell(f"{figures.exactly(amount)} {unit}", f"{amount:f}", is_head=True)
