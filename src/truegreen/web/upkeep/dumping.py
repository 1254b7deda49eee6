"""PostgreSQL's own programs, which copy a whole database into a text and back."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from truegreen.web.upkeep.storage import database


class BackupError(Exception):
    """It cannot be backed up, or put back; why, in a sentence."""


def dump(url: str, to: Path) -> None:
    """Write a database as it stands at one moment.

    Raises:
        BackupError: the program is not installed, or could not do it.
    """
    _run("pg_dump", url, "--clean", "--if-exists", "--no-owner", "--no-privileges", f"--file={to}")


def load(url: str, text: Path) -> None:
    """Put a database back in one transaction: all of it, or nothing.

    Raises:
        BackupError: the program is not installed, or could not do it.
    """
    _run("psql", url, "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--file={text}")


def _run(program: str, url: str, *words: str) -> None:
    """Call a program; how to connect goes by the environment, where nobody else on the machine sees it."""
    found = shutil.which(program)
    if not found:
        raise BackupError(f"{program} is not installed; it comes with PostgreSQL's client.")
    said = database(url, Path())
    told = {"HOST": said["HOST"], "PORT": said["PORT"], "USER": said["USER"], "PASSWORD": said["PASSWORD"],
            "DATABASE": said["NAME"], **{name.upper(): text for name, text in said["OPTIONS"].items()}}  # fmt: skip
    environment = {**os.environ, **{f"PG{name}": text for name, text in told.items() if text}}
    done = subprocess.run([found, *words], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said_last = " ".join(done.stderr.strip().splitlines()[-1:])
        raise BackupError(f"{program} ended with {done.returncode}: {said_last}")
