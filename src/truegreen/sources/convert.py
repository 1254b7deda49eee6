"""Columns of files to columns of a fact table, as SQL: what is given, what it becomes, what is read on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from truegreen.engine import sql
from truegreen.facts.tables import DUCKDB, TABLES, Column
from truegreen.model.finding import Finding, error
from truegreen.sources import reading
from truegreen.sources.expression import compiled
from truegreen.sources.mapping import Fact, From
from truegreen.sources.sheet import Sheet
from truegreen.sources.typed import Typed, read_as

_HOLDS: Final = {"number": "numbers", "boolean": "yes and no", "time": "times"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of a fact table, as SQL over the rows of files.

    Attributes:
        column: the column.
        origin: where it comes from.
        read: SQL of the text in the file, before it is said what values mean.
        given: SQL of the text that is converted.
        result: SQL of the value; NULL where the text cannot be read.
        wall: for a time, SQL of what the clock on the wall showed; else empty.
        on_the_way: columns that an expression reads: name, kind, SQL of the text, SQL of the value.
        is_open: whether findings may show its values; not where they may name people.
    """

    column: Column
    origin: From
    read: str
    given: str
    result: str
    wall: str = ""
    on_the_way: tuple[tuple[str, str, str, str], ...] = ()
    is_open: bool = True


def cells_of(table: str, fact: Fact, sheet: Sheet, findings: list[Finding]) -> list[Cell]:
    """Give the columns of a fact table that are mapped; what does not fit the files is added to the findings."""
    columns = {column.name: column for column in TABLES[table].columns}
    made = (_cell(columns[name], origin, fact, sheet, findings) for name, origin in fact.origins.items())
    return [cell for cell in made if cell]


def condition(fact: Fact, sheet: Sheet, findings: list[Finding]) -> str:
    """Give the condition on rows as SQL; true where there is none."""
    if not fact.where:
        return "true"
    found = compiled(fact.where.text, fact.where.at, findings, sheet.columns(fact), wants="boolean")
    return found.sql if found else "true"


def select(table: str, cells: Sequence[Cell], source: str, relation: str) -> str:
    """Give the query that makes rows of a fact table; ``source`` is SQL that names where a row came from."""
    results = {cell.column.name: cell.result for cell in cells}
    columns = ", ".join(
        f"CAST({results.get(column.name, 'NULL')} AS {DUCKDB[column.kind]}) AS {sql.name(column.name)}"
        for column in TABLES[table].columns
    )
    return f"SELECT {columns}, {source} AS source, _file, _row FROM {relation}"


def _cell(column: Column, origin: From, fact: Fact, sheet: Sheet, findings: list[Finding]) -> Cell | None:
    value = _value(origin, fact, sheet, findings)
    if not value:
        return None
    meant = value if origin.values is None else _meant(value.text, origin)
    result = _result(meant, column.kind, origin, sheet)
    if not result:
        says = f"The column holds {_HOLDS[meant.kind]}, and {column.name} is {column.kind}."
        remedy = "Map another column, or say by values or format what it means."
        findings.append(error(origin.at, "column-does-not-fit", says, remedy))
        return None
    wall = meant.wall if meant.kind == "time" else reading.on_wall(meant.text, sheet.formats(origin))
    columns = sheet.columns(fact) if value.reads else {}
    on_the_way = tuple(
        (name, kind, columns[name].text, read_as(columns[name], kind).sql) for name, kind in sorted(value.reads)
    )
    wall, is_open = wall if column.kind == "time" else "", sheet.people.isdisjoint(origin.reads)
    return Cell(column, origin, value.text, meant.text, result, wall, on_the_way, is_open)


def _value(origin: From, fact: Fact, sheet: Sheet, findings: list[Finding]) -> Typed | None:
    """Give what a column comes from, before it is read as the column's kind."""
    if origin.column:
        return sheet.column(origin.column, origin)
    if origin.expression:
        found = compiled(origin.expression.text, origin.expression.at, findings, sheet.columns(fact))
        if not found or found.kind not in ("any", "text"):
            return found and replace(found, text=found.text or f"CAST({found.sql} AS VARCHAR)")
        return replace(_text(found.sql), reads=found.reads)
    if origin.combine:
        texts = (sheet.column(name, origin).text for name in origin.combine)
        return _text(f"concat_ws({sql.text(origin.with_)}, {', '.join(texts)})")
    return _text(sql.text(origin.constant))


def _text(made: str) -> Typed:
    trimmed = f"nullif(trim({made}), '')"
    return Typed(trimmed, "any", text=trimmed)


def _meant(text: str, origin: From) -> Typed:
    """Give what the values of a text mean; a blank means a blank, unless the mapping says otherwise."""
    values = {"": "", **(origin.values or {})}
    cases = " ".join(f"WHEN {sql.text(value)} THEN {sql.text(means)}" for value, means in values.items())
    others = f" ELSE {sql.text(origin.otherwise)}" if origin.otherwise else ""
    return _text(f"CASE coalesce({text}, '') {cases}{others} END")


def _result(value: Typed, kind: str, origin: From, sheet: Sheet) -> str:
    """Read a value as a column's kind; nothing if it is of a kind that cannot be read so."""
    untyped = value.kind in ("any", "text")
    if kind == "text":
        return value.text
    if kind in ("time", "date"):
        return _moment(value, kind, origin, sheet)
    if kind == "boolean" and value.kind != "time":
        return value.sql if value.kind == "boolean" else reading.boolean(value.text)
    if kind == "integer" and untyped and origin.formats:
        return reading.seconds(value.text)
    if untyped or value.kind == "number":
        number = reading.number(value.text, origin.number) if untyped else value.sql
        return reading.whole(number) if kind == "integer" else number
    return ""


def _moment(value: Typed, kind: str, origin: From, sheet: Sheet) -> str:
    formats, zone = sheet.formats(origin), origin.zone or sheet.zone
    if value.kind == "time":
        return value.sql if kind == "time" else value.day or f"CAST({reading.on_clock(value.sql, 'UTC', zone)} AS DATE)"
    if value.kind in ("any", "text") or (value.kind == "number" and formats):
        return reading.moment(value.text, formats, zone, "UTC" if kind == "time" else zone)
    return ""
