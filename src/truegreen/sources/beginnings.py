"""How files begin: whether a file is what its name says, and what it is if not."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from truegreen.sources.intake import Intake
from truegreen.sources.mapping import Format

# How files of a kind begin, and what begins so.
_BEGINNINGS: Final = {".gz": b"\x1f\x8b", ".zip": b"PK", Format.XLSX: b"PK\x03\x04", Format.PARQUET: b"PAR1"}
_KNOWN: Final = (
    (b"PK\x03\x04", "a zip file or a workbook"), (b"\x1f\x8b", "a gzip file"), (b"PAR1", "a Parquet file"),
    (b"\xd0\xcf\x11\xe0", "an old or password-protected workbook"), (b"%PDF", "a PDF"),
    (b"<!doctype html", "a web page"), (b"<html", "a web page"), (b"<?xml", "XML"),
)  # fmt: skip

_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


def begins_right(intake: Intake, path: Path, kind: str) -> bool:
    """Say whether a file begins as its kind does; text may begin with anything that is nothing else."""
    try:
        with path.open("rb") as opened:
            head = opened.read(4096)
    except OSError as broken:
        says = f"The file cannot be opened: {broken.strerror}."
        intake.refuse("cannot-open", says, "Make it a file that you may read, or take it out of files.")
        return False
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n"):
        intake.refuse("empty-file", "The file is empty.", "Export it again, or delete it.")
        return False
    begins, start = _BEGINNINGS.get(kind, b""), head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    looks = next((what for mark, what in _KNOWN if start.startswith(mark.lower())), "")
    if kind == Format.XES and looks in ("", "XML") and (start.startswith(b"<") or head.startswith(_UTF16)):
        return True
    if kind != Format.XES and head.startswith(begins) and (begins or not looks):
        return True
    says = f"The file should be {kind.removeprefix('.')}, and is {looks or 'something else'}."
    remedy = "Call it what it is, or export it again; a web page is often a sign-in page that was saved."
    intake.refuse("wrong-file-format", says, remedy)
    return False
