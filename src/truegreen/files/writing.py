"""Files that are there whole or not at all: written beside their place and put there in one step."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from truegreen.model.finding import Finding, error
from truegreen.units.span import Span


def replace(path: Path, text: str) -> None:
    """Write a file so that a reader, or a power cut, finds the old text or the new and never a half.

    Raises:
        OSError: it cannot be written; the old one stays.
    """
    with _drafted(path.with_name(f"{path.name}.new"), text) as draft:
        draft.replace(path)


def write(folder: Path, place: Path, text: str) -> list[Finding]:
    """Write a file of a project folder, in the place of one that is there; says what stands in its way."""
    try:
        replace(folder / place, text)
    except OSError as broken:
        return [_cannot(place, broken)]
    return []


def write_once(folder: Path, place: Path, text: str, there: Callable[[Span], Finding]) -> list[Finding]:
    """Write a file of a project folder that is never overwritten; what stands in its way is found and stays.

    Args:
        folder: the project folder.
        place: the file, as seen from the folder.
        text: all of it.
        there: what is found where the file is there already.
    """
    path = folder / place
    try:
        with _drafted(path.with_name(f".{path.name}.{uuid4().hex}"), text) as draft:
            path.hardlink_to(draft)  # Unlike a renaming, this refuses to take the place of a file.
    except OSError as broken:
        has_it = isinstance(broken, FileExistsError) and path.is_file()
        return [there(Span(place.as_posix())) if has_it else _cannot(place, broken)]
    return []


@contextmanager
def _drafted(draft: Path, text: str) -> Iterator[Path]:
    """Give a text written beside its place, to be put there; what is left of it is swept away."""
    try:
        draft.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        yield draft
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _cannot(place: Path, broken: OSError) -> Finding:
    remedy = f"Make {place.parent.as_posix()} a folder that you may write to, with nothing else of this name in it."
    return error(Span(place.as_posix()), "cannot-write", f"The file cannot be written: {broken.strerror}.", remedy)
