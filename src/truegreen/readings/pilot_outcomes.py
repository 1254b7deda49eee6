"""Outcomes by unit and day: what a pilot is judged by, as sums per account, agent, team or case, by one query a table.

Rows are counted as the metric counts them, on the day it counts them by, within its scope. A unit's rows of one day are
one row here, so that every look of a pilot is a sum over days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from truegreen.engine import sql
from truegreen.engine.compile import to_sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.facts.where import Files
from truegreen.metrics.define import Rows, Spread, Tally
from truegreen.model.reading import PARTS
from truegreen.readings.arrays import arrays
from truegreen.readings.plan import BACKLOG, READABLE, Key, Plan, slices_of
from truegreen.readings.query import Columns, counted_in, row_expression, table_expression, told_by
from truegreen.readings.questions import Question, possible
from truegreen.readings.relations import accounts_are_dated, relations
from truegreen.readings.scoped import within
from truegreen.readings.staleness import known_until

CASES: Final = "pilot_cases"
"""Who worked on a case, for records that do not tell it themselves."""
_NAMED: Final = (("both_count", "d_total"), ("both_total", "t_total"), ("squares",))
"""Columns of a query that give count, total and squares."""


@dataclass(frozen=True, slots=True, eq=False)
class Daily:
    """Sums of units by day, R rows: one for each unit and day on which it counted for anything.

    Attributes:
        unit: (R,) which unit.
        day: (R,) days since the start; before it below nought.
        count: (R,) what the total is divided by: rows, or a quotient's divisor.
        total: (R,) what they add up to, in the unit of the figure.
        squares: (R,) sum of squares of what each row adds; nought for a quotient.
    """

    unit: NDArray[np.str_]
    day: NDArray[np.int64]
    count: NDArray[np.float64]
    total: NDArray[np.float64]
    squares: NDArray[np.float64]


def untold(state: State, question: Question, unit: str) -> str:
    """Say why a measure cannot be told by unit; empty if it can."""
    tables = question.formula.variant.tables
    if any(each == BACKLOG.name for each in tables):
        return "the backlog is counted at the end of a month, and not row by row"
    lost = [each for each in tables if not _reaches(each, unit)]
    if lost:
        return f"{lost[0].replace('_', ' ')} records belong to no {unit}"
    return "" if told_by(state, [question.formula]) else "the records do not tell it"


def _reaches(name: str, unit: str) -> bool:
    table = READABLE[name]
    if unit == "account":
        return bool(table.column("account_id")) or "case" in table.through
    own = "team" if unit == "team" else f"{unit}_id"
    return bool(table.column(own)) or "case" in table.through


def daily(
    duck: Duck, store: Store, state: State, question: Question, unit: str, starts: date, days: tuple[int, int]
) -> Daily:
    """Give a measure's sums by unit and day.

    Args:
        duck: the connection.
        store: where facts are kept.
        state: the facts.
        question: what is counted, in which rows; one that is not ``untold``. Of a quantile, what it is the quantile of.
        unit: ``account``, ``agent``, ``team`` or ``case``.
        starts: the day that is number 0.
        days: the first and the last day that are wanted.
    """
    held = []
    variant = question.formula.variant
    for table, day in zip(variant.tables, variant.counted_on, strict=True):
        query = _query(duck, store, state, question, table, day, unit, starts, days)
        held.append(arrays(duck, query))
    return _joined(held, float(PARTS[question.formula.unit]))


def _query(
    duck: Duck, store: Store, state: State, question: Question, table: str, day: str, unit: str, starts: date,
    days: tuple[int, int],
) -> str:  # fmt: skip
    """Write the query of one table's sums by unit and day."""
    source = READABLE[table]
    spoken = {name for part in (question.scope.only, question.scope.never) for name, _ in part}
    through = ("contact_type", "segment") if "case" in source.through else ()  # so that case and account are looked up
    plan = Plan(source, (Key(day, "month"),), slices_of(source, sorted({*spoken, *through})))
    plan.formulas = {str(question.formula.spec): question.formula}
    tables = {name: table_expression(READABLE[name]) for name in question.formula.variant.tables}
    counted = counted_in(plan, question.formula, tables, known_until(plan, state))
    tallies = [("both", Tally(counted.among, counted.value))] if isinstance(counted, Spread) else counted
    shared = Columns()
    day_column = shared.of(tables[table][day])
    worker = {"agent": "agent_id", "team": "team"}.get(unit, "")
    own = shared.of(tables[table][worker]) if worker and source.column(worker) else ""
    columns = [(role, shared.of(each.among), shared.of(each.value), each) for role, each in tallies]
    rows = row_expression(plan, tables[table], shared, accounts_are_dated(duck, store, state))
    inside = within(rows, possible(question.scope, plan.slices))
    picked = rows.select(
        **_whose(rows, unit, own), day=rows[day_column],
        **{f"{role}_{part}": made for role, among, value, tally in columns
           for part, made in _parts(rows, among, value, tally, inside)},
    )  # fmt: skip
    _see(duck, store, state, table, to_sql(picked))
    place = f"date_diff('day', DATE '{starts}', day)"
    return (
        f"SELECT unit, {place} AS day, {', '.join(_sums([role for role, *_ in columns]))} "
        f"FROM ({_with_workers(to_sql(picked), worker)}) AS r WHERE unit <> '' AND day IS NOT NULL "
        f"AND {place} BETWEEN {days[0]} AND {days[1]} GROUP BY 1, 2 ORDER BY 1, 2"
    )


