"""Statements of the small agreement on the shelf, as a run puts them there, and what both sides do with them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.web.small import SMALL, small_agreement
from tests.web.visiting import at, visitor
from truegreen.project.opened import open_project
from truegreen.web.shown.shelf import latest_mark, name_latest, put, record_of
from truegreen.web.shown.shelves.statement import statements

HERE = at("statement", SMALL)
_marks = iter(range(1, 10_000))


def fill(folder: Path) -> None:
    """Put the statements on the shelf as they come out now."""
    project, mark = open_project(folder), f"settled-{next(_marks)}"
    for each in statements(project, project.agreements[SMALL]):
        put(folder, mark, SMALL, each)
    name_latest(folder, mark)


def figures(folder: Path, old: str, new: str) -> None:
    """Have somebody change a figure."""
    place = folder / "figures" / "small.csv"
    text = place.read_text("utf-8")
    assert old in text
    place.write_text(text.replace(old, new), "utf-8")


def shown(month: str) -> dict[str, Any]:
    """Give a statement as the shelf has it."""
    found = record_of(SMALL, f"statement/{month}")
    assert found is not None
    told: dict[str, Any] = json.loads(json.dumps(found))
    return told


def form(who: str, month: str = "2025-01") -> dict[str, str]:
    """Give what the form on somebody's page sends."""
    text = visitor(who).get(f"{HERE}?month={month}").content.decode()
    return {"month": month, **dict(re.findall(r'name="(digest|once)" value="([^"]*)"', text))}


def sent(who: str, door: str, said: dict[str, str]) -> tuple[int, str]:
    """Send a form, and give status and text of the page that it leads to."""
    browser = visitor(who)
    answer = browser.post(f"{HERE}/{door}", said)
    text = browser.get(answer.headers["Location"]) if answer.status_code == 302 else answer
    return answer.status_code, unescape(text.content.decode())


@pytest.fixture(name="settled")
def settled_of(workspace: Path) -> Iterator[Path]:
    """Give a workspace with the small agreement, its statements on the shelf."""
    before = latest_mark(workspace)
    posts = ("client-executive", "client-finance", "client-commercial", "provider-lead", "provider-finance", "auditor")
    with small_agreement(workspace, *posts):
        fill(workspace)
        yield workspace
    shutil.rmtree(workspace / "settled" / SMALL, ignore_errors=True)
    name_latest(workspace, before)
