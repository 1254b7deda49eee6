"""What is wrong with a mapping before any file is opened: names, kinds, formats and zones that cannot be meant."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from truegreen.facts.tables import TABLES, Table
from truegreen.files.nearest import did_you_mean
from truegreen.model.finding import Finding, error
from truegreen.sources.column_fitting import unfit_column, unknown_zone
from truegreen.sources.expression import compiled
from truegreen.sources.mapping import Fact, Mapping


def unfit(mapping: Mapping) -> Iterator[Finding]:
    """Find what is wrong with a mapping as it is written."""
    at = mapping.at
    if not mapping.source:
        yield error(at, "nothing-written", "The mapping has no id.", "Write one after source.")
    if not mapping.files:
        yield error(at, "no-files", "The mapping names no file.", 'Add files: ["data/*.csv"].')
    for glob in mapping.files:
        if not glob.text or glob.text.startswith(("/", "\\", "~")) or ":" in glob.text:
            says = f"“{glob.text}” is not relative to the project folder."
            yield error(glob.at, "absolute-path", says, "Write it like data/*.csv; ../ may lead out of the folder.")
    if mapping.encoding and not _is_encoding(mapping.encoding.text):
        remedy = "Leave it out to have it found out, or write one like utf-8, utf-16 or cp1252."
        yield error(mapping.encoding.at, "unknown-encoding", f"“{mapping.encoding.text}” is no encoding.", remedy)
    if mapping.skip_rows < 0:
        says = f"{mapping.skip_rows} lines cannot be skipped."
        yield error(at, "negative-skip", says, "Count the lines above the header, or delete skip_rows.")
    yield from unknown_zone(mapping.zone.text, mapping.zone.at)
    if not mapping.facts and not mapping.system:
        yield error(at, "no-facts", "The mapping fills no fact table.", did_you_mean("", TABLES))
    for name, fact in mapping.facts.items():
        if name not in TABLES:
            yield error(fact.at, "unknown-table", f"There is no fact table “{name}”.", did_you_mean(name, TABLES))
        else:
            yield from _fact(TABLES[name], fact, whole=not mapping.system)


def _fact(table: Table, fact: Fact, *, whole: bool) -> Iterator[Finding]:
    if fact.where:
        found: list[Finding] = []
        compiled(fact.where.text, fact.where.at, found, wants="boolean")
        yield from found
    if fact.keep and not fact.keep.per:
        says = "Nothing says which rows are the same one."
        yield error(fact.keep.at, "keep-per-nothing", says, "Write the columns of the key, like per: [number].")
    known = {column.name: column for column in table.columns}
    for column in known.values():
        if whole and column.required and column.name not in fact.columns:
            says = f"{table.name} needs {column.name} ({column.says.lower()}), and nothing is mapped to it."
            yield error(fact.at, "required-column", says, f"Add {column.name}: and the column it comes from.")
    for name, source in fact.origins.items():
        if name not in known:
            says = f"{table.name} has no column “{name}”."
            yield error(source.at, "unknown-column", says, did_you_mean(name, known))
        else:
            yield from unfit_column(known[name], source)


def _is_encoding(name: str) -> bool:
    try:
        codecs.lookup(name)
        "a".encode(name)
    except (LookupError, ValueError):
        return False
    return True