def _whose(rows: Rows, unit: str, own: str) -> dict[str, Rows]:
    """Say whose a row is; and its case, where it is that of who worked on it."""
    if unit == "account":
        return {"unit": rows["_account_id"]}
    case = rows["_case_id"]
    if unit == "case":
        return {"unit": case}
    return {"unit": rows[own] if own else case.nullif(case), "in_case": case}


def _with_workers(query: str, worker: str) -> str:
    """Look up in the case who worked on it, where a row does not tell it itself."""
    if not worker:
        return query
    return (
        f"SELECT coalesce(nullif(p.unit, ''), c.{worker}) AS unit, p.* EXCLUDE (unit) FROM ({query}) AS p "
        f"LEFT JOIN {CASES} AS c ON c.case_id = p.in_case"
    )


def _parts(rows: Rows, among: str, value: str, tally: Tally, inside: Rows) -> list[tuple[str, Rows]]:
    counts = (rows[among] & inside).fill_null(False)
    truth = tally.value.type().is_boolean()
    number = rows[value].fill_null(False).ifelse(1, 0) if truth else rows[value].cast("int64").fill_null(0)
    return [("count", counts.ifelse(1, 0)), ("total", counts.ifelse(number, 0))]


def _sums(roles: Sequence[str]) -> list[str]:
    """Write the sums: whole numbers added exactly, squares as floats."""
    listed = []
    for role in roles:
        listed += [f"CAST(sum({role}_{part}) AS DOUBLE) AS {role}_{part}" for part in ("count", "total")]
    if roles == ["both"]:
        listed.append("sum(CAST(both_total AS DOUBLE) * both_total) AS squares")
    return listed


def _joined(held: Sequence[Mapping[str, NDArray[Any]]], parts: float) -> Daily:
    """Put a quotient's two tables together; what one of them does not tell is nothing there."""
    unit, day = (np.concatenate([each[name] for each in held]) for name in ("unit", "day"))
    sums = [np.concatenate([_column(each, names) for each in held]) for names in _NAMED]
    return _counting(unit, day, sums[0], sums[1] / parts, sums[2] / parts**2)


def _column(found: Mapping[str, NDArray[Any]], names: Sequence[str]) -> NDArray[Any]:
    return next((found[each] for each in names if each in found), np.zeros(len(found["unit"])))


def _counting(unit: Any, day: Any, count: Any, total: Any, squares: Any) -> Daily:
    """Leave out rows that count for nothing."""
    some = (count != 0) | (total != 0)
    return Daily(unit[some], day[some].astype(np.int64), *(np.asarray(each[some], dtype=np.float64)
                                                           for each in (count, total, squares)))  # fmt: skip


def _see(duck: Duck, store: Store, state: State, table: str, query: str) -> None:
    dated = accounts_are_dated(duck, store, state)
    for name, relation in relations(
        Files(store), state, Plan(READABLE[table], (), ()), [*state.of(table)], dated
    ).items():
        if f'"{name}"' in query:
            duck.view(name, relation)
    cases = state.of("case").values()
    nothing = "(SELECT '' AS case_id, '' AS agent_id, '' AS team WHERE false)"
    duck.view(CASES, f"SELECT case_id, agent_id, team FROM {sql.parquet(store.files(cases)) if cases else nothing}")
