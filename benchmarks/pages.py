"""Pages of the workspace as twenty people ask for them at once: 200 agreements, 24 months of the example on the shelf.

The server runs as ``truegreen serve`` starts it, with its worker beside it; who asks is a process of its own, on the
same machine. Three things are told of each page: how long 95 of 100 requests wait on the wall at most, since people
wait on the wall; the CPU time that the server takes for one, since a busy machine distorts that least; and what a page
weighs as it is sent, with the styles and scripts that it asks for. All of it is measured twice: at rest, and while the
worker has the example run. ``TRUEGREEN_BENCH_FOLDER`` names a folder that keeps the example with its shelf from one
time to the next; making it takes some minutes.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from benchmarks.measuring import Result
from benchmarks.pages_asked import API, PEOPLE, serving
from benchmarks.pages_folder import AGREEMENTS, example

LIMIT, MOST = 0.150, 300_000
"""Seconds that 95 of 100 requests may take, and bytes that a page may weigh."""
VERB = (sys.executable, "-c", "from truegreen.cli import main; main()")
Measured: TypeAlias = Mapping[str, Mapping[str, float]]


def run(cases: int) -> list[Result]:
    """Ask for every page, twenty at a time; the number of cases makes no difference, since pages compute nothing."""
    with TemporaryDirectory() as made:
        folder = example(Path(made) / "acme", os.environ.get("TRUEGREEN_BENCH_FOLDER", ""))
        keys = _child("pages_folder", "prepare", str(folder), environment=_environment(folder))
        with _served(folder) as (port, server):
            rest = _measured("at rest", port, server, keys)
            _child("pages_folder", "run", str(folder), environment=_environment(folder))
            busy = _measured("beside a run", port, server, keys)
            still = _child("pages_folder", "still", str(folder), environment=_environment(folder))
    if still != "runs":
        raise RuntimeError(f"the run was to last as long as pages were asked for, but it {still}")
    heavy = max(_pages(rest), key=lambda place: rest[place]["bytes"])
    many = f"{PEOPLE} people at once, {AGREEMENTS} agreements"
    return [
        _slowest(f"pages, {many}", rest, _pages(rest)), _slowest(f"pages beside a run, {many}", busy, _pages(busy)),
        _slowest(f"what programs read, {many}", rest, rest.keys() - _pages(rest)),
        Result(f"pages: the heaviest, {heavy}", rest[heavy]["bytes"] / 1000, "the most", MOST / 1000, 1.0, unit="KB"),
    ]  # fmt: skip


def _pages(told: Measured) -> set[str]:
    return {place for place in told if not place.startswith(API)}


def _slowest(task: str, told: Measured, places: Collection[str]) -> Result:
    worst = max(places, key=lambda place: told[place]["p95"])
    waits = told[worst]["p95"]
    return Result(
        f"{task}: the slowest, {worst}, for 95 of 100", waits, "the longest", LIMIT, 1.0, unit="s on the clock"
    )


def _measured(when: str, port: int, server: int, keys: str) -> Measured:
    """Ask for every page and tell of each, the slowest last."""
    told: dict[str, dict[str, float]] = json.loads(
        _child("pages_asked", str(port), ",".join(map(str, serving(server))), keys)
    )
    for place, each in sorted(told.items(), key=lambda one: one[1]["p95"]):
        print(f"{when}, {place}: {each['p95'] * 1000:.0f} ms for 95 of 100, {each['cpu'] * 1000:.1f} CPU-ms, "
              f"{each['bytes'] / 1000:.0f} KB")  # fmt: skip
    print(f"{when}: {os.getloadavg()[0]:.1f} processes wanted to run, on {os.cpu_count()} cores")
    return told


@contextmanager
def _served(folder: Path) -> Iterator[tuple[int, int]]:
    """Serve a folder as in earnest, and give the port and the process."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = int(held.getsockname()[1])
    log = (folder / "served.log").open("w")
    server = subprocess.Popen(
        [*VERB, "serve", str(folder), "--port", str(port)], env=_environment(folder), stdout=log, stderr=log
    )
    try:
        _wait(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(60)


def _child(module: str, *said: str, environment: dict[str, str] | None = None) -> str:
    """Do something in a process of its own, and give the last line that it prints."""
    line = [sys.executable, "-m", f"benchmarks.{module}", *said]
    done = subprocess.run(line, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    return (done.stdout.splitlines() or [""])[-1]


def _environment(folder: Path) -> dict[str, Any]:
    return {
        **os.environ, "TRUEGREEN_FOLDER": str(folder), "DJANGO_SETTINGS_MODULE": "truegreen.web.settings",
        "TRUEGREEN_SECOND_FACTOR": "off",
    }  # fmt: skip


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError("the server does not answer")
