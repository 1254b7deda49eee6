"""Laws of clocks: what holds of every clock and every case, however odd both are."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.clocks.drawn_lives import CALENDARS, FIRST, KNOWN_UNTIL, LAST, RECORDED, Dice
from tests.drawing import drawn
from truegreen.clocks.choices import holds
from truegreen.clocks.life import Life, Moment, life_of
from truegreen.clocks.walk import Run, walk
from truegreen.clocks.working import Calendars, working
from truegreen.model.clock import PHASES, AsOf, Clock, From, Per, Reopened, TargetBy, When, ZoneOf
from truegreen.units.quantity import Quantity

WORKING = Calendars({name: working(each, FIRST, LAST) for name, each in CALENDARS.items()}, RECORDED)
DICE = st.integers(0, 2**32).map(lambda seed: Dice(random.Random(seed)))  # noqa: S311 (no secret)
LAW = drawn(few=50, many=400)


def _life(dice: Dice) -> Life:
    case, told = dice.case(1)
    return life_of(case, told, KNOWN_UNTIL)


def _end(life: Life, run: Run) -> datetime:
    return run.stopped_at or max(life.known_until, life.moments[-1].at)


@given(DICE, st.sampled_from(["", "a", "b"]))
@LAW
def test_what_ran_and_what_waited_is_all_the_time_by_the_calendar(dice: Dice, calendar: str) -> None:
    """Nothing is lost between two steps and nothing counted twice, wherever a run does not leave off and go on."""
    timed = replace(dice.clock(), calendar=calendar, zone_of=ZoneOf.CALENDAR, whole=None, reopened=Reopened.ANEW)
    life = _life(dice)
    for run in walk(timed, life, WORKING):
        if timed.counts_from is From.OPENED and run.number > 1:
            continue  # What lies before it includes the time in which it did not run.
        gross = WORKING.of(calendar).between(run.started_at, _end(life, run))
        assert run.elapsed + run.waited("customer") + run.waited("other") == gross


@given(DICE)
@LAW
def test_around_the_clock_is_never_less_than_by_a_calendar(dice: Dice) -> None:
    timed, life = replace(dice.clock(), whole=None), _life(dice)
    pairs = zip(walk(timed, life, WORKING), walk(replace(timed, calendar=""), life, WORKING), strict=True)
    for business, actual in pairs:
        assert 0 <= business.elapsed <= actual.elapsed
        assert business.stopped_at == actual.stopped_at


@given(DICE, st.data())
@LAW
def test_what_happens_later_changes_no_run_that_is_over(dice: Dice, data: st.DataObject) -> None:
    """The past stays as it was, unless a run goes on after a reopening or is held to what its case is today."""
    timed, life = _as_of_then(dice.clock()), _life(dice)
    timed = replace(timed, reopened=data.draw(st.sampled_from([Reopened.ANEW, Reopened.IGNORED])))
    if not life.moments:
        return
    place = data.draw(st.integers(1, len(life.moments)))
    earlier = walk(timed, Life(life.case, life.moments[:place], life.known_until), WORKING)
    today = {each.number: each for each in walk(timed, life, WORKING)}
    assert all(today[each.number] == each for each in earlier if each.stopped_at)


def _as_of_then(timed: Clock) -> Clock:
    says = timed.target
    return replace(timed, target=replace(says, as_of=AsOf.STOPPED)) if isinstance(says, TargetBy) else timed


@given(DICE, st.data())
@LAW
def test_steps_that_say_nothing_change_nothing(dice: Dice, data: st.DataObject) -> None:
    """A clock whose conditions are phases and states is the same, however many notes are written into the case.

    But for one that pauses where what resumes it holds already: any next step sets it going, a note too.
    """
    timed, life = _lasting(dice.clock()), _life(dice)
    assume(not any(holds(timed.pauses, each) and holds(timed.resumes, each) for each in life.moments))
    noted = Life(life.case, tuple(_with_notes(life.moments, data)), life.known_until)
    assert [_figures(each) for each in walk(timed, noted, WORKING)] == [
        _figures(each) for each in walk(timed, life, WORKING)
    ]


def _lasting(timed: Clock) -> Clock:
    """Give a clock without the conditions that ask for a step which only happens, nor resets, which happen again.

    A clock that lapses is not started by a reopening either: where its start does not hold, the next step voids it.
    """
    return replace(
        timed, starts=_lasts(timed.starts), stops=_lasts(timed.stops), pauses=_lasts(timed.pauses),
        resumes=_lasts(timed.resumes), cancels=_lasts(timed.cancels), resets=(),
        reopened=Reopened.IGNORED if timed.lapses else timed.reopened,
    )  # fmt: skip


def _lasts(conditions: tuple[str | When, ...]) -> tuple[str | When, ...]:
    steps = {each: each.step if isinstance(each, When) else (each,) for each in conditions}
    return tuple(each for each, asked in steps.items() if all(step in PHASES for step in asked))


def _with_notes(moments: Sequence[Moment], data: st.DataObject) -> Iterator[Moment]:
    for place, moment in enumerate(moments):
        yield moment
        later = moments[place + 1].at if place + 1 < len(moments) else moment.at + timedelta(hours=9)
        seconds = int((later - moment.at).total_seconds())
        if data.draw(st.booleans()):
            yield replace(moment, kind="updated", at=moment.at + timedelta(seconds=data.draw(st.integers(0, seconds))))


def _figures(run: Run) -> Run:
    return replace(run, segments=())


@given(DICE, st.integers(0, 200), st.integers(0, 200))
@LAW
def test_more_time_never_makes_late(dice: Dice, hours: int, more: int) -> None:
    timed, life = dice.clock(), _life(dice)
    tight = replace(timed, target=Quantity(Decimal(hours), "h"))
    wide = replace(timed, target=Quantity(Decimal(hours + more), "h"))
    for one, other in zip(walk(tight, life, WORKING), walk(wide, life, WORKING), strict=True):
        assert not (one.on_time and other.on_time is False)
        assert not (one.on_time is None and other.on_time is False)


@given(DICE, st.sampled_from(["", "a", "b"]))
@LAW
def test_the_turns_of_all_teams_are_the_time_of_the_case(dice: Dice, calendar: str) -> None:
    """Where nothing pauses, resets or lapses, the clocks of the teams share out the clock of the case."""
    whole_case = replace(
        dice.clock(), calendar=calendar, zone_of=ZoneOf.CALENDAR, pauses=(), resumes=(), resets=(), lapses=False,
        counts_from=From.THEN, reopened=Reopened.ANEW, whole=None, per=Per.CASE,
    )  # fmt: skip
    life = _life(dice)
    turns = walk(replace(whole_case, per=Per.TEAM), life, WORKING)
    assert sum(each.elapsed for each in turns) == sum(each.elapsed for each in walk(whole_case, life, WORKING))
    assert all(len({segment.team for segment in each.segments}) == 1 for each in turns)
