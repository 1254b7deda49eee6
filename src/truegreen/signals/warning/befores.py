"""Before each real loss: what would have been said 30, 60, 90 and 180 days ahead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.model.backtest import Before, Look
from truegreen.readings.panel import Standing
from truegreen.readings.risk_history import History
from truegreen.signals.warning.amounts import amount
from truegreen.signals.warning.labels import Labels
from truegreen.signals.warning.leads import counts_from
from truegreen.signals.warning.scores import Judged
from truegreen.stats.panel.links import chance_of

DAYS: Final = (180, 90, 60, 30)
TOO_EARLY: Final = "the records begin later"
UNLEARNT: Final = "too few had decided by then to learn from"
ABSENT: Final = "it was no customer yet"
UNTOLD: Final = "nothing could be told that month"


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What was said at one month's end: places of accounts, their scores and ranks, and who was told of."""

    account: NDArray[np.intp]
    score: NDArray[np.float64]
    rank: NDArray[np.intp]
    told: NDArray[np.bool_]


def befores(history: History, labels: Labels, found: Judged, currency: str) -> list[Before]:
    """Give what would have been said before each loss, the dearest first.

    Args:
        history: what was known.
        labels: who decided when.
        found: what a contender said, with its alerts.
        currency: of revenue; empty where not known.
    """
    said = _by_month(found)
    lost = np.flatnonzero(labels.day > history.ends[0])
    made = [_before(history, labels, said, int(each), currency) for each in lost]
    return sorted(made, key=lambda each: (-(each.revenue.amount if each.revenue else 0), each.decided, each.account))


def _by_month(found: Judged) -> Mapping[int, Said]:
    made: dict[int, Said] = {}
    for place in np.unique(found.said.month):
        rows = found.said.month == place
        score = found.said.score[rows]
        rank = np.empty(len(score), dtype=np.intp)
        rank[np.argsort(-np.nan_to_num(score, nan=-np.inf), kind="stable")] = np.arange(1, len(score) + 1)
        made[int(place)] = Said(found.said.account[rows], score, rank, found.told[rows])
    return made


def _before(history: History, labels: Labels, said: Mapping[int, Said], account: int, currency: str) -> Before:
    day: np.datetime64 = labels.day[account]
    place = int(np.searchsorted(history.ends, day)) - 1  # the last month that was over before the day
    first = next(_alerts(history, said, account, day), None)
    revenue = history.revenue[account, : place + 1]
    paid = revenue[~np.isnan(revenue)]
    return Before(
        account=str(history.accounts[account]),
        segment=member(history.segments, account, place),
        owner=member(history.owners, account, place),
        decided=_date(day),
        is_late=bool(labels.is_late[account]),
        revenue=amount(float(paid[-1]), currency) if len(paid) else None,
        looks=tuple(_look(history, said, account, day, days) for days in DAYS),
        first_alert=None if first is None else _date(first),
        lead_days=None if first is None else int((day - first).astype(int)),
    )


def _alerts(history: History, said: Mapping[int, Said], account: int, before: np.datetime64) -> Iterator[np.datetime64]:
    """Give the days on which an account was told of in the seven months before a day, in order."""
    for place in sorted(said):
        end = history.ends[place]
        if counts_from(before) <= end < before and (said[place].told[said[place].account == account]).any():
            yield end


def _look(history: History, said: Mapping[int, Said], account: int, day: np.datetime64, days: int) -> Look:
    """Say what would have been said so many days before."""
    then = day - np.timedelta64(days, "D")
    place = int(np.searchsorted(history.ends, then, side="right")) - 1
    if place < 0:
        return Look(days=days, as_of=_date(then), why=TOO_EARLY)
    as_of = _date(history.ends[place])
    here = said.get(place)
    at = np.flatnonzero(here.account == account) if here else np.empty(0, dtype=np.intp)
    if here is None or not len(at):
        return Look(days=days, as_of=as_of, why=UNLEARNT if here is None else ABSENT)
    if np.isnan(here.score[at[0]]):
        return Look(days=days, as_of=as_of, why=UNTOLD)
    told = any(each <= history.ends[place] for each in _alerts(history, said, account, day))
    return Look(
        days=days,
        as_of=as_of,
        chance=float(chance_of(here.score[at])[0]),
        rank=int(here.rank[at[0]]),
        of=len(here.account),
        alerted=told,
    )


def member(standing: Standing, account: int, place: int) -> str:
    """Name what an account was in a month; empty where nobody knows."""
    code = standing.codes[account, place] if 0 <= place < standing.codes.shape[1] else -1
    return str(standing.members[code]) if code >= 0 else ""


def _date(day: np.datetime64) -> date:
    return date.fromisoformat(str(day.astype("datetime64[D]")))
