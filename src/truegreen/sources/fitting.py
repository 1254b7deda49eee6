"""What is wrong with a mapping before any file is opened: names, kinds, formats and zones that cannot be meant."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from truegreen.facts.tables import TABLES, Table
from truegreen.files.addresses import holds_password
from truegreen.files.nearest import did_you_mean
from truegreen.model.finding import Finding, error, warning
from truegreen.sources.column_fitting import unfit_column, unknown_zone
from truegreen.sources.expression import compiled
from truegreen.sources.mapping import Database, Fact, Mapping


def unfit(mapping: Mapping) -> Iterator[Finding]:
    """Find what is wrong with a mapping as it is written."""
    at = mapping.at
    if not mapping.source:
        yield error(at, "nothing-written", "The mapping has no id.", "Write one after source.")
    yield from _table_of_database(mapping, mapping.database) if mapping.database else _files(mapping)
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


def _files(mapping: Mapping) -> Iterator[Finding]:
    if not mapping.files:
        remedy = 'Add files: ["data/*.csv"], or database: and its url and table.'
        yield error(mapping.at, "no-files", "The mapping names no file.", remedy)
    for glob in mapping.files:
        if not glob.text or glob.text.startswith(("/", "\\", "~")) or ":" in glob.text:
            says = f"“{glob.text}” is not relative to the project folder."
            yield error(glob.at, "absolute-path", says, "Write it like data/*.csv; ../ may lead out of the folder.")


def _table_of_database(mapping: Mapping, database: Database) -> Iterator[Finding]:
    """Find what is wrong with a mapping that reads a table, before it is reached."""
    if mapping.files:
        remedy = "Write a mapping for each."
        yield error(database.at, "files-and-database", "The mapping names files and a table of a database.", remedy)
    for option, written in (
        ("system", mapping.system), ("format", mapping.format), ("encoding", mapping.encoding),
        ("records", mapping.records), ("sheet", mapping.sheet), ("member", mapping.member),
        ("skip_rows", mapping.skip_rows),
    ):  # fmt: skip
        if written:
            says = f"What is read is a table of a database, so it has no {option}."
            yield error(database.at, "option-does-not-fit", says, f"Delete {option}.")
    if "://" not in database.url.text and not database.url.text.startswith("${"):
        remedy = "Write it like postgresql://reader:${DESK_PASSWORD}@db.example/desk or sqlite:///data/desk.db."
        yield error(database.url.at, "no-address", "The url is no address of a database.", remedy)
    if not all(database.table.text.split(".")):
        remedy = "Write it like schema.table; a view holds what a query would."
        yield error(database.table.at, "no-table", "The table has no name, or a part of its name is blank.", remedy)
    if holds_password(database.url.text):
        remedy = "Write ${DESK_PASSWORD} in its place, and set DESK_PASSWORD where Truegreen runs."
        yield warning(database.url.at, "password-in-text", "The password of a database stands in the mapping.", remedy)


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
