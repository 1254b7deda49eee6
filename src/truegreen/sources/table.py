"""A table or view of a database: its columns stay as they are typed there; only texts are trimmed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from truegreen.model.finding import error
from truegreen.sources.database import reached
from truegreen.sources.intake import Intake, Rows
from truegreen.sources.limits import BrokenError
from truegreen.sources.mapping import Database
from truegreen.sources.rows import known, named


def read_table(intake: Intake, database: Database, folder: Path) -> Rows | None:
    """Put the mapped columns of a table on the connection; None if it cannot be read.

    A database gives its rows in any order, so a row's number is its place among the rows ordered by what they hold.
    """
    given = f"{intake.table}_given"
    try:
        with reached(database, folder) as table:
            kinds = table.kinds()
            if named(intake, list(kinds)) is None:
                return None
            names = [*intake.mapping.reads] or [*kinds][:1]
            _copy(intake, given, table.batches(names))
    except BrokenError as wrong:
        intake.findings.append(error(database.at, wrong.name, wrong.says, wrong.remedy))
        return None
    cells = _cells(intake, given, [kinds[name] for name in names])
    columns = {name: f"u{number}" for number, name in enumerate(names)}
    listed = ", ".join(f"{cell} AS {column}" for cell, column in zip(cells, columns.values(), strict=True))
    row = f"row_number() OVER (ORDER BY {', '.join(columns.values())}) AS _row"
    intake.rows(f"CREATE OR REPLACE TEMP TABLE {intake.table} AS SELECT {row}, * FROM (SELECT {listed} FROM {given})")
    intake.rows(f"DROP TABLE {given}")
    return Rows(intake.table, intake.label, columns)


def _copy(intake: Intake, given: str, batches: Iterable[Any]) -> None:
    """Put batches into a table whose columns are called ``c0, c1 …``, since DuckDB's names know no capitals."""
    for number, batch in enumerate(batches):
        arriving = batch.rename_columns([f"c{place}" for place in range(batch.num_columns)])
        intake.connection.register("arriving", arriving)
        into = f"INSERT INTO {given}" if number else f"CREATE OR REPLACE TEMP TABLE {given} AS"
        intake.rows(f"{into} SELECT * FROM arriving")
        intake.connection.unregister("arriving")


def _cells(intake: Intake, given: str, kinds: Sequence[str]) -> list[str]:
    """Read texts as the types that they have in the database, where every value can be; what cannot stays a text."""
    types = [kind for _, kind, *_ in intake.rows(f"DESCRIBE {given}")]
    cast = [f"try_cast(c{place} AS {kind})" if kind else f"c{place}" for place, kind in enumerate(kinds)]
    lost = ", ".join(f"count(c{place}) - count({cell})" for place, cell in enumerate(cast))
    (counts,) = intake.rows(f"SELECT {lost} FROM {given}")
    return [
        known(f"c{place}", intake.mapping.missing) if kind == "VARCHAR" and (count or cell == f"c{place}") else cell
        for place, (kind, cell, count) in enumerate(zip(types, cast, counts, strict=True))
    ]
