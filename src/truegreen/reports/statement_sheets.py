"""A statement as a workbook whose formulas are live: whoever changes an input sees what becomes of the total.

An amount is the cell of its last step; a step is a formula over the cells of what it was given wherever a spreadsheet
can do the same and comes to the very number; else it is the number, as the clause gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from io import BytesIO
from operator import mul
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from truegreen.model.statement import Issued, Line, Statement, Step, steps_of
from truegreen.reports import figures, focus
from truegreen.reports import statement_words as words
from truegreen.reports.inert import inert
from truegreen.settlement.graph import alike
from truegreen.units.money import DIGITS
from truegreen.units.value import Value, decimal, is_currency, rounded, written

FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")
STEPS: Final = ("Step", "What is done", "Value", "Unit", "From", "Clause", "Place", "How")
INPUTS: Final = ("Input", "What it is", "Value", "Unit", "Clause", "Place")
LINES: Final = ("Line", "Kind", "Clause", "For", "Reason", "Amount")
_PRECISE: Final = 10
_WIDEST: Final = 60
_ROUND: Final = {
    "half-up": "ROUND({x},{d})",
    "half-even": "IF(MOD(ROUND(ABS({x})*10^{d},6),2)=0.5,ROUNDDOWN({x},{d}),ROUND({x},{d}))",
    "down": "ROUNDDOWN(ROUND({x},10),{d})",
    "up": "ROUNDUP(ROUND({x},10),{d})",
    "floor": "IF({x}<0,ROUNDUP(ROUND({x},10),{d}),ROUNDDOWN(ROUND({x},10),{d}))",
    "ceiling": "IF({x}<0,ROUNDDOWN(ROUND({x},10),{d}),ROUNDUP(ROUND({x},10),{d}))",
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A step as it stands in the workbook."""

    name: str
    step: Step
    cell: str


def statement_sheets(statement: Statement, issued: Issued | None = None) -> bytes:
    """Write a statement as an XLSX workbook: its lines, their steps, what was given, and the lines as FOCUS rows.

    Args:
        statement: the statement.
        issued: as which it was issued; None while it is not.
    """
    from openpyxl import Workbook

    book = Workbook()
    lines = (*statement.lines, *statement.later)
    last = [each.because for each in lines]
    last += [step for line in lines for change in line.changes for step in (change.before, change.after)]
    ids = alike(*last, places=True)
    placed = _placed(last, ids)
    _statement_sheet(book.active, statement, issued, {each: placed[ids[each]].cell for each in ids})
    _steps_sheet(book.create_sheet("Steps"), placed, ids)
    _inputs_sheet(book.create_sheet("Inputs"), placed)
    _focus_sheet(book.create_sheet("FOCUS"), focus.focus_rows(statement, issued))
    book.calculation.fullCalcOnLoad = True
    return _saved(book)


def formula(step: Step, cells: Sequence[str]) -> str:
    """Give a step as a formula over the cells of what it was given; nothing where that would not be the very number."""
    known = [(each.value.number, cell) for each, cell in zip(step.given, cells, strict=True) if each.value is not None]
    if step.value is None or not known:
        return ""
    numbers, named = [each for each, _ in known], [cell for _, cell in known]
    op, *how = step.op.split(":")
    said, number = "", Fraction(0)
    if op == "product":
        said, number = "*".join(named), reduce(mul, numbers)
    elif op == "sum":
        said, number = "+".join(named), sum(numbers, Fraction(0))
    elif op == "difference":
        said, number = "-".join(named), numbers[0] - sum(numbers[1:], Fraction(0))
    elif op == "negated":
        said, number = f"-{named[0]}", -numbers[0]
    elif op == "least":
        said, number = f"MIN({','.join(named)})", min(numbers)
    elif op == "sizes":
        said, number = "+".join(f"ABS({each})" for each in named), sum(map(abs, numbers), Fraction(0))
    elif op == "part" and len(known) == 3 and numbers[2]:
        said, number = f"{named[0]}*{named[1]}/{named[2]}", numbers[0] * numbers[1] / numbers[2]
        if how:
            said, number = f"ROUND({said},{how[0]})", rounded(number, int(how[0]), "half-up")
    elif op == "round" and how[1] in _ROUND:
        said, number = _ROUND[how[1]].format(x=named[0], d=how[0]), rounded(numbers[0], int(how[0]), how[1])
    return f"={said}" if said and number == step.value.number else ""


def _placed(last: Iterable[Step], ids: Mapping[int, int]) -> dict[int, Placed]:
    """Give each step its row: what rests on nothing stands among the inputs."""
    placed: dict[int, Placed] = {}
    rows = {"Inputs": 1, "Steps": 1}
    for step in steps_of(*last):
        if ids[id(step)] not in placed:
            sheet = "Steps" if step.given else "Inputs"
            rows[sheet] += 1
            placed[ids[id(step)]] = Placed(f"{sheet[0]}{rows[sheet] - 1}", step, f"{sheet}!C{rows[sheet]}")
    return placed


