"""The page of the joint business review, walked word for word in the example; what it lists is all there is."""

from __future__ import annotations

import re
import shutil
from dataclasses import fields
from pathlib import Path

import pytest

from tests.cli.calling import call
from tests.docs.blocks import DOCS, HOME, all_blocks
from tests.docs.walking import walk
from tests.reports.reviews import made
from truegreen.files.settings import Reviewed
from truegreen.model.review import Preset

PAGE = DOCS / "review.md"
TEXT = PAGE.read_text("utf-8")


@pytest.mark.slow
def test_it_goes_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(HOME / "examples" / "acme", tmp_path / "acme")
    walk([each for each in all_blocks(PAGE) if each.language != "text"], tmp_path / "acme", monkeypatch)


def test_every_option_and_preset_is_there() -> None:
    options = set(re.findall(r"^  (--[a-z-]+)", call("review", "--help").output, re.MULTILINE)) - {"--help"}
    assert set(re.findall(r"^\| `(--[a-z]+)` \|", TEXT, re.MULTILINE)) == options
    assert [each for each in Preset if f"`{each}`" not in TEXT] == []


def test_every_part_is_there_in_its_order() -> None:
    listed = TEXT.partition("| part |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| ([A-Z][^|]+) \|", listed, re.MULTILINE) == [each.name for each in made().sections]


def test_every_field_of_the_look_is_there() -> None:
    table = TEXT.partition("[review]\n")[2]
    assert [
        each.name for each in fields(Reviewed) if f"\n{each.name} = " not in f"\n{table}" and each.name != "at"
    ] == []
