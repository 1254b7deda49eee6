"""What accounts did of their own accord, as one relation: orders, logins, reviews, references, trainings, meetings.

A **feed** is where rows come from, whatever the number in its file's name: all of ``orders-2025-03.csv`` are one.
Fewer complaints are no silence: only what shows that an account is there counts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store

MEETING: Final = "meeting"
"""The kind of an ``activity`` that was a meeting and took place."""
MOST_FEEDS: Final = 6
"""Of more feeds of a kind none is told apart: their names say something else than where rows come from."""
LOOKED_BACK: Final = timedelta(days=730)
"""Older things say little of the rhythm of today."""
_UNTOLD: Final = "activity_id AS reference, CAST(NULL AS DOUBLE) AS amount"
_HELD: Final = " AND kind = 'meeting' AND coalesce(done, true)"
_NOTHING: Final = (
    "SELECT '' AS account_id, '' AS kind, '' AS feed, DATE '2000-01-01' AS day, '' AS reference, 0.0 AS amount "
    "WHERE false"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked at.

    Attributes:
        since: the first day.
        until: the last day.
        kinds: of engagement; all if empty.
        merged: kinds whose feeds are not told apart.
        account: one account only; all if empty.
    """

    since: date
    until: date
    kinds: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    account: str = ""


def engaged_query(store: Store, state: State, asked: Asked) -> str:
    """Write the query of what accounts did: ``account_id``, ``kind``, ``feed``, ``day``, ``reference``, ``amount``."""
    parts = [
        _part(store, state, asked, "engagement", "kind", "reference, CAST(amount AS DOUBLE) AS amount", ""),
        _part(store, state, asked, "activity", sql.text(MEETING), _UNTOLD, _HELD),
    ]
    told = "\n  UNION ALL ".join(filter(None, parts)) or _NOTHING
    return f"SELECT * FROM ({told}) WHERE kind IN ({_listed(asked.kinds)})" if asked.kinds else told


def _part(store: Store, state: State, asked: Asked, table: str, kind: str, told: str, besides: str) -> str:
    held = state.of(table).values()
    if not held:
        return ""
    feed = "regexp_replace(source, '[0-9]+', '', 'g')"
    if asked.merged:
        feed = f"CASE WHEN {kind} IN ({_listed(asked.merged)}) THEN '' ELSE {feed} END"
    who = f"account_id = {sql.text(asked.account)}" if asked.account else "account_id IS NOT NULL"
    return (
        f'SELECT account_id, {kind} AS kind, {feed} AS feed, "on" AS day, {told}\n'
        f"  FROM {sql.parquet(store.files(held))}\n"
        f"  WHERE {who} AND \"on\" BETWEEN DATE '{asked.since}' AND DATE '{asked.until}'{besides}"
    )


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(map(sql.text, names))


def put_engaged(duck: Duck, store: Store, state: State, asked: Asked, name: str) -> Asked:
    """Put what accounts did on the connection as a table; give what was asked with the kinds whose feeds are merged."""
    duck.run(f"CREATE OR REPLACE TEMP TABLE {name} AS {engaged_query(store, state, asked)}")
    many = f"SELECT kind FROM {name} GROUP BY kind HAVING count(DISTINCT feed) > {MOST_FEEDS} ORDER BY kind"
    merged = tuple(kind for (kind,) in duck.rows(many))
    if merged:
        duck.run(f"UPDATE {name} SET feed = '' WHERE kind IN ({_listed(merged)})")
    return replace(asked, merged=merged)
