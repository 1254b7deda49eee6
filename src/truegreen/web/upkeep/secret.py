"""The workspace's key: made once, kept in a file that only its owner may read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

PROJECT: Final = "truegreen.toml"


def secret_of(path: Path, folder: Path) -> str:
    """Give the key, and make it if there is none; outside a project it is made up and not kept.

    Args:
        path: where it lies.
        folder: the project's.
    """
    if path.exists():
        return path.read_text("ascii").strip()
    made = secrets.token_urlsafe(64)
    if not (folder / PROJECT).exists():
        return made
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was first
        return path.read_text("ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(made)
    return made
