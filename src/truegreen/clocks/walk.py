"""A clock over one case, walked step by step: what ran, what stood still, why, and when it was due.

After every step the six conditions are asked of how the case then stands. What is void or stops ends a run; so does
what resets, or another team where each has its own clock; else a pause begins or ends. A run starts where its start
holds, and neither stop nor cancel do (ServiceNow's order). ``lives`` does the same for all cases inside an engine, and
is held to this.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from truegreen.clocks.choices import calendar_at, holds, seconds, target_of
from truegreen.clocks.life import Life, Moment
from truegreen.clocks.working import Calendars
from truegreen.model.clock import PHASES, CalendarBy, Clock, From, Merged, Per, Reopened, Takes

_EACH_ITS_OWN: Final = (Reopened.ANEW, Reopened.IGNORED)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch between two steps in which a clock ran or stood still.

    Attributes:
        starts, ends: from when to when; to where the records end, while it goes on.
        waits_for: what it waited for, ``customer`` or ``other``; empty while it ran.
        team: whose turn it was.
        calendar: by which calendar; empty for around the clock.
        seconds: how long that was by the calendar.
    """

    starts: datetime
    ends: datetime
    waits_for: str
    team: str | None
    calendar: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Run:
    """A clock from its start to its end.

    Attributes:
        number: which run of the case, from 1.
        state: running, paused, stopped or cancelled.
        team: whose turn it was in the end.
        held_to: the priority, or what else decides the target, that it was held to.
        started_at, stopped_at: from when to when; no end while it goes on.
        target: seconds it may take, if any.
        due_at: when the target was or would be used up; None while it stands still, and without a target.
        elapsed: seconds it has run.
        segments: what ran and what stood still, in order.
    """

    number: int
    state: str
    team: str | None
    held_to: str | None
    started_at: datetime
    stopped_at: datetime | None
    target: int | None
    due_at: datetime | None
    elapsed: int
    segments: tuple[Segment, ...]

    def waited(self, what: str) -> int:
        """Give the seconds it stood still for something, by its calendar."""
        return sum(each.seconds for each in self.segments if each.waits_for == what)

    @property
    def on_time(self) -> bool | None:
        """Say whether it kept its target: unknown without one, and as long as it still may."""
        if self.target is None or self.state == "cancelled":
            return None
        late = self.elapsed > self.target
        return not late if late or self.state == "stopped" else None


@dataclass(frozen=True, slots=True)
class Stand:
    """How a clock stands after a step.

    Attributes:
        run: number of the run that goes on; 0 for none.
        still: whether it stands still.
        ended: how the step ended the run before it: stopped, cancelled or, if it did not, empty.
        was: the run that went on before.
    """

    run: int
    still: bool
    ended: str
    was: int


def walk(clock: Clock, life: Life, calendars: Calendars) -> list[Run]:
    """Give the runs of a clock over a case's life, in order."""
    stands = list(standing(clock, life.moments))
    last = max((each.run for each in stands), default=0)
    numbers = range(1, min(last, 1) + 1 if clock.reopened is Reopened.IGNORED else last + 1)
    return [_run(clock, life, stands, number, calendars) for number in numbers]


def standing(clock: Clock, moments: Sequence[Moment]) -> Iterator[Stand]:
    """Give how a clock stands after each step."""
    run, on, still, left_off = 0, False, False, False
    for place, moment in enumerate(moments):
        before = moments[place - 1] if place else None
        was, ended = run if on else 0, _ended(clock, moment, before) if on else ""
        if ended:
            on, left_off = False, _stops(clock, moment) and ended == "stopped"
        begins = _begins(clock, moment, before) or (bool(ended) and _goes_on(clock, moment, before))
        if not on and begins:
            run, on, still = run + (not left_off or clock.reopened in _EACH_ITS_OWN), True, holds(clock.pauses, moment)
        still = on and (_pauses(clock, moment, before) or (still and _stays(clock, moment)))
        yield Stand(run if on else 0, still, ended, was)


def _ended(clock: Clock, moment: Moment, before: Moment | None) -> str:
    """Say how a step ends a run that goes on; empty if it does not."""
    if _cancels(clock, moment):
        return "cancelled"
    if _stops(clock, moment):
        return "stopped"
    if _lapses(clock, moment):
        return "cancelled"
    if holds(clock.resets, moment):
        return "cancelled" if clock.reset_voids else "stopped"
    return "stopped" if _handed(clock, moment, before) else ""


