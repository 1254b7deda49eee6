"""What was spent, by category and provider, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store


@dataclass(frozen=True, slots=True)
class Spent:
    """Money of one category and provider.

    Attributes:
        category: on what.
        provider: with whom; empty where no record says it.
        amount: how much.
        months: in how many months.
    """

    category: str
    provider: str
    amount: Decimal
    months: int


def spent(duck: Duck, store: Store, state: State, first: date, last: date) -> tuple[Sequence[Spent], str]:
    """Give what was spent from one month to another, the most first, and the query for it; nothing where no record is.

    Args:
        duck: the connection.
        store: where facts are kept.
        state: the facts.
        first: first day of the first month.
        last: first day of the last.
    """
    held = state.of("cost").values()
    if not held:
        return (), ""
    query = (
        "SELECT category, coalesce(provider, '') AS provider, sum(amount) AS amount, "
        f'count(DISTINCT "month") AS months\nFROM {sql.parquet(store.files(held))}\n'
        f"WHERE \"month\" BETWEEN DATE '{first}' AND DATE '{last}'\n"
        "GROUP BY 1, 2\nORDER BY amount DESC, category, provider"
    )
    return tuple(Spent(str(a), str(b), Decimal(c), int(d)) for a, b, c, d in duck.rows(query)), query
