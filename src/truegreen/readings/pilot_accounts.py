"""What accounts did, for pilots: the day each decided to leave, and what it paid month by month."""

from __future__ import annotations

from datetime import date

import numpy as np

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.readings.arrays import arrays
from truegreen.readings.pilot_outcomes import Daily
from truegreen.readings.relations import all_rows


def decisions(duck: Duck, store: Store, state: State, starts: date) -> Daily:
    """Give the day on which each account that has decided to leave did; the day it left where no decision is recorded.

    Args:
        duck: the connection.
        store: where facts are kept.
        state: the facts.
        starts: the day that is number 0.
    """
    if not state.of("account"):
        return _nothing()
    decided = "coalesce(decision_on, ended_on)"
    found = arrays(
        duck, f"SELECT account_id AS unit, date_diff('day', DATE '{starts}', min({decided})) AS day "
        f"FROM {all_rows(store, state, 'account')} WHERE {decided} IS NOT NULL GROUP BY 1 ORDER BY 1",
    )  # fmt: skip
    ones = np.ones(len(found["unit"]))
    return Daily(found["unit"], found["day"].astype(np.int64), 0 * ones, -ones, 0 * ones)


def revenue(duck: Duck, store: Store, state: State, starts: date, days: tuple[int, int]) -> Daily:
    """Give the recurring revenue of accounts by month, on the month's first day; an account without a row pays nothing.

    Args:
        duck: the connection.
        store: where facts are kept.
        state: the facts.
        starts: the day that is number 0.
        days: the first and the last day that are wanted.
    """
    if not state.of("account_month"):
        return _nothing()
    files, place = all_rows(store, state, "account_month"), f"date_diff('day', DATE '{starts}', \"month\")"
    found = arrays(
        duck, f"""WITH rows AS (SELECT account_id, {place} AS day, sum(recurring_revenue) AS paid FROM {files}
            WHERE {place} BETWEEN {days[0]} AND {days[1]} GROUP BY ALL)
        SELECT a.account_id AS unit, m.day, CAST(coalesce(r.paid, 0) AS DOUBLE) AS paid
        FROM (SELECT DISTINCT account_id FROM rows) AS a CROSS JOIN (SELECT DISTINCT day FROM rows) AS m
        LEFT JOIN rows AS r ON r.account_id = a.account_id AND r.day = m.day ORDER BY 1, 2""",
    )  # fmt: skip
    paid = found["paid"].astype(np.float64)
    return Daily(found["unit"], found["day"].astype(np.int64), np.ones(len(paid)), paid, paid**2)


def shared_accounts(
    duck: Duck, store: Store, state: State, unit: str, arms: dict[str, bool], first: date, last: date
) -> tuple[int, int]:
    """Count the accounts that units of both arms served, of all that any served, by cases opened in some days.

    Args:
        duck: the connection.
        store: where facts are kept.
        state: the facts.
        unit: the column of a case that holds the unit.
        arms: whether a unit is in the arm that gets the change.
        first: the first day.
        last: the last day.
    """
    if not state.of("case") or not arms:
        return 0, 0
    found = arrays(
        duck, f"SELECT DISTINCT account_id AS account, {sql.name(unit)} AS unit FROM {all_rows(store, state, 'case')} "
        f"WHERE opened_on BETWEEN DATE '{first}' AND DATE '{last}' AND account_id IS NOT NULL "
        f"AND {sql.name(unit)} IS NOT NULL",
    )  # fmt: skip
    by_arm: tuple[set[str], set[str]] = (set(), set())
    for account, each in zip(found["account"].tolist(), found["unit"].tolist(), strict=True):
        if each in arms:
            by_arm[arms[each]].add(account)
    return len(by_arm[0] & by_arm[1]), len(by_arm[0] | by_arm[1])


def _nothing() -> Daily:
    none = np.zeros(0)
    return Daily(none.astype(np.str_), none.astype(np.int64), none, none, none)
