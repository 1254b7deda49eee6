"""Erlang's formulas: published tables, the plain recursion, and a queue that is played through."""

from __future__ import annotations

import heapq

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.queueing.erlang import all_wait, blocked, delayed, some_give_up
from truegreen.stats.queueing.staffing import Aim, agents, fewest, paid, waiting


def recursion(load: float, people: int) -> float:
    found = 1.0
    for each in range(1, people + 1):
        found = load * found / (each + load * found)
    return found


@given(st.floats(0.01, 2000.0), st.integers(0, 3000))
def test_blocking_is_the_recursion(load: float, people: int) -> None:
    assert float(blocked(load, people)) == pytest.approx(recursion(load, people), rel=1e-9, abs=1e-300)


def test_the_worked_example_of_call_centre_helper() -> None:
    found = all_wait(10.0, 14, takes=180.0, within=20.0)
    assert [round(float(each), 6) for each in (found.delayed, found.in_time, found.occupancy)] == [
        0.174132,
        0.888350,
        0.714286,
    ]
    assert float(found.seconds) == pytest.approx(7.836, abs=0.0005)
    assert float(paid(agents(10.0, takes=180.0, within=20.0, share=0.8), 0.3)[0]) == 20.0


def test_a_load_of_five_and_seven_agents() -> None:
    found = all_wait(5.0, 7, takes=300.0, within=20.0)
    assert float(found.delayed) == pytest.approx(0.32415, abs=5e-6)
    assert float(found.in_time) == pytest.approx(0.71631, abs=5e-6)
    assert float(found.seconds) == pytest.approx(48.62, abs=0.005)


def test_a_band_of_ten_percent_is_not_the_same_on_both_sides() -> None:
    found = all_wait([9.0, 10.0, 11.0], 14, takes=180.0, within=20.0).in_time
    assert found.round(5).tolist() == [0.94883, 0.88835, 0.78295]
    assert found[1] - found[2] > 1.5 * (found[0] - found[1])


def test_patience_by_mandelbaum_and_zeltyn() -> None:
    found = some_give_up(48.0, 50, takes=60.0, within=20.0, patience=120.0)
    assert float(found.given_up) == pytest.approx(0.03091, abs=5e-6)
    assert float(found.seconds) == pytest.approx(3.709, abs=0.0006)
    assert float(found.given_up) * 48 * 2 == pytest.approx(2.968, abs=0.001)  # in queue: of 48 a minute, who wait two
    assert float(found.occupancy) == pytest.approx(0.9303, abs=5e-5)
    assert float(all_wait(48.0, 50, takes=60.0, within=20.0).seconds) == pytest.approx(20.8, abs=0.05)
    fewer = all_wait(48.0 * (1 - 0.031), 50, takes=60.0, within=20.0)
    assert float(fewer.seconds) == pytest.approx(8.8, abs=0.06)


@given(st.floats(0.5, 300.0), st.floats(1.05, 1.4), st.floats(20.0, 900.0))
def test_endless_patience_is_all_wait(load: float, more: float, takes: float) -> None:
    people = int(load * more) + 2
    there = some_give_up(load, people, takes=takes, within=20.0, patience=1e9)
    other = all_wait(load, people, takes=takes, within=20.0)
    assert float(there.in_time) == pytest.approx(float(other.in_time), abs=5e-3)
    assert float(there.delayed) == pytest.approx(float(other.delayed), abs=5e-3)


@given(st.floats(0.2, 400.0), st.floats(0.3, 3.0), st.floats(10.0, 600.0), st.floats(0.0, 120.0))
def test_who_gives_up_is_what_is_not_served(load: float, ratio: float, patience: float, within: float) -> None:
    people = max(1, round(load * ratio))
    found = some_give_up(load, people, takes=180.0, within=within, patience=patience)
    assert float(found.occupancy) * people == pytest.approx(load * (1 - float(found.given_up)), rel=1e-6)
    assert 0 <= float(found.in_time) <= 1 - float(found.given_up) + 1e-9


