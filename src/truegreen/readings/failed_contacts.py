"""Cases by account, month and contact type, and how many of them were not solved: one query in the engine.

What is judged and what failed is as in ``readings.work``: a resolved case, old enough, whose customer is known, failed
if it was reopened or its customer opened another of the same type within some days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.readings.account_months import ACCOUNTS, Span
from truegreen.readings.arrays import arrays
from truegreen.readings.relations import all_rows
from truegreen.readings.work import WITHIN_DAYS

Whole = NDArray[np.intp]
Floats = NDArray[np.float64]
_QUERY: Final = """WITH told AS (
    SELECT account_id, contact_type, date_diff('month', DATE '{first}-01', opened_on) AS month,
           customer_id IS NOT NULL AND resolved_at IS NOT NULL AND opened_at <= TIMESTAMP '{known}' AS judged,
           coalesce(reopened, 0) > 0 OR coalesce(lead(opened_at) OVER (
               PARTITION BY customer_id, contact_type ORDER BY opened_at, case_id
           ) <= opened_at + INTERVAL {days} DAY, false) AS failed
    FROM {rows}
)
SELECT place, month, contact_type, count(*) AS cases, count(*) FILTER (WHERE judged) AS judged,
       count(*) FILTER (WHERE judged AND failed) AS failed
FROM told JOIN {accounts} USING (account_id)
WHERE month BETWEEN 0 AND {last} AND contact_type IS NOT NULL
GROUP BY place, month, contact_type
ORDER BY contact_type, place, month"""


@dataclass(frozen=True, slots=True, eq=False)
class Contacts:
    """Cases by account, month and contact type; rows only where there were some.

    Attributes:
        types: names of the contact types, in order.
        account, month, type: (N,) places.
        cases: (N,) opened.
        judged: (N,) of these, those of which it can be known.
        failed: (N,) of the judged, those that were not solved.
        query: what gave these rows.
    """

    types: tuple[str, ...]
    account: Whole
    month: Whole
    type: Whole
    cases: Floats
    judged: Floats
    failed: Floats
    query: str

    def grid(self, values: Floats, only: Whole | None, shape: tuple[int, int]) -> Floats:
        """Lay some of the numbers out by account and month, (A, M), added up over contact types.

        Args:
            values: (N,) one of the columns.
            only: places of the contact types that count; all if left out.
            shape: how many accounts and months there are.
        """
        kept = np.ones(len(values), dtype=np.bool_) if only is None else np.isin(self.type, only)
        at = self.account[kept] * shape[1] + self.month[kept]
        added: Floats = np.bincount(at, values[kept], shape[0] * shape[1]).astype(np.float64)
        return added.reshape(shape)


_NOWHERE: Final = np.zeros(0, dtype=np.intp)
_NONE: Final = np.zeros(0)
NOTHING: Final = Contacts((), _NOWHERE, _NOWHERE, _NOWHERE, _NONE, _NONE, _NONE, "")


def contacts(
    duck: Duck, store: Store, state: State, span: Span, known_until: datetime | None, days: int = WITHIN_DAYS
) -> Contacts:  # fmt: skip
    """Give cases by account, month and contact type; the panel's accounts must be on the connection.

    Args:
        duck: the connection.
        store: where facts are kept.
        state: the facts.
        span: the months.
        known_until: last moment of intake.
        days: within how many days the same matter of the same customer counts as not solved.
    """
    if not state.of("case") or not span.count or known_until is None:
        return NOTHING
    query = _QUERY.format(
        first=span.first, known=known_until - timedelta(days=days), days=days, rows=all_rows(store, state, "case"),
        accounts=ACCOUNTS, last=span.count - 1,
    )  # fmt: skip
    found = arrays(duck, query)
    types, code = np.unique(found["contact_type"].astype(np.str_), return_inverse=True)
    place, month = (found[each].astype(np.intp) for each in ("place", "month"))
    cases, judged, failed = (found[each].astype(np.float64) for each in ("cases", "judged", "failed"))
    return Contacts(
        tuple(str(each) for each in types), place, month, code.astype(np.intp), cases, judged, failed, query
    )
