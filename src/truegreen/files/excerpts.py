"""What the text of a clause says, cut from its file, so that an amount can show the words that it rests on."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path

from truegreen.files.text import contents, decode
from truegreen.model.agreement import Agreement
from truegreen.units.span import Span


def clause_texts(folder: Path, agreement: Agreement) -> dict[str, str]:
    """Give each clause's own lines of text, by its id; a file that is no longer there gives none."""
    files: dict[str, list[str]] = {}
    return {name: text for name, term in agreement.terms.items() if (text := _excerpt(folder, term.at, files))}


def _excerpt(folder: Path, at: Span, files: dict[str, list[str]]) -> str:
    """Give the lines from a place up to the next line that is indented less, without their common indent."""
    if at.file not in files:
        content = contents(folder, folder / at.file, []) if (folder / at.file).is_file() else None
        files[at.file] = ((decode(content, at.file, []) if content is not None else None) or "").splitlines()
    lines = files[at.file][at.line - 1 :] if at.line else []
    if not lines:
        return ""
    indent = at.column - 1
    own = takewhile(lambda line: not line.strip() or len(line) - len(line.lstrip()) >= indent, lines[1:])
    return "\n".join([lines[0][indent:], *(line[indent:] for line in own)]).rstrip()
