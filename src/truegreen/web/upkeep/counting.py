"""Counts of requests, for whoever watches the workspace: by door and status, and how long they took. Nobody is in them.

Each process that answers counts for itself, and leaves its counts in a file now and then, so that any of them can tell
the sum.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from contextlib import suppress
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Final

BOUNDS: Final = (0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds up to which durations are counted."""
COUNTS: Final = ".truegreen/counts"
"""Where, in the project's folder."""
KEEPS: Final = 5.0
"""Seconds between two times that a process leaves its counts."""

_LOCK: Final = Lock()
_COUNTS: Final[Counter[str]] = Counter()
_kept_at = 0.0


def count(door: str, status: int, seconds: float) -> None:
    """Count an answer."""
    with _LOCK:
        _COUNTS[f"requests {door} {status}"] += 1
        _COUNTS["microseconds"] += int(seconds * 1_000_000)
        for each in BOUNDS:
            _COUNTS[f"within {each}"] += seconds <= each


def keep(folder: Path) -> None:
    """Leave this process's counts for the others, if it has not done so just now."""
    global _kept_at  # noqa: PLW0603 — when this process last did
    if monotonic() - _kept_at > KEEPS:
        _kept_at = monotonic()
        with suppress(OSError):  # a full disk must not stop an answer
            folder.mkdir(parents=True, exist_ok=True)
            draft = folder / f"{os.getpid()}.new"
            draft.write_text(json.dumps(_own()), "utf-8")  # not forced to the disk: an answer waits for this
            draft.replace(draft.with_suffix(".json"))


def total(folder: Path) -> Counter[str]:
    """Give the sum of all processes' counts."""
    found = Counter(_own())
    for path in folder.glob("*.json"):
        if path.stem != str(os.getpid()):
            with suppress(OSError, ValueError):
                found.update(json.loads(path.read_text("utf-8")))
    return found


def begin(folder: Path) -> None:
    """Forget what processes before left; the server does so as it starts."""
    for path in folder.glob("*.json"):
        path.unlink(missing_ok=True)


def _own() -> dict[str, int]:
    with _LOCK:
        return dict(_COUNTS)
