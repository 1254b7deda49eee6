"""The key by which people become pseudonyms, and the people to be forgotten: two small files of a project folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from truegreen.files.text import contents, decode
from truegreen.model.finding import Finding, error
from truegreen.model.identity import Key, is_pseudonym
from truegreen.units.span import Span

KEY_FILE: Final = "people.key"
VARIABLE: Final = "TRUEGREEN_PEOPLE_KEY"
FORGOTTEN: Final = "forgotten.txt"
_ABOUT: Final = "# People forgotten: pseudonym, day, mark of the key that made the pseudonym. No raw ids here.\n"
_SIZE: Final = 32


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A person to be forgotten: who, since when, and the mark of the key that made the pseudonym."""

    pseudonym: str
    on: date
    key: str
    at: Span

    def __str__(self) -> str:
        """Write it as it stands in its file."""
        return f"{self.pseudonym} {self.on} {self.key}"


def read_key(folder: Path, findings: list[Finding]) -> Key | None:
    """Give a project's key, of the environment or else of its file; None if there is none, or it is none."""
    at, text = Span(VARIABLE), os.environ.get(VARIABLE, "")
    if not text:
        if not (folder / KEY_FILE).exists():
            return None
        at, content = Span(KEY_FILE), contents(folder, folder / KEY_FILE, findings)
        if content is None:
            return None
        text = content.decode("latin-1")
    if re.fullmatch(f"[0-9a-fA-F]{{{2 * _SIZE}}}", text.strip()):
        return Key(bytes.fromhex(text.strip()))
    says = f"The key of people is not {2 * _SIZE} hexadecimal digits."
    findings.append(error(at, "unreadable-people-key", says, "Put the key back that was there before."))
    return None


def make_key(folder: Path, findings: list[Finding]) -> Key | None:
    """Make a project's key, which only its owner may read and git does not keep; None where it cannot be written."""
    secret = os.urandom(_SIZE)
    try:
        _ignore(folder)
        descriptor = os.open(folder / KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(f"{secret.hex()}\n")
    except OSError as broken:
        says = f"The key of people cannot be written: {broken.strerror}."
        remedy = f"Make the folder one that you may write to, or give the key in {VARIABLE}."
        findings.append(error(Span(KEY_FILE), "cannot-write", says, remedy))
        return None
    return Key(secret)


def _ignore(folder: Path) -> None:
    """Tell git to leave the key out."""
    path = folder / ".gitignore"
    text = path.read_text("utf-8") if path.exists() else ""
    if KEY_FILE not in text.split():
        between = "" if not text or text.endswith("\n") else "\n"
        path.write_text(f"{text}{between}{KEY_FILE}\n", "utf-8")


def read_forgotten(folder: Path, findings: list[Finding]) -> list[Forgotten]:
    """Give the people whom a project has forgotten, in the order of the file."""
    path = folder / FORGOTTEN
    content = contents(folder, path, findings) if path.exists() else b""
    text = None if content is None else decode(content, FORGOTTEN, findings)
    return [found for number, line in enumerate((text or "").split("\n"), 1)
            if (found := _read_line(line, Span(FORGOTTEN, number), findings))]  # fmt: skip


def _read_line(line: str, at: Span, findings: list[Finding]) -> Forgotten | None:
    words = line.partition("#")[0].split()
    if not words:
        return None
    found = re.fullmatch(r"(\S+) (\d{4}-\d\d-\d\d) ([0-9a-f]{8})", " ".join(words))
    try:
        if found and is_pseudonym(found[1]):
            return Forgotten(found[1], date.fromisoformat(found[2]), found[3], at)
    except ValueError:
        pass  # It is no day; the finding below says so.
    says = "The line is not a pseudonym, a day and the mark of a key."
    findings.append(error(at, "odd-forgotten-line", says, "Correct it, or forget the person by `truegreen forget`."))
    return None


def forgotten_text(people: Iterable[Forgotten]) -> str:
    """Write the people whom a project has forgotten, one a line."""
    return _ABOUT + "".join(f"{each}\n" for each in people)


def by_another_key(people: Sequence[Forgotten], key: Key | None) -> list[Finding]:
    """Find people who were forgotten under another key: with this one, nobody would know them again."""
    others = [each for each in people if key is None or each.key != key.mark]
    if not others:
        return []
    count = f"{len(others)} people were" if len(others) > 1 else "One person was"
    says = f"{count} forgotten under a key that is not here, so their next export would bring them back."
    remedy = "Put that key back; or forget them anew by their own ids, and delete these lines."
    return [error(others[0].at, "forgotten-by-another-key", says, remedy, len(others))]
