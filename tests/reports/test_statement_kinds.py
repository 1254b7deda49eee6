"""Reports of a statement hold for every kind of clause and every published regime, by their own worked examples."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.regimes import test_regimes
from tests.reports.spreadsheet import Shown
from tests.reports.test_focus import held
from tests.reports.test_page import Elements
from tests.terms import test_terms
from truegreen.files.cases import Case
from truegreen.model.agreement import Versions
from truegreen.model.finding import Finding
from truegreen.model.statement import Statement
from truegreen.model.step import steps_of
from truegreen.reports import statement_words as words
from truegreen.reports.focus import focus_rows
from truegreen.reports.statement_page import statement_page
from truegreen.reports.statement_records import statement_record
from truegreen.reports.statement_sheets import LINES, statement_sheets
from truegreen.reports.statement_text import explanation_text, statement_text
from truegreen.reports.waterfall import waterfall
from truegreen.settlement.graph import statement_of
from truegreen.settlement.settle import settle
from truegreen.settlement.worked import givens_of
from truegreen.units.period import parse_period

KINDS = sorted(each.stem for each in test_terms.HERE.glob("*.yml"))
EVERY = [*KINDS, *test_regimes.NAMES]


def settled(versions: Versions, cases: list[Case]) -> Iterator[Statement]:
    for case in cases:
        findings: list[Finding] = []
        given = givens_of(case, versions, {}, findings)
        if not findings:
            yield settle(versions, given, parse_period(case.period), {})[-1]


def statements(name: str) -> list[Statement]:
    return list(settled(*(test_terms.read(name) if name in KINDS else test_regimes.regime(name))))


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_lines_are_written_drawn_and_exported_alike(name: str) -> None:
    for statement in statements(name):
        text = statement_text(statement)
        assert all(words.amount(each.amount) in text for each in (*statement.lines, *statement.later))
        assert waterfall(statement).bars[-1].amount == statement.total
        for row in focus_rows(statement):
            held(row)
        assert statement_of(statement_record(statement)) == statement


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_the_longest_one_is_a_sound_page_and_a_workbook_that_comes_to_its_amounts(name: str) -> None:
    statement = max(statements(name), key=lambda each: sum(1 for _ in steps_of(*(one.because for one in each.lines))))
    for line in statement.lines:
        text = " ".join(explanation_text(line, 400).split())
        assert all(" ".join(words.minus(each.step.sentence).split()) in text for each in words.explained(line))
    page = statement_page(statement, {})
    Elements(page)
    assert all(words.amount(each.amount) in page for each in (*statement.lines, *statement.later))
    workbook = Shown(statement_sheets(statement))
    rows = {str(row[0].value): row for row in workbook.rows("Statement")}
    total = workbook.number("Statement", rows[words.due(statement)][len(LINES) - 1].coordinate)
    assert total == pytest.approx(float(statement.total.amount), abs=1e-6)
    lines = [line for each in words.sections(statement.lines) for line in each.lines]
    for line, row in zip(lines, workbook.rows("Statement")[9:], strict=False):
        amount = workbook.number("Statement", row[len(LINES) - 1].coordinate)
        assert amount == pytest.approx(float(line.amount.amount), abs=1e-6)
