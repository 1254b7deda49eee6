"""Put a backup back: checked before anything is changed, and what was there before stays beside it."""

from __future__ import annotations

import json
import os
import shutil
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from truegreen.web.upkeep.backing_up import KEY, LABEL, SQL, SQLITE, WORKSPACE, Backup, check
from truegreen.web.upkeep.dumping import BackupError, load


def put_back(folder: Path, file: Path, now: datetime, url: str = "", *, replaces: bool = False) -> Backup:
    """Put a backup back; nothing is changed where it is not whole.

    Args:
        folder: the project's; the server is stopped.
        file: the backup.
        now: the time it is, by which what was there before is called.
        url: of PostgreSQL, where the backup is of such a database.
        replaces: whether a database that is there may be replaced; SQLite's stays beside it.

    Raises:
        BackupError: it is no backup, not whole, of another kind of database, or something is there already.
    """
    room, place = folder / WORKSPACE / "restoring", folder / WORKSPACE / SQLITE
    if not url and place.exists() and not replaces:
        raise BackupError(f"{place} is there already; --replace puts it aside and the backup in its place.")
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir(parents=True)
    try:
        label = _unpacked(file, room)
        if (label["database"] == "postgresql") != bool(url):
            raise BackupError(
                f"The backup is of {label['database']}; set TRUEGREEN_DATABASE to such a database, or unset it."
            )
        if url:
            load(url, room / SQL)
        else:
            check(room / SQLITE)
            _put_aside(place, f"before-{now:%Y%m%dT%H%M%S}")
        names = [path.relative_to(room) for path in sorted(room.rglob("*")) if path.is_file()]
        kept = [each for each in names if each.as_posix() not in (LABEL, SQL)]
        for each in kept:
            (folder / WORKSPACE / each).parent.mkdir(parents=True, exist_ok=True)
            (room / each).replace(folder / WORKSPACE / each)
    finally:
        shutil.rmtree(room, ignore_errors=True)
    return Backup(file, label, len([each for each in kept if each.name != SQLITE]), has_key=Path(KEY) in kept)


def _unpacked(file: Path, room: Path) -> Mapping[str, Any]:
    """Unpack a backup, file by file, into nowhere else than the room for it; give its label."""
    try:
        with tarfile.open(file, "r:gz") as packed:
            for each in packed:
                name = PurePosixPath(each.name)
                if not each.isfile() or name.is_absolute() or ".." in name.parts:
                    raise BackupError(f"{file} is no backup: it holds {each.name!r}.")
                (room / name).parent.mkdir(parents=True, exist_ok=True)
                with packed.extractfile(each) as inside, _private(room / name) as out:  # type: ignore[union-attr]
                    shutil.copyfileobj(inside, out)
        label: Mapping[str, Any] = json.loads((room / LABEL).read_text("utf-8"))
    except (tarfile.TarError, EOFError, OSError, ValueError) as wrong:
        raise BackupError(f"{file} is no backup, or not whole ({type(wrong).__name__}).") from wrong
    if not (room / (SQL if label.get("database") == "postgresql" else SQLITE)).is_file():
        raise BackupError(f"{file} is no backup: no database is in it.")
    return label


@contextmanager
def _private(path: Path) -> Iterator[Any]:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        yield out


def _put_aside(place: Path, suffix: str) -> None:
    """Put a database aside with what SQLite has beside it, so that it can still be opened."""
    for each in (place, *(place.with_name(f"{place.name}-{end}") for end in ("wal", "shm"))):
        if each.exists():
            each.replace(each.with_name(each.name.replace(SQLITE, f"{SQLITE}.{suffix}", 1)))
