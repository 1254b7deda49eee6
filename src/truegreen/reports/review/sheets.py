"""The review pack as a workbook: what is said on its first sheet, then every table, with sums that are live."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from truegreen.model.look import Look
from truegreen.reports.inert import inert
from truegreen.reports.review.bytes import steady
from truegreen.reports.review.library import library
from truegreen.reports.review.look import USUAL
from truegreen.reports.review.parts import Cell, Pack, Table
from truegreen.reports.review.totals import NAME, total
from truegreen.reports.workbook import FORMULAS

_NUMBER: Final = re.compile(r"[−+]?[\d,]+(\.\d+)?( %| [A-Z]{3})?( \(.*\))?")
"""What is written of a number that a spreadsheet can hold as one; others, like “3 h 20 min”, stay words."""
_SAFE: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_HEAD: Final = 3


def review_sheets(pack: Pack, look: Look = USUAL) -> bytes:
    """Write the pack as a workbook, the same bytes for the same pack.

    Raises:
        NotInstalledError: what makes it is not installed.
    """
    made = BytesIO()
    with library("xlsxwriter").Workbook(made, _SAFE) as book:
        writer = _Writer(book, look)
        writer.said(pack)
        for table in pack.tables():
            writer.table(table)
    return steady(made.getvalue())


class _Writer:
    """Writes sheets of one workbook; texts are never formulas, whatever they begin with."""

    def __init__(self, book: Any, look: Look) -> None:
        """Set up how cells look."""
        self.book = book
        wrapped = {"text_wrap": True, "valign": "top"}
        self.plain, self.quoted = (book.add_format({**wrapped, "quote_prefix": each}) for each in (False, True))
        self.title = book.add_format({"bold": True, "font_size": 14, "font_color": look.client_colour})
        self.note = book.add_format({"font_color": "#59616a"})
        self.bold = book.add_format({**wrapped, "bold": True, "bottom": 1, "font_color": look.client_colour})
        self.strong = book.add_format({**wrapped, "bold": True})
        self.numbers: dict[tuple[str, bool], Any] = {}

    def number(self, form: str, *, is_sum: bool = False) -> Any:
        """Give how a number looks that is written so; the same one for all that are alike."""
        if (form, is_sum) not in self.numbers:
            look = {"bold": True, "top": 1} if is_sum else {}
            self.numbers[form, is_sum] = self.book.add_format({"valign": "top", "num_format": form, **look})
        return self.numbers[form, is_sum]

    def begin(self, name: str, title: str, note: str) -> Any:
        """Begin a sheet: its title and note, headings that stay when it is scrolled, and how it prints."""
        sheet = self.book.add_worksheet(name)
        sheet.write_string(0, 0, inert(title), self.title)
        sheet.write_string(1, 0, inert(note), self.note)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEAD)
        sheet.freeze_panes(_HEAD + 1, 1)
        return sheet

    def said(self, pack: Pack) -> None:
        """Write what is said, each with what it rests on and the command that shows it again."""
        title = f"{pack.name}, {pack.period}: {pack.client} and {pack.provider}"
        lacks = f" This copy leaves out {', '.join(pack.hidden)}." if pack.hidden else ""
        sheet = self.begin("Review", title, f"{pack.made_of}.{lacks}")
        for column, width in enumerate((24, 46, 90, 60)):
            sheet.set_column(column, column, width)
        for place, row in enumerate((("Part", "Message", "What is said", "Rests on"), *_sentences(pack)), _HEAD):
            for column, words in enumerate(row):
                self.text(sheet, place, column, words, self.bold if place == _HEAD else None)

    def table(self, table: Table) -> None:
        """Write a table: its title and note, its headings, its rows, and sums where its numbers add up."""
        name = _sheet_name(table.id, {each.name for each in self.book.worksheets()})
        sheet = self.begin(name, table.title, table.note)
        summed = bool(total(table))
        if summed:
            self.text(sheet, _HEAD + 1 + len(table.rows), 0, NAME, self.strong)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, max(column.width * 14, 10))
            self.text(sheet, _HEAD, place, column.title, self.bold)
            for row, cells in enumerate(table.rows, _HEAD + 1):
                self.cell(sheet, row, place, cells[place], column.adds)
            if column.is_summed and summed:
                self.sum(sheet, place, table)

    def cell(self, sheet: Any, row: int, column: int, cell: Cell, adds: int = 0) -> None:
        """Write a number as one, live where it adds up those before it, and a status with its shape."""
        if cell.number and adds:
            self.formula(sheet, (row, column), (row, column - adds, row, column - 1), cell)
        elif cell.number and _NUMBER.fullmatch(cell.words):
            sheet.write_number(row, column, float(Decimal(cell.number)), self.number(_form(cell)))
        else:
            words = str(cell.mark) if cell.mark else cell.words
            self.text(sheet, row, column, words, self.strong if cell.is_head else None)

    def sum(self, sheet: Any, column: int, table: Table) -> None:
        """Write the sum of a column."""
        first, last = _HEAD + 1, _HEAD + len(table.rows)
        held = [row[column] for row in table.rows if row[column].number]
        value = sum((Decimal(each.number) for each in held), Decimal(0))
        come_to = replace(held[0], number=str(value)) if held else Cell("0", "0")
        self.formula(sheet, (last + 1, column), (first, column, last, column), come_to, is_sum=True)

    def formula(
        self, sheet: Any, at: tuple[int, int], cells: tuple[int, int, int, int], cell: Cell, *, is_sum: bool = False
    ) -> None:
        """Write a sum that the spreadsheet works out itself, with what it comes to now."""
        named = library("xlsxwriter.utility").xl_range(*cells)
        sheet.write_formula(*at, f"=SUM({named})", self.number(_form(cell), is_sum=is_sum), float(Decimal(cell.number)))

    def text(self, sheet: Any, row: int, column: int, words: str, look: Any = None) -> None:
        """Write a text."""
        usual = self.quoted if words.startswith(FORMULAS) else self.plain
        sheet.write_string(row, column, inert(words), usual if look is None or words.startswith(FORMULAS) else look)


def _sentences(pack: Pack) -> Iterator[Sequence[str]]:
    for section in pack.sections:
        for block in section.blocks:
            yield section.name, block.title, "", f"to see it again: {'; '.join(block.again)}" if block.again else ""
            for each in block.sentences:
                yield section.name, "", each.words, "; ".join(each.evidence)


def _form(cell: Cell) -> str:
    """Say how a number is written, with its unit and as many digits as in words.

    >>> _form(Cell("63.8 %", "0.638")), _form(Cell("1,823", "1823")), _form(Cell("5.55 EUR", "5.55"))
    ('0.0%', '#,##0', '#,##0.00 "EUR"')
    """
    digits, _, unit = cell.words.partition(" (")[0].partition(" ")
    places = len(digits.partition(".")[2])
    plain = "#,##0" + ("." + "0" * places if places else "")
    if unit == "%":
        return plain.replace("#,##", "") + "%"
    return f'{plain} "{unit}"' if unit else plain


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """Give a sheet a name of its own.

    >>> _sheet_name("lines", {"Lines"})
    'Lines 2'
    """
    name = wanted.capitalize()[:28]
    return next(each for each in (name, *(f"{name} {number}" for number in range(2, 99))) if each not in taken)
