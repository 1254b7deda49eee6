"""How far a build is: rows, rate and time left, on a terminal in one line, elsewhere in a line now and then."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from pathlib import Path

import pytest

from tests.cli.calling import call, starter
from truegreen.cli.building import Building
from truegreen.facts.months import RowCount
from truegreen.project.opened import open_project
from truegreen.project.run import run


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def test_on_a_terminal_one_line_is_written_over() -> None:
    stream, clock = Terminal(), Clock()
    building = Building(stream, clock)
    building("measuring case", RowCount(0), RowCount(1_000_000))
    clock.at += 4
    building("measuring case", RowCount(250_000), RowCount(1_000_000))
    building("reading files", 1, 3)
    building.end()
    assert stream.getvalue().split("\r")[1:] == [
        "measuring case: 0 of 1,000,000 rows",
        "measuring case: 250,000 of 1,000,000 rows, 62,500 a second, 12 s left",
        f"{'reading files: 1 of 3':<69}",
        " " * 21,
        "",
    ]
    assert "\n" not in stream.getvalue()


def test_elsewhere_a_line_is_written_now_and_then() -> None:
    stream, clock = io.StringIO(), Clock()
    building = Building(stream, clock, every=10)
    for rows in range(0, 1_000, 10):
        building("writing case", RowCount(rows), RowCount(1_000))
        clock.at += 0.25
    building.end()
    assert stream.getvalue().splitlines() == [
        "writing case: 400 of 1,000 rows, 40 a second, 15 s left",
        "writing case: 800 of 1,000 rows, 40 a second, 5 s left",
    ]


def test_each_step_is_reckoned_from_its_own_rows_only() -> None:
    stream, clock = Terminal(), Clock()
    building = Building(stream, clock)
    building("writing case", RowCount(0), RowCount(10))
    clock.at += 100
    building("writing case", RowCount(10), RowCount(10))
    building("measuring case", RowCount(0), RowCount(600))
    clock.at += 1
    building("measuring case", RowCount(10), RowCount(600))
    assert stream.getvalue().split("\r")[2:] == [
        "writing case: 10 of 10 rows, 0 a second",
        f"{'measuring case: 0 of 600 rows':<39}",
        "measuring case: 10 of 600 rows, 10 a second, 59 s left",
    ]


def test_where_there_is_nothing_to_do_nothing_is_said() -> None:
    stream = Terminal()
    building = Building(stream, Clock())
    building("writing survey", RowCount(0), RowCount(0))
    building.end()
    assert not stream.getvalue()


def test_a_run_tells_the_rows_that_there_are(tmp_path: Path) -> None:
    folder = starter(tmp_path / "project")
    cases = len([*csv.DictReader((folder / "data" / "cases.csv").read_text("utf-8").splitlines())])
    told: dict[str, list[tuple[int, int]]] = {}

    def progress(what: str, done: int, of: int) -> None:
        assert isinstance(of, RowCount) is (what != "reading files")
        told.setdefault(what, []).append((done, of))

    assert run(open_project(folder), datetime(2026, 1, 1), progress)[0]
    for what in ("writing case", "measuring case"):
        assert told[what][0] == (0, cases)
        assert told[what][-1] == (cases, cases)
    for each in told.values():
        assert [done for done, _ in each] == sorted(done for done, _ in each)
        assert each[-1][0] == each[-1][1]


def test_with_json_nothing_else_is_on_standard_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("truegreen.cli.building.EVERY", 0.0)
    said = call("run", starter(tmp_path / "project"), "--json")
    assert json.loads(said.stdout)["fresh"] is True
    assert "measuring case: " in said.stderr
