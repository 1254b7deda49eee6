"""What was spent at each site, exactly."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store


def spent_at(duck: Duck, store: Store, state: State, first: date, last: date) -> Mapping[str, Decimal]:
    """Give what was spent at each site from one month to another; nothing where no record names sites.

    Args:
        duck: the connection.
        store: where facts are kept.
        state: the facts.
        first: first day of the first month.
        last: first day of the last.
    """
    held = state.of("cost").values()
    if not held:
        return {}
    query = (
        f"SELECT site, sum(amount) AS amount FROM {sql.parquet(store.files(held))} "
        f"WHERE \"month\" BETWEEN DATE '{first}' AND DATE '{last}' AND site IS NOT NULL GROUP BY 1 ORDER BY 1"
    )
    return {str(site): Decimal(amount) for site, amount in duck.rows(query)}
