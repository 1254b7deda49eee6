"""Whether a file that arrived is one that may be read: no trap in its wrappings, no cell that is a book."""

from __future__ import annotations

import csv
import gzip
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final, Protocol

from truegreen.model.finding import Finding, error
from truegreen.sources.limits import DEEPEST, BrokenError
from truegreen.sources.unpacking import BROKEN
from truegreen.units.span import Span

UNPACKED: Final = 500_000_000
"""Bytes that may come out of a file."""
RATIO: Final = 100
"""How many times its size a file may unpack to."""
ROWS: Final = 5_000_000
"""Rows of one file."""
CELL: Final = 1_000_000
"""Characters of one cell."""
_FREE: Final = 1 << 20
_WRAPPINGS: Final = 2
_ZIPPED: Final = (".zip", ".xlsx", ".xlsm")


class Readable(Protocol):
    """Something that gives bytes piece by piece."""

    def read(self, size: int, /) -> bytes:
        """Give so many, or what is left."""
        ...


def unsound(room: Path, place: PurePosixPath) -> Iterator[Finding]:
    """Say what makes a file one that may not be read; nothing where it may be tried.

    A file that is broken in any other way passes here: reading it says so better.
    """
    try:
        _looked_into(room / place, place.name.lower(), 0)
    except BrokenError as wrong:
        yield error(Span(str(place)), wrong.name, wrong.says, wrong.remedy)
    except (*BROKEN, csv.Error):
        return


def _looked_into(path: Path, name: str, wrappings: int) -> None:
    if wrappings > _WRAPPINGS:
        says = "There are archives within archives within archives."
        raise BrokenError("too-many-wrappings", says, "Send the file itself, or packed once.")
    if name.endswith(_ZIPPED):
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _within(sum(each.file_size for each in members), path.stat().st_size)
            for each in members if name.endswith(".zip") else ():
                with archive.open(each) as packed:
                    _inside(packed, path, each.filename.lower(), wrappings, each.compress_size)
    elif name.endswith(".gz"):
        with gzip.open(path) as packed:
            _inside(packed, path, name.removesuffix(".gz"), wrappings, path.stat().st_size)
    elif name.endswith((".csv", ".txt", ".tsv", ".tab", ".json", ".jsonl", ".ndjson")):
        _cells(path, is_json=".json" in name or name.endswith(".ndjson"))
    elif name.endswith((".parquet", ".pq")):
        _parquet(path)


def _inside(packed: Readable, path: Path, name: str, wrappings: int, size: int) -> None:
    """Unpack beside the file, never more than may come out, and look into that."""
    inner, written = path.with_name(f"{path.name}.{wrappings}"), 0
    try:
        with inner.open("wb") as plain:
            while chunk := packed.read(1 << 20):
                written += plain.write(chunk)
                _within(written, size)
        _looked_into(inner, name, wrappings + 1)
    finally:
        inner.unlink(missing_ok=True)


def _within(unpacked: int, packed: int) -> None:
    if unpacked > UNPACKED or unpacked > max(_FREE, RATIO * packed):
        says = f"The file unpacks to more than {RATIO} times its size, or to more than {UNPACKED // 1_000_000} MB."
        raise BrokenError("unpacks-too-large", says, "Send it in parts, or unpacked.")


def _cells(path: Path, *, is_json: bool) -> None:
    """Look for a cell that is too large, and for records within records without end."""
    with path.open(encoding="latin-1", newline="") as text:
        if is_json:
            for line in text:
                _depth(line)
                if len(line) > CELL:
                    _strings(line)
            return
        first = text.readline(CELL + 1)
        text.seek(0)
        csv.field_size_limit(CELL)
        try:
            for _ in csv.reader(text, delimiter=max(",;\t|", key=first.count)):
                pass
        except csv.Error as wrong:
            if "field larger" in str(wrong):
                raise _cell_too_large() from None


def _depth(line: str) -> None:
    """Count brackets that are open at once; those within texts count as well, and no honest text has so many."""
    if line.count("{") + line.count("[") <= DEEPEST:
        return
    deep = most = 0
    for each in line:
        deep += (each in "{[") - (each in "}]")
        most = max(most, deep)
    if most > DEEPEST:
        says = f"Records stand within records more than {DEEPEST} deep."
        raise BrokenError("nested-too-deep", says, "Export the records without what they refer to.")


def _strings(line: str) -> None:
    """Look for a text that is too large between the quotes of a line of JSON."""
    if any(len(each) > CELL for each in line.replace('\\"', "").split('"')):
        raise _cell_too_large()


def _parquet(path: Path) -> None:
    import pyarrow.parquet

    told = pyarrow.parquet.read_metadata(path)
    if told.num_rows > ROWS:
        raise too_many_rows(told.num_rows)
    _within(sum(told.row_group(each).total_byte_size for each in range(told.num_row_groups)), path.stat().st_size)


def too_many_rows(many: int) -> BrokenError:
    """Say that a file has more rows than one upload may have."""
    says = f"The file has {many:,} rows; an upload may have {ROWS:,}."
    return BrokenError("too-many-rows", says, "Send it in parts.")


def _cell_too_large() -> BrokenError:
    says = f"A cell has more than {CELL:,} characters."
    return BrokenError("cell-too-large", says, "Look whether a quote is missing, or leave that column out.")
