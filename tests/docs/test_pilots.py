"""The page of pilots, walked word for word in the example; what it lists is all there is."""

from __future__ import annotations

import re
import shutil
from dataclasses import fields
from pathlib import Path

import pytest

from tests.cli.calling import call
from tests.docs.blocks import DOCS, HOME, all_blocks
from tests.docs.walking import walk
from truegreen.model.pilot import Goal, Pilot, Randomised, Rule
from truegreen.stats.estimate import Verdict
from truegreen.stats.trials.ratio import sample_ratio

PAGE = DOCS / "pilots.md"
TEXT = PAGE.read_text("utf-8")
VERBS = ("new", "list", "register", "size", "assign", "watch", "analyse", "conclude")


@pytest.mark.slow
def test_it_goes_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(HOME / "examples" / "acme", tmp_path / "acme")
    (tmp_path / "acme" / "pilots").mkdir(exist_ok=True)
    walk([each for each in all_blocks(PAGE) if each.language != "text"], tmp_path / "acme", monkeypatch)


def test_every_verb_and_option_is_there() -> None:
    assert set(re.findall(r"^  (\w+) ", call("pilot", "--help").output.partition("Commands:")[2], re.MULTILINE)) == set(
        VERBS
    )
    for verb in VERBS:
        assert re.search(rf"^\| `{verb}[` ]", TEXT, re.MULTILINE), verb
        for option in re.findall(r"^  (--[a-z-]+)", call("pilot", verb, "--help").output, re.MULTILINE):
            assert option == "--help" or f"`{option}" in TEXT, (verb, option)


def test_every_field_is_there() -> None:
    listed = set(re.findall(r"`(\w+)`", TEXT))
    assert [each.name for each in fields(Pilot) if each.name not in (*listed, "at", "pilot", "title", "agreement",
                                                                     "parameters")] == []  # fmt: skip


def test_every_word_is_there() -> None:
    assert [each for each in (*Goal, *Rule, *Randomised) if f"`{each}`" not in TEXT] == []
    assert [each for each in Verdict if f"**{each}**" not in TEXT] == []


def test_the_mismatch_that_is_shown_is_what_is_said() -> None:
    said = sample_ratio({"as-before": 580, "review": 420}, units="accounts").said
    assert said in " ".join(TEXT.split())
