"""Any measure by account and month: whole numbers that add up, by one query per fact table and day that counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truegreen.engine import sql
from truegreen.engine.compile import to_sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.facts.where import Files
from truegreen.metrics.define import Rows, Spread, Tally
from truegreen.readings.arrays import arrays
from truegreen.readings.plan import BACKLOG, READABLE, Key, Plan, slices_of
from truegreen.readings.query import Columns, counted_in, row_expression, table_expression, told_by
from truegreen.readings.questions import Question, possible
from truegreen.readings.relations import accounts_are_dated, relations
from truegreen.readings.scoped import within
from truegreen.readings.staleness import known_until

ACCOUNTS = "panel_accounts"
"""The table on the connection that says at which place an account stands."""
Grid = NDArray[np.float64]
"""One number per account and month, (A, M)."""


@dataclass(frozen=True, slots=True)
class Span:
    """The months of a panel: the first day of the first, and how many there are."""

    first: np.datetime64
    count: int

    @property
    def months(self) -> NDArray[np.datetime64]:
        """Give the months, (M,)."""
        return np.arange(self.first, self.first + self.count)


def silent(state: State, question: Question) -> str:
    """Say why a measure cannot be told by account; empty if it can."""
    tables = question.formula.variant.tables
    lost = [each for each in tables if each == BACKLOG.name or not {"case", "account"} & set(READABLE[each].through)]
    if lost:
        return f"{lost[0].replace('_', ' ')} records belong to no account"
    return "" if told_by(state, [question.formula]) else "the records do not tell it"


def account_sums(
    duck: Duck, store: Store, state: State, asked: Iterable[Question], span: Span, accounts: int
) -> dict[str, dict[str, Grid]]:
    """Give each measure's count (``n``), total (``t``) and divisor (``d``, where it has one) by account and month.

    Totals are in the unit's small parts; a quantile gives the count and sum of what it is the quantile of. The table
    ``panel_accounts`` must say which accounts there are.

    Args:
        duck: the connection.
        store: where facts are kept.
        state: the facts.
        asked: measures that are not silent; each counts only rows in its scope.
        span: the months.
        accounts: how many accounts there are.
    """
    groups: dict[tuple[str, Key], list[Question]] = defaultdict(list)
    for question in asked:
        variant = question.formula.variant
        for table, day in zip(variant.tables, variant.counted_on, strict=True):
            groups[table, Key(day, "month", question.anchor)].append(question)
    found: dict[str, dict[str, Grid]] = defaultdict(dict)
    for (table, key), listed in groups.items():
        names, query = _query(state, table, key, listed, accounts_are_dated(duck, store, state))
        _see(duck, store, state, table, query)
        grids = laid_out(duck, query, str(key), names.values(), span, accounts)
        for (name, letter), column in names.items():
            found[name][letter] = grids[column]
    return found


def laid_out(duck: Duck, query: str, month: str, columns: Iterable[str], span: Span, accounts: int) -> dict[str, Grid]:
    """Lay a query's numbers out by account and month; where it has no row there is nothing, 0.

    Args:
        duck: the connection.
        query: gives ``account_id``, a day of the month, and the columns.
        month: the column of that day.
        columns: the numbers.
        span: the months; other ones are left out, and so are accounts that the panel does not know.
        accounts: how many accounts there are.
    """
    columns = list(columns)
    place = f"date_diff('month', DATE '{span.first}-01', CAST(g.{sql.name(month)} AS DATE))"
    listed = ", ".join(f"CAST(g.{sql.name(each)} AS DOUBLE) AS {sql.name(each)}" for each in columns)
    told = arrays(
        duck,
        f"SELECT a.place AS account_place, {place} AS month_place, {listed} FROM ({query}) AS g "
        f"JOIN {ACCOUNTS} AS a ON a.account_id = g.account_id WHERE {place} BETWEEN 0 AND {span.count - 1}",
    )
    at = told["account_place"].astype(np.intp), told["month_place"].astype(np.intp)
    return {each: _placed(told[each], at, (accounts, span.count)) for each in columns}


def _placed(values: NDArray[np.float64], at: tuple[NDArray[np.intp], ...], shape: tuple[int, int]) -> Grid:
    grid = np.zeros(shape)
    grid[at] = np.nan_to_num(values)
    return grid


def _query(
    state: State, table: str, key: Key, asked: Sequence[Question], by_month: bool
) -> tuple[Mapping[tuple[str, str], str], str]:
    """Write the query of a table's measures by account and month of a day; and say which column is whose."""
    source = READABLE[table]
    spoken = {name for each in asked for part in (each.scope.only, each.scope.never) for name, _ in part}
    through_case = ("contact_type", "segment") if "case" in source.through else ()  # so that the account is looked up
    plan = Plan(source, (key,), slices_of(source, sorted({*spoken, *through_case})))
    plan.formulas = {str(each.formula.spec): each.formula for each in asked}
    tables = {name: table_expression(READABLE[name]) for each in asked for name in each.formula.variant.tables}
    shared, made = Columns(), []
    for question in asked:
        counted = counted_in(plan, question.formula, tables, known_until(plan, state))
        tallies = [("both", _known(counted))] if isinstance(counted, Spread) else counted
        made += [(question, role, shared.of(each.among), shared.of(each.value), each) for role, each in tallies]
    rows = row_expression(plan, tables[table], shared, by_month)
    sums: dict[str, Rows] = {}
    names: dict[tuple[str, str], str] = {}
    for question, role, among, value, tally in made:
        counts = (rows[among] & within(rows, possible(question.scope, plan.slices))).fill_null(False)
        added = counts.ifelse(_number(rows[value], tally.value.type().is_boolean()), 0).sum()
        for letter, total in _letters(role, counts.ifelse(1, 0).sum(), added):
            names[question.id, letter] = f"c{len(sums)}"
            sums[f"c{len(sums)}"] = total
    known = rows.filter(rows["_account_id"].notnull())
    grouped = known.group_by(account_id=known["_account_id"], **{str(key): known[str(key)]}).aggregate(**sums)
    return names, to_sql(grouped)


def _known(counted: Spread) -> Tally:
    return Tally(counted.among & counted.value.notnull(), counted.value)


def _number(value: Rows, is_truth: bool) -> Rows:
    return value.fill_null(False).ifelse(1, 0) if is_truth else value.cast("int64").fill_null(0)


def _letters(role: str, count: Rows, total: Rows) -> list[tuple[str, Rows]]:
    """Say which sums a tally gives: both; the total of a quotient; or its divisor, with the rows it counts."""
    return {"both": [("n", count), ("t", total)], "t": [("t", total)], "d": [("n", count), ("d", total)]}[role]


def _see(duck: Duck, store: Store, state: State, table: str, query: str) -> None:
    plan = Plan(READABLE[table], (), ())
    named = relations(Files(store), state, plan, [*state.of(table)], accounts_are_dated(duck, store, state))
    for name, relation in named.items():
        if f'"{name}"' in query:
            duck.view(name, relation)
