"""The journal survives what happens to machines: a process killed as it writes, and a disk that is full."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from threading import Thread

import pytest
from django.db import connections

from tests.cli.calling import process
from tests.docs.blocks import HOME
from tests.web.visiting import at, visitor
from truegreen.web.acts.journal import all_entries, verified
from truegreen.web.models import EntryRow, Head

pytestmark = pytest.mark.slow
MANY = 1000
PAUSES = (5, 41, 23, 8, 57, 13, 30)
"""After how many entries a process is killed, one after the other."""


@contextmanager
def writer(folder: Path, name: str, words: int = 20, **limits: object) -> Iterator[subprocess.Popen[str]]:
    """Have a process write entries, until it has written many or is killed."""
    more = {f"TRUEGREEN_TEST_{name.upper()}": str(limit) for name, limit in limits.items()}
    command = [sys.executable, "-m", "tests.web.writing", name, str(MANY if words < 100 else 400), str(words)]
    with subprocess.Popen(
        command, cwd=HOME, env={**os.environ, "TRUEGREEN_FOLDER": str(folder), **more}, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    ) as running:  # fmt: skip
        try:
            yield running
        finally:
            running.kill()


def said(running: subprocess.Popen[str]) -> Iterator[list[str]]:
    """Give what a process says, as long as it lives; a last line that was cut is none."""
    for line in running.stdout or ():
        if line.endswith("\n"):
            yield line.split()


def writes_and_is_killed(folder: Path, name: str, told: dict[int, str]) -> None:
    """Write, be killed, begin again, until there are enough entries of both; keep what was said to be written."""
    for pause in cycle(PAUSES):
        with writer(folder, name) as running:
            lines = said(running)
            told.update((int(line[1]), line[2]) for line in islice(lines, pause))
            running.kill()
            told.update((int(line[1]), line[2]) for line in lines)
        if len(told) >= MANY:
            return


def test_a_thousand_writes_of_two_processes_that_are_killed_again_and_again(workspace: Path) -> None:
    connections.close_all()
    told: dict[int, str] = {}
    both = [Thread(target=writes_and_is_killed, args=(workspace, name, told)) for name in ("left", "right")]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert verified() == []
    kept = {each.number: each for each in all_entries()}
    assert list(kept) == [*range(1, Head.objects.get().number + 1)]
    assert {number: kept[number].digest for number in told} == told
    assert {each.event.actor for each in kept.values()} == {"left", "right"}


def filled(folder: Path, **limits: object) -> tuple[int, int]:
    """Write until there is no room; say how many entries were written, and how many refused."""
    connections.close_all()
    with writer(folder, "left", 2000, **limits) as running:
        words = [line[0] for line in said(running)]
        assert running.wait() == 0
    return words.count("written"), words.count("refused")


def holds(written: int) -> None:
    """See to it that what was written stands whole, can be read, and nothing half is there."""
    assert verified() == []
    assert EntryRow.objects.count() == Head.objects.get().number == written
    assert visitor("auditor").get(at("journal")).status_code == 200


@pytest.mark.parametrize("limit", ["size", "pages"])
def test_where_there_is_no_more_room_an_entry_is_refused_as_a_whole_and_reading_goes_on(
    limit: str, workspace: Path
) -> None:  # fmt: skip
    size = (workspace / "workspace" / "workspace.sqlite3").stat().st_size + 600_000
    written, refused = filled(workspace, **{limit: size if limit == "size" else size // 4096})
    assert written > 10
    assert refused > 10
    holds(written)


def test_a_disk_that_is_full_is_survived_and_goes_on_when_there_is_room(workspace: Path, tmp_path: Path) -> None:
    disk, folder = tmp_path / "disk", tmp_path / "project"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], check=False, capture_output=True)
    if mounted.returncode:
        pytest.skip("only root may mount a disk to fill; files and pages are limited in the test before")
    try:
        connections.close_all()
        shutil.copytree(workspace, folder, ignore=shutil.ignore_patterns("workspace", "kept.sqlite3", ".truegreen"))
        shutil.copytree(workspace / "workspace", disk / "workspace")
        (folder / "workspace").symlink_to(disk / "workspace")
        written, refused = filled(folder)
        assert written > 10
        assert refused > 10
        subprocess.run(["mount", "-o", "remount,size=40m", disk], check=True)
        more, none = filled(folder)
        assert (more, none) == (400, 0)
        proof = process("workspace", "verify", folder)
        assert proof.stdout.startswith(f"The journal holds: {written + more:,} entries")
    finally:
        subprocess.run(["umount", disk], check=True)
