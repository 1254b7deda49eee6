"""The page of engines: its verb is called, and its addresses are known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.blocks import DOCS, all_blocks
from tests.docs.walking import walk
from truegreen.engine.opening import is_known

PAGE = DOCS / "engines.md"


@pytest.mark.slow
def test_it_goes_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    walk([each for each in all_blocks(PAGE) if each.language == "console"], tmp_path, monkeypatch)


def test_every_address_of_the_page_is_known() -> None:
    rows = re.findall(r"^\| ((?:`[^`]+`(?:, )?)+) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    addresses = [each for row in rows for each in re.findall("`([^`]+)`", row)]
    assert len(addresses) == 5
    assert all(each == "duckdb" or is_known(each) for each in addresses)
