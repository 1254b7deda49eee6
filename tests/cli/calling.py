"""Call the command line as a person would: in a process of its own, or in this one where that is enough."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import sys
from functools import cache
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner, Result

from truegreen.cli import building, main

building.EVERY = inf
"""What a build says now and then goes by how busy the machine is; in this process nothing of it stands in an answer."""


def call(*words: object) -> Result:
    """Call a verb in this process; an exception that is not an exit is a failure."""
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def process(*words: object, code: str = "") -> subprocess.CompletedProcess[str]:
    """Call a verb in a fresh process, with some code to run at its end."""
    script = (
        "import sys\n"
        "from truegreen.cli import main\n"
        "try:\n    main()\n"
        f"except SystemExit as ended:\n    {code or 'pass'}\n    raise\n"
    )
    return subprocess.run(
        [sys.executable, "-c", script, *(str(word) for word in words)], capture_output=True, text=True, check=False
    )


def starter(folder: Path) -> Path:
    """Write the starter project."""
    return Path(shutil.copytree(_starter(), folder))


def ran_starter(folder: Path) -> Path:
    """Write the starter project, with a run."""
    return Path(shutil.copytree(_ran(), folder))


@cache
def _starter() -> Path:
    """Write the starter project once for all tests, which copy it."""
    room = TemporaryDirectory()
    atexit.register(room.cleanup)
    folder = Path(room.name) / "project"
    assert call("init", folder).exit_code == 0
    return folder


@cache
def _ran() -> Path:
    folder = starter(_starter().with_name("ran"))
    assert call("run", folder).exit_code == 0
    return folder
