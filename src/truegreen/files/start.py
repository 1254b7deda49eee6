"""A starter project: a small agreement, a mapping, worked examples and made-up records, all of them sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from truegreen.files.schema import write_schema
from truegreen.model.finding import Finding, error
from truegreen.units.span import Span

_STARTER: Final = Path(__file__).parent / "starter"


def start(folder: Path) -> tuple[list[Path], list[Finding]]:
    """Write a starter project, and give its files; a folder that holds anything is left as it is."""
    if not _is_free(folder):
        says = "There is something here already."
        return [], [error(Span(folder.as_posix()), "folder-not-empty", says, "Name a new folder, or an empty one.")]
    try:
        return [*_copies(folder), write_schema(folder / "agreements" / "schema.json")], []
    except OSError as broken:
        says = f"The folder cannot be written: {broken.strerror}."
        return [], [error(Span(folder.as_posix()), "cannot-write", says, "Name a folder that you may write to.")]


def _is_free(folder: Path) -> bool:
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def _copies(folder: Path) -> Iterator[Path]:
    for source in sorted(each for each in _STARTER.rglob("*") if each.is_file()):
        target = folder / source.relative_to(_STARTER)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
        yield target
