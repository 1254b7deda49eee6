"""Run the projects of this folder on the real records that are kept beside the repository, where they are."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from truegreen.model.scorecard import Explanation, Scorecard
from truegreen.project.looking import View, look, show_explanation, show_scorecard
from truegreen.project.opened import open_project
from truegreen.project.run import run

HERE = Path(__file__).parent
DATA = HERE.parents[1].parent / "shared" / "data"
NOW = datetime(2026, 1, 1)


@contextmanager
def ran(name: str, folder: Path) -> Iterator[View]:
    """Copy a project, point it at the records, run it and open the run."""
    if not DATA.exists():
        pytest.skip(f"the real records are not here: {DATA}")
    copy = folder / name
    if not copy.exists():
        shutil.copytree(HERE / name, copy)
        (copy / "data").symlink_to(DATA)
        made, findings = run(open_project(copy), NOW)
        assert made, findings
    with look(open_project(copy)) as view:
        assert view
        yield view


def card_of(view: View) -> Scorecard:
    """Give the scorecard of everything, over all periods."""
    return show_scorecard(view, next(iter(view.project.agreements.values())), None)


def explained(view: View, measure: str) -> Explanation:
    """Explain a measure over all periods."""
    return show_explanation(view, next(iter(view.project.agreements.values())), measure, None, {})


def panel_of(view: View, measure: str) -> Mapping[str, tuple[int, int]]:
    """Give (count, total) of a measure's alternatives, by variant."""
    return {
        each.variant: (each.reading.count, each.reading.total)
        for each in explained(view, measure).panel
        if each.reading
    }
