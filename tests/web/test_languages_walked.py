"""The page on languages, walked in a copy of the package: a language is begun, translated, and compiled."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from truegreen.web.locale.catalogues import WEB, is_told, text_of

PAGE = Path(__file__).parents[2] / "docs" / "languages.md"
STEPS = re.findall(r"```console\n\$ python (.+?)\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


def run(command: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, *command.split()], env={**os.environ, "PYTHONPATH": str(folder)}, cwd=folder,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def as_shown(shown: str, said: str) -> bool:
    return re.fullmatch(re.escape(shown).replace("…", r"\d+"), said) is not None


@pytest.mark.slow
def test_a_language_is_added_as_the_page_says(tmp_path: Path) -> None:
    shutil.copytree(WEB.parent, tmp_path / "truegreen", ignore=shutil.ignore_patterns("__pycache__"))
    (begun, shown), (again, shown_then) = STEPS
    assert as_shown(shown, run(begun, tmp_path))
    path = tmp_path / "truegreen" / "web" / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        made = read_po(file, locale="fr")
    for each in made:
        each.string = each.string if is_told(each.string) else each.id
    path.write_bytes(text_of(made))
    assert as_shown(shown_then, run(again, tmp_path))
    assert path.with_suffix(".mo").exists()
