"""The page of sourcing, walked word for word in the example."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.calling import call
from tests.docs.blocks import DOCS, HOME, all_blocks
from tests.docs.walking import walk

PAGE = DOCS / "sourcing.md"


@pytest.mark.slow
def test_it_goes_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(HOME / "examples" / "acme", tmp_path / "acme")
    walk([each for each in all_blocks(PAGE) if each.language == "console"], tmp_path / "acme", monkeypatch)


@pytest.mark.parametrize("verb", ["segment", "suppliers", "allocate", "staff", "tco"])
def test_every_option_is_there(verb: str) -> None:
    offered = set(re.findall(r"^  (--[a-z-]+)", call(verb, "--help").output, re.MULTILINE)) - {"--help"}
    section = PAGE.read_text("utf-8").partition(f"## `truegreen {verb}`")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(--[a-z-]+)", section, re.MULTILINE)) == offered
