"""One row per key: the one with the highest value of a column, over all files of a mapping."""

from __future__ import annotations

from duckdb import DuckDBPyConnection

from truegreen.files.text import shown
from truegreen.model.finding import Finding, error
from truegreen.sources import reading
from truegreen.sources.mapping import Fact, Keep
from truegreen.sources.sheet import Sheet


def kept(
    connection: DuckDBPyConnection, relation: str, fact: Fact, sheet: Sheet, table: str, findings: list[Finding]
) -> str:
    """Give the rows that are kept, as a temp table; all rows where nothing says which.

    Of rows with the same highest value the last one of the last file is kept.
    """
    if not fact.keep:
        return relation
    order = _order(connection, relation, fact, fact.keep, sheet, findings)
    if not order:
        return relation
    key = ", ".join(sheet.cells[name][0] for name in fact.keep.per)
    latest = f"row_number() OVER (PARTITION BY {key} ORDER BY {order} DESC NULLS LAST, _file DESC, _row DESC)"
    query = f"SELECT * FROM {relation} QUALIFY {latest} = 1"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {query}").fetchall()
    return table


def _order(
    connection: DuckDBPyConnection, relation: str, fact: Fact, keep: Keep, sheet: Sheet, findings: list[Finding]
) -> str:
    """Give what rows are ordered by: numbers if all values are, else times; texts have no highest."""
    value = sheet.columns(fact)[keep.last]
    if value.kind in ("number", "time"):
        return value.sql
    tried = (reading.number(value.text), value.time or "NULL")
    counts = ", ".join(f"count({each})" for each in (value.text, *tried))
    unread = f"{tried[0]} IS NULL AND {tried[1]} IS NULL"
    query = f"SELECT {counts}, min({value.text}) FILTER ({unread}) FROM {relation}"
    ((present, numbers, times, example),) = connection.execute(query).fetchall()
    if present in (numbers, times):
        return tried[0] if present == numbers else tried[1]
    held = "texts" if keep.last in sheet.people else shown(example or "")
    says = f"{keep.last} holds {held}, so nothing says which row is the last."
    remedy = "Order by a column of numbers or of ISO times, or map the column as a time with its format."
    findings.append(error(keep.at, "no-order-to-keep-by", says, remedy))
    return ""
