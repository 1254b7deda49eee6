"""JSON lines: one object per line; a mapping reaches inside objects by dots."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import duckdb

from truegreen.engine import sql
from truegreen.sources.intake import Intake, Rows, reason
from truegreen.sources.rows import known, named, records
from truegreen.sources.text import Plain

_NOT_AN_OBJECT: Final = "CASE WHEN NOT json_valid(line) THEN true WHEN json_type(line) <> 'OBJECT' THEN true END"


def read_json_lines(intake: Intake, text: Plain) -> Rows | None:
    """Put the objects of a text on the connection; None if it cannot be read."""
    lines = f"{intake.table}_lines"
    given = (
        f"read_csv({sql.text(str(text.path))}, columns = {{'line': 'VARCHAR'}}, auto_detect = false, header = false, "
        f"delim = '\x01', quote = '', escape = '', strict_mode = false, maximum_line_size = 16000000)"
    )
    try:
        intake.rows(f"CREATE OR REPLACE TEMP TABLE {lines} AS SELECT nullif(trim(line), '') AS line FROM {given}")
    except duckdb.Error as wrong:
        says = f"The file cannot be read line by line ({reason(wrong)})."
        intake.refuse("unreadable-file", says, "Write one object per line, in UTF-8.")
        return None
    try:
        return _objects(intake, lines)
    finally:
        intake.rows(f"DROP TABLE {lines}")


def _objects(intake: Intake, lines: str) -> Rows | None:
    query = f"SELECT count(*), min(rowid), arg_min(line[:99], rowid) FROM {lines} WHERE {_NOT_AN_OBJECT}"
    ((count, first, line),) = intake.rows(query)
    if count:
        says = f"The line is no JSON object, as {count:,} in all{intake.quoted(line)}."
        remedy = "Write one object per line; call a list in square brackets .json, or write format: json."
        intake.refuse("not-json-lines", says, remedy, first + 1, count)
        return None
    reads = intake.mapping.reads
    paths = list(dict.fromkeys(path for name in reads for path in _paths(name)))
    values = [
        f"{known(_inside(name, paths), intake.mapping.missing)} AS u{number}" for number, name in enumerate(reads)
    ]
    listed = ", ".join([*values, "(CASE WHEN line IS NULL THEN 9 ELSE 0 END)::UTINYINT AS _odd"])
    # A line is parsed once for all that is taken out of it.
    parts = f"json_extract_string(line, [{', '.join(map(sql.text, paths))}])" if paths else "NULL"
    given = f"(SELECT line, {parts} AS parts FROM {lines})"
    intake.rows(f"CREATE OR REPLACE TEMP TABLE {intake.table} AS SELECT {listed} FROM {given}")
    return records(intake, "rowid + 1", reads) if named(intake, _names(intake, lines)) is not None else None


def _names(intake: Intake, lines: str) -> list[str]:
    """Give the names there are: those that hold something; if one asked for holds nothing, all that are there."""
    reads = list(intake.mapping.reads)
    counts = ", ".join(f"count(u{number})" for number in range(len(reads)))
    filled = intake.rows(f"SELECT {counts} FROM {intake.table}")[0] if reads else ()
    names = {name for name, count in zip(reads, filled, strict=True) if count}
    if len(names) < len(reads):
        tops = {key for (key,) in intake.rows(f"SELECT DISTINCT unnest(json_keys(line)) FROM {lines}")}
        names |= tops | {name for name in reads if name.partition(".")[0] in tops}
    return sorted(names)


def _inside(name: str, paths: list[str]) -> str:
    """Take a value from what was taken out of an object: by the whole name, or else by what stands between its dots."""
    return f"coalesce({', '.join(f'parts[{paths.index(path) + 1}]' for path in _paths(name))})"


def _paths(name: str) -> Iterable[str]:
    return dict.fromkeys((f"$.{_quoted(name)}", "$." + ".".join(map(_quoted, name.split(".")))))


def _quoted(key: str) -> str:
    return '"' + key.replace('"', '\\"') + '"'
