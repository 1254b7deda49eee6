"""Rows as CSV that a spreadsheet opens as what it says: exact numbers as text, and no text is taken for a formula."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping, Sequence
from io import StringIO

from truegreen.reports.workbook import FORMULAS


def csv_table(columns: Sequence[str], rows: Iterable[Mapping[str, str | None]], numbers: Collection[str]) -> str:
    """Write rows under their columns; what is absent is an empty field.

    Args:
        columns: in their order.
        rows: texts by column.
        numbers: columns that hold numbers, which may begin with a minus sign.
    """
    held = StringIO()
    plain = csv.writer(held, lineterminator="\n")
    quoted = csv.writer(held, lineterminator="\n", quoting=csv.QUOTE_ALL)
    plain.writerow(columns)
    for row in rows:
        cells = [cell(row[name] or "", is_number=name in numbers) for name in columns]
        is_odd = any("\r" in each for each in cells)  # Readers take a lone one for the end of the line.
        (quoted if is_odd else plain).writerow(cells)
    return held.getvalue()


def cell(text: str, *, is_number: bool = False) -> str:
    """Give a cell's text, led by an apostrophe where a spreadsheet would take it for a formula.

    >>> cell("=HYPERLINK(…)"), cell("-12.5", is_number=True), cell("Porto")
    ("'=HYPERLINK(…)", '-12.5', 'Porto')
    """
    return f"'{text}" if not is_number and text.startswith(FORMULAS) else text
