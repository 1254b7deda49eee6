"""``truegreen serve``: one command, one group of processes; what ends by itself comes back, and all end together."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.cli.calling import process, starter

SERVES = "from truegreen.cli import main; main()"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def serving(folder: Path, port: int, *more: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", SERVES, "serve", str(folder), "--port", str(port), *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        try:
            yield server
        finally:
            server.kill()


def answers(port: int, path: str = "/health", seconds: float = 60) -> int:
    """Ask until there is an answer, and give its status."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            time.sleep(0.2)
        finally:
            connection.close()
    return 0


def children(of: int) -> dict[int, str]:
    """Give the processes that one has begun, with what they run."""
    listed = Path(f"/proc/{of}/task/{of}/children").read_text("ascii").split()
    return {int(each): Path(f"/proc/{each}/cmdline").read_text("utf-8").replace("\0", " ") for each in listed}


def the_worker(of: int) -> int:
    return next((number for number, runs in children(of).items() if "truegreen.web.work.working" in runs), 0)


def gone(numbers: list[int], seconds: float = 40) -> bool:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends and any(map(_lives, numbers)):
        time.sleep(0.1)
    return not any(map(_lives, numbers))


def _lives(number: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{number}/stat").read_text("utf-8")
    except OSError:
        return False


@pytest.mark.slow
def test_one_command_begins_all_and_ends_all(tmp_path: Path) -> None:
    folder, port = starter(tmp_path / "project"), free_port()
    with serving(folder, port) as server:
        assert answers(port, "/") == 302
        worker = the_worker(server.pid)
        os.kill(worker, signal.SIGKILL)
        again = worker
        while again in (0, worker):
            time.sleep(0.2)
            again = the_worker(server.pid)
        begun = [*children(server.pid)]
        server.send_signal(signal.SIGINT)
        said, errors = server.communicate(timeout=60)
    assert server.returncode == 0
    assert gone(begun)
    assert re.search(r"Choose the owner's password here, once:\nhttp://127\.0\.0\.1:\d+/welcome/", said)
    told = [json.loads(line)["says"] for line in errors.splitlines()]
    assert "the worker ended with -9; it is started again" in told
    assert any(each.startswith("Listening at: http://127.0.0.1:") for each in told)


@pytest.mark.slow
def test_nothing_is_left_where_the_command_itself_is_killed(tmp_path: Path) -> None:
    folder, port = starter(tmp_path / "project"), free_port()
    with serving(folder, port) as server:
        assert answers(port, "/") == 302
        begun = [*children(server.pid)]
        server.kill()
        server.communicate()
    assert len(begun) == 2
    assert gone(begun)


@pytest.mark.slow
@pytest.mark.parametrize(("part", "is_served"), [("--web-only", True), ("--worker-only", False)])
def test_each_part_runs_alone(part: str, is_served: bool, tmp_path: Path) -> None:
    folder, port = starter(tmp_path / "project"), free_port()
    with serving(folder, port, part) as server:
        if is_served:
            assert answers(port, "/") == 302
        else:
            assert server.stdout
            assert "The worker of" in server.stdout.readline()
            time.sleep(3)
            assert answers(port, "/", 1) == 0
        assert not the_worker(server.pid)
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=60)
    assert server.returncode == 0


@pytest.mark.slow
def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        said = process("serve", starter(tmp_path / "project"), "--port", taken.getsockname()[1])
    assert said.returncode == 1
    assert "Address already in use; choose another with --port." in said.stderr


def test_what_is_no_project_is_not_served_and_stays_as_it_is(tmp_path: Path) -> None:
    said = process("serve", tmp_path)
    assert said.returncode == 1
    assert "has no truegreen.toml" in said.stderr
    assert [*tmp_path.iterdir()] == []


def test_without_its_packages_it_says_which_to_install(tmp_path: Path) -> None:
    hides = (
        "import sys, importlib.util as u; sees = u.find_spec\n"
        "u.find_spec = lambda name, *more: None if name in ('django', 'granian') else sees(name, *more)\n"
        "from truegreen.cli import main; main()"
    )
    said = subprocess.run(
        [sys.executable, "-c", hides, "serve", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert said.returncode == 1
    assert "not installed (django, granian): pip install 'truegreen[web]'." in said.stderr
