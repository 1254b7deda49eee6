"""Have an upload weighed by a process of its own: whatever a hostile file does there, it does to nobody else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path, PurePosixPath
from threading import BoundedSemaphore
from typing import Any, Final

from truegreen.model.finding import Finding, Level, error
from truegreen.units.span import Span
from truegreen.web.uploads.weigher import SECONDS

_AT_ONCE: Final = BoundedSemaphore(2)


def weighed(folder: Path, room: Path, place: PurePosixPath) -> tuple[int, tuple[Finding, ...]]:
    """Have a file read, and give its rows and what was found; that it could not be read is a finding too.

    Args:
        folder: the project's.
        room: a folder that stands for it, in which the file lies.
        place: the file, as seen from either.
    """
    asked = json.dumps({"folder": str(folder), "room": str(room), "place": str(place)})
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LANG") if name in os.environ}
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-m", "truegreen.web.uploads.weigher"], input=asked, capture_output=True, text=True,
            timeout=2 * SECONDS, check=True, env={**kept, "TMPDIR": str(room), "OMP_NUM_THREADS": "1"}, cwd=room,
        )  # fmt: skip
        told = json.loads(child.stdout)
    except (subprocess.SubprocessError, ValueError):
        return 0, (_too_much(place),)
    return int(told["rows"]), tuple(_finding(each) for each in told["findings"])


def _too_much(place: PurePosixPath) -> Finding:
    remedy = "Look whether it is whole, and send it in parts: a file for each month."
    says = "Reading the file takes more memory or time than an upload may take, or broke off."
    return error(Span(str(place)), "upload-takes-too-much", says, remedy)


def _finding(told: dict[str, Any]) -> Finding:
    return Finding(Span(*told["at"]), Level(told["level"]), told["id"], told["says"], told["remedy"], told["count"])
