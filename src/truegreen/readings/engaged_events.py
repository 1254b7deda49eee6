"""What accounts did of their own accord, event by event, of what lies on the connection (``engaged.put_engaged``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.readings.engaged import Asked, engaged_query
from truegreen.readings.relations import all_rows


def kinds(duck: Duck, store: Store, state: State) -> list[str]:
    """Give the kinds of engagement that the records know, in order."""
    everything = engaged_query(store, state, Asked(date(1900, 1, 1), date(9000, 1, 1)))
    return [kind for (kind,) in duck.rows(f"SELECT DISTINCT kind FROM ({everything}) ORDER BY 1")]


def days_of(duck: Duck, name: str, accounts: Sequence[str]) -> Mapping[str, Sequence[tuple[str, date]]]:
    """Give the kind and day of what some accounts did, by account.

    Args:
        duck: the connection.
        name: of the table of what accounts did.
        accounts: their ids.
    """
    told: dict[str, list[tuple[str, date]]] = defaultdict(list)
    if accounts:
        listed = ", ".join(sorted(map(sql.text, accounts)))
        for account, kind, day in duck.rows(
            f"SELECT DISTINCT account_id, kind, day FROM {name} WHERE account_id IN ({listed}) ORDER BY ALL"
        ):
            told[account].append((kind, day))
    return told


def events_of(duck: Duck, name: str, account: str) -> list[tuple[Any, ...]]:
    """Give the day, kind, reference and amount of everything that an account did, the latest first."""
    return duck.rows(
        f"SELECT day, kind, reference, amount FROM {name} WHERE account_id = {sql.text(account)} "
        "ORDER BY day DESC, kind, reference"
    )


def feeds_of(duck: Duck, name: str, account: str) -> set[tuple[Any, ...]]:
    """Give the kind and name of each feed that tells of an account."""
    return {*duck.rows(f"SELECT DISTINCT kind, feed FROM {name} WHERE account_id = {sql.text(account)}")}


def holidays(duck: Duck, store: Store, state: State) -> list[date]:
    """Give all days on which any calendar of the records is closed."""
    if not state.of("holiday"):
        return []
    each = "generate_series(first_on, coalesce(last_on, first_on), INTERVAL 1 DAY)"
    kept = duck.rows(f"SELECT CAST(unnest({each}) AS DATE) FROM {all_rows(store, state, 'holiday')}")
    return [day for (day,) in kept]
