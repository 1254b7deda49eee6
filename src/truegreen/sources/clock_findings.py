"""Local times that the clock skipped or showed twice: which hour was meant is an assumption, and is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from duckdb import DuckDBPyConnection

from truegreen.model.finding import Finding, note
from truegreen.sources.clock_changes import Change, changes
from truegreen.sources.convert import Cell
from truegreen.units.span import Span

_REMEDY = "If an hour matters, export times in UTC or with their offset from it."


def clock_findings(
    connection: DuckDBPyConnection, relation: str, cells: Sequence[Cell], zone: str
) -> Iterator[Finding]:
    """Count the times of each column that were skipped or came twice when clocks were put forward or back."""
    local = [(cell, cell.origin.zone or zone) for cell in cells if cell.wall]
    local = [(cell, there) for cell, there in local if there != "UTC"]
    if not local:
        return
    spans = ", ".join(f"min({cell.result}), max({cell.result})" for cell, _ in local)
    (found,) = connection.execute(f"SELECT {spans} FROM {relation}").fetchall()
    for (cell, there), first, last in zip(local, found[::2], found[1::2], strict=True):
        if first:
            near = list(changes(there, first - timedelta(days=2), last + timedelta(days=2)))
            yield from _counted(connection, relation, cell, there, near)


def _counted(
    connection: DuckDBPyConnection, relation: str, cell: Cell, zone: str, near: Sequence[Change]
) -> Iterator[Finding]:
    if not near:
        return
    days = ", ".join(sorted({f"DATE '{day:%Y-%m-%d}'" for each in near for day in (each.start, each.end)}))
    inside = f"(SELECT {cell.wall} AS wall, _file, _row FROM {relation} WHERE CAST({cell.wall} AS DATE) IN ({days}))"
    for skipped, name, what in (
        (True, "skipped-hour", "stand in the hour that clocks skip; they were moved on by it"),
        (
            False,
            "repeated-hour",
            "stand in the hour that comes twice when clocks go back; they were taken as the later one",
        ),
    ):
        spans = [f"(wall >= '{each.start}' AND wall < '{each.end}')" for each in near if each.skipped == skipped]
        query = f"SELECT count(*), min(_row), arg_min(_file, _row) FROM {inside} WHERE {' OR '.join(spans) or 'false'}"
        ((count, row, file),) = connection.execute(query).fetchall()
        if count:
            says = f"{count:,} times of {cell.column.name} {what} ({zone})."
            yield note(Span(file, row), name, says, _REMEDY, count)
