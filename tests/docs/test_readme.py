"""What the README shows is what the commands print."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.calling import call
from tests.docs.blocks import HOME, all_blocks
from tests.docs.walking import walk

EXAMPLE, MINUTE = (block for block in all_blocks(HOME / "README.md") if block.language == "console")


def test_the_first_minute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    walk([MINUTE], tmp_path, monkeypatch)


@pytest.mark.slow
def test_what_the_example_ends_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(HOME / "examples" / "acme", tmp_path / "demo")
    assert call("world", tmp_path / "demo").exit_code == 0
    assert call("run", tmp_path / "demo").exit_code == 0
    walk([EXAMPLE], tmp_path, monkeypatch)