def _begins(clock: Clock, moment: Moment, before: Moment | None) -> bool:
    again = (
        moment.kind == "reopened"
        and clock.reopened is not Reopened.IGNORED
        and before is not None
        and _stops(clock, before)
    )
    return (again or holds(clock.starts, moment)) and not _stops(clock, moment) and not _cancels(clock, moment)


def _cancels(clock: Clock, moment: Moment) -> bool:
    return holds(clock.cancels, moment) or (clock.merged is Merged.DROPPED and moment.step == "merged")


def _stops(clock: Clock, moment: Moment) -> bool:
    return holds(clock.stops, moment) or (clock.merged is Merged.STOPS and moment.step == "merged")


def _handed(clock: Clock, moment: Moment, before: Moment | None) -> bool:
    return clock.per is Per.TEAM and before is not None and moment.team != before.team


def _goes_on(clock: Clock, moment: Moment, before: Moment | None) -> bool:
    """Say whether nothing but another team ended a run: its own then starts."""
    ended = _stops(clock, moment) or _cancels(clock, moment) or _lapses(clock, moment) or holds(clock.resets, moment)
    return _handed(clock, moment, before) and not ended


def _lapses(clock: Clock, moment: Moment) -> bool:
    return clock.lapses and not holds(clock.starts, moment)


def _stays(clock: Clock, moment: Moment) -> bool:
    return bool(clock.resumes) and not holds(clock.resumes, moment)


def _pauses(clock: Clock, moment: Moment, before: Moment | None) -> bool:
    """Say whether a step pauses: what has its own resumes is paused only as its pause begins, or is said again."""
    if not holds(clock.pauses, moment):
        return False
    return not clock.resumes or moment.kind in PHASES or before is None or not holds(clock.pauses, before)


def _run(clock: Clock, life: Life, stands: Sequence[Stand], number: int, calendars: Calendars) -> Run:
    moments = life.moments
    own = [place for place, each in enumerate(stands) if each.run == number]
    first, goes_on = own[0], own[-1] == len(moments) - 1
    last = own[-1] if goes_on else own[-1] + 1
    state = ("paused" if stands[-1].still else "running") if goes_on else stands[last].ended
    segments = tuple(_segments(clock, life, stands, number, (own[0], own[-1], last), calendars))
    target, held_to = target_of(clock, life, moments[first], moments[last])
    elapsed = sum(each.seconds for each in segments if not each.waits_for)
    if whole := seconds(clock.whole):
        elapsed -= elapsed % whole
    from_opened = clock.counts_from is From.OPENED
    return Run(
        number=number,
        state=state,
        team=moments[own[-1]].team,
        held_to=held_to,
        started_at=moments[0 if from_opened else first].at,
        stopped_at=None if goes_on else moments[last].at,
        target=target,
        due_at=_due(segments, target, state, calendars),
        elapsed=elapsed,
        segments=segments,
    )


def _segments(
    clock: Clock, life: Life, stands: Sequence[Stand], number: int, places: tuple[int, int, int], calendars: Calendars
) -> Iterator[Segment]:
    """Give what lies between the steps of a run; ``places`` are its first and last step, and where it ended."""
    first, final, last = places
    moments = life.moments
    for place in range(0 if clock.counts_from is From.OPENED else first, final + 1):
        moment = moments[place]
        if place < first:
            still = clock.pauses_before and holds(clock.pauses, moment)
        elif stands[place].run == number:
            still = stands[place].still
        elif clock.reopened is Reopened.COUNTS:
            still = False
        else:
            continue
        ends = moments[place + 1].at if place + 1 < len(moments) else max(life.known_until, moment.at)
        takes_last = isinstance(clock.calendar, CalendarBy) and clock.calendar.takes is Takes.LAST
        calendar = calendar_at(clock, life, moments[last] if takes_last else moment, calendars.recorded)
        waits_for = ("customer" if moment.step == "waiting_on_customer" else "other") if still else ""
        yield Segment(
            moment.at, ends, waits_for, moment.team, calendar, calendars.of(calendar).between(moment.at, ends)
        )


def _due(segments: Sequence[Segment], target: int | None, state: str, calendars: Calendars) -> datetime | None:
    """Give when a target was used up, or would be if the clock ran on from where it ended."""
    if target is None or not segments:
        return None
    used = 0
    ran = [each for each in segments if not each.waits_for]
    for each in ran:
        if used + each.seconds >= target:
            return calendars.of(each.calendar).after(each.starts, target - used)
        used += each.seconds
    final = segments[-1]
    return None if state == "paused" else calendars.of(final.calendar).after(final.ends, target - used)
