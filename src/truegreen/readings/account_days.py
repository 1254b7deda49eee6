"""When accounts came, gave notice and left: as their own rows say it, and the rows of their months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.readings.account_months import ACCOUNTS
from truegreen.readings.arrays import arrays

Days = NDArray[np.datetime64]
_ASKED: Final = {
    "account": {"started": "started_on", "noticed": "decision_on", "ended": "ended_on"},
    "account_month": {"churned": 'CASE WHEN churned THEN "month" END'},
}


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class AccountDays:
    """The first day of each that any row names, by place of the account; not a time where none does.

    Attributes:
        started: (A,) first day as a customer.
        noticed: (A,) day of notice.
        ended: (A,) last day as a customer.
        churned: (A,) ``datetime64[M]``, the month in which it left by the rows of its months.
    """

    started: Days
    noticed: Days
    ended: Days
    churned: Days


def account_days(duck: Duck, store: Store, state: State, accounts: int) -> AccountDays:
    """Give when accounts came and went; their places must be on the connection (``accounts.put_accounts``).

    Args:
        duck: the connection.
        store: where facts are kept.
        state: the facts.
        accounts: how many have a place.
    """
    days = {each: np.full(accounts, np.datetime64("NaT"), dtype="datetime64[D]")
            for columns in _ASKED.values() for each in columns}  # fmt: skip
    for table, columns in _ASKED.items():
        held = state.of(table).values()
        if not held:
            continue
        listed = ", ".join(f"min({each}) AS {name}" for name, each in columns.items())
        found = arrays(
            duck, f"SELECT place, {listed} FROM {sql.parquet(store.files(held))} JOIN {ACCOUNTS} USING (account_id) "
            "GROUP BY place",
        )  # fmt: skip
        for name in columns:
            days[name][found["place"].astype(np.intp)] = found[name].astype("datetime64[D]")
    return AccountDays(
        started=days["started"], noticed=days["noticed"], ended=days["ended"],
        churned=days["churned"].astype("datetime64[M]"),
    )  # fmt: skip
