from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.reports import statements
from tests.reports.spreadsheet import Shown
from truegreen.model.agreement import RoundingMode
from truegreen.model.statement import Statement
from truegreen.model.step import Step
from truegreen.primitives.rounding import Rounded, round_step
from truegreen.reports import statement_words as words
from truegreen.reports.statement_formulas import formula
from truegreen.reports.statement_sheets import INPUTS, LINES, STEPS, statement_sheets
from truegreen.units.value import Value


def shown(statement: Statement) -> list[tuple[str, float | None]]:
    """Give what the workbook computes: each line's amount, the total's, and those of what stands on later invoices."""
    workbook = Shown(statement_sheets(statement))
    rows = [row for row in workbook.rows("Statement") if row[len(LINES) - 1].data_type in ("f", "n")]
    amounts = [(str(row[0].value), workbook.number("Statement", row[-1].coordinate)) for row in rows]
    return [each for each in amounts if each[1] is not None]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_formulas_come_to_the_amounts(place: int) -> None:
    statement = [*statements.settled(statements.TEXT, statements.GIVEN), statements.full()][place]
    ordered = [line for each in words.sections(statement.lines) for line in each.lines]
    expected = [
        *((line.id, line.amount) for line in ordered),
        (words.due(statement), statement.total),
        *((line.id, line.amount) for line in statement.later),
    ]
    computed = shown(statement)
    assert [name for name, _ in computed] == [name for name, _ in expected]
    assert [each for _, each in computed] == pytest.approx([float(each.amount) for _, each in expected], abs=1e-9)


def test_every_step_comes_to_its_number() -> None:
    workbook = Shown(statement_sheets(statements.full()))
    by_name = {(row[0].value, row[1].value): row for name in ("Steps", "Inputs") for row in workbook.rows(name)[1:]}
    numbers = {said: workbook.number("Steps" if name[0] == "S" else "Inputs", row[2].coordinate)
               for (name, said), row in by_name.items()}  # fmt: skip
    assert numbers["21.65 % of 40,000.00 EUR"] == pytest.approx(8660)
    assert numbers["9,260.00 EUR, but at most 5,040.00 EUR"] == 5040
    assert numbers["on-time of 2025-02"] == 0.8567
    said = [row[7].value for row in workbook.rows("Steps")[1:]]
    assert said.count("formula") > len(said) / 2


def test_who_changes_an_input_sees_another_total() -> None:
    workbook = Shown(statement_sheets(statements.full()))
    charge = next(row for row in workbook.rows("Inputs") if row[1].value == "run, charge of 2025-02")
    charge[2].value = 30000
    total = next(row for row in workbook.rows("Statement") if row[0].value == "Due from Acme")
    credit = 21.65 * 300
    most = 0.12 * 32000
    capped = round(most * credit / (credit + 600), 2)
    was = float(statements.full().total.amount)
    assert workbook.number("Statement", total[-1].coordinate) == pytest.approx(was - 10000 + 4713.43 - capped, abs=1e-9)


@given(statements.any_statement())
@settings(max_examples=15, deadline=None)
def test_the_total_is_the_sum_of_the_lines(statement: Statement) -> None:
    total = dict(shown(statement))[words.due(statement)]
    assert total == pytest.approx(float(statement.total.amount), abs=1e-6)


@given(st.fractions(-1000, 1000, max_denominator=10_000), st.sampled_from(RoundingMode), st.integers(0, 4))
@example(Fraction(5, 1000), RoundingMode.HALF_EVEN, 2)
@example(Fraction(15, 1000), RoundingMode.HALF_EVEN, 2)
@example(Fraction(-25, 10), RoundingMode.HALF_UP, 0)
@example(Fraction(435), RoundingMode.DOWN, 0)
@settings(max_examples=40, deadline=None)
def test_roundings_are_the_spreadsheets(number: Fraction, mode: RoundingMode, digits: int) -> None:
    exact = Step("exact", Value(number, "EUR"))
    step = round_step(exact, Rounded(digits=digits, mode=mode))
    if step is exact:
        return
    assert formula(step, ["C2"])
    line = replace(statements.full().lines[1], because=step, changes=())
    amounts = dict(shown(replace(statements.full(), lines=(line,), later=())))
    assert step.value is not None
    assert amounts["run"] == pytest.approx(float(step.value.number), abs=1e-9)


