"""What one scan of a fact table computes: one query for all measures, written by Ibis.

    rows of the table ──▶ a truth value and a whole number per measure, the period keys, the slices
                      ──▶ joined with the slices that live elsewhere (the case, the account)
                      ──▶ grouped into cells: additive whole numbers per period keys and slices

Equal expressions of different measures share one column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, Final

from truegreen.engine.compile import to_sql
from truegreen.facts.store import State
from truegreen.facts.tables import CASE, IBIS, Table
from truegreen.metrics.define import Rows, Spread, Tally
from truegreen.readings.plan import READABLE, Key, Plan
from truegreen.readings.specs import Formula
from truegreen.stats.histogram import GROWTH, ZERO

_TEXTS: Final = ("in_month", "_first_case", "_last_case")
_SOME_DAY: Final = datetime.fromisoformat("2100-01-01")


def table_expression(table: Table) -> Rows:
    """Give a fact table as Ibis sees it, with its month."""
    import ibis

    schema = {column.name: IBIS[column.kind] for column in table.stored} | {"in_month": "string"}
    return ibis.table(schema, name=table.name)


def told_by(state: State, formulas: Iterable[Formula]) -> list[Formula]:
    """Give the formulas that the records can tell: every column they read holds something somewhere.

    Without this, a source that never says “on time” would be shown as never being on time.
    """
    filled = {name: state.filled(name) for name in READABLE}
    filled["backlog"] = filled["case"] | {"period_on", "age_seconds"}
    return [each for each in formulas if all(name in filled[table] for table, name in _reads(each))]


def _reads(formula: Formula) -> set[tuple[str, str]]:
    """Give the (table, column) that a formula reads."""
    import ibis.expr.operations as ops

    tables = {name: table_expression(READABLE[name]) for name in formula.variant.tables}
    counted = formula.variant.count(tables, _SOME_DAY, dict(formula.spec.parameters))
    tallies = [counted] if isinstance(counted, Spread | Tally) else [counted.total, counted.count]
    fields = {field for each in tallies for part in (each.among, each.value) for field in part.op().find(ops.Field)}
    return {(_table_of(field), field.name) for field in fields}


def _table_of(field: Any) -> str:
    """Name the fact table that a column is read from."""
    import ibis.expr.operations as ops

    (table,) = {each.name for each in field.find(ops.UnboundTable)}
    return str(table)


def counted_in(
    plan: Plan, formula: Formula, tables: Mapping[str, Rows], known: Mapping[str, datetime]
) -> Spread | list[tuple[str, Tally]]:
    """Give what a formula counts in the plan's table, by role.

    Returns:
        A quantile; or ``both`` with a tally that gives count and total; or, of a quotient, its total (``t``) and its
        divisor (``d``), as far as they are in this table.
    """
    until = known["came" if formula.variant.looks_ahead else "happened"]
    counted = formula.variant.count(tables, until, dict(formula.spec.parameters))
    if isinstance(counted, Spread):
        return counted
    if isinstance(counted, Tally):
        return [("both", counted)]
    first, last = formula.variant.tables[0], formula.variant.tables[-1]
    listed = [("t", counted.total, first), ("d", counted.count, last)]
    return [(role, tally) for role, tally, table in listed if table == plan.table.name]


class Columns:
    """Row-level columns, shared where expressions are equal."""

    def __init__(self) -> None:
        """Start with none."""
        self.named: dict[Any, str] = {}
        self.expressions: dict[str, Rows] = {}

    def of(self, expression: Rows) -> str:
        """Give the name of an expression's column."""
        key = expression.op()
        if key not in self.named:
            self.named[key] = f"v{len(self.named)}"
            self.expressions[self.named[key]] = expression
        return self.named[key]


def cell_query(
    plan: Plan, known: Mapping[str, datetime], account_by_month: bool, dialect: str = "duckdb"
) -> tuple[str, dict[str, dict[str, str]], dict[str, str]]:
    """Write the query that makes the plan's cells.

    Args:
        plan: what to compute; its table, ``case_slices`` and ``account_slices`` are relations of that name.
        known: until when intake (``came``) and happenings (``happened``) of the table are known.
        account_by_month: whether ``account_slices`` has a row per month.
        dialect: of the engine that is to answer it.

    Returns:
        The SQL; for each spec, the names of its columns; for each spec that is a quantile, which one.
    """
    grouped, columns, shares = cells(plan, known, account_by_month)
    return _exact(grouped, plan, dialect), columns, shares


