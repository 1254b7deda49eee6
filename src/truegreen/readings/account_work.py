"""What each account's work took: cases, time, money and detours by contact type; promises, channels and waits.

One query by account and contact type, one by account, one of waits; each over the last months that are over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.readings.account_months import ACCOUNTS
from truegreen.readings.arrays import arrays
from truegreen.readings.relations import all_rows

Floats = NDArray[np.float64]
Whole = NDArray[np.intp]
_BY_TYPE: Final = """SELECT place, contact_type, count(*) AS cases, count(work_seconds) AS timed,
       coalesce(sum(work_seconds), 0) / 3600 AS hours, coalesce(sum((work_seconds / 3600.0) ** 2), 0) AS squares,
       count(cost) AS priced, coalesce(sum(cost), 0)::DOUBLE AS cost, count(reassigned) AS placed,
       count(*) FILTER (reassigned > 0) AS passed, count(escalated) AS graded, count(*) FILTER (escalated) AS raised
FROM {cases} JOIN {accounts} USING (account_id)
WHERE opened_on BETWEEN DATE '{first}' AND DATE '{last}' AND contact_type IS NOT NULL
GROUP BY place, contact_type
ORDER BY contact_type, place"""
_PROMISED: Final = """SELECT place, count(*) AS promised, sum(epoch(due_at) - epoch(opened_at)) / 3600 AS hours
FROM {cases} JOIN {accounts} USING (account_id)
WHERE opened_on BETWEEN DATE '{first}' AND DATE '{last}' AND due_at > opened_at
GROUP BY place
ORDER BY place"""
_CHANNELS: Final = """SELECT place, count(*) AS cases, count(*) FILTER (channel IN ({live})) AS live
FROM {cases} JOIN {accounts} USING (account_id)
WHERE opened_on BETWEEN DATE '{first}' AND DATE '{last}' AND channel IS NOT NULL
GROUP BY place
ORDER BY place"""
_WAITS: Final = """SELECT place, count(*) AS offered, count(*) FILTER (answered_at IS NULL) AS given_up,
       sum(epoch(coalesce(answered_at, abandoned_at)) - epoch(offered_at)) AS waited
FROM {calls} JOIN {accounts} USING (account_id)
WHERE offered_on BETWEEN DATE '{first}' AND DATE '{last}' AND coalesce(answered_at, abandoned_at) >= offered_at
GROUP BY place
ORDER BY place"""
LIVE: Final = ("phone", "voice", "telephone", "call", "chat", "video")
"""Channels on which a customer waits for a person, as records call them."""


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """What accounts' work took.

    Attributes:
        types: names of the contact types, in order.
        account, type: (N,) places; a row only where there were cases.
        of: (N,) each: ``cases``; ``timed``, ``hours`` and ``squares`` (of hours) where work is known; ``priced`` and
            ``cost``; ``placed`` and ``passed`` (changed team); ``graded`` and ``raised`` (to a higher level).
        by_account: (A,) each: ``promised`` and ``promised_hours``; ``told`` and ``live`` channels; ``offered``,
            ``given_up`` and ``waited`` (seconds). All nought where no record tells.
        queries: what gave these, by name.
    """

    types: tuple[str, ...]
    account: Whole
    type: Whole
    of: Mapping[str, Floats]
    by_account: Mapping[str, Floats]
    queries: Mapping[str, str]

    def by_holder(self, name: str) -> Floats:
        """Add one of the columns up by account, (A,)."""
        return np.bincount(self.account, self.of[name], len(self.by_account["told"])).astype(np.float64)

    def by_type(self, name: str) -> Floats:
        """Add one of the columns up by contact type, (T,)."""
        return np.bincount(self.type, self.of[name], len(self.types)).astype(np.float64)


_FIGURES: Final = ("cases", "timed", "hours", "squares", "priced", "cost", "placed", "passed", "graded", "raised")


def work(duck: Duck, store: Store, state: State, accounts: int, first: np.datetime64, last: np.datetime64) -> Work:
    """Give what accounts' work took between two days; the panel's accounts must be on the connection.

    Args:
        duck: the connection.
        store: where facts are kept.
        state: the facts.
        accounts: how many have a place.
        first: first day.
        last: last day.
    """
    days = {"accounts": ACCOUNTS, "first": first, "last": last, "live": ", ".join(f"'{each}'" for each in LIVE)}
    queries = {}
    if state.of("case"):
        days["cases"] = all_rows(store, state, "case")
        queries = {"work": _BY_TYPE.format(**days), "promises": _PROMISED.format(**days),
                   "channels": _CHANNELS.format(**days)}  # fmt: skip
    if state.of("interaction"):
        queries["waits"] = _WAITS.format(**days, calls=all_rows(store, state, "interaction"))
    found = {name: arrays(duck, query) for name, query in queries.items()}

    def laid(name: str, column: str) -> Floats:
        grid = np.zeros(accounts)
        if name in found:
            grid[found[name]["place"].astype(np.intp)] = found[name][column].astype(np.float64)
        return grid

    rows = found.get("work", {})
    types, code = np.unique(rows.get("contact_type", np.zeros(0, dtype=np.str_)), return_inverse=True)
    none = np.zeros(0)
    return Work(
        types=tuple(str(each) for each in types),
        account=rows.get("place", none).astype(np.intp),
        type=code.astype(np.intp),
        of={each: rows.get(each, none).astype(np.float64) for each in _FIGURES},
        by_account={
            "promised": laid("promises", "promised"), "promised_hours": laid("promises", "hours"),
            "told": laid("channels", "cases"), "live": laid("channels", "live"), "offered": laid("waits", "offered"),
            "given_up": laid("waits", "given_up"), "waited": laid("waits", "waited"),
        },
        queries=queries,
    )  # fmt: skip
