"""The same records in every format give the same rows, and each row knows where it stands in its file."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.sources.folders import CASES, HEADER, csv, gzipped, jsonl, parquet, staged, xlsx, zipped

RECORDS = [
    ("0001", "2024-01-31 08:00:00", "12.5", "Phone", "0", "yes"),
    ("Zoë, “2”", "2024-02-29T23:59:59.250Z", "-3", "Staff", "", "no"),
    ("two\nlines", "2024-03-01", "?", "", "12", "TRUE"),
]
EXPECTED = [
    ("0001", datetime(2024, 1, 31, 8), Decimal("12.5000"), "customer", 0, True),
    ("Zoë, “2”", datetime(2024, 2, 29, 23, 59, 59, 250000), Decimal("-3.0000"), "provider", None, False),
    ("two\nlines", datetime(2024, 3, 1), None, None, 12, True),
]
COMMAS = csv(HEADER, *RECORDS)
OBJECTS = jsonl(*(dict(zip(HEADER, record, strict=True)) for record in RECORDS))
WAYS = {
    "csv": ("a.csv", COMMAS),
    "csv of Windows": ("a.csv", COMMAS.replace(b"\n", b"\r\n").replace(b"two\r\n", b"two\n")),
    "csv of an old Mac": ("a.csv", COMMAS.replace(b"\n", b"\r")),
    "csv with a mark": ("a.csv", b"\xef\xbb\xbf" + COMMAS),
    "csv in UTF-16": ("a.csv", COMMAS.decode().encode("utf-16")),
    "csv in UTF-16 without a mark": ("a.csv", COMMAS.decode().encode("utf-16-be")),
    "csv in cp1252": ("a.csv", COMMAS.decode().encode("cp1252")),
    "semicolons": ("a.csv", csv(HEADER, *RECORDS, sign=";")),
    "bars": ("a.txt", csv(HEADER, *RECORDS, sign="|")),
    "tabs": ("a.tsv", csv(HEADER, *RECORDS, sign="\t")),
    "gzip": ("a.csv.gz", gzipped(COMMAS)),
    "zip": ("a.zip", zipped(a_csv=COMMAS)),
    "gzip in a zip": ("a.zip", zipped(**{"a_csv.gz": gzipped(COMMAS)})),
    "JSON lines": ("a.jsonl", OBJECTS),
    "JSON lines, packed": ("a.ndjson.gz", gzipped(OBJECTS)),
    "a JSON document": ("a.json", b"[" + OBJECTS.replace(b"\n{", b",{") + b"]"),
    "Parquet": ("a.parquet", parquet(dict(zip(HEADER, zip(*RECORDS, strict=True), strict=True)))),
    "a workbook": ("a.xlsx", xlsx(HEADER, *RECORDS)),
    "a name with brackets": ("a [1]*.csv", COMMAS),
}


@pytest.mark.parametrize(("name", "content"), WAYS.values(), ids=WAYS)
def test_every_format_gives_the_same_rows(name: str, content: bytes, tmp_path: Path) -> None:
    outcome = staged(tmp_path, {f"data/{name}": content})
    rows = outcome.rows("case_id, opened_at, cost, raised_by, reopened, on_target")
    assert [(row[0].replace("\r", "\n"), *row[1:]) for row in rows] == EXPECTED
    assert {each.source for each in outcome.staged} == {f"data/{name}"}
    assert [each.rows for each in outcome.staged] == [3]


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.xlsx", "a.parquet"])
def test_rows_are_counted_as_a_person_counts_them(name: str, tmp_path: Path) -> None:
    header, rows = ("id", "opened"), [("1\n2", "2024-01-01"), ("3", "2024-01-01"), ("4", "2024-01-01")]
    content, expected = {
        "a.csv": (csv(header, *rows[:2]) + b"\n\n" + csv(*rows[2:]), [2, 4, 7]),
        "a.jsonl": (
            jsonl({"id": 1, "opened": "2024-01-01"}) + b"\n" + jsonl({"id": 3, "opened": "2024-01-01"}),
            [1, 3],
        ),
        "a.xlsx": (xlsx((), header, *rows[:2], (), *rows[2:]), [3, 4, 6]),
        "a.parquet": (parquet({"id": ["1", "2"], "opened": ["2024-01-01"] * 2}), [1, 2]),
    }[name]
    mapping = CASES.partition("      cost:")[0]
    assert staged(tmp_path, {f"data/{name}": content}, mapping).rows("_row") == [(row,) for row in expected]


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    import pyarrow

    columns: dict[str, list[object]] = {
        "id": [9_007_199_254_740_993, 7],
        "opened": [datetime(2024, 7, 1, 9), None],
        "cost": [Decimal("0.1"), Decimal("2")],
        "by": ["Phone ", "?"],
        "again": [2.0, None],
        "met": [True, None],
    }
    types = {"opened": pyarrow.timestamp("us", tz="Europe/Berlin")}
    outcome = staged(tmp_path, {"data/a.parquet": parquet(columns, types)})
    assert outcome.rows("case_id, opened_at, cost, raised_by, reopened, on_target") == [
        ("9007199254740993", datetime(2024, 7, 1, 9), Decimal("0.1000"), "customer", 2, True),
        ("7", None, Decimal("2.0000"), None, None, None),
    ]


def test_json_reaches_inside_objects(tmp_path: Path) -> None:
    mapping = CASES.partition("      cost:")[0] + "      channel: via.channel\n      team: group.name\n"
    ticket = {"id": 35436, "opened": "2024-01-01T08:00:00+01:00", "via": {"channel": "mail"}, "group.name": "North"}
    outcome = staged(tmp_path, {"data/a.jsonl": jsonl(ticket)}, mapping)
    assert outcome.rows("case_id, opened_at, channel, team") == [("35436", datetime(2024, 1, 1, 7), "mail", "North")]


def test_a_workbook_knows_its_times(tmp_path: Path) -> None:
    rows = [
        (1.0, datetime(2024, 5, 1, 8, 30), 0.1 + 0.2, "#N/A", 3.0, True),
        (2, "01/05/2024 08:30", 1, "Phone", 1, "no"),
    ]
    mapping = CASES.replace("opened_at: opened", 'opened_at: {column: opened, format: "%d/%m/%Y %H:%M"}')
    outcome = staged(tmp_path, {"data/a.xlsx": xlsx(HEADER, *rows, others=["Notes"])}, mapping)
    assert outcome.ids() == ["first-sheet", "error-cells"]
    assert outcome.rows("case_id, opened_at, cost, raised_by, reopened, on_target") == [
        ("1", datetime(2024, 5, 1, 8, 30), Decimal("0.3000"), None, 3, True),
        ("2", datetime(2024, 5, 1, 8, 30), Decimal("1.0000"), "customer", 1, False),
    ]


def test_lines_above_the_header_are_skipped(tmp_path: Path) -> None:
    content = b'Exported "now\n\n' + COMMAS
    outcome = staged(tmp_path, {"data/a.csv": content}, CASES + "skip_rows: 1\n")
    assert outcome.rows("_row") == [(4,), (5,), (6,)]


def test_columns_that_are_not_mapped_do_no_harm(tmp_path: Path) -> None:
    header = (*HEADER, "note", "note", "", "it's")
    outcome = staged(tmp_path, {"data/a.csv": csv(header, (*RECORDS[0], "a", "b", "c", "d"))})
    assert outcome.rows("case_id") == [("0001",)]
