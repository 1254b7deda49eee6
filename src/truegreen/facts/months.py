"""Months of a fact table as Parquet files, each named by the digest of its rows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import Partition, Store
from truegreen.facts.tables import Table

Progress = Callable[[str, int, int], None]
"""Is told what is done, how much of it, of how much."""
_NOT_YET: Final = ("due_at", "ends_at", "locked_at")


class RowCount(int):
    """A number of rows: of what is told in rows, how fast it goes and how long it will take can be told too."""


def write_months(
    duck: Duck,
    store: Store,
    table: Table,
    union: str,
    months: Collection[str],
    partitions: dict[tuple[str, str], Partition],
    progress: Progress = lambda what, done, of: None,
) -> None:
    """Write those of some months whose content differs from what is held, and enter them into ``partitions``.

    Args:
        duck: the connection.
        store: where facts are kept.
        table: the table.
        union: query of all rows of these months.
        months: which months; one without a row is let go of.
        partitions: those held, by table and month.
        progress: told what is done, how much of it, of how much.
    """
    held = {month: each for (name, month), each in partitions.items() if name == table.name}
    columns = content_columns(table)
    found = {row[0]: row[1:] for row in duck.rows(_content(table, columns, union))}
    done, all_rows = 0, RowCount(sum(found[month][0] for month in months if month in found))
    for month in sorted(months):
        progress(f"writing {table.name}", RowCount(done), all_rows)
        if month not in found:
            partitions.pop((table.name, month), None)
            continue
        rows, content, came, happened, due, filled = found[month]
        done += rows
        digest = hashlib.sha256(f"{columns} {rows} {content}".encode()).hexdigest()[:16]
        path = Path("facts", table.name, f"in_month={month}", f"part-{digest}.parquet")
        if month not in held or held[month].digest != digest:
            order = sql.names([*(c for c in ("provider", "site", "contact_type") if table.column(c)), *_keys(table)])
            stored_columns = sql.names(column.name for column in table.stored)
            picked = f"SELECT {stored_columns} FROM ({union}) WHERE in_month = {sql.text(month)} ORDER BY {order}"
            duck.write(picked, store.folder / path)
            known = (came, happened, due, tuple(filled.split()))
            partitions[table.name, month] = Partition(table.name, month, str(path), rows, digest, *known)
    progress(f"writing {table.name}", all_rows, all_rows)


def content_columns(table: Table) -> str:
    """Name the columns that make a month's content: all but when its rows came."""
    return sql.names(column.name for column in table.stored if column.name != "ingested_at")


def _keys(table: Table) -> list[str]:
    return list(dict.fromkeys([*table.month_of, *table.key]))


def _content(table: Table, columns: str, union: str) -> str:
    """Give, per month, the rows, a digest that does not depend on their order, and how far time is known."""
    times = [column.name for column in table.columns if column.kind == "time" and column.name not in _NOT_YET]
    came = f"CAST(max({sql.name(table.month_of[0])}) AS VARCHAR)" if table.month_of else "NULL"
    happened = (
        f"CAST(greatest({', '.join(f'max({sql.name(time)})' for time in times)}) AS VARCHAR)" if times else "NULL"
    )
    each = (f"CASE WHEN count({sql.name(c.name)}) > 0 THEN {sql.text(c.name)} END" for c in table.stored[:-2])
    filled = f"concat_ws(' ', {', '.join(each)})"
    due = "CAST(max(due_at) AS VARCHAR)" if table.column("due_at") else "NULL"
    digest = f"CAST(sum(CAST(hash({columns}) AS HUGEINT)) AS VARCHAR)"
    return (
        f"SELECT in_month, count(*), {digest}, {came}, {happened}, {due}, {filled} "
        f"FROM ({union}) WHERE in_month IS NOT NULL GROUP BY in_month"
    )
