"""What a load takes in as a whole, and whether it changed since the last one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Named
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from truegreen.model.identity import Who
from truegreen.sources.database import fingerprint
from truegreen.sources.inputs import inputs, label_of
from truegreen.sources.mapping import Database, Mapping
from truegreen.sources.people import fills, names_people

AT_ONCE: Final = 64_000_000
"""Bytes of files that are read together."""


@dataclass(frozen=True, slots=True)
class Input:
    """What one load takes in as a whole: a file, a table, or all files of a mapping whose rows push each other out.

    Attributes:
        label: the file's path in the project, or the mapping's id.
        digest: of what the files or the table hold, the mapping's text, the project's zone, and who is who.
        stamp: sizes and change times, or what shows that a table changed, to see quickly that nothing changed.
    """

    label: str
    mapping: Mapping
    files: tuple[Path, ...]
    digest: str
    stamp: str


def arrived(
    mappings: Iterable[Mapping], folder: Path, zone: str, who: Who, known: Named[str, tuple[str, str]]
) -> Iterator[Input]:
    """Give what mappings find, each with its digest; a file is read only if its size or change time differ.

    Args:
        mappings: how the files are read.
        folder: the project folder.
        zone: time zone of the project, which decides the rows as well.
        who: how people, accounts and providers are called; what is said of others decides nothing here.
        known: stamp and digest of what was loaded last, by label.
    """
    for mapping in mappings:
        files = inputs(mapping, folder)
        beside = zone + who.decides(mapping.source, fills(mapping), people=names_people(mapping))
        rule = hashlib.sha256((folder / mapping.at.file).read_bytes() + beside.encode()).hexdigest()[:16]
        if mapping.database:
            yield _of_table(mapping, mapping.database, folder, rule, known.get(mapping.source, ("", "")))
        groups = [(mapping.source, tuple(files))] if mapping.keeps else [(label_of(f, folder), (f,)) for f in files]
        for label, group in groups:
            if group:
                stamp = " ".join([rule, *(f"{file.stat().st_size}:{file.stat().st_mtime_ns}" for file in group)])
                held = known.get(label)
                digest = held[1] if held and held[0] == stamp else _digest(rule, group)
                yield Input(label, mapping, group, digest, stamp)


def _of_table(mapping: Mapping, database: Database, folder: Path, rule: str, held: tuple[str, str]) -> Input:
    """Give a table as it is now; as it was if it is out of reach, which is said where it would be read."""
    seen = fingerprint(database, mapping.reads, folder)
    stamp, digest = held if seen is None else (f"{rule} {seen}", "")
    return Input(mapping.source, mapping, (), digest or hashlib.sha256(stamp.encode()).hexdigest()[:16], stamp)


def _digest(rule: str, files: tuple[Path, ...]) -> str:
    summed = hashlib.sha256(rule.encode())
    for file in files:
        with file.open("rb") as opened:
            while block := opened.read(1 << 20):
                summed.update(block)
    return summed.hexdigest()[:16]


def batches(changed: Iterable[Input]) -> Iterator[list[Input]]:
    """Put small neighbouring files of one mapping together: reading a file has a price of its own."""
    batch: list[Input] = []
    for each in changed:
        size = sum(file.stat().st_size for one in (*batch, each) for file in one.files)
        if batch and (each.mapping is not batch[0].mapping or each.mapping.keeps or size > AT_ONCE):
            yield batch
            batch = []
        batch.append(each)
    if batch:
        yield batch
