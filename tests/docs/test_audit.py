"""The page of audits, walked word for word; every detector stands on it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.blocks import DOCS, all_blocks
from tests.docs.walking import walk
from truegreen.signals.audit.detectors import detectors

PAGE = DOCS / "audit.md"


@pytest.mark.slow
def test_the_minute_goes_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("sources", "agreements", "data"):
        (tmp_path / folder).mkdir()
    walk(all_blocks(PAGE), tmp_path, monkeypatch)


def test_every_detector_stands_on_the_page() -> None:
    named = {*re.findall(r"^\| `([a-z-]+)` \|", PAGE.read_text("utf-8"), re.MULTILINE)}
    assert named == {*detectors()}
