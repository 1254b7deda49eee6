"""The page of exports, walked word for word: what goes out comes back, and its tables name what there is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.calling import call
from tests.docs.blocks import DOCS, all_blocks
from tests.docs.walking import walk
from truegreen.reports.observations import COLUMNS

PAGE = DOCS / "exports.md"


def test_it_goes_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert call("init", tmp_path / "again").exit_code == 0
    walk(all_blocks(PAGE), tmp_path, monkeypatch)
    one, other = (json.loads((tmp_path / name / ".truegreen" / "facts.json").read_text()) for name in ("care", "again"))
    rows = [[each["rows"] for each in held["partitions"] if each["table"] == "feedback"] for held in (one, other)]
    assert rows[0] == rows[1]
    assert sum(rows[0]) > 0


def _named(heading: str) -> set[str]:
    """Give the names in the first column of the table under a heading."""
    part = PAGE.read_text("utf-8").partition(f"{heading}\n")[2].partition("\n#")[0]
    firsts = re.findall(r"^\| (`.+?) \|", part, re.MULTILINE)
    return {name for first in firsts for name in re.findall("`([^`]+)`", first)}


def test_the_table_of_columns_has_them_all() -> None:
    assert _named("## Metrics") == {*COLUMNS} - {"agreement"}


def test_the_table_of_fields_has_them_all(tmp_path: Path) -> None:
    assert call("init", tmp_path / "care").exit_code == 0
    assert call("run", tmp_path / "care").exit_code == 0
    first = call("export", "feedback", tmp_path / "care").stdout.splitlines()[0]
    assert _named("## Feedback") == set(json.loads(first))
