"""Days: on which of them each account was there and had not decided, and which lie in the window of a signal."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truegreen.readings.heard_signals import Signals
from truegreen.readings.risk_history import Days, History
from truegreen.signals.warning.labels import Labels

Bools = NDArray[np.bool_]
Counts = NDArray[np.int64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Stands:
    """Accounts by days.

    Attributes:
        first, last: days that are looked at.
        start, end: (A,) places of the first day at risk, and of the day after the last; none where they are equal. The
            day of the decision is the last.
        decided: (A,) place of the day of the decision; −1 for accounts that did not decide in these days.
        months: (D,) place of each day's month.
    """

    first: np.datetime64
    last: np.datetime64
    start: Places
    end: Places
    decided: Places
    months: Places

    @property
    def count(self) -> int:
        """Count the days."""
        return len(self.months)

    @property
    def at_risk(self) -> Bools:
        """Say on which days each account is at risk, (A, D)."""
        days = np.arange(self.count)
        inside: Bools = (days >= self.start[:, None]) & (days < self.end[:, None])
        return inside


def stands(history: History, labels: Labels) -> Stands:
    """Give the days on which accounts were there and had not decided.

    Raises:
        ValueError: no month is over.
    """
    if not len(history.months):
        raise ValueError("no month is over")
    first, last = history.months[0].astype("datetime64[D]"), history.ends[-1]
    days = int((last - first).astype(int)) + 1
    began = history.months[np.argmax(history.here, axis=1)].astype("datetime64[D]")
    start = _place(np.where(np.isnat(history.started), began, history.started), first)
    decided = _place(labels.day, first)
    gone = np.minimum(_place(history.ended_on, first), days - 1)
    end = np.where(np.isnat(labels.day), gone, np.minimum(decided, gone)) + 1
    start = np.clip(start, 0, days)
    never = ~history.here.any(axis=1) | labels.unknown | (end <= start)
    end = np.where(never, start, end)
    inside = ~never & ~np.isnat(labels.day) & (decided == end - 1)
    months = np.arange(first, last + 1).astype("datetime64[M]")
    return Stands(first, last, start, end, np.where(inside, decided, -1), (months - months[0]).astype(np.intp))


def _place(day: Days, first: np.datetime64) -> Places:
    """Give places of days; a day that never comes lies beyond all."""
    far = np.iinfo(np.int32).max
    return np.where(np.isnat(day), far, (day - first).astype(np.int64)).astype(np.intp)


def within(signals: Signals, chosen: Bools, stood: Stands, days: int) -> Bools:
    """Say which days of which account lie in the window of a signal: from the day after it, (A, D)."""
    shape = (len(stood.start), stood.count)
    heard = (signals.day[chosen] - stood.first).astype(np.int64)
    begins, ends = np.clip(heard + 1, 0, shape[1]), np.clip(heard + days + 1, 0, shape[1])
    change = np.zeros((shape[0], shape[1] + 1), dtype=np.int32)
    np.add.at(change, (signals.account[chosen], begins), 1)
    np.add.at(change, (signals.account[chosen], ends), -1)
    return np.asarray(np.cumsum(change[:, :-1], axis=1) > 0)


def base_rate(stood: Stands, days: int) -> float | None:
    """Give how often a decision follows within the window of any day at risk; None where no window is over."""
    until = np.minimum(stood.end, stood.count - days)
    deciding = stood.decided >= 0
    until = np.where(deciding, np.minimum(until, stood.decided), until)  # the day of the decision asks nothing
    known = np.maximum(until - stood.start, 0)
    begins = np.maximum(stood.decided - days, stood.start)
    hits = np.where(deciding, np.maximum(until - begins, 0), 0)
    return float(hits.sum() / known.sum()) if known.sum() else None
