"""Contacts that waited: how many came in each quarter of an hour, how long they waited, what they took, by slice.

Quarters begin alike in every time zone there is, so that half-hours of any zone are made of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from numpy.typing import NDArray

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.facts.tables import ACCOUNT, CASE, INTERACTION
from truegreen.readings.arrays import arrays
from truegreen.readings.relations import all_rows

QUARTER: Final = 900
LONGEST: Final = 3600
"""Seconds of waiting that are told apart; what waited longer counts as so long."""
Columns = Mapping[str, NDArray[Any]]


def queued(duck: Duck, store: Store, state: State, slices: Sequence[str], within: Sequence[int]) -> Columns:
    """Give the contacts of each quarter of an hour and each combination of slices' members.

    Columns: each slice ("" where no record tells it), ``at`` (seconds from 1970 at which the quarter begins),
    ``offered``, ``answered``, ``given_up``, ``waited`` (seconds), ``handled``, ``took`` (seconds), ``squares`` of it,
    and ``in_10`` for 10 of ``within``: answered in so many seconds.

    Args:
        duck: the connection.
        store: where facts are kept.
        state: the facts.
        slices: what tells contacts apart.
        within: seconds in which contacts should be answered.
    """
    in_time = "".join(f", count(*) FILTER (answered AND wait <= {each}) AS in_{each}" for each in within)
    return arrays(
        duck,
        f"""
        SELECT {_listed(slices)}epoch(offered_at)::BIGINT // {QUARTER} * {QUARTER} AS "at", count(*) AS offered,
               count(*) FILTER (answered) AS answered, count(*) FILTER (gave_up) AS given_up,
               coalesce(sum(wait), 0)::DOUBLE AS waited, count(took) AS handled, coalesce(sum(took), 0)::DOUBLE AS took,
               coalesce(sum(took::DOUBLE * took), 0) AS squares{in_time}
        FROM ({contacts_query(store, state, slices)}) GROUP BY ALL ORDER BY ALL""",
    )


def members(duck: Duck, store: Store, state: State, slices: Sequence[str]) -> Columns:
    """Give how many contacts each combination of slices' members has at any time: each slice, and ``offered``."""
    return arrays(
        duck,
        f"""
        SELECT {_listed(slices)}count(*) AS offered
        FROM ({contacts_query(store, state, slices)}) GROUP BY ALL ORDER BY ALL""",
    )


def waits(duck: Duck, store: Store, state: State, slices: Sequence[str]) -> Columns:
    """Give how many contacts waited how many seconds: each slice, ``wait``, ``gave_up``, ``contacts``."""
    return arrays(
        duck,
        f"""
        SELECT {_listed(slices)}least(wait, {LONGEST})::BIGINT AS wait, gave_up, count(*) AS contacts
        FROM ({contacts_query(store, state, slices)}) WHERE wait IS NOT NULL GROUP BY ALL ORDER BY ALL""",
    )


def _listed(slices: Sequence[str]) -> str:
    return "".join(f"{sql.name(each)}, " for each in slices)


def contacts_query(store: Store, state: State, slices: Sequence[str]) -> str:
    """Write the query of contacts: slices, ``offered_at``, ``answered``, ``gave_up``, ``wait`` and what each took."""
    if not state.of("interaction"):
        return _cases_query(store, state, slices)
    told = "".join(f"coalesce({_from(each, state)}, '') AS {sql.name(each)}, " for each in slices)
    talked = "i.talk_seconds + coalesce(i.hold_seconds, 0) + coalesce(i.wrap_seconds, 0)"
    ended = "epoch(i.ended_at) - epoch(i.answered_at)"
    joins = [f"LEFT JOIN {all_rows(store, state, 'case')} AS c USING (case_id)"] if state.of("case") else []
    if state.of("account") and set(slices) & set(ACCOUNT.slices):
        whose = "coalesce(i.account_id, c.account_id)" if state.of("case") else "i.account_id"
        joins.append(f"""LEFT JOIN (SELECT account_id, {", ".join(ACCOUNT.slices)}
            FROM {all_rows(store, state, "account")}
            QUALIFY row_number() OVER (PARTITION BY account_id ORDER BY valid_from DESC NULLS LAST) = 1) AS a
            ON a.account_id = {whose}""")
    return f"""SELECT {told}i.offered_at, i.answered_at IS NOT NULL AS answered,
            i.answered_at IS NULL AND i.abandoned_at IS NOT NULL AS gave_up,
            greatest(epoch(coalesce(i.answered_at, i.abandoned_at)) - epoch(i.offered_at), 0) AS wait,
            CASE WHEN i.answered_at IS NOT NULL THEN greatest(coalesce({talked}, {ended}), 0) END AS took
        FROM {all_rows(store, state, "interaction")} AS i {" ".join(joins)}
        WHERE i.answered_at IS NOT NULL OR i.abandoned_at IS NOT NULL"""


def _cases_query(store: Store, state: State, slices: Sequence[str]) -> str:
    """Write the query of cases as contacts that nobody saw waiting, where no contact is recorded."""
    if not state.of("case"):
        empty = "".join(f"'' AS {sql.name(each)}, " for each in slices)
        return f"""SELECT {empty}TIMESTAMP '2000-01-01' AS offered_at, false AS answered, false AS gave_up, 0 AS wait,
            0 AS took WHERE false"""
    known = {each: f"coalesce({sql.name(each)}, '')" if each in CASE.slices else "''" for each in slices}
    told = "".join(f"{held} AS {sql.name(each)}, " for each, held in known.items())
    return f"""SELECT {told}opened_at AS offered_at, true AS answered, false AS gave_up, NULL::BIGINT AS wait,
            work_seconds AS took FROM {all_rows(store, state, "case")} WHERE opened_at IS NOT NULL"""


def _from(name: str, state: State) -> str:
    """Say where a contact's slice stands: with itself, else with its case, else with its account."""
    own = [f"i.{name}"] * (name in INTERACTION.slices)
    case = [f"c.{name}"] * (name in CASE.slices and bool(state.of("case")))
    account = [f"a.{name}"] * (name in ACCOUNT.slices and bool(state.of("account")))
    found = [*own, *case, *account]
    return f"coalesce({', '.join(found)})" if found else "NULL"
