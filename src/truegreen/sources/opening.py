"""A file of any kind to its rows on a connection."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from truegreen.sources.delimited import read_delimited
from truegreen.sources.documents import read_documents
from truegreen.sources.intake import Intake, Rows
from truegreen.sources.json_lines import read_json_lines
from truegreen.sources.mapping import Format
from truegreen.sources.parquet import read_parquet
from truegreen.sources.text import Plain, plain
from truegreen.sources.unpacking import unpacked
from truegreen.sources.workbook import read_workbook
from truegreen.sources.xes import read_xes

_TEXTS: Final[dict[Format, Callable[[Intake, Plain], Rows | None]]] = {
    Format.CSV: read_delimited,
    Format.TSV: partial(read_delimited, sign="\t"),
    Format.JSON: read_documents,
    Format.JSONL: read_json_lines,
}


def opened(intake: Intake, path: Path) -> Rows | None:
    """Give the rows of a file; None if it cannot be read."""
    file = unpacked(intake, path)
    if not file:
        return None
    inside, written = file
    if written is Format.XLSX:
        return read_workbook(intake, inside)
    one = _one_file(intake, inside)
    if written is Format.PARQUET:
        return read_parquet(intake, one, copied=one != path)
    if written is Format.XES:
        return read_xes(intake, one)
    text = plain(intake, one, in_lines=written is not Format.JSON)
    if not text:
        return None
    return _TEXTS[written](intake, text)


def _one_file(intake: Intake, path: Path) -> Path:
    """Give a path that DuckDB takes as one file; brackets, stars and the like it would take as a pattern."""
    if not set(str(path)) & set("*?[]{}"):
        return path
    link = intake.new_file()
    link.symlink_to(path.resolve())
    return link
