"""Which columns of a mapping's files name people: their values are never shown, and pseudonyms need the key."""

from __future__ import annotations

from truegreen.facts.tables import TABLES
from truegreen.sources.mapping import Mapping


def fills(mapping: Mapping) -> set[str]:
    """Name the columns of fact tables that a mapping may fill: those it names, and any where a system knows them."""
    if mapping.system:
        return {column.name for table in TABLES.values() for column in table.columns}
    return {name for fact in mapping.facts.values() for name in fact.columns}


def names_people(mapping: Mapping) -> bool:
    """Say whether a mapping may fill a column that holds people."""
    return not fills(mapping).isdisjoint(name for table in TABLES.values() for name in table.people)


def columns_of_people(mapping: Mapping) -> frozenset[str]:
    """Name the columns of the files from which people are read."""
    return frozenset(
        read
        for table, fact in mapping.facts.items()
        for name, origin in fact.origins.items()
        if name in TABLES[table].people
        for read in origin.reads
    )
