"""A case's clocks as bars on one scale of real time: what ran, what stood still, when the desk was closed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from truegreen.clocks.told import Told, Watch
from truegreen.clocks.walk import Run
from truegreen.model.clock import Per

RAN, CLOSED, CUSTOMER, OTHER, NOTHING = "ran", "closed", "customer", "other", ""
MARKS: Final = {RAN: "█", CLOSED: "·", CUSTOMER: "░", OTHER: "▒", NOTHING: " "}
"""How a stretch is drawn in text: ran, ran while its calendar was closed, waited for the customer, for others."""

_LEAST_NAME: Final = 2


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
    """Give the stretch from the first step to the last that matters to a clock as agreed; others are cut there."""
    every = [run for told in watch.clocks for run in told.runs]
    starts = [run.started_at for run in every] + [each.at for each in watch.life.moments[:1]]
    ends = [run.stopped_at or run.segments[-1].ends for run in every if run.segments]
    ends += [each.at for each in watch.life.moments[-1:]]
    first, last = min(starts), max(ends)
    near = [each for told in watch.clocks for each in due_of(told.runs) if each <= last + (last - first)]
    last = max([last, *near])
    return Scale(first, last if last > first else first + timedelta(minutes=1))


def due_of(runs: Sequence[Run]) -> list[datetime]:
    """Give when targets were used up; of a single run, or the last that goes on, also when one would be."""
    return [
        run.due_at
        for run in runs
        if run.due_at and (len(runs) == 1 or not run.stopped_at or run.due_at < run.stopped_at)
    ]


def stretches(watch: Watch, runs: Sequence[Run], over: Scale) -> Iterator[Stretch]:
    """Give the parts of the bar of some runs; what a calendar leaves out lies under what it counts."""
    for run in runs:
        for each in run.segments:
            left, right = over.share(each.starts), over.share(each.ends)
            yield Stretch(each.waits_for or CLOSED, left, right)
            if not each.waits_for:
                for opens, closes in watch.calendars.of(each.calendar).open_within(each.starts, each.ends):
                    yield Stretch(RAN, over.share(opens), over.share(closes))


@dataclass(frozen=True, slots=True)
class Turn:
    """A run under a bar: whose turn it was or which run, and from where to where, from 0 to 1."""

    name: str
    left: float
    right: float


def turns(told: Told, over: Scale) -> list[Turn]:
    """Name the runs of a clock where there are several, or where each is a team's turn."""
    by_team = told.clock.per is Per.TEAM
    if not by_team and len(told.runs) < 2:
        return []
    return [
        Turn(
            (run.team or "no team") if by_team else f"run {run.number}",
            over.share(run.started_at),
            over.share(run.stopped_at or run.segments[-1].ends),
        )
        for run in told.runs
        if run.segments
    ]


def named(beneath: Sequence[Turn], width: int) -> str:
    """Write the names of turns under a bar, cut where the next begins; a turn too narrow for a name has none."""
    line = ""
    starts = [min(int(each.left * width), width - 1) for each in beneath]
    for each, start, following in zip(beneath, starts, [*starts, width][1:], strict=True):
        room = following - start - (following < width)
        if start >= len(line) and room >= _LEAST_NAME:
            line = line.ljust(start) + (each.name if len(each.name) <= room else each.name[: room - 1] + "…")
            line += " "
    return line.rstrip()


def drawn(watch: Watch, runs: Sequence[Run], over: Scale, width: int) -> str:
    """Draw a bar in characters, with ``|`` where a target was used up."""
    cells = [NOTHING] * width
    for each in stretches(watch, runs, over):
        first = min(int(each.left * width), width - 1)
        last = max(first + 1, round(each.right * width)) if each.right > each.left else first
        cells[first:last] = [each.what] * (min(last, width) - first)
    line = [MARKS[each] for each in cells]
    for due in due_of(runs):
        if over.first <= due <= over.last:
            line[min(int(over.share(due) * width), width - 1)] = "|"
    return "".join(line)
