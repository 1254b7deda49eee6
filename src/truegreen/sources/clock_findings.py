"""Local times that the clock skipped or showed twice: which hour was meant is an assumption, and is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from duckdb import DuckDBPyConnection

from truegreen.engine import sql
from truegreen.model.finding import Finding, note
from truegreen.sources.clock_changes import changes
from truegreen.sources.convert import Cell
from truegreen.units.span import Span

_WHAT = {
    "skipped-hour": "stand in the hour that clocks skip; they were moved on by it",
    "repeated-hour": "stand in the hour that comes twice when clocks go back; they were taken as the later one",
}


@dataclass(frozen=True, slots=True)
class _Hours:
    """The skipped or the repeated hours that times of a column may stand in, as a condition."""

    name: str
    cell: Cell
    zone: str
    when: str


def clock_findings(
    connection: DuckDBPyConnection, staged: str, relation: str, cells: Sequence[Cell], zone: str
) -> Iterator[Finding]:
    """Count the times that were skipped or came twice when clocks were put forward or back.

    Args:
        connection: where the rows are.
        staged: the rows as staged.
        relation: the rows as they came.
        cells: the columns.
        zone: the zone of those that name none.
    """
    hours = [each for cell in cells if cell.wall for each in _hours(connection, staged, cell, cell.origin.zone or zone)]
    if not hours:
        return
    counts = ", ".join(
        f"count_if({each.when}), min(_row) FILTER ({each.when}), arg_min(_file, _row) FILTER ({each.when})"
        for each in hours
    )
    (found,) = connection.execute(f"SELECT {counts} FROM {relation}").fetchall()
    for index, each in enumerate(hours):
        count, row, file = found[3 * index : 3 * index + 3]
        if count:
            says = f"{count:,} times of {each.cell.column.name} {_WHAT[each.name]} ({each.zone})."
            remedy = "If an hour matters, export times in UTC or with their offset from it."
            yield note(Span(file, row), each.name, says, remedy, count)


def _hours(connection: DuckDBPyConnection, staged: str, cell: Cell, zone: str) -> Iterator[_Hours]:
    """Give the skipped and the repeated hours between the first and the last time of a column."""
    if zone == "UTC":
        return
    column, near = sql.name(cell.column.name), timedelta(days=1)
    ((first, last),) = connection.execute(f"SELECT min({column}), max({column}) FROM {staged}").fetchall()
    found = list(changes(zone, first - near, last + near)) if first else []
    for name, skipped in (("skipped-hour", True), ("repeated-hour", False)):
        spans = [f"{cell.wall} BETWEEN '{each.start}' AND '{each.last}'" for each in found if each.skipped is skipped]
        if spans:
            yield _Hours(name, cell, zone, f"({' OR '.join(spans)})")
