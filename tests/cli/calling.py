"""Call the command line as a person would: in a process of its own, or in this one where that is enough."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from truegreen.cli import main


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
    assert call("init", folder).exit_code == 0
    return folder
