"""The page of early warning, walked word for word in the example."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.calling import call
from tests.docs.blocks import DOCS, HOME, all_blocks
from tests.docs.walking import walk

PAGE = DOCS / "accounts.md"


@pytest.mark.slow
def test_it_goes_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(HOME / "examples" / "acme", tmp_path / "acme")
    walk(all_blocks(PAGE), tmp_path / "acme", monkeypatch)


@pytest.mark.parametrize("verb", ["accounts", "backtest"])
def test_every_option_is_there(verb: str) -> None:
    said = call(verb, "--help").output
    offered = set(re.findall(r"^  (--[a-z-]+)", said, re.MULTILINE)) - {"--agreement", "--help"}
    assert set(re.findall(r"`(--[a-z-]+)", PAGE.read_text("utf-8"))) >= offered