def _statement_sheet(sheet: Any, statement: Statement, issued: Issued | None, cells: Mapping[int, str]) -> None:
    sheet.title = "Statement"
    about = {
        "Statement": words.number_of(statement), "Agreement": statement.title or statement.agreement,
        "Provider": statement.provider, "Client": statement.client, "Period": figures.period(statement.period),
        "Currency": statement.currency, "Status": "issued" if issued else "not issued",
    }  # fmt: skip
    for name, said in about.items():
        _row(sheet, [name, said])
        sheet.cell(sheet.max_row, 1).font = _bold()
    _row(sheet, [])
    _heads(sheet, LINES)
    first = sheet.max_row + 1
    ordered = [line for section in words.sections(statement.lines) for line in section.lines]
    _lines(sheet, ordered, statement, cells)
    total = f"=SUM(F{first}:F{sheet.max_row})" if ordered else 0
    _row(sheet, [words.due(statement)])
    _number(sheet.cell(sheet.max_row, len(LINES)), total, Value.of(statement.total))
    for each in sheet[sheet.max_row]:
        each.font = _bold()
    if statement.later:
        _row(sheet, [])
        _heads(sheet, ("Not on this invoice", *LINES[1:]))
        _lines(sheet, statement.later, statement, cells)
    _widths(sheet)


def _lines(sheet: Any, lines: Iterable[Line], statement: Statement, cells: Mapping[int, str]) -> None:
    for line in lines:
        on = "" if line.due == statement.period else f", {words.stands_on(line)}"
        period = words.of_period(line, statement) or f"for {figures.period(line.arose)}"
        changes = [words.changed(each) for each in line.changes]
        reason = "; ".join(filter(None, (words.reason(line), *changes)))
        _row(sheet, [line.id, words.heading(line), line.clause, f"{period}{on}", reason])
        _number(sheet.cell(sheet.max_row, len(LINES)), f"={cells[id(line.because)]}", Value.of(line.amount))


def _steps_sheet(sheet: Any, placed: Mapping[int, Placed], ids: Mapping[int, int]) -> None:
    _heads(sheet, STEPS)
    for each in placed.values():
        step = each.step
        if not step.given:
            continue
        given = [placed[ids[id(one)]] for one in step.given]
        said = formula(step, [one.cell.removeprefix("Steps!") for one in given])
        how = "formula" if said else "as the clause says"
        unit = step.value.unit if step.value else ""
        names = ", ".join(one.name for one in given)
        _row(sheet, [each.name, words.minus(step.sentence), None, unit, names, step.clause, str(step.at), how])
        _number(sheet.cell(sheet.max_row, 3), said, step.value)
    _widths(sheet)


def _inputs_sheet(sheet: Any, placed: Mapping[int, Placed]) -> None:
    _heads(sheet, INPUTS)
    for each in placed.values():
        if not each.step.given:
            unit = each.step.value.unit if each.step.value else ""
            _row(sheet, [each.name, words.minus(each.step.sentence), None, unit, each.step.clause, str(each.step.at)])
            _number(sheet.cell(sheet.max_row, 3), "", each.step.value)
    _widths(sheet)


def _focus_sheet(sheet: Any, rows: Sequence[focus.Row]) -> None:
    _heads(sheet, focus.COLUMNS)
    for row in rows:
        _row(sheet, [None if name in focus.NUMBERS else row[name] for name in focus.COLUMNS])
        for place, name in enumerate(focus.COLUMNS, 1):
            if name in focus.NUMBERS and (text := row[name]) is not None:
                _number(sheet.cell(sheet.max_row, place), "", Value(Fraction(text), row["BillingCurrency"] or ""))
    _widths(sheet)


def _row(sheet: Any, texts: Sequence[str | None]) -> None:
    """Write a row of texts below the last one; none of them is taken for a formula."""
    row = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value is not None else 1
    if not texts:
        sheet.cell(row, 1).value = ""
    for place, text in enumerate(texts, 1):
        if text:
            cell = sheet.cell(row, place)
            cell.value = inert(text)
            cell.data_type = "s"
            cell.quotePrefix = text.startswith(FORMULAS)


def _number(cell: Any, said: str | int, value: Value | None) -> None:
    """Write a number, or the formula that comes to it, in its unit; nothing measured is the word, not a zero."""
    if value is None:
        cell.value = "nothing"
        return
    cell.number_format = _format(value)
    if said:
        cell.value = said
    elif focus.has_end(value.number):
        cell.value = decimal(value.number)
    else:
        cell.value = f"={value.number}"


def _format(value: Value) -> str:
    """Give the format of a number: all its digits, up to ten, in its unit."""
    number = value.number * 100 if value.unit == "share" else value.number
    _, _, digits = written(number).rstrip("…").partition(".")
    if is_currency(value.unit):
        places = min(max(DIGITS.get(value.unit, 2), len(digits)), _PRECISE)
        return f"#,##0{'.' * bool(places)}{'0' * places} [${value.unit}]"
    places = min(len(digits), _PRECISE)
    return f"#,##0{'.' * bool(places)}{'0' * places}{'%' * (value.unit == 'share')}"


def _heads(sheet: Any, names: Sequence[str]) -> None:
    _row(sheet, names)
    for each in sheet[sheet.max_row]:
        each.font = _bold()


def _bold() -> Any:
    from openpyxl.styles import Font

    return Font(bold=True)


def _widths(sheet: Any) -> None:
    """Make columns as wide as what stands in them, within reason."""
    for column in sheet.columns:
        longest = max((len(str(each.value)) for each in column if each.value is not None), default=0)
        sheet.column_dimensions[column[0].column_letter].width = min(max(longest + 2, 12), _WIDEST)


def _saved(book: Any) -> bytes:
    """Give the file's bytes without the time at which they were made: the same statement is the same file."""
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
