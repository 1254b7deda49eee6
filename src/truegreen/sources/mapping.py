"""A mapping: which files hold the records, and how their columns become columns of fact tables."""

from __future__ import annotations

import collections.abc
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final

from truegreen.files.nodes import Scalar
from truegreen.sources.expression import names_in
from truegreen.units.span import NOWHERE, Span

UTC: Final = Scalar("UTC")


class Format(StrEnum):
    """How a file is written."""

    CSV = "csv"
    TSV = "tsv"
    PARQUET = "parquet"
    JSON = "json"
    JSONL = "jsonl"
    XLSX = "xlsx"
    XES = "xes"


@dataclass(frozen=True, slots=True, kw_only=True)
class From:
    """Where the values of one fact column come from: exactly one of column, constant, combine and expression."""

    column: Annotated[str, "Column of the file; JSON and XES reach inside by dots"] = ""
    constant: Annotated[str, "The same value for every row"] = ""
    combine: Annotated[tuple[str, ...], "Columns whose texts are joined"] = ()
    with_: Annotated[str, "What stands between combined texts"] = " "
    expression: Annotated[Scalar | None, "A small typed expression, like labour + parts"] = None
    values: Annotated[collections.abc.Mapping[str, str] | None, "What each text of the file means"] = None
    otherwise: Annotated[str | None, "What every other text means; without it, one is a finding"] = None
    format: Annotated[str | tuple[str, ...], "How times are written, like %d/%m/%Y %H:%M; ISO if left out"] = ()
    zone: Annotated[str, "Zone of times that carry none; the mapping's own if left out"] = ""
    number: Annotated[str, "How numbers are written, like 1,234.56; plain if left out"] = ""
    at: Span = NOWHERE

    @property
    def formats(self) -> tuple[str, ...]:
        """Give the formats, however many were written."""
        return (self.format,) if isinstance(self.format, str) else self.format

    @property
    def reads(self) -> set[str]:
        """Name the columns of the file that it needs."""
        named = {self.column, *self.combine} - {""}
        return named | (names_in(self.expression.text) if self.expression else set())


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """One row per key: the one with the highest of a column, over all files of the mapping."""

    last: Annotated[str, "Column of the file whose highest value wins: a number or an ISO time"]
    per: Annotated[tuple[str, ...], "Columns of the file that make the key"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """How rows of the files become rows of one fact table: what is kept, then which of it, then how it reads."""

    columns: Annotated[collections.abc.Mapping[str, Scalar | From], "Columns of the table, each from a column or more"]
    keep: Annotated[Keep | None, "One row per key"] = None
    where: Annotated[Scalar | None, "Condition on the rows kept, like state = 'Closed'"] = None
    at: Span = NOWHERE

    @property
    def origins(self) -> dict[str, From]:
        """Give where each column comes from; a text alone is a column of the file."""
        return {
            name: From(column=each.text, at=each.at) if isinstance(each, Scalar) else each
            for name, each in self.columns.items()
        }

    @property
    def reads(self) -> dict[str, Span]:
        """Name the columns of the file that it needs, and where each is asked for."""
        reads = {name: each.at for each in self.origins.values() for name in each.reads}
        if self.where:
            reads |= dict.fromkeys(names_in(self.where.text), self.where.at)
        if self.keep:
            reads |= dict.fromkeys((self.keep.last, *self.keep.per), self.keep.at)
        return reads


class Asks(StrEnum):
    """What a question of a survey asks for."""

    CSAT = "csat"
    NPS = "nps"
    CES = "ces"
    RATING = "rating"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a question of a survey asks, so that its answers can be counted; an NPS is asked from 0 to 10."""

    kind: Annotated[Asks, "What it asks for"]
    scale_min: Annotated[Decimal | None, "Lowest answer possible; needed unless it is an NPS"] = None
    scale_max: Annotated[Decimal | None, "Highest answer possible; needed unless it is an NPS"] = None
    values: Annotated[
        collections.abc.Mapping[str, Decimal] | None, "Number of each answer that is a text, like Very satisfied: 5"
    ] = None
    at: Span = NOWHERE

    @property
    def scale(self) -> tuple[Decimal, Decimal] | None:
        """Give the lowest and the highest answer possible; None if nobody says."""
        if self.scale_min is not None and self.scale_max is not None:
            return self.scale_min, self.scale_max
        return (Decimal(0), Decimal(10)) if self.kind is Asks.NPS else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """A table or view of a database, which is only ever read."""

    url: Annotated[Scalar, "Address, like postgresql://reader:${DESK_PASSWORD}@db/desk; ${…} is of the environment"]
    table: Annotated[Scalar, "Table or view, like schema.table"]
    changed: Annotated[
        str, "Column that rises with every change, like updated_at; left out, all rows are read to see a change"
    ] = ""
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """How files of one kind, or a table of a database, become facts."""

    source: Annotated[str, "The mapping's id"]
    files: Annotated[tuple[Scalar, ...], "Files, as globs relative to the project folder"] = ()
    database: Annotated[Database | None, "Table of a database, instead of files"] = None
    facts: Annotated[
        collections.abc.Mapping[str, Fact], "Fact tables by name; of a system, what it does not fill by itself"
    ] = field(default_factory=dict)
    system: Annotated[str, "Outside system whose exports the files are, like zendesk; it knows its tables"] = ""
    states: Annotated[collections.abc.Mapping[str, str], "Steps that a system's own states mean, by state"] = field(
        default_factory=dict
    )
    questions: Annotated[
        collections.abc.Mapping[str, Question],
        "What questions of surveys ask, by what the export calls each",
    ] = field(default_factory=dict)
    format: Annotated[Format | None, "How the files are written; from the name if left out"] = None
    encoding: Annotated[Scalar | None, "How the text is encoded; found out if left out"] = None
    zone: Annotated[Scalar, "Zone of times that carry none"] = UTC
    missing: Annotated[tuple[str, ...], "Texts that mean not known"] = ()
    records: Annotated[str, "List in a JSON document; found out if left out, and . if each document is a record"] = ""
    sheet: Annotated[str, "Sheet of a workbook; the first if left out"] = ""
    member: Annotated[str, "File inside a zip; needed if it holds several"] = ""
    skip_rows: Annotated[int, "Lines above the header"] = 0
    at: Span = NOWHERE

    @property
    def reads(self) -> dict[str, Span]:
        """Name the columns of the files that it needs, and where each is asked for first."""
        return {name: at for fact in reversed(list(self.facts.values())) for name, at in fact.reads.items()}

    @property
    def keeps(self) -> bool:
        """Say whether rows of one file can push out rows of another."""
        return bool(self.system) or any(fact.keep for fact in self.facts.values())
