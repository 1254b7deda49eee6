"""Project folders with a mapping and data files, for tests."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from truegreen.model.finding import Finding, Level
from truegreen.sources.inputs import inputs
from truegreen.sources.mappings import read_mappings
from truegreen.sources.stage import Staged, stage

CASES = """\
source: cases
files: ["data/*"]
missing: ["?"]
facts:
  case:
    columns:
      case_id: id
      opened_at: opened
      cost: cost
      raised_by: {column: by, values: {Phone: customer, Staff: provider}}
      reopened: again
      on_target: met
"""
HEADER = ("id", "opened", "cost", "by", "again", "met")
ROW = ("1", "2024-01-01 08:00:00", "12.5", "Phone", "0", "yes")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What staging a folder gave."""

    connection: duckdb.DuckDBPyConnection
    staged: list[Staged]
    findings: list[Finding]

    def rows(self, columns: str = "*", table: int = 0) -> list[tuple[Any, ...]]:
        return self.connection.sql(
            f"SELECT {columns} FROM {self.staged[table].relation} ORDER BY _file, _row"
        ).fetchall()

    def ids(self, level: Level | None = None) -> list[str]:
        return [each.id for each in self.findings if level in (None, each.level)]


def staged(folder: Path, files: Mapping[str, bytes], mapping: str = CASES) -> Outcome:
    """Write a project folder and stage what its mapping finds; a mapping that cannot be used gives its findings."""
    for name, content in {**files, "sources/cases.yml": mapping.encode()}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    connection = duckdb.connect()
    mappings, findings = read_mappings(folder)
    if findings:
        return Outcome(connection, [], findings)
    return Outcome(connection, *stage(connection, mappings[0], inputs(mappings[0], folder), folder))


def csv(*rows: Sequence[str], sign: str = ",") -> bytes:
    """Write rows as CSV, quoting where needed."""
    quoted = [[f'"{cell}"' if set(cell) & {sign, "\n"} else cell for cell in row] for row in rows]
    return "".join(sign.join(row) + "\n" for row in quoted).encode()


def xlsx(*rows: Sequence[object], sheet: str = "Cases", others: Sequence[str] = ()) -> bytes:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    first = book.create_sheet(sheet)
    for row in rows:
        first.append(list(row))
    for name in others:
        book.create_sheet(name)
    return saved(book.save)


def parquet(columns: Mapping[str, Sequence[object]], types: Mapping[str, Any] | None = None) -> bytes:
    import pyarrow
    from pyarrow.parquet import write_table

    arrays = {name: pyarrow.array(values, (types or {}).get(name)) for name, values in columns.items()}
    return saved(lambda to: write_table(pyarrow.table(arrays), to))


def jsonl(*objects: object) -> bytes:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects).encode()


def zipped(**members: bytes) -> bytes:
    def save(to: io.BytesIO) -> None:
        with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name.replace("_csv", ".csv"), content)

    return saved(save)


def gzipped(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def saved(save: Any) -> bytes:
    to = io.BytesIO()
    save(to)
    return to.getvalue()
