"""Back the workspace up into one file: the database as it stood at one moment, and what lies beside it.

The workspace's key is left out, since whoever has both could read second factors and sign as the workspace; it is kept
elsewhere. Nothing here needs Django: SQLite is copied by its own online backup, PostgreSQL by its own programs.
"""

from __future__ import annotations

import json
import os
import sqlite3
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from truegreen import __version__
from truegreen.facts.months import Progress
from truegreen.web.upkeep.dumping import BackupError, dump

WORKSPACE: Final = "workspace"
KEY: Final = "secret.key"
SQLITE: Final = "workspace.sqlite3"
SQL: Final = "workspace.sql"
LABEL: Final = "backup.json"
LEFT_OUT: Final = ("static", "backups", "restoring")
"""Folders that are made again."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made or put back.

    Attributes:
        file: where it lies.
        label: what it says of itself: when, by which version, of which database.
        files: how many files it holds besides the database.
        has_key: whether the workspace's key is in it.
    """

    file: Path
    label: Mapping[str, Any]
    files: int
    has_key: bool


def back_up(
    folder: Path, file: Path, now: datetime, url: str = "", *, with_key: bool = False,
    progress: Progress = lambda what, done, of: None,
) -> Backup:  # fmt: skip
    """Write a backup; the file is there whole or not at all, and only its owner may read it.

    Args:
        folder: the project's.
        file: where to; one that is there is replaced.
        now: the time it is, UTC.
        url: of PostgreSQL, where the database is not SQLite in the folder.
        with_key: whether the workspace's key goes in too.
        progress: told how far it is.

    Raises:
        BackupError: there is no workspace, or its database cannot be copied.
        OSError: the file cannot be written.
    """
    label = {"truegreen": __version__, "made_at": now.isoformat(), "database": "postgresql" if url else "sqlite"}
    with TemporaryDirectory(dir=file.parent, prefix=".backup-") as room:
        copied = Path(room) / (SQL if url else SQLITE)
        if url:
            dump(url, copied)
        else:
            _copy(folder / WORKSPACE / SQLITE, copied, progress)
        (Path(room) / LABEL).write_text(json.dumps(label), "utf-8")
        beside = list(_beside(folder / WORKSPACE, with_key=with_key))
        packed = Path(room) / "packed"
        with os.fdopen(os.open(packed, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as out, tarfile.open(
            fileobj=out, mode="w:gz", compresslevel=5
        ) as into:  # fmt: skip
            for path, name in ((Path(room) / LABEL, LABEL), (copied, copied.name), *beside):
                into.add(path, name, recursive=False)
        packed.replace(file)
    return Backup(file, label, len(beside), has_key=any(name == KEY for _, name in beside))


def _copy(place: Path, to: Path, progress: Progress) -> None:
    """Copy a database that others may be writing to, as it stood at one moment."""
    if not place.exists():
        raise BackupError(f"There is no workspace in {place.parents[1]}; `truegreen serve` begins one.")
    with _opened(place) as source, closing(sqlite3.connect(to)) as target:
        source.backup(
            target, pages=2000, progress=lambda _, left, of: progress("copying pages", of - left, of), sleep=0.01
        )
    check(to)


def check(place: Path) -> None:
    """See to it that a database of SQLite is sound.

    Raises:
        BackupError: it is not.
    """
    with _opened(place) as found:
        said = found.execute("PRAGMA quick_check(1)").fetchone()[0]
    if said != "ok":
        raise BackupError(f"The database is damaged: {said}.")


@contextmanager
def _opened(place: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(f"{place.resolve().as_uri()}?mode=rw", uri=True, timeout=20)) as found:
            yield found
    except sqlite3.Error as wrong:
        raise BackupError(f"{place} cannot be read: {wrong}.") from wrong


def _beside(workspace: Path, *, with_key: bool) -> Iterator[tuple[Path, str]]:
    """Give what lies beside the database and is not made again, with its name in the backup."""
    for path in sorted(workspace.rglob("*")) if workspace.is_dir() else ():
        name = path.relative_to(workspace)
        is_ours = name.parts[0] not in LEFT_OUT and not name.name.startswith((SQLITE, ".backup-"))
        if path.is_file() and not path.is_symlink() and is_ours and (with_key or name.as_posix() != KEY):
            yield path, name.as_posix()
