"""Run one worked example of a metric: facts in, count and total out, on a real DuckDB.

- case: Of three calls, one was given up        a sentence a buyer can read
  variant: of_offered
  with: {short_seconds: 3}                      parameters, where they are not the usual ones
  known_until: 2025-03-31                       until when the records are known; far ahead if left out
  given: {interaction: [{…}, {…}, {…}]}         rows by table; what is left out is empty
  gives: {count: 3, total: 1}                   total in the unit's small parts; a quantile gives count and value
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from fractions import Fraction
from functools import cache
from typing import Any, Final

import duckdb

from truegreen.engine.compile import to_sql
from truegreen.facts.tables import DUCKDB, IBIS
from truegreen.metrics.catalogue import Metric
from truegreen.metrics.define import Quotient, Rows, Spread, Tally, Variant
from truegreen.readings.plan import READABLE
from truegreen.stats.histogram import bucket_of, quantile

ALWAYS: Final = datetime(2100, 1, 1)
Row = Mapping[str, Any]
Result = dict[str, int | float | None]


def run_case(metric: Metric, case: Mapping[str, Any]) -> Result:
    """Give what a worked example counts: count and total, or count and value, and for surveys who was asked."""
    variant = metric.variants[case["variant"]]
    known_until = datetime.fromisoformat(str(case.get("known_until", ALWAYS)))
    return run(variant, case["given"], case.get("with", {}), known_until)


def run(
    variant: Variant, given: Mapping[str, Iterable[Row]], written: Mapping[str, Any], known_until: datetime
) -> Result:
    """Give what a variant counts in rows by table."""
    connection = _database().cursor()
    for name in variant.tables:
        fill(connection, name, given.get(name, ()))
    counted = count(variant, written, known_until)
    if isinstance(counted, Spread):
        return _quantile(connection, variant.tables[0], counted)
    each = [sums(connection, query) for query in queries(variant, counted)]
    return {**each[-1], "count": each[-1]["total"], "total": each[0]["total"]} if len(each) > 1 else {**each[0]}


def count(variant: Variant, written: Mapping[str, Any], known_until: datetime = ALWAYS) -> Tally | Quotient | Spread:
    """Apply a variant to its fact tables, with parameters as written, else as usual.

    Raises:
        ValueError: a parameter is not the variant's, or is needed and not written.
    """
    missing = {name for name, each in variant.parameters.items() if each.default is None} - set(written)
    if missing or set(written) - set(variant.parameters):
        raise ValueError(f"{variant.name} takes {list(variant.parameters)}, not {list(written)}")
    parameters = {
        name: each.parse(str(written[name])) if name in written else each.default
        for name, each in variant.parameters.items()
    }
    return variant.count({name: table(name) for name in variant.tables}, known_until, parameters)


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """Open one database for all; its tables are temporary, each cursor's own."""
    return duckdb.connect()


@cache
def table(name: str) -> Rows:
    """Give a fact table to write expressions on."""
    import ibis

    return ibis.table({column.name: IBIS[column.kind] for column in READABLE[name].stored}, name=name)


def fill(connection: duckdb.DuckDBPyConnection, name: str, rows: Iterable[Row]) -> None:
    """Make a fact table of rows; columns left out are empty, and days follow from times (in UTC)."""
    columns = {column.name: DUCKDB[column.kind] for column in READABLE[name].stored}
    typed = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
    connection.execute(f'CREATE TEMP TABLE "{name}" ({typed})')
    whole = [_with_days(name, row) for row in rows]
    if odd := {column for row in whole for column in row} - set(columns):
        raise ValueError(f"{name} has no column {', '.join(sorted(odd))}")
    query = f'INSERT INTO "{name}" BY NAME SELECT unnest(from_json(?, ?), recursive := true)'
    connection.execute(query, [json.dumps(whole, default=str), json.dumps([columns])])


def queries(variant: Variant, counted: Tally | Quotient) -> list[str]:
    """Write the queries that add up what a variant gave: one, or two for a quotient, its total first."""
    if isinstance(counted, Tally):
        return [_sums_query(variant.tables[0], counted)]
    return [_sums_query(variant.tables[0], counted.total), _sums_query(variant.tables[-1], counted.count)]


def sums(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, int]:
    """Run such a query; a sum of nothing is nought."""
    found = connection.execute(query)
    names = [column[0] for column in found.description or ()]
    return {name: int(number or 0) for name, number in zip(names, found.fetchone() or (), strict=True)}


def _with_days(name: str, row: Row) -> dict[str, Any]:
    whole = dict(row)
    if name == "feedback" and "asked_at" not in whole:
        whole["asked_at"] = next((row[c] for c in ("invited_at", "eligible_at", "answered_at") if row.get(c)), None)
    dated = (column for column in READABLE[name].columns if column.dated and whole.get(column.name))
    return {column.day: str(whole[column.name])[:10] for column in dated} | whole


def _sums_query(name: str, tally: Tally) -> str:
    """Count the rows and add their values; an empty answer to “does it count” is no."""
    surveys = {"eligible": tally.eligible, "invited": tally.invited}
    flags = {"count": tally.among} | {name: flag for name, flag in surveys.items() if flag is not None}
    kept = table(name).select(among=tally.among, value=tally.value.cast("int64"), **flags)
    counts = {name: kept[name].ifelse(1, 0).sum() for name in flags}
    return to_sql(kept.aggregate(**counts, total=kept.among.ifelse(kept.value, 0).sum()))


def _quantile(connection: duckdb.DuckDBPyConnection, name: str, spread: Spread) -> Result:
    values = connection.execute(to_sql(table(name).filter(spread.among).select(value=spread.value))).fetchall()
    buckets = Counter(bucket_of(value) for (value,) in values)
    return {"count": len(values), "value": quantile(buckets, Fraction(spread.share))}