@given(
    st.floats(0.1, 200.0),
    st.sampled_from([None, 60.0, 300.0]),
    st.sampled_from([0.7, 0.8, 0.95]),
    st.sampled_from([0.8, 1.0]),
)
def test_the_fewest_are_enough_and_one_less_is_not(
    load: float, patience: float | None, share: float, busy: float
) -> None:
    (people,) = agents(load, takes=240.0, within=20.0, share=share, patience=patience, most_busy=busy)
    enough = waiting(load, people, takes=240.0, within=20.0, patience=patience)
    assert enough.in_time >= share
    assert enough.occupancy <= busy + 1e-9
    if people > 1:
        fewer = waiting(load, people - 1, takes=240.0, within=20.0, patience=patience)
        assert fewer.in_time < share or fewer.occupancy > busy


def test_one_large_site_needs_fewer_than_two_or_four() -> None:
    whole, half, quarter = (int(agents(each, takes=180.0, within=20.0, share=0.8)[0]) for each in (20.0, 10.0, 5.0))
    assert (whole, 2 * half, 4 * quarter) == (24, 28, 32)


def test_nobody_calls_and_nobody_is_needed() -> None:
    assert agents([0.0, 0.0], takes=180.0, within=20.0, share=0.8).tolist() == [0, 0]
    assert float(delayed(0.0, 0)) == 0.0


@pytest.mark.parametrize("share", [0.0, 1.0, 1.2])
def test_all_calls_in_time_cannot_be_asked_for(share: float) -> None:
    with pytest.raises(ValueError, match="cannot be asked for"):
        agents(1.0, takes=180.0, within=20.0, share=share)


def test_a_queue_that_is_played_through() -> None:
    """Forty thousand calls, each with its own patience, taken in turn by ten agents."""
    draw = np.random.default_rng(3)
    load, people, takes, patience, calls = 9.5, 10, 180.0, 150.0, 40_000
    came = np.cumsum(draw.exponential(takes / load, calls))
    lasts, stays = draw.exponential(takes, calls), draw.exponential(patience, calls)
    free, gone, in_time, waited = [0.0] * people, 0, 0, 0.0
    for at, length, leaves in zip(came.tolist(), lasts.tolist(), stays.tolist(), strict=True):
        wait = max(0.0, free[0] - at)
        if wait > leaves:
            gone, waited = gone + 1, waited + leaves
            continue
        heapq.heapreplace(free, at + wait + length)
        in_time, waited = in_time + (wait <= 20.0), waited + wait
    found = some_give_up(load, people, takes=takes, within=20.0, patience=patience)
    assert gone / calls == pytest.approx(float(found.given_up), abs=0.012)
    assert in_time / calls == pytest.approx(float(found.in_time), abs=0.02)
    assert waited / calls == pytest.approx(float(found.seconds), abs=1.8)


@given(
    st.floats(0.1, 200.0),
    st.sampled_from([Aim(seconds=15.0), Aim(share=0.8, given_up=0.03), Aim(given_up=0.05), Aim(most_busy=0.85)]),
    st.sampled_from([None, 90.0]),
)
def test_any_aim_is_met_by_the_fewest_and_not_by_one_less(load: float, aim: Aim, patience: float | None) -> None:
    (people,) = fewest(load, aim, takes=240.0, patience=patience)
    assert aim.is_met(waiting(load, people, takes=240.0, within=20.0, patience=patience))
    if people > 1 and (patience or people - 1 > load):
        assert not aim.is_met(waiting(load, people - 1, takes=240.0, within=20.0, patience=patience))


@given(st.floats(0.1, 300.0), st.floats(1.0, 1.5), st.sampled_from([None, 60.0, 400.0]))
def test_more_load_never_needs_fewer_and_more_agents_never_serve_worse(
    load: float, times: float, patience: float | None
) -> None:
    few, many = fewest([load, load * times], Aim(share=0.8), takes=200.0, patience=patience).tolist()
    assert few <= many
    served = [waiting(load, few + more, takes=200.0, within=20.0, patience=patience) for more in range(4)]
    assert np.all(np.diff([float(each.in_time) for each in served]) >= -1e-9)


@given(st.lists(st.floats(0.05, 40.0), min_size=2, max_size=6), st.sampled_from([None, 120.0]))
def test_one_queue_never_needs_more_than_its_parts(loads: list[float], patience: float | None) -> None:
    split = fewest(loads, Aim(share=0.8), takes=300.0, patience=patience).sum()
    assert fewest(sum(loads), Aim(share=0.8), takes=300.0, patience=patience)[0] <= split


def test_what_nobody_can_reach_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="cannot be asked for"):
        Aim(share=1.0)
