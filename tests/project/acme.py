"""The example as a project with a run, for the tests of what early warning and its neighbours say of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from truegreen.model.agreement import Versions
from truegreen.project.looking import View, look
from truegreen.project.opened import open_project
from truegreen.project.run import run
from truegreen.world.make import make

EXAMPLE = Path(__file__).parents[2] / "examples" / "acme"
NOW = datetime(2026, 1, 2)


@contextmanager
def opened(folder: Path) -> Iterator[tuple[View, Versions]]:
    with look(open_project(folder)) as view:
        assert view
        (versions,) = view.project.agreements.values()
        yield view, versions


def example(folder: Path, *, nothing: bool = False, change: Callable[[Path], None] = lambda folder: None) -> Path:
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("data", "truth", ".truegreen"))
    make(folder, seed=7, nothing_planted=nothing)
    change(folder)
    made, findings = run(open_project(folder), NOW)
    assert made, findings
    return folder
