"""What a system exports and what that becomes, for people who wonder which tables to ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import duckdb
from duckdb import DuckDBPyConnection

from truegreen.systems.define import Entity, Fill, System, Told
from truegreen.systems.gather import empty

_KEEPS: Final = re.compile(r"CREATE OR REPLACE TEMP TABLE (\w+) AS (.*)", re.DOTALL)
# What only gives something kept another name, as a clause before a query does.
_RENAMES: Final = re.compile(r"(\w+) AS \(FROM (\w+)\)")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record that a system exports.

    Attributes:
        entity: its columns, and what it is called.
        becomes: fact tables whose rows its records are.
        helps: fact tables whose rows its records make fuller.
    """

    entity: Entity
    becomes: tuple[str, ...]
    helps: tuple[str, ...]


def kinds(system: System) -> tuple[Kind, ...]:
    """Give the kinds of record of a system, with the fact tables that an export of all of them fills."""
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        asked = _Asked(connection)
        for entity in system.entities:
            empty(connection, f"{system.name}_{entity.name}", entity)
        columns = {each.name: frozenset(each.columns) for each in system.entities}
        fills = list(system.facts(Told(columns, ask=asked, tag="all")))
    reads = [(each.table, {*asked.relations(each.query)}) for each in fills]
    return tuple(_kind(system, each, fills, reads) for each in system.entities)


def _kind(system: System, entity: Entity, fills: list[Fill], reads: list[tuple[str, set[str]]]) -> Kind:
    becomes = dict.fromkeys(each.table for each in fills if each.of == entity.name)
    helps = dict.fromkeys(table for table, names in reads if f"{system.name}_{entity.name}" in names)
    return Kind(entity, tuple(becomes), tuple(each for each in helps if each not in becomes))


@dataclass(frozen=True, slots=True)
class _Asked:
    """Runs queries, and remembers what was kept by them."""

    connection: DuckDBPyConnection
    kept: dict[str, str] = field(default_factory=dict)

    def __call__(self, query: str) -> list[tuple[object, ...]]:
        if keeps := _KEEPS.match(query):
            self.kept[keeps[1]] = keeps[2]
        return self.connection.execute(query).fetchall()

    def relations(self, query: str) -> Iterator[str]:
        """Name what a query reads, and what was read for that."""
        renamed: Mapping[str, str] = dict(_RENAMES.findall(query))
        for word in {*re.findall(r"\w+", _RENAMES.sub("", query))}:
            name = renamed.get(word, word)
            yield name
            if name in self.kept:
                yield from self.relations(self.kept[name])
