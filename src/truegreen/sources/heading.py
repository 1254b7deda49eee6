"""What a file's columns are called, and the list that a JSON document holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final

from truegreen.sources.documents import as_lines
from truegreen.sources.intake import Intake, Rows
from truegreen.sources.mapping import Format
from truegreen.sources.sampling import ROWS, sampled
from truegreen.sources.text import plain
from truegreen.sources.unpacking import unpacked
from truegreen.sources.xes import all_events

_JSON: Final = (Format.JSON, Format.JSONL)
# Documents can be large: so much of them is looked at for the names in them.
_ENOUGH: Final = 64 << 20


@dataclass(frozen=True, slots=True)
class Head:
    """What a file shows before its records are read.

    Attributes:
        inside: the name of the list in a JSON document, empty for other files.
        columns: what its columns are called; what is inside objects is named with dots.
        lines: the records of a JSON document as JSON lines, to be read instead of it.
        beside: the names of other lists in it.
        rows: the events of a log, which is read only once.
    """

    inside: str
    columns: tuple[str, ...]
    lines: Path | None = None
    beside: tuple[str, ...] = ()
    rows: Rows | None = None


def headed(intake: Intake, path: Path) -> Head | None:
    """Give the head of a file; None if it is unreadable.

    Of files that are read again afterwards, findings are added only where nothing can be read.
    """
    if holds_json(intake, path):
        return _of_json(intake, path)
    if log := _log(intake, path):
        rows = all_events(intake, log)
        return Head("", tuple(rows.columns), rows=rows) if rows else None
    found = replace(intake, findings=[])
    sample = sampled(found, path)
    if not sample:
        intake.findings.extend(found.findings)
    return Head("", tuple(sample.columns)) if sample else None


def holds_json(intake: Intake, path: Path) -> bool:
    """Say whether a file holds JSON, by its name or by what the mapping says."""
    endings = {each.lower() for each in path.suffixes}
    return intake.mapping.format in _JSON or bool({".json", ".jsonl", ".ndjson"} & endings)


def _log(intake: Intake, path: Path) -> Path | None:
    """Give the event log that a file is or holds packed; None if it is none."""
    endings = {each.lower() for each in path.suffixes}
    if intake.mapping.format is not Format.XES and not endings & {".xes", ".zip"}:
        return None
    file = unpacked(replace(intake, findings=[]), path)
    return file[0] if file and file[1] is Format.XES else None


def _of_json(intake: Intake, path: Path) -> Head | None:
    """Give the list's name and the names in its first records; one record is in memory at a time."""
    found = replace(intake, findings=[])
    file = unpacked(found, path)
    text = plain(found, file[0], in_lines=file[1] is not Format.JSON) if file else None
    if not file or not text:
        intake.findings.extend(found.findings)
        return None
    if file[1] is not Format.JSON:
        names = _first_names(intake, text.path)
        return None if names is None else Head("", names)
    given = as_lines(intake, text, intake.mapping.records)
    names = _first_names(intake, given[0]) if given else None
    return Head(given[1], names, given[0], given[2]) if given and names is not None else None


def _first_names(intake: Intake, path: Path) -> tuple[str, ...] | None:
    names: dict[str, None] = {}
    read = 0
    with path.open(encoding="utf-8-sig") as opened:
        for number, line in enumerate(islice((line for line in opened if line.strip()), ROWS), 1):
            try:
                names.update(dict.fromkeys(_names("", json.loads(line))))
            except (ValueError, RecursionError):
                intake.refuse("not-json-lines", "The line is no JSON object.", "Write one object per line.", number)
                return None
            if (read := read + len(line)) > _ENOUGH:
                break
    return tuple(names)


def _names(name: str, value: object) -> Iterator[str]:
    """Give the names inside an object, joined by dots; what is inside lists has none."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _names(f"{name}.{key}" if name else str(key), inner)
    elif not name:
        raise ValueError("no object")
    else:
        yield name
