"""The relations a cell query reads: the table's own months, and where its slices live."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.facts.tables import ACCOUNT, CASE
from truegreen.readings.plan import BACKLOG, Plan
from truegreen.readings.staleness import period_ends, reach


def read_table(duck: Duck, store: Store, state: State, plan: Plan, months: Sequence[str]) -> None:
    """Make the table's name stand for the partitions that some months need."""
    if plan.table is BACKLOG:
        _backlog(duck, store, state, plan, months)
        return
    needed = {other for month in months for other in reach(plan, state, month)}
    held = state.of(plan.table.name)
    duck.view(plan.table.name, f"SELECT * FROM {sql.parquet(store.files(held[month] for month in sorted(needed)))}")


def _backlog(duck: Duck, store: Store, state: State, plan: Plan, months: Sequence[str]) -> None:
    anchor = plan.keys[0].anchor
    ends = [end for end in period_ends(state, anchor) if f"{end - timedelta(days=1):%Y-%m}" in months]
    values = ", ".join(f"(DATE '{end}', DATE '{end - timedelta(days=1)}')" for end in ends)
    held = [each for month, each in state.of("case").items() if month <= months[-1]]
    duck.view(
        "backlog",
        f"""SELECT c.* EXCLUDE (month), e.period_on, strftime(e.period_on, '%Y-%m') AS month,
                   CAST(epoch(CAST(e.period_end AS TIMESTAMP)) - epoch(c.opened_at) AS BIGINT) AS age_seconds
            FROM (SELECT * FROM {sql.parquet(store.files(held))}
                  WHERE resolved_on IS NULL OR resolved_on > opened_on) AS c
            JOIN (VALUES {values}) AS e(period_end, period_on)
              ON c.opened_on < e.period_end AND (c.resolved_on IS NULL OR c.resolved_on >= e.period_end)""",
    )


def read_case_slices(duck: Duck, store: Store, state: State, plan: Plan) -> None:
    """Make ``case_slices`` stand for what other tables look up in the case."""
    if "case" not in plan.table.through or not state.of("case"):
        columns = ", ".join(f"CAST(NULL AS VARCHAR) AS _case_{each}" for each in ("account", "month", *CASE.slices))
        duck.view("case_slices", f"SELECT CAST(NULL AS VARCHAR) AS _of_case, {columns} WHERE false")
        return
    columns = ", ".join(f"{each} AS _case_{each}" for each in ("month", *CASE.slices))
    files = sql.parquet(store.files(state.of("case").values()))
    duck.view("case_slices", f"SELECT case_id AS _of_case, account_id AS _case_account, {columns} FROM {files}")


def read_account_slices(duck: Duck, store: Store, state: State, plan: Plan) -> bool:
    """Make ``account_slices`` stand for what others look up in the account; say whether it has a row per month."""
    held = state.of("account")
    slices = ", ".join(f"{each} AS _account_{each}" for each in ACCOUNT.slices)
    if not held:
        empty = ", ".join(f"CAST(NULL AS VARCHAR) AS _account_{each}" for each in ACCOUNT.slices)
        nothing = "CAST(NULL AS VARCHAR) AS _of_account, CAST(NULL AS VARCHAR) AS _of_month"
        duck.view("account_slices", f"SELECT {nothing}, {empty} WHERE false")
        return False
    files = sql.parquet(store.files(held.values()))
    dated = bool(duck.row(f"SELECT count(*) > count(DISTINCT account_id) FROM {files}")[0])
    if not dated:
        duck.view("account_slices", f"SELECT account_id AS _of_account, '' AS _of_month, {slices} FROM {files}")
        return False
    months = ", ".join(f"({sql.text(month)})" for month in sorted({month for _, month in state.partitions} - {"all"}))
    duck.run(
        f"""CREATE OR REPLACE TEMP TABLE account_by_month AS
            SELECT account_id AS _of_account, m.month AS _of_month, {slices}
            FROM {files} AS a JOIN (VALUES {months}) AS m(month)
              ON valid_from IS NULL OR strftime(valid_from, '%Y-%m') <= m.month
            QUALIFY row_number() OVER (PARTITION BY account_id, m.month ORDER BY valid_from DESC NULLS LAST) = 1"""
    )
    duck.view("account_slices", "SELECT * FROM account_by_month")
    return True
