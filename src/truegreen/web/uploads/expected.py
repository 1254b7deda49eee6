"""Which files the project looks for: a safe name for whatever arrives, and the place where a mapping would find it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Final

from truegreen.files.text import shown
from truegreen.model.finding import Finding, error
from truegreen.sources.mapping import Mapping
from truegreen.sources.mappings import read_mappings
from truegreen.units.span import Span

LONGEST: Final = 120
"""Characters of a name."""
LARGEST: Final = 50_000_000
"""Bytes of one upload."""


def safe_name(name: str) -> str:
    """Give a name that is nothing but a name; empty if nothing is left of it.

    >>> safe_name("../../etc/calls 2025-10.csv"), safe_name("C:\\\\<b>calls</b>.csv"), safe_name("..")
    ('calls_2025-10.csv', 'b_.csv', '')
    """
    last = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[^A-Za-z0-9._-]+", "_", last).lstrip("._-")[-LONGEST:]


def place_of(name: str, folder: Path) -> PurePosixPath | None:
    """Give where a file of this name belongs, as seen from the project's folder; None if no mapping looks for it."""
    for folder_of, pattern in _patterns(folder):
        if fnmatchcase(name, pattern):
            return folder_of / name
    return None


def expected(folder: Path) -> list[str]:
    """Give the names that mappings look for, as they write them."""
    return sorted({pattern for _, pattern in _patterns(folder)})


def meant(place: PurePosixPath, folder: Path) -> list[Mapping]:
    """Give the mappings that would read a file there."""
    return [each for each in _mappings(folder) if _looks_for(each, place)]


def misnamed(name: str, folder: Path) -> Finding:
    """Say that no mapping looks for a file of this name, and which names are looked for."""
    remedy = f"Call it like one of these: {', '.join(expected(folder)) or 'none; write a mapping first'}."
    return error(Span(name), "unexpected-file-name", f"No mapping looks for a file called {shown(name)}.", remedy)


def _patterns(folder: Path) -> Sequence[tuple[PurePosixPath, str]]:
    return [each for mapping in _mappings(folder) for each in _of(mapping)]


def _mappings(folder: Path) -> Sequence[Mapping]:
    """Give the mappings that can be used; they are read once, and again when one has changed."""
    looked = ((path, path.stat()) for path in sorted((folder / "sources").glob("*.y*ml")))
    return _read(folder, tuple((path, stat.st_mtime_ns, stat.st_size) for path, stat in looked))


@lru_cache(maxsize=4)
def _read(folder: Path, seen: tuple[tuple[Path, int, int], ...]) -> Sequence[Mapping]:
    return read_mappings(folder)[0]


def _looks_for(mapping: Mapping, place: PurePosixPath) -> bool:
    return any(folder == place.parent and fnmatchcase(place.name, pattern) for folder, pattern in _of(mapping))


def _of(mapping: Mapping) -> Iterator[tuple[PurePosixPath, str]]:
    """Give folder and name of each pattern that stays within the project; where ** stands, the folder above it."""
    for each in mapping.files:
        *above, name = PurePosixPath(each.text).parts
        fixed = above[: above.index("**")] if "**" in above else above
        if fixed and not any(set(part) & set("*?[") or part in ("..", "/") for part in fixed):
            yield PurePosixPath(*fixed), name
