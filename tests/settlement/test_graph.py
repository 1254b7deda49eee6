"""A statement as records: flat, exact, each step once, and the same statement when it is read back."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from tests.settlement.months import NEXT, TEXT, care, run, told
from truegreen.model.finding import note
from truegreen.model.step import Step, steps_of
from truegreen.settlement.explain import Meant, meant_by
from truegreen.settlement.graph import alike, meant_record, statement_of, statement_record
from truegreen.units.span import Span
from truegreen.units.value import Value


@pytest.mark.parametrize("text", [TEXT, NEXT])
def test_a_statement_read_back_is_the_same_statement(text: str) -> None:
    cut = "starts: 2025-01-15\npart_months: by days\n" + text
    for month in ("2025-01", "2025-02"):
        statement, _, _ = run(care(cut), told(care(cut), m01="79.33 %"), month)
        statement = replace(statement, findings=(note(Span("care.yml", 3, 4), "odd", "So it is.", "Look."),))
        assert statement_of(json.loads(json.dumps(statement_record(statement)))) == statement


def test_a_step_that_two_lines_rest_on_stands_once_and_after_what_it_was_given() -> None:
    statement, _, _ = run(care(), told(care()), "2025-01")
    steps = statement_record(statement)["steps"]
    assert [each["sentence"] for each in steps].count("desk, charge of 2025-01") == 1
    assert [each["id"] for each in steps] == list(range(1, len(steps) + 1))
    assert all(given < each["id"] for each in steps for given in each["given"])


def test_numbers_are_exact_text() -> None:
    third = Step("a third", Value(Fraction(1, 3), "share"))
    statement, _, _ = run(care(), told(care(), m01="2/3"), "2025-01")
    line = replace(statement.lines[0], because=third)
    record = statement_record(replace(statement, lines=(line,)))
    assert record["steps"][0]["value"] == {"number": "1/3", "unit": "share"}
    assert record["total"] == {"number": "8000", "unit": "EUR"}
    assert "." not in json.dumps([each["value"] for each in record["steps"] if each["sentence"].startswith("desk")])


def test_steps_are_alike_that_say_the_same_from_the_same() -> None:
    one, other = (Step("ten", Value(Fraction(10)), (), "§1", Span("a.yml", line)) for line in (1, 2))
    twice = Step("{0} and {1}", Value(Fraction(20)), (one, other))
    assert len(set(alike(steps_of(twice)).values())) == 2
    assert len(set(alike(steps_of(twice), places=True).values())) == 3


def test_a_line_alone_brings_its_own_steps() -> None:
    statement, _, _ = run(care(), told(care()), "2025-02")
    meant = meant_by("late", statement, care().latest)
    assert isinstance(meant, Meant)
    record = meant_record(meant)
    assert [each["id"] for each in record["lines"]] == ["late"]
    assert {each["name"] for each in record["records"]} == {"miss"}
    sentences = {each["sentence"] for each in record["steps"]}
    assert {each.sentence for each in steps_of(meant.lines[0].because)} <= sentences
    assert "at most" not in "".join(sentences)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("steps", [{"id": 1}]),
        ("total", {"number": 1.5, "unit": "EUR"}),
        ("total", {"number": "1/3", "unit": "EUR"}),
        ("period", "soon"),
        ("lines", [{"id": "desk"}]),
        ("currency", 3),
    ],
)
def test_records_of_something_else_are_refused(name: str, wrong: object) -> None:
    statement, _, _ = run(care(), told(care()), "2025-01")
    with pytest.raises((LookupError, TypeError, ValueError, AttributeError)):
        statement_of({**statement_record(statement), name: wrong})


def test_a_step_whose_sentence_was_changed_is_refused() -> None:
    statement, _, _ = run(care(), told(care()), "2025-01")
    record = statement_record(statement)
    record["steps"][0]["sentence"] += " or so"
    with pytest.raises(ValueError, match="something else than its sentence"):
        statement_of(record)
