"""Stage rows for loading tests, as a source would."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.loading import Arrival, load
from truegreen.facts.store import State, Store
from truegreen.facts.tables import DUCKDB, TABLES
from truegreen.model.finding import Finding
from truegreen.model.identity import Key, Who

NOW = datetime(2025, 7, 1)
WHO = Who(Key(bytes(range(32))))
Rows = Sequence[Mapping[str, object]]


def staged(duck: Duck, label: str, table: str, rows: Rows) -> tuple[str, str]:
    """Put rows on the connection with the table's types; what a row does not say is empty."""
    relation = f"staged {label} {table}"
    columns = [(column.name, DUCKDB[column.kind]) for column in TABLES[table].columns]
    duck.empty(relation, [*columns, ("source", "VARCHAR"), ("_file", "VARCHAR"), ("_row", "BIGINT")])
    for number, row in enumerate(rows, start=2):
        given = {**row, "source": label, "_file": label, "_row": number}
        values = ", ".join("NULL" if each is None else sql.text(str(each)) for each in given.values())
        duck.run(f"INSERT INTO {sql.name(relation)} ({sql.names(given)}) VALUES ({values})")
    return table, relation


def arrival(duck: Duck, label: str, **tables: Rows) -> Arrival:
    """Stage some tables as one source; its digest is what it holds."""
    listed = [staged(duck, label, table, rows) for table, rows in tables.items()]
    return Arrival({label: (str(tables), "")}, listed)


def loaded(
    duck: Duck, folder: Path, *arrivals: Arrival, gone: Sequence[str] = (), zone: str = "UTC", who: Who = WHO
) -> tuple[State, list[Finding]]:
    """Load arrivals into a store."""
    replaced = {*gone, *(label for each in arrivals for label in each.inputs)}
    return load(duck, Store(folder), arrivals, replaced, zone, NOW, who)


def case(case_id: str, opened_at: str, **more: object) -> dict[str, object]:
    """Give a case."""
    return {"case_id": case_id, "opened_at": opened_at, **more}
