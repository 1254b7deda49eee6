"""Files of a system to one typed relation per kind of record: recognised, read, of each record the latest state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from duckdb import DuckDBPyConnection

from truegreen.engine import sql
from truegreen.files.text import shown
from truegreen.model.finding import Finding, error, has_errors, note, warning
from truegreen.sources.heading import Head, headed, holds_json
from truegreen.sources.inputs import label_of
from truegreen.sources.intake import Intake, Rows
from truegreen.sources.mapping import Fact, Format, From, Mapping
from truegreen.sources.opening import opened
from truegreen.systems.define import KINDS, Entity, System
from truegreen.systems.recognise import Recognised, plain, recognised
from truegreen.systems.typing import typed, unreadable
from truegreen.units.span import Span

# Columns by which warehouses mark rows that the system has deleted.
_DELETED: Final = ("_fivetran_deleted", "_sdc_deleted_at", "_ab_cdc_deleted_at", "__deleted")
# How spreadsheets write a number with more digits than they keep.
_ROUNDED: Final = r"\d([.,]\d+)?E\+\d+"
_SAYS: Final = {"time": "a time", "date": "a date", "integer": "a whole number", "decimal": "a number",
                "boolean": "yes or no", "length": "a duration", "list": "a list in JSON",
                "json": "an object in JSON"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Part:
    """A file, read: its rows, as which kind of record, and the columns that only the mapping asks for."""

    rows: Rows
    as_: Recognised
    extra: tuple[str, ...]
    deleted: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """All records of one kind.

    Attributes:
        entity: which kind.
        relation: its columns, typed; the file's own columns that the mapping asks for, as text, by their names; and
            ``_file`` and ``_row``.
        columns: those of its columns that some file has.
        extra: what the mapping asks for and some file has: the file's own columns, or the system's by their names.
        further: the file's own columns that the mapping or the system asks for besides.
        skipped: some rows that are no records, as texts by column.
    """

    entity: Entity
    relation: str
    columns: frozenset[str]
    extra: frozenset[str] = field(default_factory=frozenset)
    further: frozenset[str] = field(default_factory=frozenset)
    skipped: tuple[dict[str, str], ...] = ()


def gathered(
    connection: DuckDBPyConnection,
    system: System,
    mapping: Mapping,
    files: Sequence[Path],
    folder: Path,
    room: Path,
    tag: str,
    findings: list[Finding],
) -> dict[str, Gathered]:
    """Read the files of a system, by kind of record; what is wrong with them is added to the findings.

    Args:
        connection: where the rows are put.
        system: the system.
        mapping: which files, what the system's states mean, and what else is filled from which columns.
        files: the files.
        folder: the project folder; labels are relative to it.
        room: a folder for what is unpacked or rewritten.
        tag: what sets the names of these relations apart.
        findings: where findings are added.
    """
    parts: dict[str, list[_Part]] = {}
    for number, file in enumerate(files):
        label = label_of(file, folder)
        for part in _parts(Intake(connection, f"raw_{tag}_{number}", label, mapping, room, findings), system, file):
            parts.setdefault(part.as_.entity.name, []).append(part)
    if not parts and any(each.id == "unknown-export" for each in findings) and not has_errors(findings):
        says = f"None of the files is an export of {system.title}."
        names = ", ".join(each.name for each in system.entities)
        findings.append(error(mapping.at, "no-export", says, f"Name files that hold one of: {names}."))
    zone = system.zone or mapping.zone.text
    return {} if has_errors(findings) else {
        name: _together(connection, each, f"rows_{name}_{tag}", zone, frozenset(mapping.reads), findings)
        for name, each in parts.items()
    }  # fmt: skip


def _parts(intake: Intake, system: System, file: Path) -> Iterator[_Part]:
    """Read the records of a file; a JSON document may have lists of several kinds, such as people beside tickets."""
    found: list[Finding] = []
    head = headed(replace(intake, findings=found), file)
    known = {name for entity in system.entities for name in (entity.name, *entity.also)}
    beside = [name for name in head.beside if plain(name) in known] if head else []
    intake.findings.extend(each for each in found if each.id != "several-lists" or not beside)
    if head and (part := _part(intake, system, file, head)):
        yield part
    for name in beside:
        mapping = replace(intake.mapping, records=name)
        inner = replace(intake, table=f"{intake.table}_{plain(name)}", mapping=mapping)
        if (one := headed(inner, file)) and (part := _part(inner, system, file, one)):
            yield part


def _part(intake: Intake, system: System, file: Path, head: Head) -> _Part | None:
    stem, header = file.name.partition(".")[0], head.columns
    if not header:
        says = "The file holds no records."
        intake.findings.append(warning(intake.at(), "no-records", says, "Look whether there really were none."))
        return None
    found = recognised(system, stem, head.inside, header, nested=holds_json(intake, file))
    if not found:
        listed = ", ".join(list(header)[:8])
        says = f"No record of {system.title} has these columns: {listed}{' …' if len(header) > 8 else ''}."
        intake.findings.append(warning(intake.at(), "unknown-export", says, "Take the file out of files."))
        return None
    if found.entity.unused:
        says = f"Nothing is made of {found.entity.name}, which this file holds."
        intake.findings.append(note(intake.at(), "not-needed", says, "Take the file out of files."))
        return None
    wanted = {*intake.mapping.reads, *intake.mapping.questions}
    wanted |= {*(found.entity.further(header) if found.entity.further else ())}
    extra = tuple(name for name in header if name in wanted)
    deleted = next((name for name in header if plain(name) in {plain(each) for each in _DELETED}), "")
    asked = dict.fromkeys([*found.columns.values(), *extra, *([deleted] if deleted else [])])
    columns = {name: From(column=name) for name in asked}
    wants = replace(intake.mapping, facts={"case": Fact(columns=columns)})
    if head.lines:
        wants, file = replace(wants, format=Format.JSONL), head.lines
    rows = head.rows or opened(replace(intake, mapping=wants), file)
    return _Part(rows, found, extra, deleted) if rows else None


def _together(
    connection: DuckDBPyConnection,
    parts: Sequence[_Part],
    name: str,
    zone: str,
    asked: frozenset[str],
    findings: list[Finding],
) -> Gathered:
    """Put the records of one kind together: typed, each once, and without what the system has deleted."""
    entity = parts[0].as_.entity
    extras = sorted({name for part in parts for name in part.extra} - set(entity.columns))
    texts = " UNION ALL ".join(_texts(part, extras) for part in parts)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name}_texts AS {texts}").fetchall()
    skipped = tuple(_skipped(connection, f"{name}_texts", entity))
    findings += _unreadable(connection, f"{name}_texts", entity, zone)
    columns = ", ".join(
        f"{typed(sql.name(each), kind, zone)} AS {sql.name(each)}" for each, kind in entity.columns.items()
    )
    kept = "".join(f", {sql.name(each)}" for each in extras)
    query = f"SELECT {columns}{kept}, _deleted, _file, _row FROM {name}_texts"
    if entity.key:
        order = f"{sql.name(entity.latest)} DESC NULLS LAST, " if entity.latest else ""
        query += (
            f" QUALIFY row_number() OVER (PARTITION BY {sql.names(entity.key)} "
            f"ORDER BY {order}_file DESC, _row DESC) = 1"
        )
    alive = f"SELECT * EXCLUDE (_deleted) FROM ({query}) WHERE NOT _deleted"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {alive}").fetchall()
    connection.execute(f"DROP TABLE {name}_texts").fetchall()
    has = frozenset(column for part in parts for column in part.as_.columns)
    return Gathered(entity, name, has, (frozenset(extras) | has) & asked, frozenset(extras), skipped)


def _skipped(connection: DuckDBPyConnection, relation: str, entity: Entity) -> Iterator[dict[str, str]]:
    """Take out the rows that are no records, and give the first of them."""
    if entity.skips:
        listed = sql.names(tuple(entity.columns))
        query = f"SELECT {listed} FROM {relation} WHERE {entity.skips} ORDER BY _file, _row LIMIT 9"
        found = connection.execute(query).fetchall()
        connection.execute(f"DELETE FROM {relation} WHERE {entity.skips}").fetchall()
        for row in found:
            yield {name: text for name, text in zip(entity.columns, row, strict=True) if text is not None}


def _texts(part: _Part, extras: Sequence[str]) -> str:
    def text(header: str) -> str:
        known = f"nullif(trim(CAST({part.rows.columns[header]} AS VARCHAR)), '')"
        for unknown in part.as_.entity.missing:
            known = f"nullif({known}, {sql.text(unknown)})"
        return known

    own = part.as_.columns
    listed = [
        f"{text(own[each]) if each in own else 'NULL::VARCHAR'} AS {sql.name(each)}" for each in part.as_.entity.columns
    ]
    listed += [f"{text(each) if each in part.extra else 'NULL::VARCHAR'} AS {sql.name(each)}" for each in extras]
    gone = f"lower({text(part.deleted)}) NOT IN ('false', 'f', '0', 'no')" if part.deleted else "false"
    listed += [f"coalesce({gone}, false) AS _deleted", f"{sql.text(part.rows.label)} AS _file", "_row"]
    return f"SELECT {', '.join(listed)} FROM {part.rows.relation}"


def _unreadable(connection: DuckDBPyConnection, relation: str, entity: Entity, zone: str) -> Iterator[Finding]:
    """Find the texts that cannot be read as their column, records without a key, and rounded ids; one pass."""
    columns = entity.columns.items()
    keys = [each for each in entity.key if entity.columns[each].needed]
    checks = [(each, unreadable(sql.name(each), of, zone)) for each, of in columns if of.kind in _SAYS]
    checks += [(each, f"{sql.name(each)} IS NULL") for each in keys]
    checks += [
        (each, f"regexp_full_match({sql.name(each)}, {sql.text(_ROUNDED)})")
        for each, of in columns
        if of.kind == "text" and (of.needed or each in entity.key)
    ]
    if not checks:
        return
    counts = ", ".join(
        f"count_if({when}), arg_min(_file, _row) FILTER ({when}), min(_row) FILTER ({when}), "
        f"arg_min({sql.name(each)}, _row) FILTER ({when})"
        for each, when in checks
    )
    (row,) = connection.execute(f"SELECT {counts} FROM {relation}").fetchall()
    for index, (each, _) in enumerate(checks):
        count, file, line, value = row[4 * index : 4 * index + 4]
        if not count:
            continue
        kind, at = entity.columns[each].kind, Span(file, line)
        more = f", and neither are {count - 1:,} more" if count > 1 else ""
        if value is None:
            says = f"{count:,} records of {entity.name} have no {each}, first here."
            yield error(at, "required-blank", says, "Export them whole, with their ids.", count)
        elif kind == "text":
            says = f"{count:,} ids in {each} were rounded by a spreadsheet, first {shown(value)}."
            remedy = "Export again, and do not save the file with a spreadsheet."
            yield error(at, "rounded-id", says, remedy, count)
        else:
            is_cut = kind in ("list", "json")
            says = f"{'What stands' if is_cut else shown(value)} in {each} is not {_SAYS[kind]}{more}."
            remedy = "Correct it at the source; if it means not known, list it under missing."
            if is_cut:
                remedy = "Send the export again; spreadsheets and some exports cut long cells."
            yield error(at, "unreadable-value", says, remedy, count)


def empty(connection: DuckDBPyConnection, name: str, entity: Entity) -> None:
    """Make an empty relation of a kind of record that no file holds."""
    columns = ", ".join(f"{sql.name(each)} {KINDS[kind.kind]}" for each, kind in entity.columns.items())
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} ({columns}, _file VARCHAR, _row BIGINT)").fetchall()
