"""CSV and TSV files, and the lines in them that are broken."""

from __future__ import annotations

import csv
from itertools import islice
from pathlib import Path
from typing import Final

import duckdb

from truegreen.engine import sql
from truegreen.sources.cutting import Shape, shape_of
from truegreen.sources.intake import Intake, Rows, reason
from truegreen.sources.rows import cells, named, records
from truegreen.sources.text import Plain

_BROKEN: Final = {
    "MISSING COLUMNS": ("too-few-cells", "has fewer cells than the header"),
    "TOO MANY COLUMNS": ("too-many-cells", "has more cells than the header"),
    "UNQUOTED VALUE": ("broken-quote", "opens a quote that is not closed, or goes on after one that is"),
    "LINE SIZE OVER MAXIMUM": ("line-too-long", "is longer than two million bytes"),
}


def read_delimited(intake: Intake, text: Plain, sign: str = "") -> Rows | None:
    """Put the rows of a text on the connection; None if it cannot be read."""
    shape = shape_of(text.path, intake.mapping.skip_rows, sign)
    if not shape:
        says = f"No header was found (skip_rows is {intake.mapping.skip_rows})."
        intake.refuse("no-header", says, "Give the first row the names of the columns, and correct skip_rows.")
        return None
    found = named(intake, shape.header, shape.above)
    if found is None:
        return None
    columns = ", ".join(f"'c{index}': 'VARCHAR'" for index in range(len(shape.header)))
    given = (
        f"read_csv({sql.text(str(text.path))}, columns = {{{columns}}}, auto_detect = false, header = false, "
        f"skip = {shape.above}, delim = {sql.text(shape.sign)}, quote = {sql.text(shape.quote)}, "
        f"escape = {sql.text(shape.quote)}, store_rejects = true, rejects_table = 'rejected', "
        f"rejects_scan = 'rejecting', rejects_limit = 10000)"
    )
    before = len(intake.findings)
    try:
        count = cells(intake, given, shape.header, found)
        _refuse_lines(intake, text.path)
    except duckdb.Error as wrong:
        says = f"The file cannot be read as text in columns ({reason(wrong)})."
        intake.refuse("unreadable-file", says, "Export it again as plain CSV in UTF-8.")
    finally:
        intake.rows("DROP TABLE IF EXISTS rejected; DROP TABLE IF EXISTS rejecting")
    if len(intake.findings) > before:
        return None
    as_lines = count == text.lines - shape.above or not _lines_added(intake, text.path, shape, count)
    return records(intake, f"rowid + {shape.above + 1}" if as_lines else "_line", found)


def _refuse_lines(intake: Intake, path: Path) -> None:
    """Name the lines that do not fit the header: the first of each kind, and how many there are."""
    query = """
        SELECT error_type, count(DISTINCT line_byte_position), min(line_byte_position),
               arg_min(csv_line, line_byte_position)
        FROM rejected WHERE trim(csv_line) <> '' GROUP BY error_type ORDER BY 3"""
    remedy = "Correct the line, or export again with quotes around each text that holds a comma, a quote or a line end."
    for kind, count, position, line in intake.rows(query):
        name, says = _BROKEN.get(kind, ("unreadable-line", f"cannot be read ({kind.lower()})"))
        more = f", and {count - 1:,} more do so" if count > 1 else ""
        says = f"The line {says}{more}{intake.quoted(line)}."
        intake.refuse(name, says, remedy, _line_at(path, position), count)


def _line_at(path: Path, position: int) -> int:
    """Count the lines up to a byte."""
    with path.open("rb") as opened:
        line = 1
        while position > 0 and (chunk := opened.read(min(position, 1 << 22))):
            line, position = line + chunk.count(b"\n"), position - len(chunk)
    return line


def _lines_added(intake: Intake, path: Path, shape: Shape, count: int) -> bool:
    """Add the line on which each row begins, where rows are not lines; say whether that could be done."""
    import pyarrow

    begins: list[int] = []
    with path.open(encoding="utf-8-sig", newline="") as opened:
        reading, before = csv.reader(islice(opened, shape.above, None), delimiter=shape.sign, quotechar=shape.quote), 0
        try:
            for row in reading:
                if len(row) > 1 or any(cell.strip() for cell in row):
                    begins.append(shape.above + before + 1)
                before = reading.line_num
        except csv.Error:
            return False
    if len(begins) != count:
        return False
    intake.connection.register("begins", pyarrow.table({"_line": pyarrow.array(begins, pyarrow.int64())}))
    intake.rows(f"CREATE OR REPLACE TEMP TABLE {intake.table} AS SELECT * FROM {intake.table} POSITIONAL JOIN begins")
    intake.connection.unregister("begins")
    return True
