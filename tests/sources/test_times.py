"""Times: every way of writing them, zones, and the hours that clocks skip or repeat."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.sources.folders import Outcome, csv, parquet, staged

MAPPING = """\
source: cases
files: ["data/*"]
zone: {zone}
facts:
  case:
    columns:
      case_id: id
      opened_at: {opened}
"""


def opened(folder: Path, *texts: str, zone: str = "UTC", origin: str = "opened") -> Outcome:
    rows = [(str(number), text) for number, text in enumerate(texts)]
    content = csv(("id", "opened"), *rows)
    return staged(folder, {"data/a.csv": content}, MAPPING.format(zone=zone, opened=origin))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-07-01", datetime(2024, 7, 1)),
        ("2024/07/01 9:05", datetime(2024, 7, 1, 9, 5)),
        ("2024-07-01T09:05:06", datetime(2024, 7, 1, 9, 5, 6)),
        ("2024-07-01T09:05:06.123456789", datetime(2024, 7, 1, 9, 5, 6, 123456)),
        ("2024-07-01T09:05:06Z", datetime(2024, 7, 1, 9, 5, 6)),
        ("2024-07-01t09:05:06z", datetime(2024, 7, 1, 9, 5, 6)),
        ("2024-07-01 09:05:06 UTC", datetime(2024, 7, 1, 9, 5, 6)),
        ("2024-07-01T09:05:06+02:00", datetime(2024, 7, 1, 7, 5, 6)),
        ("2024-07-01 09:05:06 -0530", datetime(2024, 7, 1, 14, 35, 6)),
        ("2024-07-01 09:05+02", datetime(2024, 7, 1, 7, 5)),
    ],
)
def test_iso(text: str, expected: datetime, tmp_path: Path) -> None:
    assert opened(tmp_path, text).rows("opened_at") == [(expected,)]


@pytest.mark.parametrize(
    ("text", "format_", "expected"),
    [
        ("1/2/2024 3:04", '"%d/%m/%Y %H:%M"', datetime(2024, 2, 1, 3, 4)),
        ("1/2/2024 3:04 pm", '"%m/%d/%Y %I:%M %p"', datetime(2024, 1, 2, 15, 4)),
        ("02-Jun-06", '"%d-%b-%y"', datetime(2006, 6, 2)),
        ("1/2/2024 3:04+01:00", '"%d/%m/%Y %H:%M%z"', datetime(2024, 2, 1, 2, 4)),
        ("2024-02-01", '["%d/%m/%Y", iso]', datetime(2024, 2, 1)),
        ("01.02.2024", '["%d/%m/%Y", "%d.%m.%Y"]', datetime(2024, 2, 1)),
        ("1706745840", "epoch", datetime(2024, 2, 1, 0, 4)),
        ("1706745840250", "epoch-ms", datetime(2024, 2, 1, 0, 4, 0, 250000)),
    ],
)
def test_formats(text: str, format_: str, expected: datetime, tmp_path: Path) -> None:
    origin = f"{{column: opened, format: {format_}}}"
    assert opened(tmp_path, text, origin=origin).rows("opened_at") == [(expected,)]


def test_a_zone_moves_only_times_that_carry_none(tmp_path: Path) -> None:
    outcome = opened(tmp_path, "2024-07-01 09:00", "2024-01-01 09:00", "2024-07-01 09:00Z", zone="Europe/London")
    assert outcome.rows("opened_at") == [
        (datetime(2024, 7, 1, 8),),
        (datetime(2024, 1, 1, 9),),
        (datetime(2024, 7, 1, 9),),
    ]


def test_a_column_may_have_a_zone_of_its_own(tmp_path: Path) -> None:
    outcome = opened(tmp_path, "2024-07-01 09:00", origin="{column: opened, zone: America/New_York}")
    assert outcome.rows("opened_at") == [(datetime(2024, 7, 1, 13),)]


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_hours_that_clocks_skip_and_repeat_are_said(kind: str, tmp_path: Path) -> None:
    times = [
        datetime(2024, 3, 31, 1, 30),
        datetime(2024, 10, 27, 1, 30),
        datetime(2024, 10, 27, 2, 0),
        datetime(2024, 6, 1),
    ]
    mapping = MAPPING.format(zone="Europe/London", opened="opened")
    content = csv(("id", "opened"), *[(str(index), str(time)) for index, time in enumerate(times)])
    if kind == "parquet":
        content = parquet({"id": ["0", "1", "2", "3"], "opened": times})
    outcome = staged(tmp_path, {f"data/a.{kind}": content}, mapping)
    first = 2 if kind == "csv" else 1
    assert [(each.id, each.count, each.at.line) for each in outcome.findings] == [
        ("skipped-hour", 1, first),
        ("repeated-hour", 1, first + 1),
    ]
    assert outcome.rows("opened_at") == [
        (datetime(2024, 3, 31, 1, 30),),
        (datetime(2024, 10, 27, 1, 30),),
        (datetime(2024, 10, 27, 2, 0),),
        (datetime(2024, 5, 31, 23),),
    ]


def test_times_with_an_offset_are_never_ambiguous(tmp_path: Path) -> None:
    outcome = opened(tmp_path, "2024-10-27T01:30:00+01:00", "2024-10-27T01:30:00+00:00", zone="Europe/London")
    assert outcome.ids() == []
    assert outcome.rows("opened_at") == [(datetime(2024, 10, 27, 0, 30),), (datetime(2024, 10, 27, 1, 30),)]


def test_a_date_is_the_local_day(tmp_path: Path) -> None:
    mapping = """\
source: accounts
files: ["data/*"]
zone: America/New_York
facts:
  account:
    columns: {account_id: id, started_on: start, ended_on: {column: end, format: ["%d/%m/%Y"]}}
"""
    rows = [("1", "2024-07-01T02:00:00Z", "31/12/2024"), ("2", "2024-07-01 23:00", "")]
    outcome = staged(tmp_path, {"data/a.csv": csv(("id", "start", "end"), *rows)}, mapping)
    assert outcome.rows("started_on, ended_on") == [(date(2024, 6, 30), date(2024, 12, 31)), (date(2024, 7, 1), None)]
