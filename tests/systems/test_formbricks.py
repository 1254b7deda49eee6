"""Feedback records: scores and who did not answer, scales, values of the wrong type, and other parties' records."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from truegreen.model.finding import Finding
from truegreen.sources.mapping import Mapping
from truegreen.systems.staging import stage

COLUMNS = "feedback_id, kind, value, scale_min, scale_max, eligible_at, invited_at, answered_at"


def read(folder: Path, *records: dict[str, object]) -> tuple[dict[str, dict[str, object]], list[Finding]]:
    """Give the feedback that records become, by its id, and the findings."""
    file = folder / "records.jsonl"
    whole = (
        {"collected_at": "2025-03-03T10:00:00Z", "source_type": "survey", "source_id": "s", **each} for each in records
    )
    file.write_text("".join(json.dumps(each) + "\n" for each in whole), "utf-8")
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        staged, findings = stage(connection, Mapping(source="x", system="formbricks", files=()), [file], folder)
        rows = connection.execute(f"SELECT {COLUMNS} FROM {staged[0].relation}").fetchall() if staged else []
    return {row[0]: dict(zip(COLUMNS.split(", "), row, strict=True)) for row in rows}, findings


def record(field_type: str, submission: str = "1", field: str = "q", **others: object) -> dict[str, object]:
    """Give a record."""
    return {"submission_id": submission, "field_id": field, "field_type": field_type, **others}


@pytest.mark.parametrize(
    ("kind", "value", "scale"),
    [("nps", 0, (0, 10)), ("csat", 4, (1, 5)), ("csat", 6, (1, 7)), ("ces", 3, (1, 7)), ("rating", 9, (1, 10)),
     ("rating", 80, (1, 100)), ("rating", 250, (1, 250))],
)  # fmt: skip
def test_a_scale_that_nobody_gives_holds_every_answer_and_is_said(
    kind: str, value: int, scale: tuple[int, int], tmp_path: Path
) -> None:
    rows, findings = read(tmp_path, record(kind, value_number=value), record(kind, "2", value_number=1))
    assert {(row["scale_min"], row["scale_max"]) for row in rows.values()} == {scale}
    assert [each.id for each in findings] == ([] if kind == "nps" else ["scale-assumed"])


def test_a_given_scale_counts_and_for_every_record_of_its_field(tmp_path: Path) -> None:
    given = record("ces", value_number=2, scale_min=1, scale_max=5)
    rows, findings = read(tmp_path, given, record("ces", "2", value_number=3))
    assert {(row["scale_min"], row["scale_max"]) for row in rows.values()} == {(1, 5)}
    assert not findings


@pytest.mark.parametrize(
    "odd",
    [
        record("nps", value_text="nine"),
        record("csat", value_number=4, value_text="good"),
        record("text", value_number=4),
        record("boolean", value_number=1),
        record("date", value_boolean=True),
    ],
)
def test_a_value_of_another_type_is_an_error_and_loads_nothing(odd: dict[str, object], tmp_path: Path) -> None:
    rows, findings = read(tmp_path, record("nps", "9", value_number=9), odd)
    assert not rows
    assert [(each.at.line, each.count) for each in findings if each.id == "value-not-of-its-type"] == [(2, 1)]


def test_what_is_no_score_is_left_out_and_counted(tmp_path: Path) -> None:
    others = [
        record("text", "1", "a", value_text="Quick."), record("text", "2", "a", value_text="Slow."),
        record("categorical", "1", "b", value_text="Bill", value_id="o1"), record("number", "1", "c", value_number=3),
        record("boolean", "1", "d", value_boolean=False), record("date", "1", "e", value_date="2025-03-01T00:00:00Z"),
        record("smiley", "1", "f", value_text=":-)"),
    ]  # fmt: skip
    rows, findings = read(tmp_path, record("nps", value_number=9), *others)
    assert list(rows) == ["1/q"]
    assert {each.id: each.count for each in findings} == {"answers-left-out": 6, "unknown-field-type": 1}


def test_who_was_asked_and_did_not_answer_is_a_row_and_who_was_not_asked_is_none(tmp_path: Path) -> None:
    rows, _ = read(
        tmp_path,
        record("csat", "1", value_number=5, scale_max=5),
        record("csat", "2", invited_at="2025-03-02T09:00:00Z", eligible=True),
        record("csat", "3", eligible=True),
        record("csat", "4", eligible=False),
    )
    assert {name: [str(row[each] is not None) for each in COLUMNS.split(", ")[5:]] for name, row in rows.items()} == {
        "1/q": ["False", "False", "True"], "2/q": ["True", "True", "False"], "3/q": ["True", "False", "False"],
    }  # fmt: skip


def test_an_answer_sent_again_counts_once_as_it_stands(tmp_path: Path) -> None:
    first = record("nps", value_number=2, updated_at="2025-03-03T10:00:00Z")
    rows, _ = read(tmp_path, {**first, "value_number": 9, "updated_at": "2025-03-03T11:00:00Z"}, first)
    assert [row["value"] for row in rows.values()] == [9]


def test_a_tenant_in_a_record_decides_nothing_and_several_are_said(tmp_path: Path) -> None:
    one = record("nps", "1", value_number=9, tenant_id="ours")
    rows, findings = read(tmp_path, one)
    assert (len(rows), findings) == (1, [])
    rows, findings = read(tmp_path, one, record("nps", "2", value_number=1, tenant_id="theirs"))
    assert (len(rows), [each.id for each in findings]) == (2, ["several-tenants"])


def test_a_record_without_its_submission_is_an_error(tmp_path: Path) -> None:
    rows, findings = read(tmp_path, record("nps", "1", value_number=9), record("nps", "", value_number=9))
    assert (rows, [each.id for each in findings]) == ({}, ["required-blank"])
