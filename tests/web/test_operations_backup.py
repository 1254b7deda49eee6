"""Backups that come back whole, a journal that proves itself on the command line, and refusals that change nothing."""

from __future__ import annotations

import json
import shutil
import sqlite3
import stat
import subprocess
import tarfile
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from threading import Event, Thread

import pytest
from django.db import connection, connections

from tests.cli.calling import process
from tests.web.test_journal import written
from tests.web.test_matters import raised
from tests.web.visiting import visitor
from truegreen.web.acts.journal import all_entries, verified
from truegreen.web.upkeep.backing_up import back_up
from truegreen.web.work.doing import Doing, kinds

NOW = datetime(2026, 1, 5, tzinfo=UTC)


def workspace_verb(*words: object) -> subprocess.CompletedProcess[str]:
    connections.close_all()
    return process("workspace", *words)


def told(*words: object) -> dict[str, object]:
    said = workspace_verb(*words, "--json")
    assert said.returncode == 0, said.stderr + said.stdout
    found: dict[str, object] = json.loads(said.stdout)
    return found


@pytest.mark.slow
def test_a_backup_comes_back_as_it_was_here_and_elsewhere(workspace: Path, tmp_path: Path) -> None:
    place = raised()
    (workspace / "workspace" / "replaced").mkdir(exist_ok=True)
    (workspace / "workspace" / "replaced" / "old.csv").write_text("a,b\n", "utf-8")
    file = tmp_path / "kept.tar.gz"
    made = told("backup", workspace, file)
    assert (made["database"], made["has_key"], made["findings"]) == ("sqlite", False, [])
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = list(all_entries())
    written(3)
    told("restore", workspace, file, "--replace")
    assert list(all_entries()) == before
    assert verified() == []
    assert "Damage claims lie" in visitor("provider-lead").get(place).content.decode()
    aside = list((workspace / "workspace").glob("workspace.sqlite3.before-*"))
    with closing(sqlite3.connect(aside[0])) as kept:
        assert kept.execute("SELECT count(*) FROM web_entryrow").fetchone() == (4,)
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(workspace, elsewhere, ignore=shutil.ignore_patterns("workspace"))
    said = workspace_verb("restore", elsewhere, file)
    assert said.returncode == 0
    assert "Put secret.key back" in said.stdout
    assert (elsewhere / "workspace" / "replaced" / "old.csv").read_text("utf-8") == "a,b\n"
    assert told("verify", elsewhere)["number"] == 1
    for each in aside:
        each.unlink()


def test_a_backup_is_of_one_moment_while_others_write(workspace: Path, tmp_path: Path) -> None:
    stop = Event()

    def writes() -> None:
        while not stop.is_set():
            written(1)
        connections.close_all()

    written(50)
    writer = Thread(target=writes)
    writer.start()
    try:
        back_up(workspace, tmp_path / "kept.tar.gz", NOW)
    finally:
        stop.set()
        writer.join()
    with tarfile.open(tmp_path / "kept.tar.gz") as packed:
        names = packed.getnames()
        packed.extract("workspace.sqlite3", tmp_path, filter="data")
    assert "secret.key" not in names
    with closing(sqlite3.connect(tmp_path / "workspace.sqlite3")) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        head, rows = "SELECT number FROM web_head", "SELECT count(*) FROM web_entryrow"
        assert copy.execute(head).fetchone() == copy.execute(rows).fetchone()


def test_the_key_goes_in_only_where_it_is_asked_for(workspace: Path, tmp_path: Path) -> None:
    key = (workspace / "workspace" / "secret.key").read_bytes()
    for asked in (False, True):
        made = back_up(workspace, tmp_path / "kept.tar.gz", NOW, with_key=asked)
        with tarfile.open(made.file) as packed:
            contents = [packed.extractfile(each).read() for each in packed if each.isfile()]  # type: ignore[union-attr]
        assert (made.has_key, key in contents) == (asked, asked)


