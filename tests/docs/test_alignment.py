"""The page of alignment, walked word for word in the example."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.calling import call
from tests.docs.blocks import DOCS, HOME, all_blocks
from tests.docs.walking import walk
from truegreen.model.alignment import Story

PAGE = DOCS / "alignment.md"


@pytest.mark.slow
def test_it_goes_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(HOME / "examples" / "acme", tmp_path / "acme")
    for verb in ("world", "run"):
        assert call(verb, tmp_path / "acme").exit_code == 0
    walk(all_blocks(PAGE), tmp_path / "acme", monkeypatch)


def test_every_option_and_every_answer_is_there() -> None:
    page = PAGE.read_text("utf-8")
    offered = set(re.findall(r"^  (--[a-z-]+)", call("alignment", "--help").output, re.MULTILINE))
    assert offered - {"--agreement", "--help"} <= set(re.findall(r"^\| `(--[a-z-]+)", page, re.MULTILINE))
    assert [each for each in Story if str(each) not in page] == []
