"""Agents of a queue: the worked example comes back, and what must hold for any queue does."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.clocks.hours import agreed
from truegreen.model.agreement import Calendar
from truegreen.sourcing.staffing.intervals import intervals
from truegreen.sourcing.staffing.needed import Line, agents_of, agents_over, fared, hours_of
from truegreen.sourcing.staffing.pooled import pooled
from truegreen.stats.queueing.staffing import Aim
from truegreen.units.calendar import Shift

HOURS = agreed("desk", {None: Calendar(zone="UTC", open=(Shift.parse("mon-fri 08:00-18:15"),))})
WEEK = intervals(date(2025, 6, 2), date(2025, 6, 8), "UTC", 1800, HOURS)
SHAPE = np.where(WEEK.open > 0, 0.3 + np.sin(WEEK.place / 7.0) ** 2, 0.0) * WEEK.open
AIM = Aim(share=0.8, within=20.0)


def line(scale: float, takes: float = 180.0, patience: float | None = None) -> Line:
    return Line(SHAPE * scale, takes, AIM, patience)


def test_the_worked_example_comes_back_in_a_half_hour_and_in_a_quarter_that_is_open() -> None:
    calls = np.where(WEEK.open > 0, 100.0, 0.0) * WEEK.open
    found = agents_of(Line(calls, 180.0, AIM, None), WEEK)  # 100 calls of 3 minutes in 30: 10 Erlang
    assert set(found[WEEK.open > 0]) == {14.0}
    assert WEEK.open[WEEK.place == 36].tolist() == [0.5]
    fares = fared(Line(calls, 180.0, AIM, None), WEEK, found)
    assert fares.in_time == pytest.approx(0.88835, abs=5e-6)
    assert fares.seconds == pytest.approx(7.836, abs=5e-4)
    assert fares.occupancy == pytest.approx(0.714286, abs=5e-6)


def test_ten_percent_more_do_more_harm_than_ten_percent_fewer_do_good() -> None:
    calls = np.where(WEEK.open > 0, 100.0, 0.0) * WEEK.open
    agents = agents_of(Line(calls, 180.0, AIM, None), WEEK)
    fares = [fared(Line(calls * each, 180.0, AIM, None), WEEK, agents).in_time for each in (0.9, 1.0, 1.1)]
    assert fares == pytest.approx([0.94883, 0.88835, 0.78295], abs=5e-6)


def test_somebody_is_there_while_it_is_open_and_nobody_when_it_is_not() -> None:
    found = agents_of(line(1e-9), WEEK)
    assert (found == (WEEK.open > 0)).all()
    assert hours_of(found, WEEK) == pytest.approx(5 * 10.25)


def test_who_finds_nobody_there_waits_an_hour_and_gives_up() -> None:
    fares = fared(line(5.0), WEEK, np.zeros(len(WEEK.starts)))
    assert (fares.in_time, fares.seconds) == (0.0, 3600.0)
    assert fares.given_up == pytest.approx(1.0)


@given(st.floats(0.1, 400.0), st.floats(1.0, 1.6), st.sampled_from([None, 60.0, 300.0]))
def test_more_calls_never_need_fewer_agents(scale: float, more: float, patience: float | None) -> None:
    few, many = (agents_of(line(each, patience=patience), WEEK) for each in (scale, scale * more))
    assert (few <= many).all()


@given(st.floats(0.1, 400.0), st.integers(0, 3), st.sampled_from([None, 60.0, 300.0]))
def test_more_agents_never_serve_worse(scale: float, more: int, patience: float | None) -> None:
    of = line(scale, patience=patience)
    agents = agents_of(of, WEEK)
    assert fared(of, WEEK, agents + more).in_time >= fared(of, WEEK, agents).in_time - 1e-9
    assert fared(of, WEEK, agents).in_time >= 0.8


@given(st.lists(st.floats(0.5, 100.0), min_size=2, max_size=4), st.sampled_from([None, 90.0]))
def test_one_line_never_needs_more_than_its_parts(scales: list[float], patience: float | None) -> None:
    parts = [line(each, patience=patience) for each in scales]
    one, then = pooled(parts, [WEEK] * len(parts))
    assert hours_of(agents_of(one, then), then) <= sum(hours_of(agents_of(each, WEEK), WEEK) for each in parts) + 1e-6


@given(st.floats(0.1, 200.0), st.sampled_from([None, 60.0, 300.0]))
def test_a_goal_over_all_takes_no_more_than_one_in_each_interval_and_is_reached(
    scale: float, patience: float | None
) -> None:
    of = line(scale, patience=patience)
    over = agents_over(of, WEEK)
    assert hours_of(over, WEEK) <= hours_of(agents_of(of, WEEK), WEEK) + 1e-6
    assert (over <= agents_of(of, WEEK)).all()
    assert fared(of, WEEK, over).in_time >= 0.8 - 1e-9


def test_a_goal_over_all_spares_people_where_calls_are_few() -> None:
    of = line(60.0)
    assert hours_of(agents_over(of, WEEK), WEEK) < 0.95 * hours_of(agents_of(of, WEEK), WEEK)


def test_a_pool_is_as_strict_as_the_strictest_and_open_when_any_is() -> None:
    hours = agreed("early", {None: Calendar(zone="UTC", open=(Shift.parse("mon-fri 06:00-12:00"),))})
    early = intervals(date(2025, 6, 2), date(2025, 6, 8), "UTC", 1800, hours)
    strict = Line(np.where(early.open > 0, 10.0, 0.0), 300.0, Aim(share=0.9, within=10.0, seconds=15.0), 100.0)
    one, then = pooled([line(20.0, patience=200.0), strict], [WEEK, early])
    assert (one.aim.share, one.aim.within, one.aim.seconds) == (0.9, 10.0, 15.0)
    work = line(20.0).calls.sum() * 180 + strict.calls.sum() * 300
    assert one.takes == pytest.approx(work / one.calls.sum())
    assert 100.0 < (one.patience or 0.0) < 200.0
    assert (then.open == np.maximum(WEEK.open, early.open)).all()
    assert pooled([line(20.0), strict], [WEEK, early])[0].patience is None
