"""A project's store as it was found, byte by byte, unless a run in it comes to its end: whatever stops the run."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import current_thread, main_thread
from typing import Final

_TEXTS: Final = ("facts.json", "clocks.json", "latest")
"""What says which files count; they are put back."""
_FOLDERS: Final = ("facts", "clocks", "cells")
"""What a run adds files to, of new names; those are removed."""


@contextmanager
def all_or_nothing(folder: Path, mark: str) -> Iterator[Callable[[], None]]:
    """Let a run be made in a store; gives what says that it is done.

    Unless that was said, nothing of the run is left: an error in the records, an engine that stops, a key that is
    pressed. It is meant for stores that do not sweep while the run goes on, so that all is still there.

    Args:
        folder: the store.
        mark: the run's id.
    """
    places = [*(folder / each for each in _FOLDERS), folder / "runs" / mark]
    texts = {name: _bytes(folder / name) for name in _TEXTS}
    before = {path for place in places for path in (place, *place.rglob("*")) if path.exists()}
    had_runs = (folder / "runs").exists()
    done: list[bool] = []
    try:
        yield lambda: done.append(True)
    finally:
        if not done:
            with _undisturbed():
                for name, held in texts.items():
                    _put_back(folder / name, held)
                for place in places:
                    _without_new(place, before)
                if not had_runs:
                    with suppress(OSError):
                        (folder / "runs").rmdir()


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _put_back(path: Path, held: bytes | None) -> None:
    """Let a text be what it was, in one step, and remove what was meant to take its place."""
    draft = path.with_name(f"{path.name}.new")
    if held is None:
        path.unlink(missing_ok=True)
    elif _bytes(path) != held:
        draft.write_bytes(held)
        draft.replace(path)
    draft.unlink(missing_ok=True)


def _without_new(place: Path, before: set[Path]) -> None:
    """Remove what was not there before, what lies in a folder before the folder."""
    for path in sorted({place, *place.rglob("*")} - before, reverse=True):
        if path.is_dir():
            with suppress(OSError):  # somebody else has put something into it
                path.rmdir()
        else:
            path.unlink(missing_ok=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let no key that is pressed again interrupt this; it is a matter of moments."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
