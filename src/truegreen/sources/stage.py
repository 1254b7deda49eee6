"""Files to rows of fact tables on a connection; with anything wrong among them, nothing is staged."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from duckdb import DuckDBPyConnection

from truegreen.engine import sql
from truegreen.model.finding import Finding, error, has_errors, warning
from truegreen.sources.clock_findings import clock_findings
from truegreen.sources.convert import cells_of, condition, select
from truegreen.sources.inputs import label_of
from truegreen.sources.intake import Intake, Rows, reason
from truegreen.sources.keeping import kept
from truegreen.sources.mapping import Fact, Mapping
from truegreen.sources.opening import opened
from truegreen.sources.people import columns_of_people
from truegreen.sources.problems import value_findings
from truegreen.sources.sheet import Sheet
from truegreen.sources.table import read_table
from truegreen.units.span import Span


@dataclass(frozen=True, slots=True)
class Staged:
    """Rows of one fact table, ready to be loaded.

    Attributes:
        table: the fact table.
        relation: a temp table or view with the table's columns, ``source``, ``_file`` and ``_row``.
        source: the file's path seen from the project, or the mapping's id where there are several; each row's own
            ``source`` is its file's path, but the mapping's id where one row per key is kept.
        rows: how many there are.
    """

    table: str
    relation: str
    source: str
    rows: int


@dataclass(frozen=True, slots=True)
class _Gathered:
    """Rows of the files that are staged together, under one label."""

    connection: DuckDBPyConnection
    relation: str
    sheet: Sheet
    label: str
    live: bool
    keeps: bool


def stage(
    connection: DuckDBPyConnection, mapping: Mapping, files: Sequence[Path], folder: Path
) -> tuple[list[Staged], list[Finding]]:
    """Stage the rows of files on a connection.

    Args:
        connection: where the rows are put, as temp tables and views.
        mapping: how they are read.
        files: some of the files; where the mapping keeps one row per key, all of them.
        folder: the project folder; labels are relative to it.

    Returns:
        What was staged, by fact table and source, and the findings; with an error among them nothing is staged.
    """
    findings: list[Finding] = []
    with TemporaryDirectory() as room:
        staged = _together(connection, mapping, files, folder, Path(room), findings)
    if has_errors(findings):
        release(connection)
        return [], findings
    return staged, findings


def release(connection: DuckDBPyConnection) -> None:
    """Drop everything that staging has put on a connection."""
    named = "SELECT table_name, table_type FROM information_schema.tables WHERE regexp_matches(table_name, "
    pattern = sql.text("^(raw|rows|kept|staged)_.*[0-9a-f]{12}")
    for name, kind in connection.execute(f"{named}{pattern}) ORDER BY table_type DESC").fetchall():
        connection.execute(f"DROP {'VIEW' if kind == 'VIEW' else 'TABLE'} {sql.name(name)}").fetchall()


def _together(
    connection: DuckDBPyConnection,
    mapping: Mapping,
    files: Sequence[Path],
    folder: Path,
    room: Path,
    findings: list[Finding],
) -> list[Staged]:
    """Stage files in one go; a single file gives its name to what is made of it, several or a table the mapping's."""
    labels = [label_of(file, folder) for file in files] or [mapping.source]
    label = mapping.source if mapping.keeps or len(files) > 1 else labels[0]
    tag = hashlib.sha256(f"{mapping.source}\n{label}".encode()).hexdigest()[:12]
    taking = [Intake(connection, f"raw_{tag}_{n}", each, mapping, room, findings) for n, each in enumerate(labels)]
    if mapping.database:
        arrived = [read_table(each, mapping.database, folder) for each in taking]
    else:
        arrived = [opened(each, file) for each, file in zip(taking, files, strict=True)]
    rows = [each for each in arrived if each]
    if not rows or len(rows) < len(arrived):
        return []
    try:
        gathered = _gathered(connection, mapping, rows, label, tag)
        made = [_fact(gathered, table, fact, findings) for table, fact in mapping.facts.items()]
    except (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException):
        raise
    except duckdb.Error as wrong:
        says = f"The rows cannot be read to their end ({reason(wrong)})."
        at = Span(labels[0]) if len(labels) == 1 else mapping.at
        findings.append(error(at, "unreadable-file", says, "Send it again; it may be cut short or damaged."))
        return []
    return [each for each in made if each]


def _gathered(
    connection: DuckDBPyConnection, mapping: Mapping, rows: Sequence[Rows], label: str, tag: str
) -> _Gathered:
    relation = f"rows_{tag}"
    union = " UNION ALL BY NAME ".join(
        f"SELECT *, {sql.text(each.label)} AS _file FROM {each.relation}" for each in rows
    )
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {relation} AS {union}").fetchall()
    kinds = {name: kind for name, kind, *_ in connection.execute(f"DESCRIBE {relation}").fetchall()}
    cells = {name: (cell, kinds[cell]) for name, cell in rows[0].columns.items()}
    sheet = Sheet(cells, mapping.zone.text, any(each.dates for each in rows), columns_of_people(mapping))
    return _Gathered(connection, relation, sheet, label, all(each.live for each in rows), mapping.keeps)


def _fact(gathered: _Gathered, table: str, fact: Fact, findings: list[Finding]) -> Staged | None:
    """Make the rows of one fact table; None if anything is wrong with them."""
    connection, sheet, found = gathered.connection, gathered.sheet, list[Finding]()
    staged = f"staged_{table}_{gathered.relation}"
    relation = kept(connection, gathered.relation, fact, sheet, f"kept_{staged}", found)
    selected = f"(SELECT * FROM {relation} WHERE {condition(fact, sheet, found)})"
    cells = cells_of(table, fact, sheet, found)
    if not has_errors(found):
        found += value_findings(connection, selected, cells)
    findings += found
    if has_errors(found):
        return None
    kind = "VIEW" if gathered.live and not fact.keep else "TABLE"
    query = select(table, cells, sql.text(gathered.label) if gathered.keeps else "_file", selected)
    connection.execute(f"CREATE OR REPLACE TEMP {kind} {staged} AS {query}").fetchall()
    ((rows,),) = connection.execute(f"SELECT count(*) FROM {staged}").fetchall()
    findings += clock_findings(connection, staged, selected, cells, sheet.zone)
    if fact.where and not rows:
        says = f"No row of {gathered.label} meets the condition of {table}."
        findings.append(warning(fact.where.at, "no-row-selected", says, "Compare the condition with the file."))
    return Staged(table, staged, gathered.label, rows)
