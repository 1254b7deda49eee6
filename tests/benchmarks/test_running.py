"""Benchmarks run alone by name, and what they measured is kept; nobody asks here how long it took."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import NAMES
from benchmarks.running import alone
from tests.docs.blocks import HOME


def test_every_benchmark_has_its_name_in_the_list() -> None:
    files = (HOME / "benchmarks").glob("*.py")
    assert sorted(NAMES) == sorted(each.stem for each in files if "\ndef run(" in each.read_text("utf-8"))


def test_one_by_its_name_is_printed_and_kept(tmp_path: Path) -> None:
    line = [sys.executable, "-m", "benchmarks", "staffing", "--cases", "200", "--json", str(tmp_path / "kept.json")]
    done = subprocess.run(line, cwd=HOME, capture_output=True, text=True, check=True)
    assert "× the plain recursion" in done.stdout
    kept = json.loads((tmp_path / "kept.json").read_text("utf-8"))
    assert kept["cases"] == 200
    assert kept["packages"]["numpy"]
    (benchmark,) = kept["benchmarks"]
    assert benchmark["name"] == "staffing"
    assert benchmark["peak"] > 0.01
    assert [each["peer"] for each in benchmark["results"]] == ["what is promised", "the plain recursion"]
    assert all(each["holds"] and each["size"] == 200 and each["held"] is None for each in benchmark["results"])


def test_one_that_does_not_exist_is_refused_with_those_that_do() -> None:
    line = [sys.executable, "-m", "benchmarks", "staffin"]
    done = subprocess.run(line, cwd=HOME, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "there is no benchmark staffin; there are starting" in done.stderr


def test_one_that_ends_with_an_error_says_so_and_the_others_can_go_on(capfd: pytest.CaptureFixture[str]) -> None:
    failed = alone("no_such_benchmark", 1)
    assert failed.failed
    assert failed.results == ()
    assert "no_such_benchmark" in capfd.readouterr().err