def test_the_worker_makes_one_a_day_and_keeps_a_week(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setenv("TRUEGREEN_BACKUPS", str(tmp_path / "kept"))
    (tmp_path / "kept").mkdir()
    for day in range(1, 9):
        (tmp_path / "kept" / f"workspace-2025010{day}T000000Z.tar.gz").write_text("old", "utf-8")
    made = kinds()["backup"].do(Doing({}, "clock", lambda what, done, of: None))
    left = sorted(each.name for each in (tmp_path / "kept").iterdir())
    assert len(left) == 7
    assert left[-1] == made["backup"]
    assert left[0] == "workspace-20250103T000000Z.tar.gz"


def packed_as(file: Path, **files: bytes) -> Path:
    with tarfile.open(file, "w:gz") as into:
        for name, content in files.items():
            each = tarfile.TarInfo(name)
            each.size = len(content)
            into.addfile(each, BytesIO(content))
    return file


LABEL = b'{"database": "sqlite", "made_at": "2026-01-05"}'


@pytest.mark.slow
@pytest.mark.parametrize(("files", "says"), [
    ({}, "is no backup, or not whole"),
    ({"backup.json": LABEL}, "no database is in it"),
    ({"backup.json": LABEL, "workspace.sqlite3": b"SQLite format 3\0 but not"}, "cannot be read"),
    ({"backup.json": LABEL, "../../outside": b"x"}, "it holds '../../outside'"),
    ({"backup.json": LABEL, "/outside": b"x"}, "it holds '/outside'"),
    ({"backup.json": b'{"database": "postgresql"}', "workspace.sql": b""}, "The backup is of postgresql"),
])  # fmt: skip
def test_what_is_no_backup_changes_nothing(files: dict[str, bytes], says: str, workspace: Path, tmp_path: Path) -> None:
    written(2)
    said = workspace_verb("restore", workspace, packed_as(tmp_path / "bad.tar.gz", **files), "--replace")
    assert said.returncode == 1
    assert says in said.stderr
    assert len(list(all_entries())) == 2
    assert not (workspace / "workspace" / "restoring").exists()
    assert not [*tmp_path.rglob("outside")]


def test_a_workspace_that_is_there_is_not_replaced_unasked(workspace: Path, tmp_path: Path) -> None:
    written(1)
    back_up(workspace, tmp_path / "kept.tar.gz", NOW)
    said = workspace_verb("restore", workspace, tmp_path / "kept.tar.gz")
    assert said.returncode == 1
    assert "--replace puts it aside" in said.stderr


@pytest.mark.parametrize("verb", ["backup", "verify"])
def test_where_there_is_no_workspace_none_is_made(verb: str, tmp_path: Path) -> None:
    words = (verb, tmp_path, *([tmp_path / "kept.tar.gz"] if verb == "backup" else []))
    said = workspace_verb(*words)
    assert said.returncode == 1
    assert "There is no workspace in" in said.stderr
    assert [*tmp_path.iterdir()] == []


@pytest.mark.slow
def test_the_journal_is_proven_and_what_was_altered_is_found(workspace: Path, tmp_path: Path) -> None:
    written(3)
    anchor = tmp_path / "anchor.json"
    said = workspace_verb("verify", workspace, "--anchor", anchor)
    assert said.returncode == 0
    assert said.stdout.startswith("The journal holds: 3 entries, the last one ")
    assert json.loads(anchor.read_text("utf-8"))["number"] == 3
    written(1)
    assert told("verify", workspace, "--anchor", anchor)["number"] == 4
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER journal_no_UPDATE")
        cursor.execute("UPDATE web_entryrow SET says = 'Otherwise.' WHERE number = 2")
    said = workspace_verb("verify", workspace, "--json")
    assert said.returncode == 1
    found = json.loads(said.stdout)
    assert (found["holds"], [each["id"] for each in found["findings"]]) == (False, ["journal-is-broken"])


@pytest.mark.slow
def test_a_journal_written_anew_does_not_hold_against_what_was_kept_elsewhere(workspace: Path, tmp_path: Path) -> None:
    anchor = tmp_path / "anchor.json"
    anchor.write_text(json.dumps({"number": 2, "digest": "0" * 64}), "utf-8")
    written(3)
    said = workspace_verb("verify", workspace, "--anchor", anchor)
    assert said.returncode == 1
    assert "Entry 2 is not the one that was kept elsewhere." in said.stderr
    anchor.write_text("something else", "utf-8")
    said = workspace_verb("verify", workspace, "--anchor", anchor)
    assert said.returncode == 1
    assert "holds no anchor" in said.stderr


@pytest.mark.slow
def test_a_database_that_cannot_be_read_is_said(workspace: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE web_head")
    said = workspace_verb("verify", workspace)
    assert said.returncode == 1
    assert "the database cannot be read" in said.stderr
    assert "Traceback" not in said.stderr
