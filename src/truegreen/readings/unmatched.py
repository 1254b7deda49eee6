"""Rows that name a case or an account that is not there; every report counts them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.model.finding import Finding, note
from truegreen.readings.cells import Cells
from truegreen.units.span import Span


def unmatched(duck: Duck, folder: Path, cells: Cells, table: str) -> Iterator[Finding]:
    """Count a table's rows whose case or account is missing, from its cells."""
    files = sql.cells(folder / each.file for each in cells.of(table))
    columns = {name for name, *_ in duck.rows(f"DESCRIBE SELECT * FROM {files}")}
    for column, what in (("_no_case", "case"), ("_no_account", "account")):
        if column in columns:
            lost, rows = duck.row(f"SELECT sum({column}), sum(_rows) FROM {files}")
            if lost:
                says = f"{lost:,} of {rows:,} rows of {table} that count name a {what} that is not there."
                remedy = f"They count, but under no slice of the {what}; load the missing rows or map the id."
                yield note(Span(f"facts/{table}"), "unmatched-identity", says, remedy, lost)
