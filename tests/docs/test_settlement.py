"""The minute of settlement, walked word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.blocks import DOCS, all_blocks
from tests.docs.walking import walk


def test_the_minute_goes_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = all_blocks(DOCS / "settlement.md")
    last = max(place for place, each in enumerate(blocks) if each.language == "console")
    walk(blocks[: last + 1], tmp_path, monkeypatch)
    assert sorted(each.name for each in (tmp_path / "settled" / "care").iterdir()) == ["2025-01.json", "2025-02.json"]
