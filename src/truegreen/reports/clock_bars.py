"""A case's clocks as bars on one scale of real time: what ran, what stood still, when the desk was closed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from truegreen.clocks.told import Watch
from truegreen.clocks.walk import Run

RAN, CLOSED, CUSTOMER, OTHER, NOTHING = "ran", "closed", "customer", "other", ""
MARKS: Final = {RAN: "█", CLOSED: "·", CUSTOMER: "░", OTHER: "▒", NOTHING: " "}
"""How a stretch is drawn in text: ran, ran while its calendar was closed, waited for the customer, for others."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The stretch of real time that is drawn."""

    first: datetime
    last: datetime

    def share(self, at: datetime) -> float:
        """Give where a moment lies, from 0 to 1."""
        whole = (self.last - self.first).total_seconds()
        return min(max((at - self.first).total_seconds() / whole, 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a bar: what was so, and from where to where, from 0 to 1."""

    what: str
    left: float
    right: float


def scale(watch: Watch) -> Scale:
    """Give the stretch from the first step to the last that any clock knows of."""
    every = [run for told in watch.clocks for runs in (told.runs, *(each for _, each in told.others)) for run in runs]
    starts = [run.started_at for run in every] + [each.at for each in watch.life.moments[:1]]
    ends = [run.stopped_at or run.segments[-1].ends for run in every if run.segments]
    ends += [each.at for each in watch.life.moments[-1:]]
    dues = [run.due_at for told in watch.clocks for run in told.runs if run.due_at]
    first, last = min(starts), max(ends)
    near = [each for each in dues if each <= last + (last - first)]
    last = max([last, *near])
    return Scale(first, last if last > first else first + timedelta(minutes=1))


def stretches(watch: Watch, runs: Sequence[Run], over: Scale) -> Iterator[Stretch]:
    """Give the parts of the bar of some runs; what a calendar leaves out lies under what it counts."""
    for run in runs:
        for each in run.segments:
            left, right = over.share(each.starts), over.share(each.ends)
            yield Stretch(each.waits_for or CLOSED, left, right)
            if not each.waits_for:
                for opens, closes in watch.calendars.of(each.calendar).open_within(each.starts, each.ends):
                    yield Stretch(RAN, over.share(opens), over.share(closes))


def drawn(watch: Watch, runs: Sequence[Run], over: Scale, width: int) -> str:
    """Draw a bar in characters, with ``|`` where a target was used up."""
    cells = [NOTHING] * width
    for each in stretches(watch, runs, over):
        first = min(int(each.left * width), width - 1)
        last = max(first + 1, round(each.right * width)) if each.right > each.left else first
        cells[first:last] = [each.what] * (min(last, width) - first)
    line = [MARKS[each] for each in cells]
    for run in runs:
        if run.due_at and over.first <= run.due_at <= over.last:
            line[min(int(over.share(run.due_at) * width), width - 1)] = "|"
    return "".join(line)
