"""A run beside the pages: apart from them, told of as it goes, and ended without harm to the run before."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import starter
from truegreen.readings.latest import latest

pytestmark = pytest.mark.slow
PREPARE = "import django; django.setup(); from truegreen.web.upkeep.starting import prepare; prepare()"
ASK = "import django; django.setup(); from truegreen.web.work.queue import ask; ask({kind!r}, 'p-owner')"


def of(folder: Path) -> dict[str, str]:
    return {**os.environ, "TRUEGREEN_FOLDER": str(folder), "DJANGO_SETTINGS_MODULE": "truegreen.web.settings"}


def python(folder: Path, code: str) -> None:
    subprocess.run([sys.executable, "-c", code], env=of(folder), check=True)


@contextmanager
def working(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "truegreen.web.work.working"]
    with subprocess.Popen(command, env=of(folder), stdin=subprocess.PIPE) as worker:
        try:
            yield worker
        finally:
            worker.kill()


def jobs(folder: Path, kind: str = "run") -> list[dict[str, Any]]:
    with closing(sqlite3.connect(folder / "workspace" / "workspace.sqlite3", timeout=20)) as found:
        found.row_factory = sqlite3.Row
        return [dict(each) for each in found.execute("SELECT * FROM web_job WHERE kind = ?", [kind])]


def until(is_so: Callable[[], Any], seconds: float = 240) -> None:
    ends = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < ends, "it took too long"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = starter(tmp_path_factory.mktemp("runs") / "project")
    python(folder, PREPARE)
    return folder


def test_a_run_is_done_apart_shown_and_written_down_once(project: Path) -> None:
    python(project, ASK.format(kind="run") + "; ask('run', 'p-owner')")
    with working(project):
        until(lambda: all(each["ended_at"] for each in jobs(project)))
    first, second = (json.loads(each["result"]) for each in jobs(project))
    assert first == {"run": latest(project / ".truegreen"), "fresh": True}
    assert second == {**first, "fresh": False}
    assert (project / ".truegreen" / "shown" / "latest").exists()
    with closing(sqlite3.connect(project / "workspace" / "workspace.sqlite3")) as found:
        told = found.execute("SELECT actor, name, about FROM web_entryrow").fetchall()
    assert told == [("p-owner", "truegreen.run.made", f"run:{first['run']}")]


def test_a_project_with_errors_is_not_run_and_its_first_error_is_told(project: Path) -> None:
    text = project / "agreements" / "care.yml"
    sound, before = text.read_text("utf-8"), latest(project / ".truegreen")
    text.write_text(sound.replace("on_time.by_target", "on_time"), "utf-8")
    try:
        python(project, ASK.format(kind="run"))
        with working(project):
            until(lambda: all(each["ended_at"] for each in jobs(project)))
    finally:
        text.write_text(sound, "utf-8")
    wrong = jobs(project)[-1]
    assert "agreements/care.yml:" in wrong["problem"]
    assert (wrong["tries"], latest(project / ".truegreen")) == (1, before)


def test_what_is_quick_does_not_wait_for_a_run(project: Path) -> None:
    text = project / "agreements" / "care.yml"
    text.write_text(f"{text.read_text('utf-8')}\n# another\n", "utf-8")
    python(project, ASK.format(kind="run"))
    with working(project):
        until(lambda: jobs(project)[-1]["taken_at"])
        python(project, ASK.format(kind="time") + "; ask('send', 'p', {'notice': 0})")
        until(lambda: jobs(project, "send")[-1]["ended_at"])
        until(lambda: jobs(project)[-1]["ended_at"])
    assert jobs(project, "send")[-1]["ended_at"] < jobs(project)[-1]["ended_at"]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_worker_that_ends_leaves_the_run_before_and_the_job_to_the_next_one(how: int, project: Path) -> None:
    before = latest(project / ".truegreen")
    text = project / "agreements" / "care.yml"
    text.write_text(f"{text.read_text('utf-8')}\n# {how}\n", "utf-8")
    python(project, ASK.format(kind="run"))
    with working(project) as worker:
        until(lambda: jobs(project)[-1]["taken_at"])
        child = until_child(worker.pid)
        os.kill(worker.pid, how)
        worker.wait(30)
    until(lambda: not Path(f"/proc/{child}").exists(), 20)
    assert latest(project / ".truegreen") == before
    assert not jobs(project)[-1]["ended_at"]
    with closing(sqlite3.connect(project / "workspace" / "workspace.sqlite3", timeout=20)) as found:
        found.execute("UPDATE web_job SET leased_until = NULL WHERE ended_at IS NULL")
        found.commit()
    with working(project):
        until(lambda: jobs(project)[-1]["ended_at"])
    assert latest(project / ".truegreen") != before
    assert jobs(project)[-1]["tries"] == (2 if how == signal.SIGKILL else 1)


def until_child(of_worker: int) -> int:
    """Wait until a worker has begun the process that does the job, and give its number."""
    found: list[int] = []

    def begun() -> bool:
        listed = [path.read_text("ascii") for path in Path(f"/proc/{of_worker}/task").glob("*/children")]
        found[:] = [int(each) for each in " ".join(listed).split()]
        return bool(found)

    until(begun, 30)
    return found[0]
