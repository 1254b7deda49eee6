"""The relations a query reads, each as SQL: the table's own months, and where its other slices live.

They are written in words that DuckDB, PostgreSQL and Spark read alike; where facts are says how they are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.facts.tables import ACCOUNT, CASE
from truegreen.facts.where import Facts
from truegreen.readings.plan import BACKLOG, Plan
from truegreen.readings.staleness import period_ends, reach
from truegreen.units.period import add_months

_EVER: Final = date(9999, 12, 31)
_SECONDS: Final = {
    "duckdb": "CAST(epoch(date_trunc('second', {})) AS BIGINT)",
    "postgres": "CAST(extract(epoch FROM date_trunc('second', {})) AS BIGINT)",
    "spark": "unix_timestamp(CAST({} AS TIMESTAMP))",
}


def all_rows(store: Store, state: State, table: str) -> str:
    """Give all rows of a table as SQL that can be read from; there have to be some (``state.of``)."""
    return sql.parquet(store.files(state.of(table).values()))


def relations(facts: Facts, state: State, plan: Plan, months: Sequence[str], account_by_month: bool) -> dict[str, str]:
    """Give the relations that a plan's query names, for some months and what they look ahead to."""
    own = _backlog(facts, state, plan, months) if plan.table is BACKLOG else _months(facts, state, plan, months)
    return {
        plan.table.name: own,
        "case_slices": _case_slices(facts, state),
        "account_slices": _account_slices(facts, state, account_by_month),
    }


def _months(facts: Facts, state: State, plan: Plan, months: Sequence[str]) -> str:
    held = state.of(plan.table.name)
    needed = sorted({other for month in months for other in reach(plan, state, month)})
    return f"SELECT * FROM {facts.read(plan.table, [held[month] for month in needed])} AS f"


def _backlog(facts: Facts, state: State, plan: Plan, months: Sequence[str]) -> str:
    """Give one row per case that was open at the end of each period."""
    ends = [(end, end - timedelta(days=1)) for end in period_ends(state, plan.keys[0].anchor)]
    values = ", ".join(f"(DATE '{end}', DATE '{day}', '{day:%Y-%m}')" for end, day in ends if f"{day:%Y-%m}" in months)
    held = [each for month, each in state.of("case").items() if month <= months[-1]]
    until, since = (_SECONDS[facts.dialect].format(each) for each in ("CAST(e.period_end AS TIMESTAMP)", "c.opened_at"))
    columns = ", ".join(f"c.{each.name}" for each in CASE.stored)
    return f"""SELECT {columns}, e.period_on, e.in_month, {until} - {since} AS age_seconds
        FROM (SELECT * FROM {facts.read(CASE, held)} AS f
              WHERE resolved_on IS NULL OR resolved_on > opened_on) AS c
        JOIN (VALUES {values}) AS e(period_end, period_on, in_month)
          ON c.opened_on < e.period_end AND (c.resolved_on IS NULL OR c.resolved_on >= e.period_end)"""


def _case_slices(facts: Facts, state: State) -> str:
    """Give what other tables look up in the case."""
    held = state.of("case").values()
    if not held:
        return _nothing("_of_case", *(f"_case_{each}" for each in ("account", "month", *CASE.slices)))
    columns = ", ".join(f"{each} AS _case_{each}" for each in CASE.slices)
    own = "case_id AS _of_case, account_id AS _case_account, in_month AS _case_month"
    return f"SELECT {own}, {columns} FROM {facts.read(CASE, held)} AS f"


def _account_slices(facts: Facts, state: State, by_month: bool) -> str:
    """Give what other tables look up in the account: as it was in each month, where accounts have dated rows.

    Rows of tables that are kept whole, whose month is called all, find it as it is now.
    """
    held = state.of("account").values()
    slices = [f"{each} AS _account_{each}" for each in ACCOUNT.slices]
    if not held:
        return _nothing("_of_account", "_of_month", *(f"_account_{each}" for each in ACCOUNT.slices))
    rows, listed = facts.read(ACCOUNT, held), ", ".join(slices)
    if not by_month:
        return f"SELECT account_id AS _of_account, '' AS _of_month, {listed} FROM {rows} AS f"
    months = ", ".join(f"('{month}', DATE '{_until(month)}')" for month in sorted({m for _, m in state.partitions}))
    named = ", ".join(f"_account_{each}" for each in ACCOUNT.slices)
    return f"""SELECT _of_account, _of_month, {named} FROM (
        SELECT account_id AS _of_account, m.in_month AS _of_month, {listed},
               row_number() OVER (PARTITION BY account_id, m.in_month ORDER BY valid_from DESC NULLS LAST) AS _latest
        FROM {rows} AS a JOIN (VALUES {months}) AS m(in_month, ends) ON valid_from IS NULL OR valid_from < m.ends
        ) AS dated WHERE _latest = 1"""


def _until(month: str) -> date:
    """Give the first day after a month; of what is kept whole, the last day of all."""
    return add_months(date.fromisoformat(f"{month}-01"), 1) if month[:1].isdigit() else _EVER


def _nothing(*columns: str) -> str:
    """Give no rows of some texts."""
    return f"SELECT {', '.join(f'CAST(NULL AS VARCHAR(1)) AS {each}' for each in columns)} WHERE 1 = 0"


def accounts_are_dated(duck: Duck, store: Store, state: State) -> bool:
    """Say whether any account has more than one row, so that its slices depend on the month."""
    held = state.of("account").values()
    if not held:
        return False
    files = sql.parquet(store.files(held))
    return bool(duck.row(f"SELECT count(*) > count(DISTINCT account_id) FROM {files}")[0])
