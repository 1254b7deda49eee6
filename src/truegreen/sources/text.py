"""Text files as UTF-8 with one kind of line ending: what their encoding is, and what is broken in them."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from truegreen.model.finding import note
from truegreen.sources.intake import Intake

_CHUNK, _LONGEST = 1 << 22, 1 << 24
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NOT_CP1252: Final = b"\x81\x8d\x8f\x90\x9d"


@dataclass(frozen=True, slots=True)
class Plain:
    """A file as UTF-8 text: where it lies, its lines, and the first that is too long to be one; 0 if none is."""

    path: Path
    lines: int
    long: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """What one pass over the bytes of a file shows.

    Attributes:
        lines: its lines.
        mixed: whether its lines end in different ways, or in a way that few programs know.
        nul: the line of the first NUL; 0 if there is none.
        broken: the line of the first bytes that are not UTF-8; 0 if there are none.
        beyond: whether anything before those is UTF-8 beyond plain ASCII.
        western: whether every byte has a meaning in cp1252.
        long: the first line that is too long to be one; 0 if there is none.
    """

    lines: int
    mixed: bool
    nul: int
    broken: int
    beyond: bool
    western: bool
    long: int


def plain(intake: Intake, path: Path, *, in_lines: bool) -> Plain | None:
    """Give a file as UTF-8 text; None if it cannot be had. Where nothing needs to change, it stays where it is.

    Args:
        intake: where findings are added, and what the mapping says of the encoding.
        path: the file, out of its wrapping.
        in_lines: whether its records are lines, of which one is held at a time.
    """
    text = _text(intake, path)
    if text and in_lines and text.long:
        says = "The line is longer than 16 million bytes, so it is no record."
        intake.refuse("record-too-large", says, "Export the file again; it may be damaged.", text.long)
        return None
    return text


def _text(intake: Intake, path: Path) -> Plain | None:
    written = intake.mapping.encoding
    encoding = codecs.lookup(written.text).name if written else _marked(path)
    look = _look(path) if encoding in ("", "utf-8", "utf-8-sig") else None
    if look and look.broken and not encoding and not look.beyond:
        encoding, look = ("cp1252" if look.western else "latin-1"), None
    if look and look.broken:
        remedy = "Export it again in one encoding; if it is not UTF-8 at all, write encoding: cp1252 into the mapping."
        intake.refuse("broken-encoding", "Here the file stops being UTF-8 text.", remedy, look.broken)
        return None
    if look and look.nul:
        _refuse_nul(intake, look.nul)
        return None
    if not written and encoding not in ("", "utf-8-sig"):
        remedy = f"Write encoding: {encoding} into the mapping if that is right."
        says = f"The file is not UTF-8; it was read as {encoding}."
        intake.findings.append(note(intake.at(), "encoding-assumed", says, remedy))
    if look and not look.mixed:
        return Plain(path, look.lines, look.long)
    return _rewritten(intake, path, encoding or "utf-8")


def _marked(path: Path) -> str:
    """Give the encoding that the first bytes tell: by a mark, or by a zero in every second byte."""
    with path.open("rb") as opened:
        head = opened.read(4096)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    half = len(head) // 2
    zeros = (head[0::2].count(0), head[1::2].count(0))
    if half >= 4 and max(zeros) > half * 0.4 and min(zeros) < half * 0.1:
        return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    return ""


def _look(path: Path) -> Look:
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines = returns = both = nul = broken = long = run = 0
    beyond, western, last = False, True, b""
    for chunk in _chunks(path):
        plain = chunk.isascii()
        if not nul and (found := chunk.find(0)) >= 0:
            nul = lines + chunk.count(b"\n", 0, found) + 1
        if not broken and not (plain and not decoder.getstate()[0]):
            try:
                beyond = bool(decoder.decode(chunk)) or beyond
            except UnicodeDecodeError as wrong:
                kept = len(wrong.object) - len(chunk)
                broken = lines + chunk.count(b"\n", 0, max(0, wrong.start - kept)) + 1
                beyond = beyond or not wrong.object[: wrong.start].isascii()
        western = western and (plain or not any(byte in chunk for byte in _NOT_CP1252))
        first, rest = run + len(chunk.partition(b"\n")[0]), len(chunk) - chunk.rfind(b"\n") - 1
        run = rest if b"\n" in chunk else first
        if not long and max(first, run) > _LONGEST:
            long = lines + (1 if first > _LONGEST else 1 + chunk.count(b"\n"))
        lines += chunk.count(b"\n")
        returns += chunk.count(b"\r")
        both += chunk.count(b"\r\n") + (last + chunk[:1] == b"\r\n")
        last = chunk[-1:]
    if not broken and decoder.getstate()[0]:
        broken = lines + 1
    return Look(lines + (last != b"\n"), returns > both or 0 < both < lines, nul, broken, beyond, western, long)


def _rewritten(intake: Intake, path: Path, encoding: str) -> Plain | None:
    target, line = intake.new_file(), 0
    try:
        with path.open(encoding=encoding) as given, target.open("w", encoding="utf-8", newline="\n") as written:
            while text := given.readline(_CHUNK):
                if "\0" in text:
                    _refuse_nul(intake, line + 1)
                    return None
                written.write(text)
                line += text.endswith("\n")
    except UnicodeError as wrong:
        says = f"The file cannot be read as {encoding} ({str(wrong).rpartition(': ')[2]})."
        remedy = "Correct encoding in the mapping, or export the file again."
        intake.refuse("broken-encoding", says, remedy, line + 1)
        return None
    look = _look(target)
    return Plain(target, look.lines, look.long)


def _refuse_nul(intake: Intake, line: int) -> None:
    says, remedy = "The line holds a NUL, which no text does.", "Export the file again; it may be damaged."
    intake.refuse("nul-in-text", says, remedy, line)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            yield chunk
