"""The text of a file: UTF-8, of a sane size, and nothing in it that a reader cannot see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from truegreen.model.finding import Finding, error
from truegreen.units.span import Span

LARGEST: Final = 5_000_000
_MOST: Final = 20
# What YAML cannot write, and what makes a text look different from what it says.
_UNSEEN: Final = re.compile(
    "[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028-\u202e\u2066-\u2069]"
)


def contents(folder: Path, path: Path, findings: list[Finding]) -> bytes | None:
    """Give what a file of a project folder holds, or None where it cannot be opened."""
    try:
        with path.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as broken:
        says = f"The file cannot be opened: {broken.strerror}."
        at = Span(path.relative_to(folder).as_posix())
        findings.append(error(at, "cannot-open", says, "Make it a file that you may read, or delete it."))
        return None


def decode(content: bytes | str, file: str, findings: list[Finding]) -> str | None:
    """Give the text of a file, without its byte order mark, or None where it is no readable text."""
    if len(content) > LARGEST:
        says = f"The file is larger than {LARGEST // 1_000_000} MB."
        findings.append(error(Span(file), "too-large", says, "Keep records in data files, and the text in several."))
        return None
    try:
        text = content if isinstance(content, str) else content.decode()
    except UnicodeDecodeError as broken:
        before = broken.object[: broken.start]
        at = Span(file, before.count(b"\n") + 1, len(before.rpartition(b"\n")[2].decode()) + 1)
        findings.append(error(at, "not-utf-8", "This is not UTF-8 text.", "Save the file as UTF-8."))
        return None
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    found = list(islice(unseen(text, Span(file, 1, 1)), _MOST))
    findings.extend(found)
    return None if found else text


def shown(text: str) -> str:
    """Quote text for a finding: on one line, and not more than one line of it."""
    flat = _UNSEEN.sub("\ufffd", " ".join(text[:200].split()))
    return f"“{flat[:59]}…”" if len(flat) > 60 else f"“{flat}”"


def unseen(text: str, at: Span) -> Iterator[Finding]:
    """Name each character that nobody can see; the text begins at a place."""
    for found in _UNSEEN.finditer(text):
        says = f"The character U+{ord(found[0]):04X} stands here, which nobody can see."
        yield error(_place(text, found.start(), at), "control-character", says, "Delete it.")


def leading_tabs(text: str, file: str) -> list[Finding]:
    """Name the lines that begin with a tab, the usual reason why a text cannot be read."""
    says, remedy = "The line begins with a tab.", "Indent with spaces."
    found = islice(re.finditer(r"^ *\t", text, re.MULTILINE), _MOST)
    return [error(_place(text, each.end() - 1, Span(file, 1, 1)), "tab", says, remedy) for each in found]


def _place(text: str, position: int, start: Span) -> Span:
    lines = text.count("\n", 0, position)
    column = position - text.rfind("\n", 0, position) if lines else start.column + position
    return Span(start.file, start.line + lines, column)
