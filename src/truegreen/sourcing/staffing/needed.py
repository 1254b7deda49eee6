"""What a queue's calls take: agents for each interval, their hours, and how calls fare with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from truegreen.sourcing.staffing.intervals import Intervals
from truegreen.stats.queueing.staffing import Aim, fewest, waiting
from truegreen.stats.queueing.waiting import Waiting

Floats = npt.NDArray[np.float64]
FEWER: Final = 12
"""Agents that may be taken away from an interval where a whole month is to be reached."""
LONGEST: Final = 3600.0
"""A wait without end counts as an hour in a mean: nobody is there, and calls come."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """Calls that wait in one line, over n intervals.

    Attributes:
        calls: (n,) how many come.
        takes: seconds of work on a call, on the mean.
        aim: how they should fare.
        patience: seconds that customers wait on the mean before they give up; None if all wait (Erlang C).
    """

    calls: Floats
    takes: float
    aim: Aim
    patience: float | None

    def load(self, intervals: Intervals) -> Floats:
        """Give the Erlang of each interval while it is open."""
        seconds = intervals.open * intervals.length
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(seconds > 0, self.calls * self.takes / seconds, 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Fared:
    """How calls fare over all intervals, each call counting alike.

    Attributes:
        in_time: share answered in time.
        seconds: mean wait.
        given_up: share that gives up.
        occupancy: share of their time in which agents are at work.
    """

    in_time: float
    seconds: float
    given_up: float
    occupancy: float


def agents_of(line: Line, intervals: Intervals) -> Floats:
    """Give the fewest agents for each interval; one at least while it is open, for somebody may call."""
    found = fewest(line.load(intervals), line.aim, takes=line.takes, patience=line.patience)
    return np.where(intervals.open > 0, np.maximum(found, 1), 0).astype(float)


def agents_over(line: Line, intervals: Intervals) -> Floats:
    """Give agents with whom so many calls of all are answered in time, though not of each interval.

    Agreements judge a month, not each half-hour. From those with whom each interval fares as it should, agents are
    taken away one by one where that costs least, as long as the share over all holds.
    """
    agents = agents_of(line, intervals)
    load, hours = line.load(intervals), intervals.hours
    pairs, which = np.unique(np.stack([load, agents]), axis=1, return_inverse=True)
    people = np.maximum(pairs[1][:, None] - np.arange(FEWER + 1), np.minimum(pairs[1], 1)[:, None])
    served = np.zeros_like(people)
    some = (pairs[0] > 0) & (pairs[1] > 0)
    served[some] = waiting(pairs[0][some, None], people[some], takes=line.takes, within=line.aim.within,
                           patience=line.patience).in_time  # fmt: skip
    losses = -np.diff(served, axis=1)[which.ravel()] * line.calls[:, None]
    can_go = (np.diff(people, axis=1) < 0)[which.ravel()] & (hours > 0)[:, None]
    order = np.argsort(_dear(losses, hours, can_go), axis=None, kind="stable")[: int(can_go.sum())]
    spare = float((served[which.ravel(), 0] * line.calls).sum()) - line.aim.share * float(line.calls.sum())
    taken = int(np.searchsorted(np.cumsum(losses.ravel()[order]), spare, side="right"))
    fewer = np.zeros(losses.size)
    fewer[order[:taken]] = 1.0
    return np.asarray(agents - fewer.reshape(losses.shape).sum(axis=1))


def _dear(losses: Floats, hours: Floats, can_go: npt.NDArray[np.bool_]) -> Floats:
    """Give what each agent's going costs by the hour, no less than that of the one who goes before."""
    with np.errstate(divide="ignore", invalid="ignore"):
        each = losses / hours[:, None]
    return np.asarray(np.maximum.accumulate(np.where(can_go, each, np.inf), axis=1))


def fared(line: Line, intervals: Intervals, agents: Floats) -> Fared:
    """Say how calls fare with so many agents in each interval."""
    load = line.load(intervals)
    some = (line.calls > 0) & (agents > 0)
    found = _waiting(line, load[some], agents[some])
    weights = line.calls[some]
    total = max(float(line.calls.sum()), 1e-12)
    lost = float(line.calls[(line.calls > 0) & (agents <= 0)].sum())
    waits = np.minimum(found.seconds, LONGEST)
    hours = float((agents * intervals.hours).sum())
    worked = float((weights * (1 - found.given_up)).sum()) * line.takes / 3600
    return Fared(
        in_time=float((weights * found.in_time).sum()) / total,
        seconds=(float((weights * waits).sum()) + lost * LONGEST) / total,
        given_up=(float((weights * found.given_up).sum()) + lost) / total,
        occupancy=min(1.0, worked / hours) if hours else 0.0,
    )


def _waiting(line: Line, load: Floats, agents: Floats) -> Waiting:
    """Say how calls of each interval fare, each pair of load and agents once; agents may be a part of one."""
    pairs, which = np.unique(np.stack([load, agents]), axis=1, return_inverse=True)
    found = waiting(pairs[0], pairs[1], takes=line.takes, within=line.aim.within, patience=line.patience)
    back = which.ravel()
    return Waiting(found.delayed[back], found.in_time[back], found.seconds[back], found.given_up[back],
                   found.occupancy[back])  # fmt: skip


def hours_of(agents: Floats, intervals: Intervals) -> float:
    """Give the agents' hours over all intervals."""
    return float((agents * intervals.hours).sum())
