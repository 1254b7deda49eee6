"""Who is behind some work: its cases, the accounts they belong to, what these pay and how content they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.facts.tables import ACCOUNT, CASE
from truegreen.facts.where import Files
from truegreen.readings.plan import READABLE, Plan
from truegreen.readings.questions import Question, Scope, possible, where
from truegreen.readings.relations import accounts_are_dated, relations
from truegreen.readings.rows import rows_query
from truegreen.units.period import Period

_OWN: Final = ("case_id", "account_id", "opened_on", "due_at", "resolved_at", "reopened")


@dataclass(frozen=True, slots=True)
class Rows:
    """Where rows are looked up: a connection, the store, and the facts that count."""

    duck: Duck
    store: Store
    state: State
    slices: Sequence[str]
    dated: bool

    @classmethod
    def of(cls, duck: Duck, store: Store, state: State, slices: Sequence[str]) -> Rows:
        """Look whether accounts have dated rows."""
        return cls(duck, store, state, slices, accounts_are_dated(duck, store, state))


OPENED: Final = "opened_on"


def cases_query(rows: Rows, scope: Scope, first: date, last: date, day: str = OPENED) -> str:
    """Write the query that gives the cases of some work from one day to another, oldest first.

    Args:
        rows: where they are.
        scope: which work.
        first: the first day.
        last: the last day.
        day: which of a case's days is meant, as measures are counted by: when it was opened, due or resolved.
    """
    kept = tuple(each for each in rows.slices if each in (*CASE.slices, *ACCOUNT.slices))
    named = [each if each in CASE.slices else f"_account_{each}" for each in kept]
    same = "case_rows.account_id = account_slices._of_account"
    if rows.dated:
        same += " AND case_rows.in_month = account_slices._of_month"
    own = dict.fromkeys((*_OWN, day))
    listed = ", ".join([*own, *(f"{at} AS {sql.name(name)}" for at, name in zip(named, kept, strict=True))])
    joined = f"SELECT {listed}\n  FROM case_rows LEFT JOIN account_slices ON {same}"
    months = [*rows.state.of(CASE.name)]
    found = relations(Files(rows.store), rows.state, Plan(CASE, (), kept), months, rows.dated)
    within = f"{day} BETWEEN DATE '{first}' AND DATE '{last}'\n  AND {where(possible(scope, kept))}"
    return (
        f"WITH case_rows AS ({found['case']}),\n"
        f"     account_slices AS ({found['account_slices']})\n"
        f"SELECT * FROM ({joined})\nWHERE {within}\nORDER BY {day}, case_id"
    )


def counted_accounts(rows: Rows, scope: Scope, first: date, last: date, day: str = OPENED) -> dict[str, int]:
    """Count the cases of each account; those of no account are under an empty name."""
    query = f"SELECT coalesce(account_id, ''), count(*) FROM ({cases_query(rows, scope, first, last, day)}) GROUP BY 1"
    return {account: int(cases) for account, cases in rows.duck.rows(query)}


def revenues(rows: Rows) -> dict[str, Decimal]:
    """Give what each account pays a month, the latest known; none where no record says so."""
    for table, order in (("account_month", "month"), ("account", "coalesce(valid_from, DATE '0001-01-01')")):
        held = rows.state.of(table).values()
        if not held:
            continue
        known = rows.duck.rows(
            f"SELECT account_id, arg_max(recurring_revenue, {order}) FROM {sql.parquet(rows.store.files(held))} "
            "WHERE recurring_revenue IS NOT NULL GROUP BY 1"
        )
        if known:
            return {account: Decimal(revenue) for account, revenue in known}
    return {}


def renewals(rows: Rows) -> dict[str, date]:
    """Give each account's next renewal, as last known."""
    held = rows.state.of("account").values()
    if not held:
        return {}
    query = (
        "SELECT account_id, arg_max(renewal_on, coalesce(valid_from, DATE '0001-01-01')) "
        f"FROM {sql.parquet(rows.store.files(held))} WHERE renewal_on IS NOT NULL GROUP BY 1"
    )
    return dict(rows.duck.rows(query))


def answers(rows: Rows, question: Question, scope: Scope, period: Period) -> dict[str, tuple[int, int]]:
    """Count each account's answers and how many of them were not content; nothing for a mean score.

    Args:
        rows: where they are.
        question: the experience level.
        scope: which work.
        period: from which month to which.
    """
    formula = question.formula
    table = READABLE[formula.variant.tables[0]]
    if formula.unit != "share" or not table.column("account_id") or not rows.state.of(table.name):
        return {}
    asked = replace(question, scope=possible(scope, rows.slices))
    query = rows_query(rows.store, rows.state, asked, period, rows.slices, rows.dated)
    keys = sql.names(table.key)
    files = sql.parquet(rows.store.files(rows.state.of(table.name).values()))
    cases = rows.state.of(CASE.name).values() if table.column("case_id") else ()
    join = f"LEFT JOIN {sql.parquet(rows.store.files(cases))} AS c USING (case_id)" if cases else ""
    of_case = "c.account_id" if cases else "NULL"
    unhappy = "NOT r.value" if formula.metric.better == "higher" else "r.value"
    found = rows.duck.rows(
        f"SELECT coalesce(f.account_id, {of_case}, ''), count(*), count(*) FILTER (WHERE {unhappy}) "
        f"FROM ({query}) AS r JOIN {files} AS f USING ({keys}) {join} GROUP BY 1"
    )
    return {account: (int(of), int(bad)) for account, of, bad in found}
