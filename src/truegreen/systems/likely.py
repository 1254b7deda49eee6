"""Whose export a file is that nobody has said anything about, by columns that no other system has."""

from __future__ import annotations

import glob
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import duckdb

from truegreen.facts.tables import TABLES
from truegreen.sources.heading import headed, holds_json
from truegreen.sources.intake import Intake
from truegreen.sources.mapping import Mapping
from truegreen.sources.synonyms import SYNONYMS
from truegreen.systems.catalogue import system
from truegreen.systems.define import Entity, System
from truegreen.systems.places import names
from truegreen.systems.recognise import Recognised, plain, recognised

# So many columns of its own tell a system, if there are so many times those of any other.
_ENOUGH: Final = 3
_CLEARLY: Final = 3


@dataclass(frozen=True, slots=True)
class Likely:
    """Whose export a file seems to be.

    Attributes:
        path: the file.
        system: the system.
        entity: the kind of record that it holds.
        columns: columns of the file by which the system is known.
    """

    path: Path
    system: System
    entity: Entity
    columns: tuple[str, ...]


def likely(path: Path) -> Likely | None:
    """Say whose export a file is; None if it may as well be anybody's.

    A column tells a system if its name has several words, and neither another system nor a fact table has it. Three of
    them are enough, where no other system has more than a third as many; so is one that the entity is marked by, and
    one in a file that is called after the system.
    """
    with TemporaryDirectory() as room, duckdb.connect() as connection:
        intake = Intake(connection, "head", path.name, Mapping(source="likely"), Path(room), [])
        head = headed(intake, path)
        nested = holds_json(intake, path)
    if not head:
        return None
    stem = path.name.partition(".")[0]
    found = [
        Likely(path, each, fit.entity, telling)
        for each in map(system, names())
        if (fit := recognised(each, stem, head.inside, head.columns, nested=nested))
        and (telling := tuple(_telling(each, fit)))
    ]
    found.sort(key=lambda each: len(each.columns), reverse=True)
    counts = [len(each.columns) for each in found]
    if not found or (len(found) > 1 and counts[0] < _CLEARLY * counts[1]):
        return None
    first = found[0]
    is_told = counts[0] >= _ENOUGH or first.entity.marks or first.system.name in plain(stem)
    return first if is_told else None


def _telling(of: System, found: Recognised) -> Iterator[str]:
    """Name the columns of a file that tell a system."""
    marks = found.entity.marks
    for name in found.columns.values():
        known = plain(name)
        if known in marks if marks else "_" in known and _owners().get(known) == {of.name}:
            yield name


@cache
def _owners() -> dict[str, set[str]]:
    """Give the systems that know a name, by the name; a fact table's own belong to none."""
    owners: dict[str, set[str]] = {}
    for each in map(system, names()):
        for entity in each.entities:
            for column, field in entity.columns.items():
                for name in (column, *field.also):
                    owners.setdefault(name, set()).add(each.name)
    ordinary = {column.name for table in TABLES.values() for column in table.columns}
    ordinary |= {name for table in SYNONYMS.values() for listed in table.values() for name in listed}
    return {name: systems for name, systems in owners.items() if name not in ordinary}


def drafted(found: Likely) -> str:
    """Write a mapping for the exports of a system, for a person to correct."""
    of, path = found.system, found.path
    files = glob.escape(path.name if path.is_absolute() else path.as_posix())
    kind = found.entity.name + (", which is not needed" if found.entity.unused else "")
    columns = ", ".join(map(_flat, found.columns[:4])) + (" …" if len(found.columns) > 4 else "")
    lines = [
        f"# Drafted from {_flat(path.name)}, an export of {of.title}: {kind}; known by {columns}.",
        f"# `truegreen source systems {of.name}` says which others help. Read every line before you trust it.",
        f"source: {of.name}",
        f"system: {of.name}",
        f"files: [{json.dumps(files, ensure_ascii=False)}]  # relative to the project folder; name all exports here",
    ]
    if not of.zone:
        lines.append("zone: UTC  # of times that say none; write the zone of the clock that they were read from")
    lines.append("# facts:  # what it does not know, such as whose teams these are; see its page in docs/systems")
    return "\n".join(lines) + "\n"


def _flat(text: str) -> str:
    """Put text into a comment: one line, and not long."""
    return "".join(each if each.isprintable() else " " for each in text)[:80].strip()
