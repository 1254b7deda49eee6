"""What a mapping can say about a column, and about which rows count."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.sources.folders import csv, parquet, staged
from truegreen.model.finding import Level

HEADER = ("id", "opened", "closed", "kind", "sub", "labour", "parts", "state", "version")
ROWS = [
    ("1", "01/02/2024 09:00", "01/02/2024 10:30", "Net", "Router", "10", "2.5", "Open", "9"),
    ("1", "01/02/2024 09:00", "01/02/2024 11:00", "Net", "", "20", "", "Closed", "10"),
    ("2", "02/02/2024 09:00", "", "", "", "", "1", "Open", ""),
]
WRITTEN = '{column: opened, format: "%d/%m/%Y %H:%M"}'


def case(column: str, *more: str) -> str:
    lines = "\n".join(f"    {line}" for line in more)
    return f"""\
source: cases
files: ["data/*"]
zone: Europe/London
facts:
  case:
{lines}
    columns:
      case_id: id
      opened_at: {WRITTEN}
      {column}
"""


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("provider: {constant: Northline}", ["Northline"] * 3),
        ('contact_type: {combine: [kind, sub], with: " / "}', ["Net / Router", "Net", None]),
        ("channel: {column: kind, values: {Net: network}}", ["network", "network", None]),
        ("channel: {column: sub, values: {Router: box}, otherwise: other}", ["box", None, None]),
        ("channel: {expression: \"if(blank(sub), 'no', lower(sub))\"}", ["router", "no", "no"]),
        ("cost: {expression: labour + parts}", [Decimal("12.5"), None, None]),
        ('cost: {expression: "coalesce(labour, parts) / 4"}', [Decimal("2.5"), Decimal(5), Decimal("0.25")]),
        ("cost: {expression: parts / (labour - 10)}", [None, None, None]),
        ("work_seconds: {expression: \"seconds_between(opened, coalesce(closed, opened))\"}", [5400, 7200, 0]),
        ("escalated: {expression: \"state = 'Closed'\"}", [False, True, False]),
        ("on_target: {expression: \"parts < 2\"}", [False, None, True]),
        ("closed_at: {expression: \"if(state = 'Closed', closed, '')\", format: '%d/%m/%Y %H:%M'}",
         [None, datetime(2024, 2, 1, 11), None]),
        ("reopened: {column: kind, values: {Net: 3}, otherwise: 0}", [3, 3, None]),
    ],
)  # fmt: skip
def test_a_column(column: str, expected: list[Any], tmp_path: Path) -> None:
    mapping = case(column)
    if "coalesce(closed" in column:
        mapping += '      closed_at: {column: closed, format: "%d/%m/%Y %H:%M"}\n'
    outcome = staged(tmp_path, {"data/a.csv": csv(HEADER, *ROWS)}, mapping)
    assert outcome.ids() == []
    assert outcome.rows(column.partition(":")[0]) == [(each,) for each in expected]


@pytest.mark.parametrize(
    ("text", "written", "expected"),
    [("1,234.50", "1,234.56", "1234.5"), ("1.234,50", "1.234,56", "1234.5"), ("-1 234,5", "1 234,56", "-1234.5"),
     ("1234,5", "1 234,56", "1234.5"), ("1234.5", "1,234.56", "1234.5"), ("1,23", "1,234.56", None)],
)  # fmt: skip
def test_numbers_as_they_are_written(text: str, written: str, expected: str | None, tmp_path: Path) -> None:
    mapping = case(f'cost: {{column: labour, number: "{written}"}}')
    outcome = staged(tmp_path, {"data/a.csv": csv(HEADER, (*ROWS[0][:5], text, *ROWS[0][6:]))}, mapping)
    assert (outcome.rows("cost") if outcome.staged else None) == ([(Decimal(expected),)] if expected else None)


@pytest.mark.parametrize(("text", "seconds"), [("0:00:07", 7), ("01:02:03", 3723), ("100:00:00", 360000)])
def test_a_length_of_time_becomes_seconds(text: str, seconds: int, tmp_path: Path) -> None:
    mapping = case("work_seconds: {column: labour, format: h:m:s}")
    outcome = staged(tmp_path, {"data/a.csv": csv(HEADER, (*ROWS[0][:5], text, *ROWS[0][6:]))}, mapping)
    assert outcome.rows("work_seconds") == [(seconds,)]


@pytest.mark.parametrize(
    ("condition", "kept"),
    [
        ("state = 'Open'", [2, 4]),
        ("state <> 'Closed' and not blank(kind)", [2]),
        ("sub <> 'Router'", [3, 4]),
        ("not (sub = 'Router')", [3, 4]),
        ("labour > 15 or parts = 1", [3, 4]),
        ("seconds_between(opened, closed) >= 0", [2, 3]),
        ("true_or_not", None),
    ],
)
def test_a_condition_chooses_rows(condition: str, kept: list[int] | None, tmp_path: Path) -> None:
    times = '      closed_at: {column: closed, format: "%d/%m/%Y %H:%M"}\n'
    mapping = case("site: {constant: X}", f'where: "{condition}"') + times
    outcome = staged(tmp_path, {"data/a.csv": csv(HEADER, *ROWS)}, mapping)
    assert ([row for (row,) in outcome.rows("_row")] if outcome.staged else None) == kept


def test_the_last_row_of_a_key_is_kept_over_all_files(tmp_path: Path) -> None:
    keep = "keep: {last: version, per: [id]}"
    later = ("2", "02/02/2024 09:00", "", "", "", "", "", "Closed", "1")
    files = {"data/a.csv": csv(HEADER, *ROWS), "data/b.csv": csv(HEADER, later)}
    outcome = staged(tmp_path, files, case("channel: state", keep))
    assert outcome.rows("case_id, channel, source, _file, _row") == [
        ("1", "Closed", "cases", "data/a.csv", 3),
        ("2", "Closed", "cases", "data/b.csv", 2),
    ]
    assert [(each.source, each.rows) for each in outcome.staged] == [("cases", 2)]


def test_rows_of_several_files_keep_their_file(tmp_path: Path) -> None:
    files = {"data/a.csv": csv(HEADER, *ROWS[:1]), "data/b.csv": csv(HEADER, *ROWS[2:])}
    outcome = staged(tmp_path, files, case("channel: state"))
    assert outcome.rows("case_id, source, _row") == [("1", "data/a.csv", 2), ("2", "data/b.csv", 2)]


def test_what_is_kept_is_chosen_before_the_condition(tmp_path: Path) -> None:
    more = ("keep: {last: version, per: [id]}", "where: \"state = 'Open'\"")
    outcome = staged(tmp_path, {"data/a.csv": csv(HEADER, *ROWS)}, case("channel: state", *more))
    assert outcome.rows("case_id") == [("2",)]


@pytest.mark.parametrize(
    ("values", "last"),
    [(["9", "10"], 3), (["2024-01-09", "2024-01-10"], 3), (["", "0"], 3), (["5", "5"], 3), (["2", "1"], 2)],
)
def test_rows_are_ordered_by_what_a_column_means(values: list[str], last: int, tmp_path: Path) -> None:
    rows = [(*ROWS[0][:8], value) for value in values]
    mapping = case("channel: state", "keep: {last: version, per: [id]}")
    assert staged(tmp_path, {"data/a.csv": csv(HEADER, *rows)}, mapping).rows("_row") == [(last,)]


def test_parquet_is_kept_by_its_types(tmp_path: Path) -> None:
    columns: dict[str, list[object]] = {
        "id": ["1", "1"],
        "opened": [datetime(2024, 1, 1)] * 2,
        "version": [9, 10],
        "state": ["a", "b"],
    }
    mapping = case("channel: state", "keep: {last: version, per: [id]}")
    files = {"data/a.parquet": parquet(columns), "data/b.parquet": parquet({**columns, "version": [1, 2]})}
    assert staged(tmp_path, files, mapping).rows("channel, _file") == [("b", "data/a.parquet")]


def test_one_file_fills_several_tables(tmp_path: Path) -> None:
    mapping = (
        case("channel: state")
        + f"""\
  case_event:
    columns:
      case_id: id
      at: {WRITTEN}
      kind: {{column: state, values: {{Open: opened, Closed: closed}}}}
"""
    )
    outcome = staged(tmp_path, {"data/a.csv": csv(HEADER, *ROWS)}, mapping)
    assert [(each.table, each.source, each.rows) for each in outcome.staged] == [
        ("case", "data/a.csv", 3),
        ("case_event", "data/a.csv", 3),
    ]


def test_staged_rows_have_the_columns_of_their_table(tmp_path: Path) -> None:
    from truegreen.facts.tables import CASE, DUCKDB

    outcome = staged(tmp_path, {"data/a.csv": csv(HEADER, *ROWS)}, case("channel: state"))
    described = outcome.connection.sql(f"DESCRIBE {outcome.staged[0].relation}").fetchall()
    expected = [(column.name, DUCKDB[column.kind]) for column in CASE.columns]
    assert [row[:2] for row in described] == [
        *expected,
        ("source", "VARCHAR"),
        ("_file", "VARCHAR"),
        ("_row", "BIGINT"),
    ]


def test_no_finding_is_an_error_where_rows_are_staged(tmp_path: Path) -> None:
    outcome = staged(tmp_path, {"data/a.csv": csv(HEADER, *ROWS)}, case("channel: state"))
    assert outcome.staged
    assert Level.ERROR not in {each.level for each in outcome.findings}
