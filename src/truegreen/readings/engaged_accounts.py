"""Accounts as they were on a day: who looks after them, what they pay, when they renew, and who had left by then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.readings.relations import all_rows


@dataclass(frozen=True, slots=True)
class Known:
    """What records say of an account on a day; see ``model.silence.Account``."""

    segment: str = ""
    tier: str = ""
    owner: str = ""
    revenue: Decimal | None = None
    renewal: date | None = None
    gone: date | None = None


def known_accounts(duck: Duck, store: Store, state: State, on: date) -> dict[str, Known]:
    """Give every account that the records know, as it was on a day."""
    left, paid = _left(duck, store, state, on), _paid(duck, store, state, on)
    told = {account: Known(*held) for account, *held in duck.rows(_told(store, state, on))}
    return {
        account: replace(each, revenue=paid.get(account, each.revenue), gone=left.get(account))
        for account in sorted({*told, *left, *paid})
        for each in [told.get(account, Known())]
    }


def _told(store: Store, state: State, on: date) -> str:
    held = state.of("account").values()
    if not held:
        return "SELECT '' WHERE false"
    return (
        "SELECT account_id, coalesce(segment, ''), coalesce(tier, ''), coalesce(owner, ''), recurring_revenue, "
        f"renewal_on FROM {sql.parquet(store.files(held))} WHERE valid_from IS NULL OR valid_from <= DATE '{on}' "
        "QUALIFY row_number() OVER (PARTITION BY account_id ORDER BY valid_from DESC NULLS LAST) = 1"
    )


def _left(duck: Duck, store: Store, state: State, on: date) -> Mapping[str, date]:
    """Give the day on which accounts gave notice or ended, by a day."""
    parts = [
        f"SELECT account_id, {column} AS gone FROM {all_rows(store, state, table)} WHERE {besides}"
        for table, column, besides in (
            ("account", "decision_on", "true"),
            ("account", "ended_on", "true"),
            ("account_month", '"month"', "churned"),
        )
        if state.of(table)
    ]
    if not parts:
        return {}
    gone = " UNION ALL ".join(parts)
    return dict(duck.rows(f"SELECT account_id, min(gone) FROM ({gone}) WHERE gone <= DATE '{on}' GROUP BY 1"))


def _paid(duck: Duck, store: Store, state: State, on: date) -> Mapping[str, Decimal]:
    """Give what accounts pay a month, the latest that was known by a day."""
    held = state.of("account_month").values()
    if not held:
        return {}
    return dict(
        duck.rows(
            f'SELECT account_id, arg_max(recurring_revenue, "month") FROM {sql.parquet(store.files(held))} '
            f"WHERE recurring_revenue IS NOT NULL AND \"month\" <= DATE '{on}' GROUP BY 1"
        )
    )


def put_ended(duck: Duck, known: Mapping[str, Known], name: str = "ended_now") -> str:
    """Put the days up to which accounts that left are looked at on the connection; give the table's name."""
    duck.empty(name, [("account_id", "VARCHAR"), ("ended", "DATE")])
    left = [(account, each.gone) for account, each in known.items() if each.gone]
    if left:
        duck.connection.executemany(f"INSERT INTO {sql.name(name)} VALUES (?, ?)", left)
    return name
