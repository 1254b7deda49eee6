"""The page of commercial signals, walked word for word in the example."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.calling import call
from tests.docs.blocks import DOCS, HOME, all_blocks
from tests.docs.walking import walk
from truegreen.files.heard import COLUMNS
from truegreen.model.entered import Kind

PAGE = DOCS / "heard.md"


@pytest.mark.slow
def test_it_goes_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(HOME / "examples" / "acme", tmp_path / "acme")
    walk(all_blocks(PAGE), tmp_path / "acme", monkeypatch)


def test_every_option_is_there() -> None:
    said = call("heard", "worth", "--help").output
    offered = set(re.findall(r"^  (--[a-z-]+)", said, re.MULTILINE)) - {"--help"}
    assert set(re.findall(r"^\| `(--[a-z-]+)", PAGE.read_text("utf-8"), re.MULTILINE)) == offered


def test_every_kind_and_column_is_there() -> None:
    page = PAGE.read_text("utf-8")
    assert [each for each in (*Kind, *COLUMNS) if f"`{each}`" not in page] == []
