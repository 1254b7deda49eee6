"""What a file's columns are called, and the list that a JSON document holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

from truegreen.sources.documents import as_lines
from truegreen.sources.intake import Intake
from truegreen.sources.mapping import Format
from truegreen.sources.sampling import ROWS, sampled
from truegreen.sources.text import plain
from truegreen.sources.unpacking import unpacked

_JSON: Final = (Format.JSON, Format.JSONL)
# Documents can be large: so much of them is looked at for the names in them.
_ENOUGH: Final = 64 << 20


def headed(intake: Intake, path: Path) -> tuple[str, tuple[str, ...]] | None:
    """Give the name of the list in a JSON document, empty for other files, and the columns; None if it is unreadable.

    What is inside objects is named with dots. Findings are added only where nothing can be read: whoever reads the
    file makes the others.
    """
    found = replace(intake, findings=[])
    if holds_json(intake, path):
        head = _of_json(found, path)
    else:
        sample = sampled(found, path)
        head = ("", tuple(sample.columns)) if sample else None
    if head is None:
        intake.findings.extend(found.findings)
    return head


def holds_json(intake: Intake, path: Path) -> bool:
    """Say whether a file holds JSON, by its name or by what the mapping says."""
    endings = {each.lower() for each in path.suffixes}
    return intake.mapping.format in _JSON or bool({".json", ".jsonl", ".ndjson"} & endings)


def _of_json(intake: Intake, path: Path) -> tuple[str, tuple[str, ...]] | None:
    """Give the list's name and the names in its first records; one record is in memory at a time."""
    file = unpacked(intake, path)
    text = plain(intake, file[0]) if file else None
    if not file or not text:
        return None
    found = as_lines(intake, text.path, intake.mapping.records) if file[1] is Format.JSON else (text.path, "")
    if not found:
        return None
    names: dict[str, None] = {}
    read = 0
    with found[0].open(encoding="utf-8-sig") as opened:
        for number, line in enumerate(islice((line for line in opened if line.strip()), ROWS), 1):
            try:
                names.update(dict.fromkeys(_names("", json.loads(line))))
            except (ValueError, RecursionError):
                intake.refuse("not-json-lines", "The line is no JSON object.", "Write one object per line.", number)
                return None
            if (read := read + len(line)) > _ENOUGH:
                break
    return found[1], tuple(names)


def _names(name: str, value: object) -> Iterator[str]:
    """Give the names inside an object, joined by dots; what is inside lists has none."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _names(f"{name}.{key}" if name else str(key), inner)
    elif not name:
        raise ValueError("no object")
    else:
        yield name