def cells(
    plan: Plan, known: Mapping[str, datetime], account_by_month: bool
) -> tuple[Rows, dict[str, dict[str, str]], dict[str, str]]:
    """Give the plan's cells as ``cell_query`` writes them, before they are written in any dialect."""
    tables = _tables(plan)
    source = tables[plan.table.name]
    shared = Columns()
    sums: dict[str, tuple[str, ...]] = {}
    columns: dict[str, dict[str, str]] = {}
    shares: dict[str, str] = {}
    for text, formula in plan.formulas.items():
        counted = counted_in(plan, formula, tables, known)
        if isinstance(counted, Spread):
            shares[text] = str(counted.share)
            continue
        columns[text] = {}
        for role, tally in counted:
            columns[text] |= _sums(tally, role, formula.unit, shared, sums)
    among = sorted({what[1] for what in sums.values()})
    rows = row_expression(plan, source, shared, account_by_month, among)
    grouped = rows.group_by([*(str(key) for key in plan.keys), *plan.slices, "in_month"]).aggregate(
        _rows=rows.count(),
        **_linked(rows),
        **{name: _sum(rows, *what) for name, what in sums.items()},
    )
    return grouped, columns, shares


def _sums(tally: Tally, role: str, unit: str, shared: Columns, sums: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Enter the sums a tally needs and give their names by letter."""
    among, value = shared.of(tally.among), shared.of(tally.value)
    truth = tally.value.type().is_boolean()
    added = ("hits" if truth else "sum", among, value)
    wanted: dict[str, tuple[str, ...]] = {role: added} if role != "both" else {"n": ("count", among), "t": added}
    if role == "d":
        wanted["n"] = ("count", among)
    if role == "both" and not truth:
        wanted["q"] = ("wide" if unit == "money" else "squares", among, value)
    for letter, survey in (("e", tally.eligible), ("i", tally.invited)):
        if survey is not None:
            wanted[letter] = ("count", shared.of(survey))
    names = {what: "_".join(what) for what in wanted.values()}
    sums.update({name: what for what, name in names.items()})
    return {letter: names[what] for letter, what in wanted.items()}


def row_expression(
    plan: Plan, source: Rows, shared: Columns, account_by_month: bool, among: Sequence[str] = ()
) -> Rows:
    """Give the row-level relation: values, keys and every slice.

    Args:
        plan: what is computed from which table.
        source: the table.
        shared: the values.
        account_by_month: whether ``account_slices`` has a row per month.
        among: values that say which rows count; rows that count for nothing are left out before a case is looked up.
    """
    own = [each for each in plan.slices if each in plan.table.slices]
    keys = {str(key): _key(source, key) for key in plan.keys}
    ids = {f"_{name}": source[name] for name in ("case_id", "account_id") if plan.table.column(name)}
    picked = source.select(
        in_month=source.in_month, **keys, **{each: source[each] for each in own}, **ids, **shared.expressions
    )
    missing = [each for each in plan.slices if each not in own]
    from_case = [each for each in missing if each in CASE.slices]
    from_account = [each for each in missing if each not in CASE.slices]
    if "case" in plan.table.through and (from_case or from_account):
        if among:
            picked = picked.filter(reduce(or_, (picked[name] for name in among)))
        picked = _with_case(picked, from_case, "_account_id" in picked.columns)
    if from_account:
        picked = _with_account(picked, from_account, account_by_month)
    return picked


def _key(source: Rows, key: Key) -> Rows:
    import ibis

    day = source[key.day]
    if key.kind == "week":
        return day.truncate("W")
    return (day - ibis.interval(days=key.anchor - 1)).truncate("M") if key.anchor != 1 else day.truncate("M")


def _with_case(rows: Rows, slices: Sequence[str], has_account: bool) -> Rows:
    import ibis

    schema = {"_of_case": "string", "_case_account": "string", "_case_month": "string"}
    case = ibis.table(schema | {f"_case_{each}": "string" for each in slices}, name="case_slices")
    joined = rows.left_join(case, rows._case_id == case._of_case)
    given = joined._account_id.fill_null(joined._case_account) if has_account else joined._case_account
    return joined.mutate(**{each: joined[f"_case_{each}"] for each in slices}, _account_id=given)


def _with_account(rows: Rows, slices: Sequence[str], by_month: bool) -> Rows:
    import ibis

    schema = {"_of_account": "string", "_of_month": "string"} | {f"_account_{each}": "string" for each in slices}
    account = ibis.table(schema, name="account_slices")
    same = [rows._account_id == account._of_account]
    if by_month:
        same.append(rows.in_month == account._of_month)
    joined = rows.left_join(account, same)
    return joined.mutate(**{each: joined[f"_account_{each}"] for each in slices})


def _linked(rows: Rows) -> dict[str, Rows]:
    """Count rows whose case or account is not there, and the months of the cases they belong to."""
    linked = {}
    if "_of_case" in rows.columns:
        lost = rows._case_id.notnull() & rows._of_case.isnull()
        linked = {
            "_no_case": lost.ifelse(1, 0).sum(),
            "_first_case": rows._case_month.min(),
            "_last_case": rows._case_month.max(),
        }
    if "_of_account" in rows.columns:
        linked["_no_account"] = (rows._account_id.notnull() & rows._of_account.isnull()).ifelse(1, 0).sum()
    return linked


def _sum(rows: Rows, how: str, among: str, value: str = "") -> Rows:
    counts = rows[among].fill_null(False)
    if how == "count":
        return counts.ifelse(1, 0).sum()
    if how == "hits":
        return (rows[among] & rows[value]).fill_null(False).ifelse(1, 0).sum()
    number = rows[value].cast("int64").fill_null(0)
    if how == "wide":  # the square of an amount in ten-thousandths does not fit into 64 bits
        number = number.cast("decimal(19,0)")
    return counts.ifelse(number if how == "sum" else number * number, 0).sum()


def _exact(grouped: Rows, plan: Plan, dialect: str) -> str:
    """Keep sums as whole numbers: engines widen a sum of whole numbers to types that Parquet would make floats."""
    kinds = {str(key): "DATE" for key in plan.keys} | dict.fromkeys([*plan.slices, *_TEXTS], "")
    kept = []
    for name in grouped.columns:
        kind = kinds.get(name, "DECIMAL(38,0)" if name.startswith(("squares", "wide")) else "BIGINT")
        kept.append(f'CAST("{name}" AS {kind}) AS "{name}"' if kind else f'"{name}"')
    return f"SELECT {', '.join(kept)} FROM ({to_sql(grouped, dialect)}) AS cells"


def spread_query(
    plan: Plan, known: Mapping[str, datetime], account_by_month: bool, dialect: str = "duckdb"
) -> str | None:
    """Write the query that makes the log histograms of the plan's quantiles; None if it has none."""
    queries = [
        f"SELECT '{text}' AS spec, {_spread_columns(plan)} FROM ({to_sql(counted, dialect)}) AS spread"
        for text, counted in spreads(plan, known, account_by_month).items()
    ]
    return " UNION ALL ".join(queries) or None


def spreads(plan: Plan, known: Mapping[str, datetime], account_by_month: bool) -> dict[str, Rows]:
    """Give the log histogram of each of the plan's quantiles, before it is written in any dialect."""
    return {
        text: _histogram(plan, counted, account_by_month)
        for text, formula in plan.formulas.items()
        if isinstance(counted := counted_in(plan, formula, _tables(plan), known), Spread)
    }


def _spread_columns(plan: Plan) -> str:
    days = [f'CAST("{key}" AS DATE) AS "{key}"' for key in plan.keys]
    counts = [f'CAST("{each}" AS BIGINT) AS "{each}"' for each in ("bucket", "n")]
    return ", ".join([*days, *(f'"{each}"' for each in (*plan.slices, "in_month")), *counts])


def _histogram(plan: Plan, counted: Spread, account_by_month: bool) -> Rows:
    import ibis

    shared = Columns()
    place = counted.value.cast("float64").log(GROWTH).ceil().cast("int64")
    bucket = (counted.value > 0).ifelse(place, ibis.literal(ZERO, type="int64"))
    among, at = shared.of(counted.among & counted.value.notnull()), shared.of(bucket)
    rows = row_expression(plan, _tables(plan)[plan.table.name], shared, account_by_month)
    rows = rows.filter(rows[among])
    keys = [*(str(key) for key in plan.keys), *plan.slices, "in_month", rows[at].name("bucket")]
    return rows.group_by(keys).aggregate(n=rows.count())


def _tables(plan: Plan) -> dict[str, Rows]:
    """Give the fact tables that the plan's formulas name, as Ibis sees them."""
    named = {name for formula in plan.formulas.values() for name in formula.variant.tables}
    return {name: table_expression(READABLE[name]) for name in sorted(named)}
