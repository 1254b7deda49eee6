"""What each account ordered: on how many days, first, last, and for how much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.readings.arrays import arrays

_QUERY: Final = """SELECT account_id, min("on") AS first_on, max("on") AS last_on, count(DISTINCT "on") AS days,
       sum(amount) / nullif(count(DISTINCT "on") FILTER (WHERE amount IS NOT NULL), 0) AS amount
FROM {files}
WHERE kind = 'order' AND "on" <= DATE '{until}'
GROUP BY account_id
ORDER BY account_id"""


@dataclass(frozen=True, slots=True, eq=False)
class Ordered:
    """What accounts ordered; orders of one day are one.

    Attributes:
        account: (N,) ids, in order.
        first, last: (N,) days of the first and the last order.
        days: (N,) on how many it ordered.
        amount: (N,) what it spent on such a day; NaN where no amount is known, or none above nought.
        query: what gave these rows, for anybody to run.
    """

    account: NDArray[np.str_]
    first: NDArray[np.datetime64]
    last: NDArray[np.datetime64]
    days: NDArray[np.float64]
    amount: NDArray[np.float64]
    query: str


def ordered(duck: Duck, store: Store, state: State, until: np.datetime64) -> Ordered | None:
    """Give what accounts ordered up to a day; None where the records hold no orders.

    Args:
        duck: the connection.
        store: where facts are kept.
        state: the facts.
        until: the last day that counts.
    """
    held = state.of("engagement").values()
    if not held:
        return None
    query = _QUERY.format(files=sql.parquet(store.files(held)), until=until)
    found = arrays(duck, query)
    if not len(found["account_id"]):
        return None
    amount = found["amount"].astype(np.float64)
    return Ordered(
        account=found["account_id"].astype(np.str_),
        first=found["first_on"].astype("datetime64[D]"),
        last=found["last_on"].astype("datetime64[D]"),
        days=found["days"].astype(np.float64),
        amount=np.where(amount > 0, amount, np.nan),
        query=query,
    )
