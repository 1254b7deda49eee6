"""Ctrl-C while a run is made: a real process, a real signal; what was there before is there, byte by byte."""

from __future__ import annotations

import hashlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.cli.calling import starter
from tests.clocks.engines import OnPostgres, postgres
from truegreen.engine.duck import Duck
from truegreen.readings.runs import latest_cells
from truegreen.world.make import make

pytestmark = pytest.mark.slow
ACME = Path(__file__).parents[2] / "examples" / "acme"
PATIENCE = 120.0
LISTENS = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
"""Also where whoever runs the tests has the key ignored."""
TRUEGREEN = (sys.executable, "-c", f"{LISTENS}; from truegreen.cli import main; main()")


@pytest.fixture(scope="module")
def worlds() -> Iterator[tuple[Path, Path]]:
    """Make a small world, run it, then change its records; and the same, run again undisturbed."""
    with TemporaryDirectory() as room:
        before, after = Path(room) / "before", Path(room) / "after"
        shutil.copytree(ACME, before)
        make(before, cases=1_000)
        assert made(before)["fresh"]
        make(before, cases=1_000, seed=11)
        shutil.copytree(before, after)
        assert made(after)["fresh"]
        yield before, after


@pytest.fixture(scope="module")
def starters() -> Iterator[tuple[Path, Path]]:
    """The same of the starter project, whose records lose a month."""
    with TemporaryDirectory() as room:
        before, after = starter(Path(room) / "before"), Path(room) / "after"
        assert made(before)["fresh"]
        data = before / "data" / "cases.csv"
        lines = data.read_text("utf-8").splitlines(keepends=True)
        data.write_text("".join(line for line in lines if "03/2025" not in line), "utf-8")
        shutil.copytree(before, after)
        assert made(after)["fresh"]
        yield before, after


def made(folder: Path, *words: str) -> dict[str, object]:
    done = subprocess.run([*TRUEGREEN, "run", str(folder), "--json", *words], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def address(server: OnPostgres) -> str:
    return f"postgresql://truegreen@/postgres?host={server.connection.info.host}&facts=kept"


def held(folder: Path) -> dict[str, str]:
    """Give every file of a project with its digest."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def built(folder: Path) -> dict[str, object]:
    """Give the cells of the latest run and the clocks, row by row, whatever their files are called."""
    store = folder / ".truegreen"
    files = latest_cells(store).files
    paths = {f"{key} {kind}": store / name for key, each in files.items()
             for kind, name in (("cells", each.file), ("spread", each.spreads)) if name}  # fmt: skip
    paths |= {path.parent.name: path for path in (store / "clocks").rglob("*.parquet")}
    with closing(Duck()) as duck:
        left_out = {key: "" if "cells" in key or "spread" in key else "EXCLUDE (ingested_at)" for key in paths}
        return {key: duck.rows(f"SELECT * {left_out[key]} FROM read_parquet('{path}') ORDER BY ALL")
                for key, path in paths.items()}  # fmt: skip


def cancelled(folder: Path, during: str, *words: str, waits: float = 0.0, presses: int = 1) -> tuple[int, str]:
    """Run a project on a terminal, press Ctrl-C once a line says so, and give how it ended and what it said."""
    ours, theirs = os.openpty()
    child = subprocess.Popen(
        [*TRUEGREEN, "run", str(folder), *words],
        stdout=subprocess.PIPE,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    said, until = read_until(ours, during), time.monotonic() + PATIENCE
    assert during in said, said
    time.sleep(waits)
    for _ in range(presses):
        child.send_signal(signal.SIGINT)
    said += read_until(ours, None)
    os.close(ours)
    assert child.stdout is not None
    with child.stdout:
        assert child.stdout.read() == b""
    code = child.wait(timeout=max(until - time.monotonic(), 1))
    return code, said.rpartition("\r")[2].strip() or said.rpartition("\r\n")[0].rpartition("\r")[2]


def read_until(terminal: int, word: str | None) -> str:
    """Read what a terminal shows until a word, or to its end."""
    said, until = "", time.monotonic() + PATIENCE
    while time.monotonic() < until and (word is None or word not in said):
        if select.select([terminal], [], [], 1.0)[0]:
            try:
                said += os.read(terminal, 65536).decode("utf-8", "replace")
            except OSError:  # its other end is closed
                break
    return said


def goes_on(before: Path, after: Path, room: Path, during: str, presses: int) -> None:
    """Cancel a run, see that nothing is left of it, and that the next one makes what an undisturbed one made."""
    folder = Path(shutil.copytree(before, room / "project"))
    mark = (folder / ".truegreen" / "latest").read_text("utf-8")
    found = held(folder)
    code, said = cancelled(folder, during, presses=presses)
    assert (code, said) == (130, f"Cancelled: run {mark} is still the latest, and nothing is left of this one.")
    assert held(folder) == found
    assert made(folder)["run"] == (after / ".truegreen" / "latest").read_text("utf-8") != mark
    assert built(folder) == built(after)


@pytest.mark.parametrize(
    ("during", "presses"), [("writing case_event:", 1), ("running clocks of cases:", 3), ("measuring interaction:", 2)]
)
def test_what_was_there_before_is_there_and_the_next_run_ends_it(
    worlds: tuple[Path, Path], tmp_path: Path, during: str, presses: int
) -> None:
    goes_on(*worlds, tmp_path, during, presses)


@pytest.mark.parametrize("during", ["reading files: 0", "writing case:", "measuring feedback:", "measuring case:"])
def test_so_it_is_of_a_small_project(starters: tuple[Path, Path], tmp_path: Path, during: str) -> None:
    goes_on(*starters, tmp_path, during, 1)


def test_a_first_run_leaves_nothing(starters: tuple[Path, Path], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(starters[0], tmp_path / "project", ignore=shutil.ignore_patterns(".truegreen")))
    found = held(folder)
    code, said = cancelled(folder, "measuring case:")
    assert (code, said) == (130, "Cancelled: there is no run yet, and nothing is left of this one.")
    assert held(folder) == found
    assert not (folder / ".truegreen" / "runs").exists()
    assert made(folder)["fresh"]
    assert built(folder) == built(starters[1])


def test_a_query_on_postgresql_is_cancelled_there(starters: tuple[Path, Path], tmp_path: Path) -> None:
    """A table that somebody locks makes its query wait until it is cancelled; then nobody waits any more."""
    before, after = starters
    with postgres() as server:
        assert isinstance(server, OnPostgres)
        brought = Path(shutil.copytree(after, tmp_path / "brought", ignore=shutil.ignore_patterns(".truegreen")))
        made(brought, "--engine", address(server))
        tables = [name for (name,) in server.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'kept'")]
        assert tables
        folder = Path(shutil.copytree(before, tmp_path / "project"))
        found = held(folder)
        with server.connection.transaction():
            for name in tables:
                server.connection.execute(f'LOCK TABLE kept."{name}" IN ACCESS EXCLUSIVE MODE')
            code, said = cancelled(folder, "measuring feedback:", "--engine", address(server), waits=2.0)
            assert code == 130
            assert said.startswith("Cancelled: run ")
            others = ("SELECT count(*) FROM pg_stat_activity "
                      "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")  # fmt: skip
            assert server.rows(others) == [(0,)]
        left = held(folder)
        del left[".truegreen/brought.json"]  # what the server has by now stays there, for the next run
        assert left == found
        made(folder, "--engine", address(server))
        assert built(folder) == built(after)
