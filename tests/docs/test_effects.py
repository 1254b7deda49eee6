"""The page of effects, walked word for word in the example."""

from __future__ import annotations

import re
import shutil
from dataclasses import fields
from pathlib import Path

import pytest

from tests.cli.calling import call
from tests.docs.blocks import DOCS, HOME, all_blocks
from tests.docs.walking import walk
from truegreen.files.changes import Change
from truegreen.model.effect import Design

PAGE = DOCS / "effects.md"


@pytest.mark.slow
def test_it_goes_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(HOME / "examples" / "acme", tmp_path / "acme")
    steps = all_blocks(PAGE)
    [written] = [each for each in steps if each.language == "yaml"]
    (tmp_path / "documents.yml").write_text(written.text, "utf-8")
    walk([each for each in steps if each.language == "console"], tmp_path / "acme", monkeypatch)


def test_every_option_is_there() -> None:
    said = call("effect", "--help").output
    offered = set(re.findall(r"^  (--[a-z-]+)", said, re.MULTILINE)) - {"--agreement", "--help"}
    assert set(re.findall(r"^\| `(--[a-z-]+)", PAGE.read_text("utf-8"), re.MULTILINE)) >= offered


def test_every_field_and_design_is_there() -> None:
    page = PAGE.read_text("utf-8")
    assert [each.name for each in fields(Change) if each.name != "at" and f"| `{each.name}` |" not in page] == []
    assert [each for each in Design if f"`{each}`" not in page] == []
