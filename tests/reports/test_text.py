from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.reports import samples
from truegreen.reports.text import explanation_text, findings_text, scorecard_text

GOLDEN = Path(__file__).parent / "golden"
TEXTS: dict[str, Callable[[], str]] = {
    "scorecard": lambda: scorecard_text(samples.card(), currency="EUR"),
    "scorecard-80": lambda: scorecard_text(samples.card(), 80, currency="EUR"),
    "by-site": lambda: scorecard_text(samples.by_site()),
    "explanation": lambda: explanation_text(samples.explanation(), 80),
    "findings": lambda: findings_text(samples.findings()) + "\n",
}


@pytest.mark.parametrize("name", TEXTS)
def test_texts_read_as_agreed(name: str) -> None:
    assert TEXTS[name]() == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [60, 80, 98, 140])
def test_no_line_is_longer_than_asked_for(width: int) -> None:
    text = scorecard_text(samples.card(), width) + explanation_text(samples.explanation(), width)
    assert max(map(len, text.splitlines())) <= width


def test_colour_is_added_to_words_and_shapes_and_replaces_neither() -> None:
    plain, coloured = (scorecard_text(samples.card(), colour=colour) for colour in (False, True))
    assert "\x1b[" not in plain
    assert "\x1b[" in coloured
    assert all(each in coloured for each in ("● met", "▼ missed", "✖ bad", "✔ good"))


def test_text_of_others_cannot_drive_the_terminal_or_the_markup() -> None:
    first = samples.card().rows[0]
    odd = replace(first, measure=replace(first.measure, title="[red]x[/red]\x1b[2J\u202ey"))
    text = scorecard_text(replace(samples.card(), rows=[odd]), 140)
    assert "[red]x[/red]�[2J�y" in text


def test_nothing_slow_is_loaded() -> None:
    listed = "import sys, truegreen.reports.text, truegreen.reports.records; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", listed], capture_output=True, text=True, check=True).stdout.split()
    assert not {"duckdb", "ibis", "pyarrow", "numpy", "jinja2"} & set(loaded)
