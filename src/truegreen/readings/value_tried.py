"""Attempts to keep accounts and offers made to them, each with its arm and outcome, as records tell them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.readings.account_months import ACCOUNTS
from truegreen.readings.arrays import arrays
from truegreen.readings.relations import all_rows

_ROWS: Final = """SELECT account_id, {case}"on", arm, accepted, amount
FROM {files}
ORDER BY "at", account_id"""
_SOLVED: Final = """, solved AS (
    SELECT nr, max(resolved_at::DATE) AS solved_on FROM told JOIN {cases} AS cases ON
      cases.account_id = told.account_id AND (told.case_id IS NULL OR told.case_id = cases.case_id)
      AND resolved_at::DATE BETWEEN "on" - {within} AND "on" GROUP BY nr)"""
_NOT_SOLVED: Final = ", solved AS (SELECT NULL::BIGINT AS nr, NULL::DATE AS solved_on)"
_ORDERED: Final = """, ordered AS (
    SELECT nr, sum(done.amount) AS ordered FROM told JOIN {done} AS done ON done.account_id = told.account_id
      AND done.kind = 'order' AND done."on" > told."on" AND done."on" <= told."on" + {days} GROUP BY nr)"""
_NOT_ORDERED: Final = ", ordered AS (SELECT NULL::BIGINT AS nr, NULL::DOUBLE AS ordered)"


@dataclass(frozen=True, slots=True, eq=False)
class Tried:
    """Attempts or offers, oldest first.

    Attributes:
        place: (R,) of each one's account in the panel; −1 where the panel does not know it.
        day: (R,) on which it was.
        accepted: (R,) 1 where it was taken, 0 where not, NaN where nobody knows.
        amount: (R,) what it cost, or is worth; NaN where nobody knows.
        arm: (R,) the records' own word for its arm; empty where there is none.
        account: (R,) the account's id.
        solved: (R,) whether a case had been solved shortly before: the one it names, else any of its account.
        ordered: (R,) what the account ordered in some days after; 0 where it ordered nothing.
        has_cases, has_orders: whether the records hold cases and orders at all.
        query: what gave these rows, for anybody to run.
    """

    place: NDArray[np.intp]
    day: NDArray[np.datetime64]
    accepted: NDArray[np.float64]
    amount: NDArray[np.float64]
    arm: NDArray[np.str_]
    account: NDArray[np.str_]
    solved: NDArray[np.bool_]
    ordered: NDArray[np.float64]
    has_cases: bool
    has_orders: bool
    query: str


def tried(
    duck: Duck, store: Store, state: State, table: str, *, solved_within: int = 0, ordered_within: int = 0
) -> Tried | None:  # fmt: skip
    """Give all rows of ``save`` or ``offer``; None if there are none. The panel's accounts must be on the connection.

    Args:
        duck: the connection.
        store: where facts are kept.
        state: the facts.
        table: ``save`` or ``offer``.
        solved_within: how many days before it a case counts as solved shortly before; not looked at if 0.
        ordered_within: for how many days after it orders are counted; not looked at if 0.
    """
    held = state.of(table).values()
    if not held:
        return None
    files = {name: all_rows(store, state, name) for name in (table, "case", "engagement")
             if state.of(name)}  # fmt: skip
    query = _ROWS.format(files=files[table], case="case_id, " if solved_within else "")
    cases, done = solved_within and files.get("case"), ordered_within and files.get("engagement")
    solved = _SOLVED.format(cases=cases, within=solved_within) if cases else _NOT_SOLVED
    ordered = _ORDERED.format(done=done, days=ordered_within) if done else _NOT_ORDERED
    numbered = f'SELECT *, row_number() OVER (ORDER BY "at", account_id, case_id) AS nr FROM {files[table]}'
    found = arrays(
        duck, f"WITH told AS ({numbered}){solved}{ordered} SELECT told.*, place, solved_on, ordered "
        f"FROM told LEFT JOIN {ACCOUNTS} USING (account_id) LEFT JOIN solved USING (nr) LEFT JOIN ordered USING (nr) "
        "ORDER BY nr",
    )  # fmt: skip
    return _tried(found, query, has_cases=bool(cases), has_orders=bool(done))


def _tried(found: Mapping[str, NDArray[Any]], query: str, *, has_cases: bool, has_orders: bool) -> Tried:
    place = found["place"].astype(np.float64)
    return Tried(
        place=np.where(np.isnan(place), -1, place).astype(np.intp),
        day=found["on"].astype("datetime64[D]"),
        accepted=found["accepted"].astype(np.float64),
        amount=found["amount"].astype(np.float64),
        arm=found["arm"].astype(np.str_),
        account=found["account_id"].astype(np.str_),
        solved=~np.isnat(found["solved_on"].astype("datetime64[D]")),
        ordered=np.nan_to_num(found["ordered"].astype(np.float64)),
        has_cases=has_cases,
        has_orders=has_orders,
        query=query,
    )
