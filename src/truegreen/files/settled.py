"""The folder ``settled``: issued statements as JSON, one file each, written once and never overwritten.

A file holds the digest of all its other bytes, so any edit shows, even one that no reader would notice. It proves no
more than that: who wrote it is for the repository's history to say.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn
from urllib.parse import quote

from truegreen.files.text import contents, decode
from truegreen.files.writing import write_once
from truegreen.model.finding import Finding, error, warning
from truegreen.units.span import Span

FOLDER: Final = "settled"
_RESTORE: Final = "Restore the file as it was issued; a settled month is changed by a correction in an open one."


@dataclass(frozen=True, slots=True)
class Settled:
    """What the file of an issued statement says, and where it stands."""

    says: Mapping[str, Any]
    at: Span


def written(says: Mapping[str, Any]) -> str:
    """Give the text of an issued statement's file: sorted, the same for the same content, with its own digest."""
    return _json({**says, "digest": _digest(_json(says))})


def place_of(agreement: str, contract: str, period: str) -> Path:
    """Say where a statement's file stands in a project's folder: ``settled/AGREEMENT[/CONTRACT]/PERIOD.json``.

    >>> place_of("care", "north/1", "2025-01").as_posix()
    'settled/care/north%2F1/2025-01.json'
    """
    return Path(FOLDER, *(_safe(each) for each in (agreement, contract) if each), f"{period.partition(' ')[0]}.json")


def write_settled(folder: Path, says: Mapping[str, Any]) -> list[Finding]:
    """Write the file of an issued statement, all of it or nothing; what stands in its way is found and stays."""
    return write_once(folder, _place(says["statement"]), written(says), _already)


def read_settled(folder: Path, agreements: Collection[str]) -> tuple[list[Settled], list[Finding]]:
    """Read the issued statements of some agreements, in the order of their places; those with errors are left out."""
    findings: list[Finding] = []
    found: list[Settled] = []
    top = folder / FOLDER
    paths = [*top.glob("*"), *(path for each in agreements for path in (top / each).rglob("*"))]
    for path in sorted(each for each in paths if each.is_file()):
        if not any(part.startswith(".") for part in path.relative_to(folder).parts):
            findings += _read(folder, path, found)
    return sorted(found, key=lambda each: each.at), findings


def _already(at: Span) -> Finding:
    remedy = "Leave it; what comes out differently now is posted as a correction in an open period."
    return error(at, "already-issued", "There is an issued statement here already.", remedy)


def _read(folder: Path, path: Path, found: list[Settled]) -> Iterator[Finding]:
    at = Span(path.relative_to(folder).as_posix())
    if path.suffix != ".json":
        remedy = "Keep other files elsewhere."
        yield warning(at, "settled-stranger", "This is no issued statement, and is passed over.", remedy)
        return
    read: list[Finding] = []
    content = contents(folder, path, read)
    text = None if content is None else decode(content, at.file, read)
    yield from read
    if text is None:
        return
    try:
        says = json.loads(text, parse_float=_refused, parse_constant=_refused)
        digest, place = says["digest"], _place(says["statement"]).as_posix()
        is_whole = _digest(text.replace(f' "digest": "{digest}",\n', "", 1)) == digest
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        yield error(at, "settled-corrupt", "The file cannot be read as an issued statement.", _RESTORE)
        return
    if not is_whole:
        yield error(at, "settled-edited", "The text is not what was issued: its own digest does not fit.", _RESTORE)
    elif place != at.file and (folder / place).is_file():
        yield error(at, "settled-twice", f"This statement is in its place too, {place}.", "Delete this copy.")
    elif place != at.file:
        yield error(at, "settled-misplaced", f"This statement belongs to {place}.", "Move it there.")
    else:
        found.append(Settled(says, at))


def _place(statement: Mapping[str, Any]) -> Path:
    return place_of(statement["agreement"], statement["contract"], statement["period"])


def _refused(text: str) -> NoReturn:
    raise ValueError(f"{text} is no exact number")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _json(says: Mapping[str, Any]) -> str:
    return json.dumps(says, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _safe(name: str) -> str:
    """Write a name so that it can be a folder's: letters, digits, - and _ as they are, anything else as %XX."""
    return quote(name, safe="").replace(".", "%2E").replace("~", "%7E")