def test_a_formula_that_would_give_another_number_is_not_written() -> None:
    given = (Step("a", Value(Fraction(2), "EUR")), Step("b", Value(Fraction(3), "EUR")))
    assert formula(Step("{0} + {1}", Value(Fraction(5), "EUR"), given, op="sum"), ["C2", "C3"]) == "=C2+C3"
    assert formula(Step("{0} + {1}", Value(Fraction(6), "EUR"), given, op="sum"), ["C2", "C3"]) == ""
    assert formula(Step("{0} and {1}", Value(Fraction(5), "EUR"), given), ["C2", "C3"]) == ""


def test_nothing_measured_is_a_word_and_no_zero() -> None:
    nothing = Step("on-time: nothing was measured", None)
    one = Step("rest", Value(Fraction(7), "EUR"))
    both = Step("{0} and {1}", Value(Fraction(7), "EUR"), (nothing, one), op="sum")
    line = replace(statements.full().lines[1], because=both)
    workbook = Shown(statement_sheets(replace(statements.full(), lines=(line,), later=())))
    assert [row[2].value for row in workbook.rows("Inputs")[1:]] == ["nothing", 7]
    assert workbook.number("Statement", "G10") == 7


def test_a_number_without_a_last_digit_is_an_exact_quotient() -> None:
    third = Step("a third", Value(Fraction(1, 3), "share"))
    line = replace(statements.full().lines[1], because=Step("{0}", Value(Fraction(1), "EUR"), (third,)))
    workbook = Shown(statement_sheets(replace(statements.full(), lines=(line,), later=())))
    assert workbook.book["Inputs"]["C2"].value == "=1/3"
    assert workbook.number("Inputs", "C2") == pytest.approx(1 / 3)


def test_text_is_never_a_formula_and_numbers_have_their_currency() -> None:
    odd = '=HYPERLINK("x")\x07'
    full = statements.full()
    line = replace(full.lines[1], id=odd, clause="+1", because=replace(full.lines[1].because, says="@x", clause="-x"))
    book = Shown(statement_sheets(replace(full, title=odd, lines=(line, *full.lines[2:])))).book
    written = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert all(str(cell.value).lstrip("=-")[0] in "SICMRAF(" or "/" in str(cell.value) for cell in written)
    assert not any("HYPERLINK" in str(cell.value) for cell in written)
    assert book["Statement"]["B2"].value == '=HYPERLINK("x")�'
    assert book["Statement"]["B2"].quotePrefix
    assert book["Statement"]["G10"].number_format == "#,##0.00 [$EUR]"


def test_the_same_statement_is_the_same_file_whenever_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    first = statement_sheets(statements.full(), statements.issued())
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 1, 1, 0, 0, 0, 0, 1, 0))
    assert statement_sheets(statements.full(), statements.issued()) == first
    with ZipFile(BytesIO(first)) as file:
        assert b"dcterms" not in file.read("docProps/core.xml").replace(b"xmlns:dcterms", b"")


def test_the_sheets_say_what_they_hold() -> None:
    book = Shown(statement_sheets(statements.full(), statements.issued())).book
    assert book.sheetnames == ["Statement", "Steps", "Inputs", "FOCUS"]
    assert [each.value for each in book["Steps"][1]] == list(STEPS)
    assert [each.value for each in book["Inputs"][1]] == list(INPUTS)
    assert book["FOCUS"].max_row == 1 + len(statements.full().lines)
    assert book["Statement"]["B7"].value == "issued"
