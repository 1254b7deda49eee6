"""Units that a pilot could put into arms: accounts, agents, teams or cases, with what they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from numpy.typing import NDArray

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.facts.tables import CASE
from truegreen.readings.arrays import arrays
from truegreen.readings.relations import all_rows

BELONGS: Final[Mapping[str, tuple[str, ...]]] = {
    "account": ("segment", "tier", "owner"),
    "agent": ("team", "site", "provider"),
    "team": ("site", "provider"),
    "case": ("account_id", "agent_id", *CASE.slices, "segment", "tier"),
}
"""What a unit's records say it belongs to: what it can be clustered and stratified by."""
ACTIVE_DAYS: Final = 91
"""Agents and teams who worked on a case in so many days before are there."""


def column_of(name: str) -> str:
    """Give the column that people mean by a name: ``account`` is account_id, ``contact-type`` contact_type."""
    plain = name.replace("-", "_")
    return f"{plain}_id" if plain in ("account", "agent") else plain


def units(
    duck: Duck, store: Store, state: State, unit: str, wanted: Sequence[str], starts: date, day: date
) -> Mapping[str, NDArray[Any]]:
    """Give the units there are on a day, in order: ``unit``, and a column for each of what is wanted, "" if unknown.

    Args:
        duck: the connection.
        store: where facts are kept.
        state: the facts.
        unit: ``account``, ``agent``, ``team`` or ``case``.
        wanted: columns of ``BELONGS``.
        starts: the pilot's first day; cases are those opened from then on.
        day: accounts that are customers on it; agents and teams with a case in the three months before it; cases
            opened up to it.
    """
    if not state.of("account" if unit == "account" and state.of("account") else "case"):
        return arrays(duck, "SELECT '' AS unit WHERE false")
    made = {"account": _accounts, "case": _cases}.get(unit)
    query = made(store, state, wanted, starts, day) if made else _workers(store, state, unit, wanted, day)
    return arrays(duck, f"SELECT * FROM ({query}) WHERE unit <> '' ORDER BY unit")


def _accounts(store: Store, state: State, wanted: Sequence[str], starts: date, day: date) -> str:
    """Give the accounts that have not decided to leave; those with cases, where nothing else is known of accounts."""
    if not state.of("account"):
        nothing = _listed(f"NULL AS {sql.name(each)}" for each in wanted)
        since = day - timedelta(days=ACTIVE_DAYS)
        return (
            f"SELECT DISTINCT account_id AS unit{nothing} FROM {all_rows(store, state, 'case')} "
            f"WHERE opened_on BETWEEN DATE '{since}' AND DATE '{day}'"
        )
    return f"""SELECT account_id AS unit{_listed(map(sql.name, wanted))} FROM (
        SELECT *, min(least(coalesce(decision_on, ended_on), coalesce(ended_on, decision_on)))
            OVER (PARTITION BY account_id) AS gone FROM {all_rows(store, state, "account")})
        WHERE (valid_from IS NULL OR valid_from <= DATE '{day}') AND (gone IS NULL OR gone > DATE '{day}')
            AND (started_on IS NULL OR started_on <= DATE '{day}')
        QUALIFY row_number() OVER (PARTITION BY account_id ORDER BY valid_from DESC NULLS LAST) = 1"""


def _workers(store: Store, state: State, unit: str, wanted: Sequence[str], day: date) -> str:
    """Give the agents or teams who worked lately, each where it worked most."""
    listed = _listed(f"mode({sql.name(each)} ORDER BY {sql.name(each)}) AS {sql.name(each)}" for each in wanted)
    since = day - timedelta(days=ACTIVE_DAYS)
    return (
        f"SELECT {column_of(unit)} AS unit{listed} FROM {all_rows(store, state, 'case')} "
        f"WHERE opened_on >= DATE '{since}' AND opened_on <= DATE '{day}' GROUP BY 1"
    )


def _cases(store: Store, state: State, wanted: Sequence[str], starts: date, day: date) -> str:
    """Give the cases opened since the start."""
    of_account = [each for each in wanted if each in ("segment", "tier")]
    listed = _listed(f"{'a' if each in of_account else 'c'}.{sql.name(each)}" for each in wanted)
    join = ""
    if of_account and state.of("account"):
        join = f"""LEFT JOIN (SELECT account_id, {", ".join(of_account)} FROM {all_rows(store, state, "account")}
            WHERE valid_from IS NULL OR valid_from <= DATE '{starts}'
            QUALIFY row_number() OVER (PARTITION BY account_id ORDER BY valid_from DESC NULLS LAST) = 1) AS a
            USING (account_id)"""
    elif of_account:
        join = f"CROSS JOIN (SELECT {', '.join(f'NULL AS {each}' for each in of_account)}) AS a"
    return f"""SELECT c.case_id AS unit{listed} FROM {all_rows(store, state, "case")} AS c {join}
        WHERE c.opened_on BETWEEN DATE '{starts}' AND DATE '{day}'"""


def _listed(columns: Iterable[str]) -> str:
    return "".join(f", {each}" for each in columns)
