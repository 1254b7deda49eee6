"""Parquet files: columns stay as they are typed; only texts are trimmed."""

from __future__ import annotations

from pathlib import Path

import duckdb

from truegreen.engine import sql
from truegreen.sources.intake import Intake, Rows, reason
from truegreen.sources.rows import known, named


def read_parquet(intake: Intake, path: Path, *, copied: bool = False) -> Rows | None:
    """Give the rows of a file as a view, or as a table if they must outlive the file; None if it cannot be read."""
    given = f"read_parquet({sql.text(str(path))}, hive_partitioning = false"
    try:
        columns = [(name, kind) for name, kind, *_ in intake.rows(f"DESCRIBE SELECT * FROM {given})")]
        found = named(intake, [name for name, _ in columns])
        if found is None:
            return None
        kept = [f"{_kept(*columns[index], intake.mapping.missing)} AS u{n}" for n, index in enumerate(found.values())]
        query = f"SELECT {', '.join(['file_row_number + 1 AS _row', *kept])} FROM {given}, file_row_number = true)"
        intake.rows(f"CREATE OR REPLACE TEMP {'TABLE' if copied else 'VIEW'} {intake.table} AS {query}")
    except duckdb.Error as wrong:
        says = f"The file cannot be read as Parquet ({reason(wrong)})."
        intake.refuse("unreadable-file", says, "Send it again; it may have been cut short on the way.")
        return None
    return Rows(intake.table, intake.label, {name: f"u{number}" for number, name in enumerate(found)}, live=not copied)


def _kept(name: str, kind: str, missing: tuple[str, ...]) -> str:
    return known(sql.name(name), missing) if kind == "VARCHAR" else sql.name(name)
