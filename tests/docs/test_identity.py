"""The page on identity, walked word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.blocks import DOCS, all_blocks
from tests.docs.walking import walk


def test_the_minute_goes_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("sources", "agreements", "data", "identities"):
        (tmp_path / folder).mkdir()
    walk(all_blocks(DOCS / "identity.md"), tmp_path, monkeypatch)
    held = (tmp_path / "forgotten.txt").read_text("utf-8")
    assert "Prado" not in held
    assert held.splitlines()[1].startswith("p-")
