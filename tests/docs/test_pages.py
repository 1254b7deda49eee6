"""What pages say of the code is so: made parts are fresh, links lead somewhere, names and paths exist, formats read."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tests.cli.calling import starter
from tests.docs.blocks import DOCS, HOME, all_blocks
from truegreen.files.parsing import parse
from truegreen.model.finding import Finding, has_errors
from truegreen.project.opened import open_project

CODE = HOME / "src" / "truegreen"
PACKAGES = sorted(path.parent.name for path in CODE.glob("*/__init__.py"))
PAGES = [HOME / "README.md", HOME / "examples" / "acme" / "README.md", *sorted(DOCS.rglob("*.md"))]
CODE_PAGE = (DOCS / "code.md").read_text("utf-8")


def test_made_parts_are_fresh() -> None:
    made = subprocess.run(
        [sys.executable, "-m", "docs.build", "--check"], cwd=HOME, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(HOME).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8")):
        file, _, anchor = target.partition("#")
        there = (page.parent / file).resolve() if file else page
        assert there.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", there.read_text("utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", each).lower().replace(" ", "-") for each in headings}, target


def test_every_package_has_its_paragraph() -> None:
    assert sorted(re.findall(r"^\*\*(\w+)\.\*\* ", CODE_PAGE, re.MULTILINE)) == PACKAGES


def test_every_path_in_the_code_page_exists() -> None:
    paths = re.findall(r"`((?:[\w-]+/)+[\w.-]*|[\w-]+\.toml)`", CODE_PAGE)
    assert len(paths) > 20
    assert [path for path in paths if not any((root / path).exists() for root in (HOME, CODE))] == []


def test_every_name_in_the_code_page_is_in_the_code() -> None:
    names = re.findall(rf"`((?:{'|'.join(PACKAGES)})(?:\.\w+)+)`", CODE_PAGE)
    assert len(names) > 50
    for name in names:
        module, _, attribute = name.rpartition(".")
        assert hasattr(import_module(f"truegreen.{module}"), attribute), name


def test_the_formats_shown_are_read(tmp_path: Path) -> None:
    folder = starter(tmp_path / "care")
    blocks = [each for each in all_blocks(DOCS / "formats.md") if each.language in ("toml", "yaml")]
    for block in blocks:
        if (folder / block.file).suffix:
            (folder / block.file).write_text(block.text, "utf-8")
        elif block.text.startswith("terms:"):
            agreement = folder / "agreements" / "care.yml"
            before, _, after = agreement.read_text("utf-8").partition("terms:\n")
            agreement.write_text(before + block.text + after[after.index("\nobligations:") :], "utf-8")
    assert len([each for each in blocks if each.file]) == 4
    assert not has_errors(open_project(folder).findings)


def test_parts_of_texts_that_are_shown_are_yaml() -> None:
    findings: list[Finding] = []
    for page in PAGES:
        for block in all_blocks(page):
            assert block.language != "yaml" or parse(block.text, page.name, findings) is not None
    assert findings == []
