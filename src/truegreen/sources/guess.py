"""A first look at a file: what its columns hold, which of them is the key, and which facts they probably are."""

from __future__ import annotations

from collections.abc import Mapping as Named
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import duckdb

from truegreen.facts.tables import TABLES, Column
from truegreen.model.finding import Finding
from truegreen.sources.intake import Intake
from truegreen.sources.mapping import Format, Mapping
from truegreen.sources.sampling import sampled
from truegreen.sources.seen import Seen, decisions, seen
from truegreen.sources.synonyms import SYNONYMS, matched, plain_name

# What tells the latest of several rows of one thing.
_VERSIONS: Final = (
    "sys_mod_count", "version", "updated_at", "sys_updated_at", "sys_updated_on", "systemmodstamp", "modified_at",
    "last_modified", "lastupdatetimestamp", "_fivetran_synced",
)  # fmt: skip
_FITS: Final = {
    "time": ("time", "date"), "date": ("time", "date"), "integer": ("integer",), "decimal": ("integer", "decimal"),
    "boolean": ("boolean", "integer"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guess:
    """What a file seems to be.

    Attributes:
        path: the file.
        format: how it is written; None if it cannot be read.
        rows: how many rows were looked at.
        columns: what its columns hold.
        sign: what divides cells, in CSV.
        table: the fact table it probably fills; empty if it cannot be read.
        matches: the columns of that table, and the columns of the file they probably come from.
        last: the column that tells the latest of several rows with one key; empty if each row has its own.
        findings: what was found on the way, such as its encoding.
    """

    path: Path
    format: Format | None = None
    rows: int = 0
    columns: tuple[Seen, ...] = ()
    sign: str = ""
    table: str = ""
    matches: tuple[tuple[str, str], ...] = ()
    last: str = ""
    findings: tuple[Finding, ...] = ()


def guess(path: Path) -> Guess:
    """Look at the first rows of a file and say what it seems to be."""
    findings: list[Finding] = []
    with TemporaryDirectory() as room:
        nothing = Mapping(source="guess", files=(), facts={})
        sample = sampled(Intake(duckdb.connect(), "sample", path.name, nothing, Path(room), findings), path)
    if not sample:
        return Guess(path, findings=tuple(findings))
    decided = decisions(sample.columns)
    columns = tuple(seen(name, texts, decided.get(name, ())) for name, texts in sample.columns.items())
    table, matches = _table(columns)
    rows = max((len(texts) for texts in sample.columns.values()), default=0)
    key = next((each for each in columns if each.name == matches.get(TABLES[table].key[0])), None)
    names = {plain_name(each.name): each.name for each in columns}
    last = next((names[each] for each in _VERSIONS if each in names), "") if key and not key.is_key else ""
    return Guess(
        path, sample.format, rows, columns, sample.sign, table, tuple(matches.items()), last, tuple(findings)
    )  # fmt: skip


def _table(columns: tuple[Seen, ...]) -> tuple[str, dict[str, str]]:
    """Choose the fact table that most columns have a name for, among those whose required columns are all there."""
    found = {table: _matches(table, columns) for table in SYNONYMS}
    whole = {
        table: matches
        for table, matches in found.items()
        if len(matches) > 1 and all(c.name in matches for c in TABLES[table].columns if c.required and not c.one_of)
    }
    table = max(whole, key=lambda name: len(whole[name]), default="")
    return (table, whole[table]) if table else ("case", _with_any_key_and_time(found["case"], columns))


def _matches(table: str, columns: tuple[Seen, ...]) -> dict[str, str]:
    by_name = {each.name: each for each in columns}
    known = {column.name: column for column in TABLES[table].columns}
    names = matched(table, by_name)
    return {column: name for column, name in names.items() if _fits(known[column], by_name[name])}


def _fits(column: Column, held: Seen) -> bool:
    return held.filled > 0 and (column.kind == "text" or held.kind in _FITS[column.kind])


def _with_any_key_and_time(matches: Named[str, str], columns: tuple[Seen, ...]) -> dict[str, str]:
    """Take a key and a first time by what they hold, where no name says which they are."""
    key = next((each.name for each in columns if each.is_key and each.kind in ("text", "integer")), "")
    time = next((each.name for each in columns if each.kind in ("time", "date") and each.filled), "")
    assumed = {"case_id": key, "opened_at": time} | dict(matches)
    return {column: name for column, name in assumed.items() if name}
