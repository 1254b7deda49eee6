"""The first rows of a file of any kind, as texts."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import duckdb

from truegreen.engine import sql
from truegreen.sources.cutting import shape_of
from truegreen.sources.documents import as_lines
from truegreen.sources.intake import Intake, reason
from truegreen.sources.mapping import Format
from truegreen.sources.text import Plain, plain
from truegreen.sources.unpacking import unpacked
from truegreen.sources.workbook import sheet_rows
from truegreen.sources.xes import events

ROWS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Sample:
    """The first rows of a file.

    Attributes:
        format: how the file is written.
        columns: the texts of each column, by its name; blank where there is nothing.
        sign: what divides cells, in CSV.
        typed: the columns that the file itself says to be times.
    """

    format: Format
    columns: dict[str, list[str]]
    sign: str = ""
    typed: frozenset[str] = frozenset()


def sampled(intake: Intake, path: Path) -> Sample | None:
    """Give the first rows of a file; None if it cannot be read."""
    file = unpacked(intake, path)
    if not file:
        return None
    inside, written = file
    if written is Format.XLSX:
        rows = [row for _, row in sheet_rows(intake, inside, ROWS + 1)]
        return Sample(written, _columns(rows[0], rows[1:])) if rows else None
    if written is Format.PARQUET:
        return _parquet(intake, inside)
    if written is Format.XES:
        return _events(intake, path)
    text = plain(intake, inside, in_lines=written is not Format.JSON)
    return _text(intake, text, written) if text else None


def _text(intake: Intake, text: Plain, written: Format) -> Sample | None:
    if written is Format.JSON:
        found = as_lines(intake, text)
        return _json_lines(intake, Plain(found[0], text.lines), written) if found else None
    return _json_lines(intake, text, written) if written is Format.JSONL else _delimited(intake, text, written)


def _delimited(intake: Intake, text: Plain, written: Format) -> Sample | None:
    shape = shape_of(text.path, intake.mapping.skip_rows, "\t" if written is Format.TSV else "")
    if not shape:
        intake.refuse("no-header", "No header was found.", "Give the first row the names of the columns.")
        return None
    with text.path.open(encoding="utf-8-sig", newline="") as opened:
        lines = islice(opened, shape.above, None)
        reading = csv.reader(lines, delimiter=shape.sign, quotechar=shape.quote)
        return Sample(written, _columns(shape.header, _until_broken(reading)), shape.sign)


def _until_broken(reading: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from islice(reading, ROWS)
    except csv.Error:
        return


def _json_lines(intake: Intake, text: Plain, written: Format) -> Sample | None:
    columns: dict[str, list[str]] = {}
    with text.path.open(encoding="utf-8-sig") as opened:
        for number, line in enumerate(islice((line for line in opened if line.strip()), ROWS)):
            try:
                values = dict(_inside("", json.loads(line)))
            except (ValueError, RecursionError):
                says = "The line is no JSON object."
                intake.refuse("not-json-lines", says, "Write one object per line.", number + 1)
                return None
            for name in {**columns, **values}:
                column = columns.setdefault(name, [])
                column += [""] * (number - len(column))
                column.append(values.get(name, ""))
    return Sample(written, columns)


def _inside(name: str, value: object) -> Iterator[tuple[str, str]]:
    """Give the values inside an object by their names, joined by dots; lists are left as they are."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _inside(f"{name}.{key}" if name else str(key), inner)
    elif not name:
        raise ValueError("no object")
    else:
        yield name, "" if value is None else value if isinstance(value, str) else json.dumps(value)


def _parquet(intake: Intake, path: Path) -> Sample | None:
    given = f"read_parquet({sql.text(str(path))}, hive_partitioning = false)"
    try:
        kinds = {name: kind for name, kind, *_ in intake.rows(f"DESCRIBE SELECT * FROM {given}")}
        listed = ", ".join(f"CAST({sql.name(name)} AS VARCHAR)" for name in kinds)
        rows = intake.rows(f"SELECT {listed} FROM {given} LIMIT {ROWS}")
    except duckdb.Error as wrong:
        says = f"The file cannot be read as Parquet ({reason(wrong)})."
        intake.refuse("unreadable-file", says, "Send it again; it may have been cut short on the way.")
        return None
    typed = frozenset(name for name, kind in kinds.items() if kind.startswith(("TIMESTAMP", "DATE")))
    return Sample(Format.PARQUET, _columns(list(kinds), ([cell or "" for cell in row] for row in rows)), typed=typed)


def _events(intake: Intake, path: Path) -> Sample | None:
    rows = events(intake, path)
    if not rows:
        return None
    listed = ", ".join(f"CAST({column} AS VARCHAR)" for column in rows.columns.values())
    found = intake.rows(f"SELECT {listed} FROM {rows.relation} ORDER BY _row LIMIT {ROWS}")
    return Sample(Format.XES, _columns(rows.columns, ([cell or "" for cell in row] for row in found)))


def _columns(header: Iterable[str], rows: Iterable[Iterable[str]]) -> dict[str, list[str]]:
    """Turn rows into columns; of columns with one name the last counts, and unnamed ones do not."""
    names = [name.strip() for name in header]
    columns: list[list[str]] = [[] for _ in names]
    for row in rows:
        cells = [*(cell.strip() for cell in row), *[""] * len(names)]
        for column, cell in zip(columns, cells, strict=False):
            column.append(cell)
    return {name: column for name, column in zip(names, columns, strict=True) if name}
