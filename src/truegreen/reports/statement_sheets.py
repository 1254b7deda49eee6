"""A statement as a workbook whose formulas are live: whoever changes an input sees what becomes of the total.

An amount is the cell of its last step; a step is a formula over the cells of what it was given wherever a spreadsheet
can do the same and comes to the very number; else it is the number, as the clause gives it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from truegreen.model.issued import Issued
from truegreen.model.statement import Line, Statement
from truegreen.model.step import Step, steps_of
from truegreen.reports import figures, focus
from truegreen.reports import statement_words as words
from truegreen.reports.statement_formulas import formula
from truegreen.reports.workbook import fit, number_cell, saved, text_row
from truegreen.settlement.graph import alike
from truegreen.units.value import Value

LINES: Final = ("Line", "Called", "Kind", "Clause", "For", "Reason", "Amount")
STEPS: Final = ("Step", "What is done", "Value", "Unit", "From", "Clause", "Place", "How")
INPUTS: Final = ("Input", "What it is", "Value", "Unit", "Clause", "Place")
_AMOUNT: Final = len(LINES)
_SUMMED: Final = "ABCDEFGH"[_AMOUNT - 1]
_VALUE: Final = 3


@dataclass(frozen=True, slots=True)
class Placed:
    """A step as it stands in the workbook: its name, and its cell."""

    name: str
    step: Step
    cell: str

    @property
    def unit(self) -> str:
        """Give the unit of what came out."""
        return self.step.value.unit if self.step.value else ""


def statement_sheets(statement: Statement, issued: Issued | None = None) -> bytes:
    """Write a statement as an XLSX workbook: its lines, their steps, what was given, and the lines as FOCUS rows.

    Args:
        statement: the statement.
        issued: as which it was issued; None while it is not.
    """
    from openpyxl import Workbook

    book = Workbook()
    last = [step for line in (*statement.lines, *statement.later) for step in words.ends(line)]
    ids = alike(steps_of(*last), places=True)
    placed = _placed(last, ids)
    by_step = {each: placed[number] for each, number in ids.items()}
    _statement_sheet(book.active, statement, issued, by_step)
    _steps_sheet(book.create_sheet("Steps"), placed.values(), by_step)
    _inputs_sheet(book.create_sheet("Inputs"), placed.values())
    _focus_sheet(book.create_sheet("FOCUS"), focus.focus_rows(statement, issued))
    return saved(book)


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


def _statement_sheet(sheet: Any, statement: Statement, issued: Issued | None, placed: Mapping[int, Placed]) -> None:
    sheet.title = "Statement"
    about = {
        "Statement": words.number_of(statement), "Agreement": statement.title or statement.agreement,
        "Provider": statement.provider, "Client": statement.client, "Period": figures.period(statement.period),
        "Currency": statement.currency, "Status": "issued" if issued else "not issued",
    }  # fmt: skip
    for name, said in about.items():
        text_row(sheet, [name, said])
    text_row(sheet, [])
    first = text_row(sheet, LINES, bold=True) + 1
    _lines(sheet, [line for each in words.sections(statement.lines) for line in each.lines], statement, placed)
    row = text_row(sheet, [words.due(statement)], bold=True)
    number_cell(
        sheet,
        row,
        _AMOUNT,
        Value.of(statement.total),
        f"=SUM({_SUMMED}{first}:{_SUMMED}{row - 1})" if row > first else "",
    )
    if statement.later:
        text_row(sheet, [])
        text_row(sheet, ["Not on this invoice", *LINES[1:]], bold=True)
        _lines(sheet, statement.later, statement, placed)
    fit(sheet, first - 1)


def _lines(sheet: Any, lines: Iterable[Line], statement: Statement, placed: Mapping[int, Placed]) -> None:
    for line in lines:
        period = words.of_period(line, statement) if line.corrects else figures.period(line.arose)
        on = "" if line.due == statement.period else f", {words.stands_on(line)}"
        reason = "; ".join(filter(None, (words.reason(line), *map(words.changed, line.changes))))
        said = [line.id, words.called(line), words.heading(line), line.clause, f"{period}{on}", reason]
        row = text_row(sheet, said)
        number_cell(sheet, row, _AMOUNT, Value.of(line.amount), f"={placed[id(line.because)].cell}")


def _steps_sheet(sheet: Any, steps: Iterable[Placed], placed: Mapping[int, Placed]) -> None:
    text_row(sheet, STEPS, bold=True)
    for each in steps:
        if not each.step.given:
            continue
        given = [placed[id(one)] for one in each.step.given]
        said = formula(each.step, [one.cell.removeprefix("Steps!") for one in given])
        about = [each.unit, ", ".join(one.name for one in given), each.step.clause, str(each.step.at)]
        how = "formula" if said else "as the clause says"
        row = text_row(sheet, [each.name, words.minus(each.step.sentence), None, *about, how])
        number_cell(sheet, row, _VALUE, each.step.value, said)
    fit(sheet, 1)


def _inputs_sheet(sheet: Any, steps: Iterable[Placed]) -> None:
    text_row(sheet, INPUTS, bold=True)
    for each in steps:
        if not each.step.given:
            about = [each.unit, each.step.clause, str(each.step.at)]
            row = text_row(sheet, [each.name, words.minus(each.step.sentence), None, *about])
            number_cell(sheet, row, _VALUE, each.step.value)
    fit(sheet, 1)


def _focus_sheet(sheet: Any, rows: Sequence[focus.Row]) -> None:
    text_row(sheet, focus.COLUMNS, bold=True)
    for row in rows:
        place = text_row(sheet, [None if name in focus.NUMBERS else row[name] for name in focus.COLUMNS])
        for column, name in enumerate(focus.COLUMNS, 1):
            if name in focus.NUMBERS and (text := row[name]) is not None:
                unit = "" if name == "PricingQuantity" else row["BillingCurrency"] or ""
                number_cell(sheet, place, column, Value(Fraction(text), unit))
    fit(sheet, 1)
