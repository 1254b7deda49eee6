"""Leads: which accounts had an alert before they decided, how long before, and how many would have by chance.

Who alerts a sixth of all accounts every month will have alerted many who leave, and as many who stay. So beside the
accounts that had an alert stands how many would have, if those that decided were alerted like anybody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.readings.risk_history import Days, History
from truegreen.signals.warning.labels import Labels
from truegreen.signals.warning.rows import Floats
from truegreen.signals.warning.sayings import Sayings

BEFORE: Final = 212
"""Days before a decision in which an alert counts as having come before it: half a year, and up to a month more, for
what was known 180 days before is what was said at the end of the month before that."""


@dataclass(frozen=True, slots=True, eq=False)
class Led:
    """Accounts that decided after the first saying.

    Attributes:
        account: (L,) their places.
        days: (L,) from the first alert to the decision; NaN without one.
        by_chance: how many of them would have had an alert, if they had been alerted like any account at risk.
    """

    account: NDArray[np.intp]
    days: Floats
    by_chance: float

    @property
    def warned(self) -> int:
        """Count those that had an alert."""
        return int(np.isfinite(self.days).sum())


def led(history: History, labels: Labels, said: Sayings, told: NDArray[np.bool_]) -> Led:
    """Give the days from each leaver's first alert to its decision; only alerts given before the day count.

    Args:
        history: what was known.
        labels: who decided when.
        said: what a contender said.
        told: (N,) which of it were alerts.
    """
    ends = history.ends
    lost = np.flatnonzero(labels.day > ends[said.month.min(initial=len(ends) - 1)])
    who, when = said.account[told], said.month[told]
    order = np.argsort(who, kind="stable")
    starts, stops = (np.searchsorted(who[order], lost, side=side) for side in ("left", "right"))
    days = [
        _lead(ends[when[order[start:stop]]], labels.day[each])
        for each, start, stop in zip(lost, starts, stops, strict=True)
    ]
    return Led(lost, np.array(days, dtype=np.float64), _by_chance(ends, labels.day[lost], said, told))


def counts_from(day: np.datetime64) -> np.datetime64:
    """Give the first day on which an alert counts as having come before a decision."""
    return day - np.timedelta64(BEFORE, "D")


def _lead(alerts: Days, day: np.datetime64) -> float:
    before = alerts[(alerts < day) & (alerts >= counts_from(day))]
    return float((day - before.min()).astype(int)) if len(before) else float("nan")


def _by_chance(ends: Days, days: Days, said: Sayings, told: NDArray[np.bool_]) -> float:
    """Add up, over decisions, the share of all accounts at risk just before it that had an alert as long before."""
    if not len(days):
        return 0.0
    spoken = np.unique(said.month)
    before = spoken[np.searchsorted(ends[spoken], days) - 1]  # the last month's end before each day that was told from
    first = np.searchsorted(ends, days - np.timedelta64(BEFORE, "D"))
    total = 0.0
    spans, often = np.unique(np.stack([first, before], axis=1), axis=0, return_counts=True)
    for (low, high), many in zip(spans, often, strict=True):
        there = said.account[said.month == high]
        alerted = np.unique(said.account[told & (said.month >= low) & (said.month <= high)])
        total += float(np.isin(there, alerted).mean()) * int(many)
    return total
