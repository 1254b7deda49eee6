"""Timelines: what happened lately with some accounts, the latest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final, TypeAlias

import numpy as np

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.model.warning import Happened
from truegreen.readings.relations import all_rows
from truegreen.readings.risk_history import History

MONTHS: Final = 6
ON: Final = '"on"'
SIGNALS: Final = {
    "escalation": "escalation", "complaint": "complaint", "reference_declined": "declined to be a reference",
    "competitor_named": "named a competitor", "direct_line_request": "asked for a direct line",
    "sales_concern": "a sales person is concerned", "praise": "praise",
}  # fmt: skip
MANY_BACK: Final = 3
"""Cases that came back in a month, from which on it is serious."""
LOW, HIGH = 0.5, 0.8
"""Parts of a survey's scale up to which an answer is bad, and from which on it is good."""
FEW, QUIET = 6, 3.0
"""Events below which nobody has a rhythm; and how many of its usual gaps make a silence worth telling."""
Said: TypeAlias = Callable[[date, str | None, float | None, float | None], Happened]


def timelines(
    duck: Duck, store: Store, state: State, history: History, accounts: Iterable[int]
) -> Mapping[str, list[Happened]]:
    """Give what happened with some accounts in the last months that are over, by account, the latest first.

    Args:
        duck: the connection.
        store: where facts are kept.
        state: the facts.
        history: the accounts by month.
        accounts: places of those asked for.
    """
    places = {str(history.accounts[each]): int(each) for each in accounts}
    if not places or not len(history.months):
        return {}
    since = str((history.months[-1] - MONTHS + 1).astype("datetime64[D]"))
    until = str(history.ends[-1])
    found: dict[str, list[Happened]] = defaultdict(list)
    for query, said in _queries(store, state, places, since, until):
        for account, day, what, value, of in duck.rows(query):
            found[account].append(said(day, what, value, of))
    for account, place in places.items():
        found[account] += [*_months(history, place), *_silence(history, place)]
        found[account].sort(key=lambda each: (each.day, each.weight), reverse=True)
    return found


def _queries(
    store: Store, state: State, places: Mapping[str, int], since: str, until: str
) -> Iterator[tuple[str, Said]]:
    """Give the queries of what happened on a day: account, day, what, a figure and what it is of."""
    among = f"account_id IN ({', '.join(sql.text(each) for each in places)})"

    def within(day: str) -> str:
        return f"{among} AND {day} BETWEEN DATE '{since}' AND DATE '{until}'"

    if state.of("signal"):
        rows = all_rows(store, state, "signal")
        yield f'SELECT account_id, "on", kind, severity, NULL FROM {rows} WHERE {within(ON)}', _heard
    if state.of("feedback"):
        rows, day = _with_accounts(store, state), "CAST(answered_at AS DATE)"
        columns = f'account_id, {day}, kind, CAST("value" AS DOUBLE), CAST(scale_max AS DOUBLE)'
        yield f'SELECT {columns} FROM {rows} WHERE "value" IS NOT NULL AND {within(day)}', _answered
    if state.of("save"):
        rows = all_rows(store, state, "save")
        yield f'SELECT account_id, "on", reason, accepted, NULL FROM {rows} WHERE {within(ON)}', _tried


def _heard(day: date, what: str | None, value: float | None, of: float | None) -> Happened:
    severity = int(value or 1)
    words = SIGNALS.get(what or "", what or "heard")
    if what == "praise":
        return Happened(day=day, kind="signal", words=words, weight=-severity)
    return Happened(day=day, kind="signal", words=f"{words}, severity {severity} of 5", weight=severity)


def _answered(day: date, what: str | None, value: float | None, of: float | None) -> Happened:
    scale = f" of {of:g}" if of else ""
    share = (value or 0.0) / of if of else 0.5
    weight = 3 if share <= LOW else -1 if share >= HIGH else 0
    return Happened(day=day, kind="survey", words=f"answered {value:g}{scale} ({(what or '').upper()})", weight=weight)


def _tried(day: date, what: str | None, value: float | None, of: float | None) -> Happened:
    ended = "it stayed" if value else "it did not stay" if value is not None else "not known how it ended"
    return Happened(day=day, kind="save", words=f"attempt to keep it ({what or 'no reason given'}): {ended}", weight=0)


def _months(history: History, place: int) -> Iterator[Happened]:
    """Say of each month how many cases came, and came back, and what revenue was taken back."""
    for at in range(max(len(history.months) - MONTHS, 0), len(history.months)):
        day = date.fromisoformat(str(history.ends[at]))
        told = {name: int(history.counts[name][place, at]) for name in ("cases", "returns", "reopened")
                if name in history.counts}  # fmt: skip
        back = told.get("returns", 0) + told.get("reopened", 0)
        if told.get("cases"):
            parts = [f"{told['returns']} came back within a week"] if told.get("returns") else []
            parts += [f"{told['reopened']} reopened"] if told.get("reopened") else []
            words = ", ".join([f"{told['cases']} case{'s' if told['cases'] != 1 else ''} in the month", *parts])
            yield Happened(day=day, kind="case", words=words, weight=3 if back >= MANY_BACK else 1 if back else 0)
        taken = history.contraction[place, at]
        if taken > 0:
            yield Happened(day=day, kind="revenue", words=f"took back {taken:,.0f} of monthly revenue", weight=3)


def _silence(history: History, place: int) -> Iterator[Happened]:
    """Say when the account last came of its own accord, and how often it usually does."""
    if history.engaged is None:
        return
    days = np.sort(history.engaged.day[(history.engaged.account == place) & (history.engaged.day <= history.ends[-1])])
    if len(days) < FEW:
        return
    usual = float(np.median(np.diff(days).astype(np.int64)))
    quiet = int((history.ends[-1] - days[-1]).astype(int))
    if quiet > QUIET * max(usual, 1.0):
        words = f"silent since then, for {quiet} days; it usually comes every {usual:.0f} days"
        yield Happened(day=date.fromisoformat(str(days[-1])), kind="silence", words=words, weight=3)


def _with_accounts(store: Store, state: State) -> str:
    """Give surveys with the account of their case where they name none."""
    surveys = all_rows(store, state, "feedback")
    if not state.of("case"):
        return surveys
    cases = f"(SELECT case_id, any_value(account_id) AS account_id FROM {all_rows(store, state, 'case')} GROUP BY 1)"
    whose = "coalesce(t.account_id, c.account_id) AS account_id"
    return f"(SELECT t.* EXCLUDE (account_id), {whose} FROM {surveys} AS t LEFT JOIN {cases} AS c USING (case_id))"
