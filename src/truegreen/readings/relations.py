"""The relations a query reads, each as SQL: the table's own months, and where its other slices live."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.facts.tables import ACCOUNT, CASE
from truegreen.readings.plan import BACKLOG, Plan
from truegreen.readings.staleness import period_ends, reach


def relations(store: Store, state: State, plan: Plan, months: Sequence[str], account_by_month: bool) -> dict[str, str]:
    """Give the relations that a plan's query names, for some months and what they look ahead to."""
    own = _backlog(store, state, plan, months) if plan.table is BACKLOG else _months(store, state, plan, months)
    return {
        plan.table.name: own,
        "case_slices": _case_slices(store, state),
        "account_slices": _account_slices(store, state, account_by_month),
    }


def _months(store: Store, state: State, plan: Plan, months: Sequence[str]) -> str:
    held = state.of(plan.table.name)
    needed = sorted({other for month in months for other in reach(plan, state, month)})
    return f"SELECT * FROM {sql.parquet(store.files(held[month] for month in needed))}"


def _backlog(store: Store, state: State, plan: Plan, months: Sequence[str]) -> str:
    """Give one row per case that was open at the end of each period."""
    ends = period_ends(state, plan.keys[0].anchor)
    values = ", ".join(
        f"(DATE '{end}', DATE '{end - timedelta(days=1)}')"
        for end in ends
        if f"{end - timedelta(days=1):%Y-%m}" in months
    )
    held = [each for month, each in state.of("case").items() if month <= months[-1]]
    return f"""SELECT c.* EXCLUDE (in_month), e.period_on, strftime(e.period_on, '%Y-%m') AS in_month,
               CAST(epoch(CAST(e.period_end AS TIMESTAMP)) - epoch(c.opened_at) AS BIGINT) AS age_seconds
        FROM (SELECT * FROM {sql.parquet(store.files(held))}
              WHERE resolved_on IS NULL OR resolved_on > opened_on) AS c
        JOIN (VALUES {values}) AS e(period_end, period_on)
          ON c.opened_on < e.period_end AND (c.resolved_on IS NULL OR c.resolved_on >= e.period_end)"""


def _case_slices(store: Store, state: State) -> str:
    """Give what other tables look up in the case."""
    held = state.of("case").values()
    if not held:
        columns = ", ".join(f"CAST(NULL AS VARCHAR) AS _case_{each}" for each in ("account", "month", *CASE.slices))
        return f"SELECT CAST(NULL AS VARCHAR) AS _of_case, {columns} WHERE false"
    columns = ", ".join(f"{each} AS _case_{each}" for each in CASE.slices)
    own = "case_id AS _of_case, account_id AS _case_account, in_month AS _case_month"
    return f"SELECT {own}, {columns} FROM {sql.parquet(store.files(held))}"


def _account_slices(store: Store, state: State, by_month: bool) -> str:
    """Give what other tables look up in the account: as it was in each month, where accounts have dated rows.

    Rows of tables that are kept whole, whose month is called all, find it as it is now.
    """
    held = state.of("account").values()
    slices = ", ".join(f"{each} AS _account_{each}" for each in ACCOUNT.slices)
    if not held:
        nothing = ", ".join(f"CAST(NULL AS VARCHAR) AS {each}" for each in ("_of_account", "_of_month"))
        empty = ", ".join(f"CAST(NULL AS VARCHAR) AS _account_{each}" for each in ACCOUNT.slices)
        return f"SELECT {nothing}, {empty} WHERE false"
    files = sql.parquet(store.files(held))
    if not by_month:
        return f"SELECT account_id AS _of_account, '' AS _of_month, {slices} FROM {files}"
    months = ", ".join(f"({sql.text(month)})" for month in sorted({month for _, month in state.partitions}))
    return f"""SELECT account_id AS _of_account, m.month AS _of_month, {slices}
        FROM {files} AS a JOIN (VALUES {months}) AS m(month)
          ON valid_from IS NULL OR strftime(valid_from, '%Y-%m') <= m.month
        QUALIFY row_number() OVER (PARTITION BY account_id, m.month ORDER BY valid_from DESC NULLS LAST) = 1"""


def accounts_are_dated(duck: Duck, store: Store, state: State) -> bool:
    """Say whether any account has more than one row, so that its slices depend on the month."""
    held = state.of("account").values()
    if not held:
        return False
    files = sql.parquet(store.files(held))
    return bool(duck.row(f"SELECT count(*) > count(DISTINCT account_id) FROM {files}")[0])
