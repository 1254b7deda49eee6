"""Exports of a system to rows of fact tables on a connection; with anything wrong among them, nothing is staged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import duckdb
from duckdb import DuckDBPyConnection

from truegreen.engine import sql
from truegreen.facts.tables import DUCKDB, TABLES, Table
from truegreen.files.text import shown
from truegreen.model.finding import Finding, error, has_errors, warning
from truegreen.sources.convert import Cell, cells_of, condition
from truegreen.sources.intake import reason
from truegreen.sources.mapping import Fact, Mapping
from truegreen.sources.problems import value_findings
from truegreen.sources.sheet import Sheet
from truegreen.sources.stage import Staged, release
from truegreen.systems.catalogue import system as system_named
from truegreen.systems.define import Fill, System, Told
from truegreen.systems.gather import Gathered, empty, gathered
from truegreen.units.span import Span

_EVENT: Final = "case_event"


def stage(
    connection: DuckDBPyConnection, mapping: Mapping, files: Sequence[Path], folder: Path
) -> tuple[list[Staged], list[Finding]]:
    """Stage the exports of a system.

    Args:
        connection: where the rows are put, as temp tables.
        mapping: which system, and what the project says besides.
        files: all files of the mapping, since records of one kind belong to those of another.
        folder: the project folder; labels are relative to it.

    Returns:
        What was staged, and the findings; with an error among them nothing is staged.
    """
    findings: list[Finding] = []
    system = system_named(mapping.system)
    staged: list[Staged] = []
    with TemporaryDirectory() as room:
        try:
            staged = _staged(connection, system, mapping, files, folder, Path(room), findings)
        except (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException):
            raise
        except duckdb.Error as wrong:
            says = f"The exports cannot be read to their end ({reason(wrong)})."
            findings.append(error(mapping.at, "unreadable-file", says, "Send them again; one may be cut short."))
    if has_errors(findings):
        release(connection)
        return [], findings
    return staged, findings


def _staged(
    connection: DuckDBPyConnection,
    system: System,
    mapping: Mapping,
    files: Sequence[Path],
    folder: Path,
    room: Path,
    findings: list[Finding],
) -> list[Staged]:
    tag = hashlib.sha256(mapping.source.encode()).hexdigest()[:12]
    held = gathered(connection, system, mapping, files, folder, room, tag, findings)
    if has_errors(findings):
        return []
    views = _named(connection, system, held, tag)
    told = Told(
        {name: each.columns for name, each in held.items()},
        mapping.states,
        system.zone or mapping.zone.text,
        lambda query: connection.execute(query).fetchall(),
        findings,
        tag,
        mapping.questions,
        frozenset(mapping.reads),
        {name: each.further for name, each in held.items()},
        {name: each.skipped for name, each in held.items()},
    )
    fills = [each for each in system.facts(told) if each.of in held]
    if any(connection.execute(f"SELECT 1 FROM {each.relation} LIMIT 1").fetchall() for each in held.values()):
        findings += _unfilled(mapping, held, fills)
    staged = [
        _made(connection, fill, held[fill.of], mapping, told.zone, f"{tag}_{n}", findings)
        for n, fill in enumerate(fills)
    ]
    for view in views:
        connection.execute(f"DROP VIEW {view}").fetchall()
    return list(_by_table(connection, [each for each in staged if each], tag))


def _by_table(connection: DuckDBPyConnection, staged: Sequence[Staged], tag: str) -> Iterator[Staged]:
    """Put the rows of several fills of one table together, for a table is loaded once per source."""
    for table in dict.fromkeys(each.table for each in staged):
        same = [each for each in staged if each.table == table]
        if len(same) == 1:
            yield same[0]
            continue
        name = f"staged_{table}_{tag}"
        together = " UNION ALL ".join(f"SELECT * FROM {each.relation}" for each in same)
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {together}").fetchall()
        yield Staged(table, name, same[0].source, sum(each.rows for each in same))


def _named(connection: DuckDBPyConnection, system: System, held: dict[str, Gathered], tag: str) -> list[str]:
    """Give every entity the name that queries read, those that no file holds as empty."""
    views = []
    for entity in (each for each in system.entities if not each.unused):
        relation = held[entity.name].relation if entity.name in held else f"rows_none_{entity.name}_{tag}"
        if entity.name not in held:
            empty(connection, relation, entity)
        views.append(f"{system.name}_{entity.name}")
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {views[-1]} AS SELECT * FROM {relation}").fetchall()
    return views


def _unfilled(mapping: Mapping, held: dict[str, Gathered], fills: Sequence[Fill]) -> Iterator[Finding]:
    """Find columns that the mapping asks for and neither a file nor the system has."""
    there = {name for each in held.values() for name in each.extra} | {name for each in fills for name in each.offers}
    for name, at in mapping.reads.items():
        if name not in there:
            yield error(at, "missing-column", f"No file has a column “{name}”.", "Write it as the export does.")


def _made(
    connection: DuckDBPyConnection,
    fill: Fill,
    of: Gathered,
    mapping: Mapping,
    zone: str,
    tag: str,
    findings: list[Finding],
) -> Staged | None:
    """Make the rows of one fill; None if anything is wrong with them."""
    table, name = TABLES[fill.table], f"staged_{fill.table}_{tag}"
    columns = {each for each, *_ in connection.execute(f"DESCRIBE {fill.query}").fetchall()}
    strangers = columns - {each.name for each in table.columns} - {"_file", "_row", *fill.offers}
    if strangers:
        raise ValueError(f"a query of {mapping.system} gives {', '.join(sorted(strangers))}, unknown to {fill.table}")
    query, found = fill.query, list[Finding]()
    own = mapping.facts.get(fill.table)
    results = {each: sql.name(each) for each in columns - {"_file", "_row", *fill.offers}}
    if own and set(own.reads) <= of.extra | {*fill.offers}:
        query = f"{name}_beside"
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {query} AS {_beside(fill, of, columns)}").fetchall()
        sheet = Sheet({each: (_read(each), "VARCHAR") for each in of.extra | {*fill.offers}}, zone)
        results |= {cell.column.name: cell.result for cell in _own(connection, own, query, sheet, fill.table, found)}
        query = f"SELECT * FROM {query} WHERE {condition(own, sheet, found)}"
    findings += found
    if has_errors(found):
        return None
    given = {each.name: results.get(each.name, "NULL") for each in table.columns}
    listed = ", ".join(
        f"CAST({given[each.name]} AS {DUCKDB[each.kind]}) AS {sql.name(each.name)}" for each in table.columns
    )
    made = f"SELECT {listed}, {sql.text(mapping.source)} AS source, _file, _row FROM ({query})"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {made}").fetchall()
    connection.execute(f"DROP TABLE IF EXISTS {name}_beside").fetchall()
    if fill.table == _EVENT:
        findings += _steps(connection, name)
    problems = list(_blank(connection, table, name, mapping))
    findings += problems
    ((rows,),) = connection.execute(f"SELECT count(*) FROM {name}").fetchall()
    return None if problems else Staged(fill.table, name, mapping.source, rows)


def _own(
    connection: DuckDBPyConnection, fact: Fact, relation: str, sheet: Sheet, table: str, findings: list[Finding]
) -> list[Cell]:
    """Give the columns that the mapping fills itself, and find values that cannot be read."""
    cells = cells_of(table, fact, sheet, findings)
    if not has_errors(findings):
        findings += value_findings(connection, relation, cells)
    return cells


def _beside(fill: Fill, of: Gathered, columns: set[str]) -> str:
    """Give the query of what a fill makes, with what a mapping may read beside it, as text."""
    times = {name for name, each in of.entity.columns.items() if each.kind == "time"}
    made = [f"made.{sql.name(each)}" for each in sorted(columns - {"_file", "_row", *fill.offers})]
    made += [f"CAST(made.{sql.name(each)} AS VARCHAR) AS {_read(each)}" for each in fill.offers]
    for each in sorted(of.extra - {*fill.offers}):
        utc = " || 'Z'" if each in times else ""
        made.append(f"CAST(own.{sql.name(each)} AS VARCHAR){utc} AS {_read(each)}")
    joined = f"({fill.query}) AS made JOIN {of.relation} AS own USING (_file, _row)"
    return f"SELECT {', '.join(made)}, _file, _row FROM {joined}"


def _read(name: str) -> str:
    """Name a column that a mapping may read, apart from what the table calls its own."""
    return sql.name(f"read {name}")


def _steps(connection: DuckDBPyConnection, name: str) -> Iterator[Finding]:
    """Keep events whose state means no step as updates, and say which states those are."""
    query = (
        f"SELECT state, count(*), min(_file), min(_row) FROM {name} WHERE kind IS NULL GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    found = connection.execute(query).fetchall()
    if found:
        listed = ", ".join(f"{shown(state or 'nothing')} ({count:,})" for state, count, *_ in found[:6])
        listed += " …" if len(found) > 6 else ""
        says = f"These states have no meaning as steps, so no clock sees them: {listed}."
        remedy = "Say under states what each means, like On Hold: waiting_on_other."
        count = sum(each[1] for each in found)
        yield warning(Span(found[0][2], found[0][3]), "unknown-state", says, remedy, count)
        connection.execute(f"UPDATE {name} SET kind = 'updated' WHERE kind IS NULL").fetchall()


def _blank(connection: DuckDBPyConnection, table: Table, name: str, mapping: Mapping) -> Iterator[Finding]:
    """Find rows without what the table needs."""
    needed = [each.name for each in table.columns if each.required]
    counts = ", ".join(
        f"count_if({sql.name(each)} IS NULL), arg_min(_file, _row) FILTER ({sql.name(each)} IS NULL), "
        f"min(_row) FILTER ({sql.name(each)} IS NULL)"
        for each in needed
    )
    (row,) = connection.execute(f"SELECT {counts} FROM {name}").fetchall()
    for index, each in enumerate(needed):
        count, file, line = row[3 * index : 3 * index + 3]
        if count:
            says = f"{count:,} rows of {table.name} have no {each}, first here."
            remedy = f"Export them whole; or fill it under facts in {mapping.at}."
            yield error(Span(file, line), "required-blank", says, remedy, count)
