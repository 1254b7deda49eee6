"""Workbooks in which no text is taken for a formula, and that are the same bytes whenever they are made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from truegreen.reports.inert import inert
from truegreen.reports.statement_formulas import cell_of, format_of
from truegreen.units.value import Value

FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""
NOTHING: Final = "nothing"
_WIDEST: Final = 60


def text_row(sheet: Any, texts: Sequence[str | None], *, bold: bool = False) -> int:
    """Write texts in the row below the last one, none of them as a formula, and give the row's number."""
    from openpyxl.styles import Font

    row = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value is not None else 1
    for place, text in enumerate(texts or [""], 1):
        cell = sheet.cell(row, place)
        cell.value = inert(text or "") or None
        cell.font = Font(bold=bold)
        if text:
            cell.data_type = "s"
            cell.quotePrefix = text.startswith(FORMULAS)
    return row


def number_cell(sheet: Any, row: int, column: int, value: Value | None, formula: str = "") -> None:
    """Write a number, or the formula that comes to it, in its unit; nothing measured is the word, not a zero."""
    cell = sheet.cell(row, column)
    if value is None:
        cell.value = NOTHING
        return
    cell.value = formula or cell_of(value.number)
    cell.number_format = format_of(value)


def fit(sheet: Any, heads: int) -> None:
    """Make columns as wide as what they show, within reason, and keep the rows down to the headings in sight."""
    from openpyxl.styles import Alignment

    sheet.freeze_panes = f"A{heads + 1}"
    for column in sheet.columns:
        texts = [each for each in column if each.data_type == "s"]
        longest = max((len(str(each.value)) for each in texts), default=0)
        sheet.column_dimensions[column[0].column_letter].width = min(max(longest + 2, 14), _WIDEST)
        for each in texts:
            each.alignment = Alignment(vertical="top", wrap_text=len(str(each.value)) > _WIDEST)


def saved(book: Any) -> bytes:
    """Give a workbook's file without the time at which it was made, to be computed when it is opened."""
    book.calculation.fullCalcOnLoad = True
    made, same = BytesIO(), BytesIO()
    book.save(made)
    with ZipFile(made) as read, ZipFile(same, "w") as write:
        for name in read.namelist():
            content = read.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"<dcterms:(\w+)[^>]*>[^<]*</dcterms:\1>", b"", content)
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            write.writestr(entry, content)
    return same.getvalue()
