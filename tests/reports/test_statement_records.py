from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from tests.reports import statements
from truegreen.reports.statement_records import explanation_record, statement_record
from truegreen.settlement.graph import statement_of


def read(record: object) -> dict[str, Any]:
    """Write and read JSON, with no number as a float."""
    return dict(json.loads(json.dumps(record), parse_float=lambda text: 1 / 0))


def test_a_statement_is_records_without_floats_and_can_be_read_back() -> None:
    record = read(statement_record(statements.full(), statements.issued()))
    assert statement_of(record) == statements.full()
    assert record["number"] == "acme-care/2025-02"
    assert record["due"] == "Due from Acme"
    assert record["issued"]["inputs"] == "c3" * 32


def test_the_sections_foot() -> None:
    record = read(statement_record(statements.full()))
    sums = [Decimal(each["sum"]["number"]) for each in record["sections"]]
    assert sum(sums) == Decimal(record["total"]["number"])
    assert [name for each in record["sections"] for name in each["lines"]] == [
        "run", "platform", "uptime-credit", "late-credit", "retention", "true-up", "vat",
    ]  # fmt: skip
    assert record["issued"] is None


def test_what_is_held_is_said() -> None:
    assert read(statement_record(statements.with_held()))["held"] == {"retention": {"number": "500", "unit": "EUR"}}


def test_an_explanation_has_the_steps_of_its_line_alone() -> None:
    statement = statements.february()
    credit = next(each for each in statement.lines if each.id == "late-credit")
    record = read(explanation_record(statement, credit))
    assert record["line"]["amount"] == {"number": "-4713.43", "unit": "EUR"}
    ids = [each["id"] for each in record["steps"]]
    assert all(set(each["given"]) <= set(ids[:place]) for place, each in enumerate(record["steps"]))
    assert record["line"]["because"] == ids[-1]
    assert record["stands_on"] == "invoice of February 2025"
    charge = read(explanation_record(statement, statement.lines[1]))
    assert [each["sentence"] for each in charge["steps"]] == ["run, charge of 2025-02"]
