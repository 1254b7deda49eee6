"""Who the rows of a source are about, as they are loaded: people as pseudonyms, accounts and providers as ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.pseudonyms import name_pseudonyms, plain
from truegreen.facts.tables import Table
from truegreen.model.identity import Identity, Kind, Who

_PEOPLE: Final = "people_now"
_SURE, _DOUBTFUL, _UNKNOWN = "matched", "doubtful", "unknown"
Counts = dict[str, dict[str, int]]
"""Rows by ``KIND STATE``, as in ``account doubtful``, by source; the states are matched, doubtful and unknown."""


@dataclass(frozen=True, slots=True)
class Identified:
    """Rows with everybody called as in this project.

    Attributes:
        relation: SQL of the rows; good until the next ones are identified.
        counts: for each source, rows whose account or provider was looked up, and how that ended.
    """

    relation: str
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@contextmanager
def identified(duck: Duck, table: Table, staged: str, source: str, who: Who) -> Iterator[Identified]:
    """Give staged rows with people as pseudonyms, and accounts and providers as ours where that is sure enough.

    Args:
        duck: the connection.
        table: the table they are for.
        staged: their relation.
        source: id of the mapping they came by.
        who: the key, and what names mean.
    """
    replaced = _people(duck, table, staged, who)
    joins = [f"LEFT JOIN {_PEOPLE} AS {_as(name)} ON s.{name} = {_as(name)}.given" for name in replaced if who.key]
    counts: Counts = {}
    for kind in Kind:
        said = who.about(kind, source)
        if said and table.column(kind.column):
            made = _look_up(duck, staged, kind, said, who)
            replaced[kind.column] = f"CASE WHEN {made}.state = '{_SURE}' THEN {made}.means ELSE s.{kind.column} END"
            joins.append(f"LEFT JOIN {made} ON s.{kind.column} = {made}.given")
            _count(duck, staged, kind, made, counts)
    listed = ", ".join(f"{given} AS {sql.name(name)}" for name, given in replaced.items())
    every = f"s.* REPLACE ({listed})" if listed else "s.*"
    try:
        yield Identified(f"(SELECT {every} FROM {sql.name(staged)} AS s {' '.join(joins)})", counts)
    finally:
        for made in (_PEOPLE, *map(_table_of, Kind)):
            duck.run(f"DROP TABLE IF EXISTS {made}")


def _people(duck: Duck, table: Table, staged: str, who: Who) -> dict[str, str]:
    """Give, for each column that names people in some row, SQL of their pseudonyms; NULL without a key."""
    if not table.people:
        return {}
    counts = duck.row(f"SELECT {', '.join(f'count({name})' for name in table.people)} FROM {sql.name(staged)}")
    filled = [name for name, count in zip(table.people, counts, strict=True) if count]
    if not filled or not who.key:
        return dict.fromkeys(filled, "CAST(NULL AS VARCHAR)")
    name_pseudonyms(duck, who.key, staged, filled, _PEOPLE)
    if who.forgotten:
        gone = ", ".join(map(sql.text, sorted(who.forgotten)))
        duck.run(f"DELETE FROM {_PEOPLE} WHERE pseudonym IN ({gone})")
    return {name: f"{_as(name)}.pseudonym" for name in filled}


def _as(column: str) -> str:
    return f"who_{column}"


def _look_up(duck: Duck, staged: str, kind: Kind, said: list[Identity], who: Who) -> str:
    """Make a table of each different name in the rows (``given``): how it was found (``state``), and what it means.

    What is said of the source alone comes before what is said of all, the exact name before one that is only equal
    in small letters; of those, one that could mean two things means none. Names that are ours already are left out.
    """
    import pyarrow

    made, column = _table_of(kind), kind.column
    told = pyarrow.table({
        "told": [each.given for each in said],
        "means": [each.means for each in said],
        "sure": [each.confidence >= who.least for each in said],
        "rank": [0 if each.source else 1 for each in said],
    })  # fmt: skip
    duck.connection.register("told_now", told)
    query = f"""
        WITH names AS (SELECT DISTINCT {column} AS given FROM {sql.name(staged)} WHERE {column} IS NOT NULL),
        exact AS (SELECT told, rank, min(means) AS means, bool_or(sure) AS sure FROM told_now GROUP BY told, rank),
        folded AS (SELECT {plain("told")} AS told, rank + 2 AS rank, min(t.means) AS means, bool_or(t.sure) AS sure
                   FROM told_now AS t GROUP BY ALL HAVING count(DISTINCT t.means) = 1),
        found AS (SELECT given, means, sure, rank FROM names JOIN exact ON given = told UNION ALL
                  SELECT given, means, sure, rank FROM names JOIN folded ON {plain("given")} = told),
        best AS (SELECT given, arg_min(means, rank) AS means, arg_min(sure, rank) AS sure FROM found GROUP BY given)
        SELECT given, means, CASE WHEN sure THEN '{_SURE}' WHEN sure IS NULL THEN '{_UNKNOWN}' ELSE '{_DOUBTFUL}' END
               AS state
        FROM names LEFT JOIN best USING (given)
        WHERE sure IS NOT NULL OR given NOT IN (SELECT means FROM told_now)"""
    duck.run(f"CREATE OR REPLACE TEMP TABLE {made} AS {query}")
    duck.connection.unregister("told_now")
    return made


def _count(duck: Duck, staged: str, kind: Kind, made: str, counts: Counts) -> None:
    query = f"""
        SELECT source, state, count(*) FROM {sql.name(staged)} JOIN {made} ON {kind.column} = given
        GROUP BY source, state ORDER BY source, state"""
    for source, state, rows in duck.rows(query):
        counts.setdefault(source, {})[f"{kind} {state}"] = rows


def _table_of(kind: Kind) -> str:
    return f"{kind}_now"
