"""What accounts did and were, by month: decisions to leave, revenue, what commercial people heard, segment and tier."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.readings.account_days import account_days
from truegreen.readings.account_months import ACCOUNTS, Grid, Span, laid_out
from truegreen.readings.arrays import arrays
from truegreen.readings.panel import Standing
from truegreen.readings.relations import all_rows

SEVERE = 4
"""From which severity, of 5, something heard is severe."""


@dataclass(frozen=True, slots=True, eq=False)
class Lives:
    """When accounts came and went, as places of months; see ``Panel``.

    Attributes:
        decided: (A,) of the decision to leave, or of the leaving where no decision is recorded; −1 never, −2 before.
        is_late: (A,) whether it is the leaving.
        started: (A,) of the first month as a customer, 0 where before the panel; −1 where nobody knows.
    """

    decided: NDArray[np.intp]
    is_late: NDArray[np.bool_]
    started: NDArray[np.intp]


def put_accounts(duck: Duck, store: Store, state: State) -> NDArray[np.str_]:
    """Put every account that the records know on the connection, with its place; give their ids in order, (A,)."""
    tables = [each for each in ("account", "account_month", "case") if state.of(each)]
    known = " UNION ".join(f"SELECT DISTINCT account_id FROM {all_rows(store, state, each)}" for each in tables)
    known = known or "SELECT '' AS account_id WHERE false"
    duck.run(
        f"CREATE OR REPLACE TEMP TABLE {ACCOUNTS} AS SELECT account_id, row_number() OVER (ORDER BY account_id) - 1 "
        f"AS place FROM ({known}) WHERE account_id IS NOT NULL"
    )
    return arrays(duck, f"SELECT account_id FROM {ACCOUNTS} ORDER BY place")["account_id"]


def lives(duck: Duck, store: Store, state: State, span: Span, accounts: int) -> Lives:
    """Say when each account started, and when it decided to leave."""
    told = account_days(duck, store, state, accounts)
    left = np.where(np.isnat(told.churned), told.ended.astype("datetime64[M]"), told.churned)
    decided = np.where(np.isnat(told.noticed), left, told.noticed.astype("datetime64[M]"))
    started, places = told.started.astype("datetime64[M]"), _places(decided, span)
    return Lives(
        np.where(np.isnat(decided), -1, np.where(places < 0, -2, places)),
        np.isnat(told.noticed) & ~np.isnat(left),
        np.where(np.isnat(started), -1, np.maximum(_places(started, span), 0)),
    )


def _places(months: NDArray[np.datetime64], span: Span) -> NDArray[np.intp]:
    """Say how many months after the first each is; what is not known or after the last is the month after it."""
    places = np.where(np.isnat(months), 0, (months - span.first).astype(np.int64))
    return np.minimum(places, span.count).astype(np.intp)


def revenue(duck: Duck, store: Store, state: State, span: Span, accounts: int) -> dict[str, Grid]:
    """Give ``revenue``, ``expansion`` and ``contraction`` by account and month, NaN where there is no row."""
    names = {"revenue": "recurring_revenue", "expansion": "expansion", "contraction": "contraction"}
    if not state.of("account_month"):
        return dict.fromkeys(names, np.full((accounts, span.count), np.nan))
    listed = ", ".join(f"sum({column}) AS {name}" for name, column in names.items())
    rows = all_rows(store, state, "account_month")
    query = f'SELECT account_id, "month", 1 AS is_there, {listed} FROM {rows} GROUP BY ALL'
    found = laid_out(duck, query, "month", ["is_there", *names], span, accounts)
    return {name: np.where(found["is_there"] > 0, found[name], np.nan) for name in names}


def severe(duck: Duck, store: Store, state: State, span: Span, accounts: int, at_least: int = SEVERE) -> Grid:
    """Count severe things that commercial people heard, by account and month; praise is none."""
    if not state.of("signal"):
        return np.zeros((accounts, span.count))
    query = (
        f'SELECT account_id, date_trunc(\'month\', "on") AS "month", count(*) AS heard '
        f"FROM {all_rows(store, state, 'signal')} WHERE severity >= {at_least} AND kind <> 'praise' GROUP BY ALL"
    )
    return laid_out(duck, query, "month", ["heard"], span, accounts)["heard"]


def standing(duck: Duck, store: Store, state: State, name: str, span: Span, accounts: int) -> Standing:
    """Give what each account was by month, ``segment`` or ``tier``."""
    codes = np.full((accounts, span.count), -1, dtype=np.intp)
    if not state.of("account"):
        return Standing(np.array([], dtype=np.str_), codes)
    found = arrays(
        duck, f"SELECT place, valid_from, {sql.name(name)} AS member FROM {all_rows(store, state, 'account')} AS t "
        f"JOIN {ACCOUNTS} USING (account_id) ORDER BY place, valid_from NULLS FIRST",
    )  # fmt: skip
    members, which = np.unique(found["member"], return_inverse=True)
    unknown = int(len(members) > 0 and members[0] == "")
    since = found["valid_from"].astype("datetime64[M]")
    first = np.where(np.isnat(since), 0, np.maximum(_places(since, span), 0))
    for place, start, code in zip(found["place"].astype(np.intp), first, which - unknown, strict=True):
        codes[place, start:] = code
    return Standing(members[unknown:], codes)


def parts_of_cases(
    duck: Duck, store: Store, state: State, name: str, span: Span, accounts: int
) -> tuple[Grid, dict[str, Grid]]:
    """Give the cases opened by account and month, and the part of them of each member of a slice."""
    if not state.of("case"):
        return np.zeros((accounts, span.count)), {}
    files, column = all_rows(store, state, "case"), sql.name(name)
    members = [str(each) for (each,) in duck.rows(f"SELECT DISTINCT {column} FROM {files} ORDER BY 1") if each]
    counted = ", ".join(
        ["count(*) AS every",
         *(f"count_if({column} = {sql.text(each)}) AS m{at}" for at, each in enumerate(members))]
    )  # fmt: skip
    query = f"SELECT account_id, date_trunc('month', opened_on) AS \"month\", {counted} FROM {files} GROUP BY ALL"
    columns = ["every", *(f"m{at}" for at in range(len(members)))]
    found = laid_out(duck, query, "month", columns, span, accounts)
    every = found.pop("every")
    some = np.where(every > 0, every, np.nan)
    return every, {member: found[f"m{at}"] / some for at, member in enumerate(members)}
