"""Which months records cover: those of cases and accounts' months; without any, of what else is dated by account."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.readings.account_months import Span
from truegreen.readings.arrays import arrays

EVENTS = ("engagement", "feedback", "interaction", "signal", "save", "offer", "opportunity")
"""Tables whose rows say on which day something happened with an account."""


def covered(duck: Duck, store: Store, state: State, span: Span) -> tuple[Span, datetime | None]:
    """Give the months that the records cover, and the last moment they know; no months where nothing has a day.

    Records without cases and without accounts' months begin with the first thing that happened with an account, or the
    first leaving: before that nobody wrote down who left. They end with the last thing that happened, or the last day
    on which an account started, changed or gave notice.

    Args:
        duck: the connection.
        store: where facts are kept.
        state: the facts.
        span: the months of cases and accounts' months; where it has any, it is what is given.
    """
    came = state.latest("came", "case") or state.latest("came")
    if span.count:
        return span, came
    months = [month for table in EVENTS for month in state.of(table) if month[:1].isdigit()]
    first, last = _own_days(duck, store, state)
    events = state.latest("came", *EVENTS)
    firsts = [np.datetime64(each, "M") for each in months] + ([first] if first is not None else [])
    known = [each for each in (last, events) if each is not None]
    if not firsts or not known:
        return span, came
    begins, ends = min(firsts), np.datetime64(max(known), "M")
    return Span(begins, max(int((ends - begins).astype(int)) + 1, 0)), max(known)


def _own_days(duck: Duck, store: Store, state: State) -> tuple[np.datetime64 | None, datetime | None]:
    """Give the month of the first leaving, else of the first start, and the last day that accounts' rows know."""
    held = state.of("account").values()
    if not held:
        return None, None
    past = "FILTER (WHERE {0} <= CAST(ingested_at AS DATE))"
    latest = ", ".join(f"max({each}) {past.format(each)}" for each in ("started_on", "valid_from", "left_on"))
    files = sql.parquet(store.files(held))
    found = arrays(
        duck,
        f"SELECT coalesce(min(left_on), min(started_on)) AS first, CAST(greatest({latest}) AS TIMESTAMP) AS last "
        f"FROM (SELECT *, coalesce(decision_on, ended_on) AS left_on FROM {files})",
    )
    first, last = found["first"][0], found["last"][0]
    return (
        None if np.isnat(first) else first.astype("datetime64[M]"),
        None if np.isnat(last) else last.astype("datetime64[s]").astype(datetime),
    )
