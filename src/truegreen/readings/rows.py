"""The rows behind a number: a query that anyone can run on the project's Parquet files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from truegreen.engine import sql
from truegreen.engine.compile import to_sql
from truegreen.facts.store import State, Store
from truegreen.facts.where import Files
from truegreen.metrics.define import Spread
from truegreen.readings.plan import READABLE as TABLES
from truegreen.readings.plan import Key, Plan, slices_of
from truegreen.readings.query import Columns, counted_in, row_expression, table_expression
from truegreen.readings.questions import Question, possible, where
from truegreen.readings.relations import relations
from truegreen.readings.staleness import known_until
from truegreen.units.period import Period


def rows_query(
    store: Store, state: State, question: Question, period: Period | None, slices: Sequence[str], by_month: bool
) -> str:
    """Write the query that gives the rows a reading counts, with what each adds (``value``), worst first.

    For a figure over two tables these are the rows of the first, the numerator.
    """
    formula = question.formula
    table = TABLES[formula.variant.tables[0]]
    key = Key(formula.variant.counted_on[0], question.kind, question.anchor if question.kind == "month" else 1)
    plan = Plan(table, (key,), slices_of(table, slices), {str(formula.spec): formula})
    months = [*state.of("case" if table.name == "backlog" else table.name)]
    source = table_expression(table)
    counted = counted_in(plan, formula, {name: table_expression(TABLES[name]) for name in formula.variant.tables},
                         known_until(plan, state))  # fmt: skip
    columns = Columns()
    first = counted if isinstance(counted, Spread) else counted[0][1]
    among, value = columns.of(first.among), columns.of(first.value)
    shown = [c.name for c in table.stored if c.kind in ("time", "date") or c.name in table.key]
    columns.expressions |= {f"_{name}_": source[name] for name in shown}
    inner = to_sql(row_expression(plan, source, columns, by_month))
    listed = ", ".join([*(f'"_{name}_" AS {sql.name(name)}' for name in shown), *map(sql.name, plan.slices)])
    named = ",\n     ".join(
        f"{sql.name(name)} AS ({query})"
        for name, query in relations(Files(store), state, plan, months, by_month).items()
        if f'"{name}"' in inner
    )
    within = "" if period is None else f"\n  AND {_within(str(key), period, question)}"
    worst = "DESC" if formula.metric.better == "lower" or isinstance(counted, Spread) else "ASC"
    scope = where(possible(question.scope, plan.slices))
    return (
        f"WITH {named}\nSELECT {listed}, {value} AS value\nFROM ({inner})\n"
        f"WHERE {among} AND {scope}{within}\nORDER BY value {worst}, {sql.names(table.key)}"
    )


def _within(key: str, period: Period, question: Question) -> str:
    """Limit to the cells' keys that lie in a period."""
    first = period.start if question.kind == "week" else period.start.replace(day=1)
    last = period.last if question.kind == "week" else period.last.replace(day=1)
    if question.kind == "month" and question.anchor > 1 and period.end.day == question.anchor:
        last = period.end.replace(day=1)
        return f"CAST({sql.name(key)} AS DATE) >= DATE '{first}' AND CAST({sql.name(key)} AS DATE) < DATE '{last}'"
    return f"CAST({sql.name(key)} AS DATE) BETWEEN DATE '{first}' AND DATE '{last}'"


def shown(query: str, store: Store, state: State, folder: Path) -> str:
    """Write a query as either party can run it in its own copy: whole tables by a pattern, paths from the project."""
    for table in sorted({name for name, _ in state.partitions}):
        files = [sql.text(sql.as_path(file)) for file in store.files(state.of(table).values())]
        pattern = f"{sql.as_path(store.folder / 'facts' / table)}/*/*.parquet"
        query = query.replace(", ".join(files), sql.text(pattern))
    return query.replace(f"{sql.as_path(folder)}/", "")
