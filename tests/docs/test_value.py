"""The page of value, walked word for word in the example."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.calling import call
from tests.docs.blocks import DOCS, HOME, all_blocks
from tests.docs.walking import walk
from truegreen.model.value import Grade
from truegreen.model.valued import Behind

PAGE = DOCS / "value.md"
TEXT = PAGE.read_text("utf-8")


@pytest.mark.slow
def test_it_goes_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(HOME / "examples" / "acme", tmp_path / "acme")
    walk([each for each in all_blocks(PAGE) if each.language == "console"], tmp_path / "acme", monkeypatch)


def test_every_option_is_there() -> None:
    offered = set(re.findall(r"^  (--[a-z-]+)", call("value", "--help").output, re.MULTILINE)) - {"--help"}
    assert set(re.findall(r"^\| `(--[a-z-]+)", TEXT, re.MULTILINE)) == offered


def test_every_grade_is_there_in_its_words() -> None:
    told = dict(re.findall(r"^\| ([A-D]) \| (.+) \|$", TEXT, re.MULTILINE))
    assert told == {str(grade): grade.words for grade in Grade}


def test_everything_that_can_be_opened_is_there() -> None:
    assert [each for each in Behind if f"`{each}`" not in TEXT and f"--open {each}" not in TEXT] == []
