"""Forget people: the rows stay, and whoever they named is empty in them from then on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.months import content_columns, write_months
from truegreen.facts.store import Partition, State, Store
from truegreen.facts.tables import TABLES, Table


def rows_naming(duck: Duck, store: Store, state: State, people: Collection[str]) -> dict[str, dict[str, int]]:
    """Count the rows that name some people, by table and month; tables without any are left out.

    Args:
        duck: a connection.
        store: where facts are kept.
        state: the facts that count.
        people: their pseudonyms.
    """
    return {
        table.name: months for table in TABLES.values() if (months := dict(_months(duck, store, state, table, people)))
    }


def without(duck: Duck, store: Store, state: State, people: Collection[str]) -> State:
    """Give the facts without some people; the months that named them are written anew, and nothing is committed."""
    partitions = dict(state.partitions)
    for name, months in rows_naming(duck, store, state, people).items():
        table, held = TABLES[name], state.of(name)
        rows = sql.parquet(store.files(held[month] for month in months))
        union = f"SELECT {content_columns(table)}, ingested_at, in_month FROM {_emptied(table, rows, people)}"
        write_months(duck, store, table, union, months, partitions)
    return replace(state, partitions=partitions, forgotten=state.forgotten | set(people))


def _emptied(table: Table, rows: str, people: Collection[str]) -> str:
    emptied = ", ".join(f"CASE WHEN NOT {_names([each], people)} THEN {each} END AS {each}" for each in table.people)
    return f"(SELECT * REPLACE ({emptied}) FROM {rows})"


def _months(
    duck: Duck, store: Store, state: State, table: Table, people: Collection[str]
) -> Iterator[tuple[str, int]]:  # fmt: skip
    held: Collection[Partition] = state.of(table.name).values()
    if not held or not table.people or not people:
        return
    query = f"""
        SELECT in_month, count(*) FROM {sql.parquet(store.files(held))}
        WHERE {_names(table.people, people)} GROUP BY in_month ORDER BY in_month"""
    for month, rows in duck.rows(query):
        yield str(month), int(rows)


def _names(columns: Collection[str], people: Collection[str]) -> str:
    """Give the condition that some columns of a row name any of some people."""
    listed = ", ".join(map(sql.text, sorted(people)))
    return "(" + " OR ".join(f"coalesce({column} IN ({listed}), false)" for column in columns) + ")"
