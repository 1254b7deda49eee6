"""Of what use contacts were: how content customers were after a solved one, and what offers taken after it brought.

Solved is as in ``readings.work``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.readings.account_months import ACCOUNTS
from truegreen.readings.arrays import arrays
from truegreen.readings.relations import all_rows
from truegreen.readings.work import WITHIN_DAYS

Floats = NDArray[np.float64]
_ASKED: Final = """SELECT place, contact_type, count(*) AS answers,
       sum((value - scale_min)::DOUBLE / (scale_max - scale_min)::DOUBLE) AS total
FROM (SELECT case_id, contact_type, account_id FROM {cases}
      WHERE opened_on BETWEEN DATE '{first}' AND DATE '{last}' AND contact_type IS NOT NULL
        AND resolved_at IS NOT NULL AND coalesce(reopened, 0) = 0
      QUALIFY coalesce(lead(opened_at) OVER (
          PARTITION BY customer_id, contact_type ORDER BY opened_at, case_id
      ) > opened_at + INTERVAL {days} DAY, true))
JOIN (SELECT case_id, value, scale_min, scale_max FROM {answers}
      WHERE kind IN ('csat', 'rating') AND value IS NOT NULL AND scale_max > scale_min) USING (case_id)
JOIN {accounts} USING (account_id)
GROUP BY place, contact_type
ORDER BY contact_type, place"""
_OFFERED: Final = """SELECT contact_type, sum(amount)::DOUBLE AS brought, sum(amount::DOUBLE ** 2) AS squares
FROM (SELECT case_id, contact_type FROM {cases}
      WHERE opened_on BETWEEN DATE '{first}' AND DATE '{last}' AND contact_type IS NOT NULL)
JOIN (SELECT case_id, amount FROM {offers} WHERE accepted) USING (case_id)
GROUP BY contact_type
ORDER BY contact_type"""


@dataclass(frozen=True, slots=True, eq=False)
class Uses:
    """Of what use contacts were, by contact type.

    Attributes:
        account, type: (N,) places; a row only where customers answered.
        answers, total: (N,) how many, and how content they were together: 0 to 1 each.
        brought: (T,) what offers taken after a contact are worth; NaN where no record holds offers.
        squares: (T,) the sum of their squares: how far that goes up and down by chance, squared.
    """

    account: NDArray[np.intp]
    type: NDArray[np.intp]
    answers: Floats
    total: Floats
    brought: Floats
    squares: Floats


def uses(
    duck: Duck, store: Store, state: State, types: tuple[str, ...], first: np.datetime64, last: np.datetime64
) -> Uses:
    """Say of what use contacts between two days were; the panel's accounts must be on the connection.

    Args:
        duck: the connection.
        store: where facts are kept.
        state: the facts.
        types: names of the contact types, whose places are given.
        first: first day.
        last: last day.
    """
    places = {name: at for at, name in enumerate(types)}
    brought, squares = (np.full(len(types), np.nan) for _ in range(2))
    days = {"accounts": ACCOUNTS, "first": first, "last": last, "days": WITHIN_DAYS}
    if state.of("case") and state.of("offer"):
        rows = {**days, "cases": all_rows(store, state, "case"), "offers": all_rows(store, state, "offer")}
        found = arrays(duck, _OFFERED.format(**rows))
        at = [places[each] for each in found["contact_type"]]
        for grid, column in ((brought, "brought"), (squares, "squares")):
            grid[:] = 0.0
            grid[at] = np.nan_to_num(found[column].astype(np.float64))
    if not state.of("case") or not state.of("feedback"):
        none = np.zeros(0, dtype=np.intp)
        return Uses(none, none, np.zeros(0), np.zeros(0), brought, squares)
    rows = {**days, "cases": all_rows(store, state, "case"), "answers": all_rows(store, state, "feedback")}
    told = arrays(duck, _ASKED.format(**rows))
    code = np.array([places[each] for each in told["contact_type"]], dtype=np.intp)
    return Uses(told["place"].astype(np.intp), code, told["answers"].astype(np.float64),
                told["total"].astype(np.float64), brought, squares)  # fmt: skip
