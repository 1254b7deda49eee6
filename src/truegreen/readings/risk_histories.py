"""Put histories together from facts."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.facts.tables import SIGNAL
from truegreen.readings.account_days import account_days
from truegreen.readings.account_months import ACCOUNTS, Grid, Span, laid_out
from truegreen.readings.accounts import SEVERE, put_accounts, revenue, standing
from truegreen.readings.arrays import arrays
from truegreen.readings.covered import covered
from truegreen.readings.panels import span_of
from truegreen.readings.relations import accounts_are_dated, all_rows
from truegreen.readings.risk_history import HEARD, Days, Engaged, History

RETURN_DAYS: Final = 7
YEARLY: Final = "contracts are taken to renew every year, in the month that the records name"
KEPT_NOW: Final = "renewal, owner and segment of the past are those of today: accounts have no dated rows"
KINDS: Final = next(each.one_of for each in SIGNAL.columns if each.name == "kind")
_ON_SCALE: Final = "kind = 'csat' AND \"value\" BETWEEN scale_min AND scale_max"
_NEEDS: Final = {
    "cases": ("case", "opened_at"), "returns": ("case", "contact_type"), "due": ("case", "due_at"),
    "in time": ("case", "due_at"), "resolved": ("case", "resolved_at"), "escalated": ("case", "escalated"),
    "reopened": ("case_event", "kind"), "answers": ("feedback", "answered_at"), "content": ("feedback", "answered_at"),
    "severe": ("signal", "severity"), "use": ("account_month", "engagement"),
}  # fmt: skip
"""What has to be filled in the records for something to be counted."""


def history(duck: Duck, store: Store, state: State, severe_from: int = SEVERE) -> History:
    """Give what was known of every account at the end of every month that is over.

    Args:
        duck: the connection.
        store: where facts are kept.
        state: the facts.
        severe_from: from which severity, of 5, something heard is severe.
    """
    span, accounts = _over(*covered(duck, store, state, span_of(state))), put_accounts(duck, store, state)
    many = len(accounts)
    missing = {name: f"the records do not fill {column} of {table}" for name, (table, column) in _NEEDS.items()
               if column not in state.filled(table)}  # fmt: skip
    counts: dict[str, Grid] = {}
    for table, day, columns in _counted(state, severe_from):
        told = {name: each for name, each in columns.items() if name not in missing}
        if told and state.of(table):
            counts |= laid_out(duck, _query(store, state, table, day, told), "month", told, span, many)
    money, days = revenue(duck, store, state, span, many), account_days(duck, store, state, many)
    last_of_month = (days.churned + 1).astype("datetime64[D]") - 1
    return History(
        accounts=accounts,
        months=span.months,
        started=days.started,
        here=_here(span, days.started, counts.get("cases", np.zeros((many, span.count))), money["revenue"]),
        decided_on=days.noticed,
        ended_on=np.where(np.isnat(days.ended), last_of_month, days.ended),
        counts=counts,
        revenue=money["revenue"],
        contraction=money["contraction"],
        renewal=_renewals(duck, store, state, span, many),
        owners=standing(duck, store, state, "owner", span, many),
        segments=standing(duck, store, state, "segment", span, many),
        engaged=_engaged(duck, store, state),
        missing=missing,
        notes=(YEARLY,) if accounts_are_dated(duck, store, state) else (YEARLY, KEPT_NOW),
    )


def _over(span: Span, came: datetime | None) -> Span:
    """Give the months that the records cover completely."""
    if came is None:
        return Span(span.first, 0)
    over = (np.datetime64(came.date(), "D") + 1).astype("datetime64[M]") - span.first.astype("datetime64[M]")
    return Span(span.first, max(min(span.count, int(over.astype(int))), 0))


def _counted(state: State, severe_from: int) -> list[tuple[str, str, dict[str, str]]]:
    """Say what is counted: of which table, by which day, and which rows."""
    who = "customer_id" if "customer_id" in state.filled("case") else "account_id"
    before = f"lag(opened_at) OVER (PARTITION BY account_id, {who}, contact_type ORDER BY opened_at, case_id)"
    again = f"{who} IS NOT NULL AND contact_type IS NOT NULL AND opened_at - {before} <= INTERVAL {RETURN_DAYS} DAY"
    kinds = {f"{HEARD}{kind}": f"kind = {sql.text(kind)}" for kind in KINDS}
    return [
        ("case", "opened_on", {"cases": "true", "returns": again}),
        ("case", "due_on", {"due": "true", "in time": "resolved_at <= due_at"}),
        ("case", "resolved_on", {"resolved": "true", "escalated": "escalated"}),
        ("case_event", '"on"', {"reopened": "kind = 'reopened'"}),
        ("feedback", "CAST(answered_at AS DATE)",
         {"answers": _ON_SCALE, "content": f'{_ON_SCALE} AND "value" >= scale_max - 1'}),
        ("signal", '"on"', {"severe": f"severity >= {severe_from} AND kind <> 'praise'"} | kinds),
        ("account_month", '"month"', {"use": "engagement"}),
    ]  # fmt: skip


def _query(store: Store, state: State, table: str, day: str, columns: dict[str, str]) -> str:
    """Write the query that counts rows by account and month; rows without an account find it in their case."""
    rows = all_rows(store, state, table)
    if table in ("case_event", "feedback") and state.of("case"):
        own, kept = ("t.account_id, ", "t.* EXCLUDE (account_id)") if table == "feedback" else ("", "t.*")
        cases = (
            f"(SELECT case_id, any_value(account_id) AS account_id FROM {all_rows(store, state, 'case')} GROUP BY 1)"
        )
        whose = f"coalesce({own}c.account_id) AS account_id"
        rows = f"(SELECT {kept}, {whose} FROM {rows} AS t LEFT JOIN {cases} AS c USING (case_id))"
    marked = ", ".join(f"{each} AS {sql.name(name)}" for name, each in columns.items())
    number = "sum(CAST({0} AS DOUBLE)) AS {0}"
    added = ", ".join(number.format(sql.name(name)) for name in columns)
    inner = f"SELECT account_id, date_trunc('month', {day}) AS \"month\", {marked} FROM {rows} WHERE {day} IS NOT NULL"
    return f'SELECT account_id, "month", {added} FROM ({inner}) WHERE account_id IS NOT NULL GROUP BY ALL'


def _here(span: Span, started: Days, cases: Grid, paid: Grid) -> NDArray[np.bool_]:
    """Say by which months each account had been seen as a customer, (A, M)."""
    seen = np.logical_or.accumulate((cases > 0) | (paid > 0), axis=1) if span.count else cases > 0
    told: NDArray[np.bool_] = started.astype("datetime64[M]")[:, None] <= span.months
    here: NDArray[np.bool_] = np.where(np.isnat(started)[:, None], seen, told)
    return here


def _renewals(duck: Duck, store: Store, state: State, span: Span, many: int) -> Days:
    """Give each account's renewal day as its row of that month has it, (A, M)."""
    renewal = np.full((many, span.count), np.datetime64("NaT"), dtype="datetime64[D]")
    if not state.of("account"):
        return renewal
    found = arrays(
        duck, f"SELECT place, valid_from, renewal_on FROM {all_rows(store, state, 'account')} AS t "
        f"JOIN {ACCOUNTS} USING (account_id) ORDER BY place, valid_from NULLS FIRST",
    )  # fmt: skip
    since = found["valid_from"].astype("datetime64[M]")
    first = np.where(np.isnat(since), 0, (since - span.first.astype("datetime64[M]")).astype(np.int64))
    told = found["renewal_on"].astype("datetime64[D]")
    for place, start, day in zip(found["place"].astype(np.intp), np.maximum(first, 0), told, strict=True):
        renewal[place, start:] = day
    return renewal


def _engaged(duck: Duck, store: Store, state: State) -> Engaged | None:
    """Give every event of engagement by account and day; None where the records have none."""
    if not state.of("engagement"):
        return None
    found = arrays(
        duck, f"SELECT place, \"on\" FROM {all_rows(store, state, 'engagement')} AS t "
        f"JOIN {ACCOUNTS} USING (account_id) ORDER BY place, \"on\"",
    )  # fmt: skip
    return Engaged(account=found["place"].astype(np.intp), day=found["on"].astype("datetime64[D]"))
