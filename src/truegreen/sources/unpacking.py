"""Files out of their wrappings: gzip and zip, with limits to what may come out."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from dataclasses import dataclass
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from struct import error as StructError  # noqa: N812
from typing import Final, Protocol

from truegreen.files.nearest import did_you_mean
from truegreen.sources.beginnings import begins_right
from truegreen.sources.intake import Intake
from truegreen.sources.mapping import Format

# What reading any bytes as an archive can raise.
BROKEN: Final = (
    OSError, EOFError, zlib.error, LZMAError, StructError, zipfile.BadZipFile, ValueError, LookupError, RuntimeError,
)  # fmt: skip
_LARGEST: Final = 64 << 30
_SUSPICIOUS_SIZE, _SUSPICIOUS_RATIO = 64 << 20, 300
_SUFFIXES: Final = {
    ".csv": Format.CSV, ".txt": Format.CSV, ".tsv": Format.TSV, ".tab": Format.TSV, ".parquet": Format.PARQUET,
    ".pq": Format.PARQUET, ".jsonl": Format.JSONL, ".ndjson": Format.JSONL, ".json": Format.JSON,
    ".xlsx": Format.XLSX, ".xlsm": Format.XLSX, ".xes": Format.XES,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A file out of its wrapping: where it lies, and what it is called inside, in lower letters."""

    path: Path
    name: str


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def unpacked(intake: Intake, path: Path) -> tuple[Path, Format] | None:
    """Take a file out of .gz and .zip; None if it cannot be had, or is not what it is called."""
    file: Unpacked | None = Unpacked(path, path.name.lower())
    while file and file.name.endswith((".gz", ".zip")):
        file = _layer(intake, file)
    if not file:
        return None
    known = intake.mapping.format or _SUFFIXES.get(PurePosixPath(file.name).suffix)
    if not known:
        remedy = f"Write format: and one of {', '.join(Format)} into the mapping."
        intake.refuse("unknown-file-format", f"The name “{file.name}” does not say how the file is written.", remedy)
        return None
    return (file.path, known) if begins_right(intake, file.path, known) else None


def is_bomb(size: int, packed: int) -> bool:
    """Say whether something grows on unpacking as only a trap does."""
    return size > _LARGEST or (size > _SUSPICIOUS_SIZE and size > _SUSPICIOUS_RATIO * packed)


def _layer(intake: Intake, file: Unpacked) -> Unpacked | None:
    """Take off one wrapping."""
    suffix = PurePosixPath(file.name).suffix
    if not begins_right(intake, file.path, suffix):
        return None
    inner = intake.new_file()
    try:
        name = _gunzipped(file, inner) if suffix == ".gz" else _unzipped(intake, file, inner)
    except BROKEN as broken:
        remedy = "Send it again, whole and without a password; it may have been cut short on the way."
        intake.refuse("broken-archive", f"The file cannot be unpacked ({broken}).", remedy)
        return None
    except _BombError:
        says = f"The file unpacks to more than {_SUSPICIOUS_RATIO} times its size, as no honest records do."
        intake.refuse("unpacks-too-large", says, "Unpack it yourself if you trust it, and name what comes out.")
        return None
    return Unpacked(inner, name) if name else None


class _BombError(Exception):
    pass


def _gunzipped(file: Unpacked, inner: Path) -> str:
    with gzip.open(file.path) as packed:
        _copy(packed, inner, file.path.stat().st_size)
    return file.name.removesuffix(".gz")


def _unzipped(intake: Intake, file: Unpacked, inner: Path) -> str:
    with zipfile.ZipFile(file.path) as archive:
        member = _member(intake, archive)
        if not member:
            return ""
        if member.flag_bits & 1:
            raise zipfile.BadZipFile("it has a password")
        with archive.open(member) as packed:
            _copy(packed, inner, member.compress_size)
    return PurePosixPath(member.filename.lower()).name


def _copy(packed: _Readable, target: Path, size: int) -> None:
    written = 0
    with target.open("wb") as plain:
        while chunk := packed.read(1 << 20):
            written += plain.write(chunk)
            if is_bomb(written, size):
                raise _BombError


def _member(intake: Intake, archive: zipfile.ZipFile) -> zipfile.ZipInfo | None:
    """Find the one file in an archive that is meant."""
    files = (each for each in archive.infolist() if not each.is_dir() and not each.filename.startswith("__MACOSX/"))
    inside = {each.filename: each for each in files}
    wanted = intake.mapping.member
    if wanted in inside:
        return inside[wanted]
    if not wanted and len(inside) == 1:
        return next(iter(inside.values()))
    says = f"Files in the zip: {len(inside)}" + (f", and none is called “{wanted}”." if wanted else ".")
    intake.refuse("which-member", says, f"Write member: and the one that is meant. {did_you_mean(wanted, inside)}")
    return None
