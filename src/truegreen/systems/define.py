"""The words a system's file is written in.

A system's file has ``NAME``, ``TITLE``, a docstring that says which exports it reads and where their shapes are
published, ``ENTITIES`` (the kinds of record it exports) and a function ``facts`` that gives one query per fact table:

    TICKET = Entity("ticket", also=("tickets",), key=("id",), latest="updated_at",
                    columns={"id": key(), "created_at": time(), "status": text()})
    ENTITIES = (TICKET,)

    def facts(told: Told) -> Iterator[Fill]:
        yield Fill("case", "ticket", "SELECT id AS case_id, created_at AS opened_at, _file, _row FROM zendesk_ticket")

A query reads relations named ``SYSTEM_ENTITY``. They have every column of the entity, typed, whether or not the export
had it, and whatever the shape of the export: raw API JSON (``satisfaction_rating.score``), tables of a warehouse
(``satisfaction_rating_score``) or a CSV (``Satisfaction Rating: Score``). Columns that name other spellings take the
first that the file has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from truegreen.engine import sql
from truegreen.model.finding import Finding
from truegreen.sources.mapping import Question

KINDS: Final = {
    "text": "VARCHAR", "json": "VARCHAR", "time": "TIMESTAMP", "date": "DATE", "integer": "BIGINT",
    "decimal": "DECIMAL(18,4)", "boolean": "BOOLEAN", "length": "BIGINT", "list": "VARCHAR",
}  # fmt: skip
"""Kinds of column. ``list`` is a list and ``json`` an object, as JSON text; ``length`` is a duration in whole seconds,
written as h:m:s, as seconds, in words (1 Hour 5 Minutes), or as a time since 1970 (ServiceNow)."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column of an entity.

    Attributes:
        kind: one of ``KINDS``.
        also: other spellings, in lower letters with _ between words.
        needed: whether a file without it is not of the entity.
        formats: how times are written where they are not ISO: ``strptime`` formats, ``epoch`` or ``epoch-ms``.
    """

    kind: str = "text"
    also: tuple[str, ...] = ()
    needed: bool = False
    formats: tuple[str, ...] = ()


def key(*also: str) -> Field:
    """Give a column of text that a file must have."""
    return Field("text", also, needed=True)


def text(*also: str) -> Field:
    """Give a column of text."""
    return Field("text", also)


def time(*also: str, formats: tuple[str, ...] = ()) -> Field:
    """Give a column of times."""
    return Field("time", also, formats=formats)


def date(*also: str) -> Field:
    """Give a column of dates."""
    return Field("date", also)


def integer(*also: str) -> Field:
    """Give a column of whole numbers."""
    return Field("integer", also)


def decimal(*also: str) -> Field:
    """Give a column of numbers."""
    return Field("decimal", also)


def boolean(*also: str) -> Field:
    """Give a column of yes and no."""
    return Field("boolean", also)


def length(*also: str) -> Field:
    """Give a column of durations."""
    return Field("length", also)


def listed(*also: str, needed: bool = False) -> Field:
    """Give a column that holds a list, as JSON text."""
    return Field("list", also, needed)


def nested(*also: str) -> Field:
    """Give a column that holds an object, as JSON text."""
    return Field("json", also)


@dataclass(frozen=True, slots=True)
class Entity:
    """A kind of record that a system exports.

    Attributes:
        name: its name; queries read it as ``SYSTEM_NAME``.
        columns: its columns, by the name queries use.
        also: what its files, or the lists in its JSON, are called besides.
        key: columns that tell records apart; empty if every row counts.
        latest: the column whose highest value is the record as it stands, of several rows with one key.
        missing: texts that mean not known, whatever the mapping says.
        skips: SQL on the texts of its columns, true of rows that are no records, such as a second header.
        further: names, of a file's columns, those that are taken besides, as text and by their own names.
        marks: names of columns, one of which tells its files from all others; without them, several of its own do.
        unused: whether it comes with the others and says nothing that a fact needs; a note says that it was left out.
    """

    name: str
    columns: Mapping[str, Field]
    also: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    latest: str = ""
    missing: tuple[str, ...] = ()
    skips: str = ""
    further: Callable[[Sequence[str]], Sequence[str]] | None = None
    marks: tuple[str, ...] = ()
    unused: bool = False


def unused(name: str, *columns: str, also: tuple[str, ...] = ()) -> Entity:
    """Give a kind of record that says nothing that a fact needs, by columns that its files have."""
    return Entity(name, {column: key() for column in columns}, also, unused=True)


@dataclass(frozen=True, slots=True)
class Fill:
    """How rows of one fact table are made.

    Attributes:
        table: the fact table.
        of: the entity whose rows they are; nothing is made where no file holds it.
        query: SQL that gives columns of the table by their names, with ``_file`` and ``_row`` of the entity's row.
        offers: what the query gives besides, for a mapping to fill columns from, such as an id deep inside a document.
    """

    table: str
    of: str
    query: str
    offers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What a project's export tells.

    Attributes:
        columns: for each entity that files hold, the columns that they have.
        states: what the mapping says the system's own states mean.
        zone: zone of times that carry none.
        ask: runs a query on the relations, for what depends on what they hold.
        findings: where findings are added.
        tag: what sets the names of kept relations apart.
        questions: what the mapping says that questions of surveys ask.
        asked: columns that the mapping reads.
        further: for each entity that files hold, the files' own columns that are taken besides.
        skipped: for each entity that files hold, some rows that are no records, as texts by column.
    """

    columns: Mapping[str, frozenset[str]]
    states: Mapping[str, str] = field(default_factory=dict)
    zone: str = "UTC"
    ask: Callable[[str], list[tuple[object, ...]]] = field(default=lambda query: [], compare=False)
    findings: list[Finding] = field(default_factory=list, compare=False)
    tag: str = ""
    questions: Mapping[str, Question] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()
    further: Mapping[str, frozenset[str]] = field(default_factory=dict)
    skipped: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)

    def keep(self, name: str, query: str) -> str:
        """Keep what a query gives, where several fills need it, and give the name to read it by."""
        kept = f"kept_{name}_{self.tag}"
        self.ask(f"CREATE OR REPLACE TEMP TABLE {kept} AS {query}")
        return kept

    def has(self, entity: str, *columns: str) -> bool:
        """Say whether some file holds an entity, with all of these columns."""
        return entity in self.columns and set(columns) <= self.columns[entity]

    def step(self, state: str, usual: Mapping[str, str]) -> str:
        """Give SQL of the step that a state means: as the mapping says, else as usual, else nothing.

        Args:
            state: SQL of the state.
            usual: steps by state, in lower letters.
        """
        meant = {**usual, **{name.lower(): step for name, step in self.states.items()}}
        return f"CASE lower(trim({state})) {_cases(meant.items())} END"


def _cases(meant: Iterable[tuple[str, str]]) -> str:
    return " ".join(f"WHEN {sql.text(name)} THEN {sql.text(step)}" for name, step in meant) or "WHEN NULL THEN NULL"


@dataclass(frozen=True, slots=True)
class System:
    """An outside system.

    Attributes:
        name: as a mapping names it.
        title: as people call it.
        says: what it reads.
        entities: the kinds of record it exports.
        facts: from what an export tells to the queries that make facts of it.
        zone: zone of its times that carry none, where the system fixes it.
    """

    name: str
    title: str
    says: str
    entities: tuple[Entity, ...]
    facts: Callable[[Told], Iterator[Fill]] = field(compare=False)
    zone: str = ""
