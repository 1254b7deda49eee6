from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.reports import statements
from truegreen.model.statement import Statement
from truegreen.reports import statement_words as words
from truegreen.reports.statement_text import explanation_text, statement_text
from truegreen.units.money import Money

GOLDEN = Path(__file__).parent / "golden"
TEXTS: dict[str, Callable[[], str]] = {
    "statement": lambda: statement_text(statements.full(), 80),
    "line": lambda: explanation_text(statements.february().lines[-1], 80),
}


@pytest.mark.parametrize("name", TEXTS)
def test_texts_read_as_agreed(name: str) -> None:
    assert TEXTS[name]() == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [60, 80, 98, 140])
def test_no_line_is_longer_than_asked_for(width: int) -> None:
    full = statements.full()
    texts = [statement_text(full, width), *(explanation_text(line, width) for line in full.lines)]
    assert max(len(line) for text in texts for line in text.splitlines()) <= width


@pytest.mark.parametrize("width", [60, 80, 140])
def test_amounts_stand_right_aligned_and_are_never_broken(width: int) -> None:
    full = statements.full()
    text = statement_text(full, width).splitlines()
    amounts = [words.amount(line.amount) for line in full.lines]
    ends = {len(line) for line in text if line.rpartition("  ")[2] in amounts}
    assert ends == {width}
    assert all(any(line.endswith(f" {each}") for line in text) for each in amounts)


@given(statements.any_statement())
@settings(max_examples=30, deadline=None)
def test_every_amount_is_written_and_the_sections_foot(statement: Statement) -> None:
    text = statement_text(statement)
    assert all(words.amount(line.amount) in text for line in (*statement.lines, *statement.later))
    sections = words.sections(statement.lines)
    assert sorted(map(id, statement.lines)) == sorted(id(line) for each in sections for line in each.lines)
    assert words.added([each.sum for each in sections], "EUR") == statement.total
    assert words.due(statement) in text


def test_it_says_who_owes_and_whether_it_is_issued() -> None:
    full = statements.full()
    assert "Due from Acme" in statement_text(full)
    assert "Due from Northline" in statement_text(replace(full, total=Money(-full.total.amount, "EUR")))
    assert "Nothing is due" in statement_text(replace(full, lines=(), total=Money(full.total.amount * 0, "EUR")))
    assert "Statement acme-care/2025-02, not issued" in statement_text(full)
    assert "not issued" not in statement_text(full, issued=statements.issued())


def test_what_is_held_and_what_stands_elsewhere_is_said() -> None:
    text = statement_text(statements.full(), 98)
    assert "Uptime credit, for January 2025" in text
    assert "Uptime credit, invoice of March 2025" in text
    assert "True up, corrects December 2024" in text
    assert "Retention  500.00 EUR" in statement_text(statements.with_held())


def test_an_explanation_gives_each_step_after_what_it_rests_on() -> None:
    for line in statements.full().lines:
        steps = words.explained(line)
        assert [each.number for each in steps] == list(range(1, len(steps) + 1))
        assert all(each.given == () or max(each.given) < each.number for each in steps)
        assert steps[-1].step is line.because
        text = " ".join(explanation_text(line, 300).split())
        assert all(words.minus(each.step.sentence) in text for each in steps)


def test_text_of_others_cannot_drive_the_terminal_or_the_markup() -> None:
    odd = "[red]x[/red]\x1b[2J\u202ey"
    full = statements.full()
    line = replace(full.lines[0], id=odd, clause=odd, because=replace(full.lines[0].because, clause=odd))
    for text in (statement_text(replace(full, title=odd, client=odd, lines=(line,)), 140), explanation_text(line, 140)):
        assert "[red]x[/red]�[2J�y" in text
        assert "\x1b" not in text


def test_a_minus_is_a_sign_and_not_part_of_a_name() -> None:
    assert words.minus("pre-2 of -3.5 % on 2025-01, -8") == "pre-2 of −3.5 % on 2025-01, −8"
