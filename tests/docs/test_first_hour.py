"""The first hour, walked word for word."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.docs.blocks import DOCS, all_blocks
from tests.docs.walking import walk


def test_it_goes_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = all_blocks(DOCS / "first-hour.md")
    corrected = next(place for place, each in enumerate(blocks) if each.language == "diff" and "data/" in each.file)
    orders = tmp_path / "orders"
    walk(blocks[:corrected], tmp_path, monkeypatch)
    before = _kept(orders)
    walk(blocks[corrected : corrected + 2], orders, monkeypatch)
    after = _kept(orders)
    assert {path for path in before - after if "2025-01" in path}
    assert not {path for path in before ^ after if "2025-02" in path and path.startswith("facts")}
    walk(blocks[corrected + 2 :], orders, monkeypatch)
    assert len(list((orders / ".truegreen" / "runs").iterdir())) == 4


def _kept(project: Path) -> set[str]:
    """Give the files of facts that count."""
    manifest: dict[str, Any] = json.loads((project / ".truegreen" / "facts.json").read_text("utf-8"))
    return {each["file"] for each in manifest["partitions"]}
