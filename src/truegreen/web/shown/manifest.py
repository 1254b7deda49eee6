"""What is on a shelf, part by part: what decided it, when it was made, and what could not be made.

It lies in ``.truegreen/shown/MARK/parts.json``. A part that is decided by the same as before is kept: its files are the
same files, by another name.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from truegreen.files.writing import replace
from truegreen.web.shown.shelf import STORE, latest_mark

NAME: Final = "parts.json"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of what is shown of an agreement: a file of ``shelves``.

    Attributes:
        digest: of all that decides it; empty where it could not be made.
        made: when, in UTC.
        files: those it is made of, by their places below the agreement's folder.
        problem: the kind of error for which it could not be made; empty where it was.
        title: what people call what it shows.
        shows: how the names of what it shows begin.
        run: the run that it was made from; empty where an earlier version made it.
        decided_by: the inputs that decide it.
    """

    digest: str
    made: str
    files: tuple[str, ...] = ()
    problem: str = ""
    title: str = ""
    shows: tuple[str, ...] = ()
    run: str = ""
    decided_by: tuple[str, ...] = ()

    @property
    def made_at(self) -> datetime:
        """Give the moment when it was made."""
        return datetime.fromisoformat(self.made)


@dataclass(frozen=True, slots=True)
class Manifest:
    """All parts of a shelf.

    Attributes:
        parts: by agreement and name.
        texts: of each agreement, the digest of the text that it was filled from.
        is_older: whether records, texts or formulas had changed since the run.
        wrong: of each agreement whose text or examples had errors, the first; what was shown of it before stands.
    """

    parts: dict[str, dict[str, Part]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    is_older: bool = False
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def failed(self) -> list[str]:
        """Name what could not be made."""
        return [f"{of}: {name}" for of, parts in self.parts.items() for name, each in parts.items() if each.problem]


NOTHING: Final = Manifest()


def manifest_of(folder: Path, mark: str) -> Manifest:
    """Give what is on a shelf; nothing where there is none, or it was made by an older version."""
    path = folder / STORE / "shown" / mark / NAME
    try:
        return _read(path, path.stat().st_mtime_ns) if mark else NOTHING
    except (OSError, ValueError, KeyError, TypeError):
        return NOTHING


def latest_manifest(folder: Path) -> Manifest:
    """Give what is on the shelf that is shown."""
    return manifest_of(folder, latest_mark(folder))


def parts_in_order(folder: Path, agreement: str) -> list[Part]:
    """Give the parts of what is shown of an agreement, those first that could not be made."""
    found = latest_manifest(folder).parts.get(agreement, {}).values()
    return sorted(found, key=lambda each: (not each.problem, each.title))


def write_manifest(folder: Path, mark: str, manifest: Manifest) -> None:
    """Write down what is on a shelf, in one step."""
    place = folder / STORE / "shown" / mark / NAME
    place.parent.mkdir(parents=True, exist_ok=True)
    replace(place, json.dumps(asdict(manifest), ensure_ascii=False))


def linked(folder: Path, before: str, mark: str, agreement: str, files: Iterable[str]) -> bool:
    """Let files of a shelf stand on another one too; say whether all of them do."""
    top = folder / STORE / "shown"
    try:
        for each in files if before != mark else ():
            _link(top / before / agreement / each, top / mark / agreement / each)
        return all((top / mark / agreement / each).is_file() for each in files)
    except OSError:
        return False


def _link(old: Path, new: Path) -> None:
    """Give a file a second name, in one step, whatever stood there."""
    new.parent.mkdir(parents=True, exist_ok=True)
    draft = new.with_name(f"{new.name}.{os.getpid()}")
    with suppress(FileNotFoundError):
        draft.unlink()
    try:
        os.link(old, draft)
        draft.replace(new)
    finally:
        draft.unlink(missing_ok=True)  # where both are one file already, it is left


@lru_cache(maxsize=16)
def _read(path: Path, stamp: int) -> Manifest:
    held = json.loads(path.read_text("utf-8"))
    parts = {of: {name: _part(each) for name, each in found.items()} for of, found in held["parts"].items()}
    return Manifest(parts, held["texts"], held["is_older"], held.get("wrong", {}))


def _part(held: dict[str, Any]) -> Part:
    given: dict[str, Any] = {name: tuple(told) if isinstance(told, list) else told for name, told in held.items()}
    return Part(**given)
