"""Whatever stops a run, its store is what it was before, byte by byte."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.cli.calling import ran_starter
from truegreen.project.opened import open_project
from truegreen.project.run import run

NOW = datetime(2026, 1, 1)


def held(folder: Path) -> dict[str, bytes]:
    store = folder / ".truegreen"
    return {path.relative_to(store).as_posix(): path.read_bytes() for path in store.rglob("*") if path.is_file()}


@pytest.mark.parametrize("stops", [KeyboardInterrupt, MemoryError])
def test_a_run_that_is_stopped_leaves_its_store_as_it_was(tmp_path: Path, stops: type[BaseException]) -> None:
    folder = ran_starter(tmp_path / "project")
    data = folder / "data" / "cases.csv"
    lines = data.read_text("utf-8").splitlines(keepends=True)
    data.write_text("".join(line for line in lines if "03/2025" not in line), "utf-8")
    before = held(folder)
    for at in ("reading files", "writing feedback", "measuring case"):

        def progress(what: str, done: int, of: int, at: str = at) -> None:
            if what == at:
                raise stops

        with pytest.raises(stops):
            run(open_project(folder), NOW, progress)
        assert held(folder) == before
    assert run(open_project(folder), NOW)[0]
    assert held(folder) != before
