"""Follow a page as a reader would: write the files it shows, call the commands it shows, compare what they print.

A block in ``console`` has commands after ``$`` and what they print; ``…`` stands for text left out, and alone on a
line for any lines. A block in ``diff`` changes the file named before it; any other block with a file named before it
is that file.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.cli.calling import call
from tests.docs.blocks import Block


def walk(blocks: Iterable[Block], folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Do what a page's blocks show, beginning in a folder."""
    patch.setenv("COLUMNS", "100")
    patch.chdir(folder)
    for block in blocks:
        if block.language == "console":
            for command, shown in commands(block.text):
                compare(shown, _said(command, patch), command)
        elif block.language == "diff":
            path = Path(block.file)
            path.write_text(changed(path.read_text("utf-8"), block.text), "utf-8")
        else:
            Path(block.file).write_text(block.text, "utf-8")


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Give each command of a console block with what is shown of its output."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


def compare(shown: str, said: str, command: str) -> None:
    """Hold what is shown against what was said; blanks at the ends of lines do not count."""
    wanted = [line.rstrip() for line in shown.strip("\n").splitlines()]
    lines = "".join(f"{line.rstrip()}\n" for line in said.strip("\n").splitlines())
    for place in range(len(wanted) + 1):
        pattern = "".join(map(_pattern, wanted[:place])) + (r"\Z" if place == len(wanted) else "")
        here = wanted[place - 1] if place else "nothing"
        assert re.match(pattern, lines), f"$ {command}\n{lines}\n--- does not go on as shown, with ---\n{here}"


def _pattern(line: str) -> str:
    return "(?:.*\n)*?" if line.strip() == "…" else ".*".join(map(re.escape, line.split("…"))) + "\n"


def changed(text: str, change: str) -> str:
    """Give a text with a change: lines that begin with - go, those with + come, all others must stand there."""
    lines = change.splitlines(keepends=True)
    old, new = ("".join(line[1:] for line in lines if line[0] != sign) for sign in "+-")
    assert text.count(old) == 1, f"this stands {text.count(old)} times in the file:\n{old}"
    return text.replace(old, new)


def _said(command: str, patch: pytest.MonkeyPatch) -> str:
    """Call a command, ours in this process; what is redirected goes to its file."""
    words = shlex.split(command)
    if words[0] == "cd":
        patch.chdir(words[1])
        return ""
    if words[0] != "truegreen":
        return subprocess.run(words, check=True, capture_output=True, text=True).stdout
    if ">" not in words:
        return call(*words[1:]).output
    Path(words[-1]).write_text(call(*words[1 : words.index(">")]).stdout, "utf-8")
    return ""
