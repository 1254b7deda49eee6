"""XLSX workbooks: the cells of one sheet as text; dates and times come as ISO text."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeAlias

from truegreen.files.nearest import did_you_mean
from truegreen.model.finding import note, warning
from truegreen.sources.intake import Intake, Rows
from truegreen.sources.rows import cells, named, records
from truegreen.sources.unpacking import BROKEN, is_bomb

Row: TypeAlias = tuple[int, tuple[str, ...]]
# What openpyxl raises on files that only look like workbooks.
_NO_WORKBOOK: Final = (*BROKEN, TypeError, AttributeError, SyntaxError, ArithmeticError, AssertionError)
_ERRORS: Final = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})


def read_workbook(intake: Intake, path: Path) -> Rows | None:
    """Put the rows of a sheet on the connection; None if it cannot be read."""
    import pyarrow

    rows = sheet_rows(intake, path)
    if not rows:
        return None
    (line, header), *below = rows
    found = named(intake, header, line)
    if found is None:
        return None
    _note_errors(intake, below)
    columns: dict[str, Any] = {
        f"c{index}": pyarrow.array([_cell(row, index) for _, row in below], pyarrow.string())
        for index in range(len(header))
    }
    columns["_number"] = pyarrow.array([number for number, _ in below], pyarrow.int64())
    intake.connection.register("sheet_rows", pyarrow.table(columns))
    cells(intake, "sheet_rows", header, found, line="_number")
    intake.connection.unregister("sheet_rows")
    return records(intake, "_line", found, dates=True)


def sheet_rows(intake: Intake, path: Path, most: int | None = None) -> list[Row]:
    """Give the rows of a sheet that are not blank, each with its number; none if it cannot be read."""
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(each.file_size for each in packed.infolist())
        if is_bomb(size, path.stat().st_size):
            says = "The workbook unpacks to far more than its size, as no honest one does."
            intake.refuse("unpacks-too-large", says, "Save the sheet as CSV.")
            return []
        return _sheet(intake, path, most)
    except _NO_WORKBOOK as broken:
        says = f"The file cannot be read as a workbook ({str(broken)[:80]})."
        intake.refuse("unreadable-file", says, "Save it again as .xlsx, without a password.")
        return []


def _sheet(intake: Intake, path: Path, most: int | None) -> list[Row]:
    import openpyxl

    skip, wanted = intake.mapping.skip_rows, intake.mapping.sheet
    with path.open("rb") as opened, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(opened, read_only=True, data_only=True)
        names = [sheet.title for sheet in book.worksheets]
        if not names or (wanted and wanted not in names):
            says = f"The workbook has no sheet “{wanted}”." if names else "The workbook has no sheet of cells."
            intake.refuse("missing-sheet", says, did_you_mean(wanted, names))
            return []
        if len(names) > 1 and not wanted:
            says = f"The workbook has {len(names)} sheets; the first, “{names[0]}”, was read."
            remedy = "Write sheet: into the mapping to say which is meant."
            intake.findings.append(note(intake.at(), "first-sheet", says, remedy))
        sheet = book[wanted or names[0]]
        sheet.reset_dimensions()
        rows = list(islice(_filled(sheet, skip), most))
    if not rows:
        says = f"Nothing stands in the sheet below its first {skip} rows." if skip else "The sheet is empty."
        intake.refuse("no-header", says, "Name the sheet that holds the records, and correct skip_rows.")
    return rows


def _filled(sheet: Any, skip: int) -> Iterator[Row]:
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        texts = tuple(_text(value) for value in row)
        if number > skip and any(texts):
            yield number, texts


def _cell(row: tuple[str, ...], index: int) -> str | None:
    value = row[index] if index < len(row) else ""
    return None if value in _ERRORS else value


def _note_errors(intake: Intake, rows: list[Row]) -> None:
    wrong = [(number, cell) for number, row in rows for cell in row if cell in _ERRORS]
    if wrong:
        (number, cell), count = wrong[0], len(wrong)
        says = f"{count:,} cells hold an error such as {cell}; they count as not known."
        remedy = "Correct the formulas, or save their values."
        intake.findings.append(warning(intake.at(number), "error-cells", says, remedy, count))


def _text(value: object) -> str:
    """Write a cell's value as text; times come from fractions of days and are rounded to the millisecond."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        near = value + timedelta(microseconds=500)
        near = near.replace(microsecond=near.microsecond // 1000 * 1000)
        return near.isoformat(sep=" ") if near.time() != time() else near.date().isoformat()
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return "" if value is None else value.isoformat() if isinstance(value, date | time) else str(value)
