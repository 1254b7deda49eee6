"""Whether accounts are still there: said as often as it is so, in worlds of chance and of regular gaps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.signals.silence_worlds import World, area, dropping_out, stopping
from truegreen.stats.discoveries import listed
from truegreen.stats.lifetime.histories import Thin
from truegreen.stats.lifetime.mbg_nbd import MbgNbd, mbg_nbd
from truegreen.stats.silence.gaps import expected, longer
from truegreen.stats.silence.regularity import just
from truegreen.stats.silence.staying import Staying, staying


def chances(world: World, k: int) -> np.ndarray:
    regular = just(k, world.now.size)
    fit = staying(world.counts, world.last, world.now, regular)
    assert isinstance(fit, Staying)
    return np.asarray(fit.alive(world.counts, world.last, world.now, regular))


@pytest.mark.parametrize("k", [1, 3])
@pytest.mark.parametrize("world", [stopping, dropping_out])
def test_of_those_said_to_be_there_with_some_chance_as_many_are(world: object, k: int) -> None:
    assert callable(world)
    drawn = world(k, accounts=10_000, seed=5)
    said = chances(drawn, k)
    for low, high in ((0.0, 0.1), (0.1, 0.4), (0.4, 0.7), (0.7, 0.9), (0.9, 1.0)):
        among = (said >= low) & (said < high)
        luck = 3 * np.sqrt(said[among].mean() * (1 - said[among].mean()) / among.sum())
        assert np.mean(drawn.there[among]) == pytest.approx(said[among].mean(), abs=0.04 + luck), (low, high)


@pytest.mark.parametrize("k", [1, 3])
def test_a_list_holds_its_promise(k: int) -> None:
    world = stopping(k, seed=6)
    said = chances(world, k)
    found = listed(1 - said, 0.1)
    assert found.indices.size > 1_000
    assert np.mean(world.there[found.indices]) < 0.12


@pytest.mark.parametrize("k", [1, 3])
def test_where_nobody_stops_nobody_is_named(k: int) -> None:
    for seed in range(3):
        world = stopping(k, stop=0.0, accounts=1_000, seed=seed)
        assert listed(1 - chances(world, k), 0.1).indices.size <= 1


def test_those_who_stopped_stand_first() -> None:
    for k in (1, 3):
        world = stopping(k, seed=7)
        assert area(1 - chances(world, k), ~world.there) > area(world.now - world.last, ~world.there) + 0.001


def test_without_a_hazard_and_with_gaps_of_chance_it_is_mbg_nbd() -> None:
    world = dropping_out(seed=8, accounts=2_000)
    theirs = mbg_nbd(world.counts, world.last, world.now)
    assert isinstance(theirs, MbgNbd)
    same = Staying(r=theirs.r, alpha=theirs.alpha, a=theirs.a, b=theirs.b, hazard=0.0)
    history = world.counts, world.last, world.now
    assert same.alive(*history) == pytest.approx(theirs.alive(*history), abs=1e-12)
    fit = staying(*history)
    assert isinstance(fit, Staying)
    assert fit.alive(*history) == pytest.approx(theirs.alive(*history), abs=0.02)


@given(st.floats(0.05, 30), st.floats(0.1, 300), st.floats(0.0, 300), st.integers(1, 12))
def test_the_expected_gap_is_the_chance_of_longer_ones_added_up(r: float, rate: float, gap: float, k: int) -> None:
    """Added up over u with ln(1 + u k / A) in even steps; and the slopes by differences."""
    from scipy.integrate import simpson

    assume(abs(r - 1) > 0.01)
    steep = np.linspace(0, np.log1p(k * gap / rate), 4001)
    chance = longer(np.full(4001, r), np.full(4001, rate), rate * np.expm1(steep), k).value
    given_ = np.array([r]), np.array([rate]), np.array([k * gap]), k
    assert expected(*given_).value[0] == pytest.approx(
        simpson(chance * np.exp(steep), steep) * rate / k, rel=1e-5, abs=1e-6
    )
    for figure in (longer, expected):
        up, down = (figure(given_[0] * (1 + e), *given_[1:]).value[0] for e in (1e-5, -1e-5))
        assert figure(*given_).by_shape[0] * r == pytest.approx((up - down) / 2e-5, rel=1e-2, abs=1e-4 * (1 + gap))
        up, down = (figure(given_[0], given_[1] * (1 + e), *given_[2:]).value[0] for e in (1e-5, -1e-5))
        assert figure(*given_).by_rate[0] * rate == pytest.approx((up - down) / 2e-5, rel=1e-2, abs=1e-4 * (1 + gap))


@given(st.floats(0.1, 100))
def test_the_unit_of_time_changes_no_chance(unit: float) -> None:
    fit = Staying(r=1.5, alpha=20, a=0.3, b=20, hazard=0.001)
    other = Staying(r=1.5, alpha=20 * unit, a=0.3, b=20, hazard=0.001 / unit)
    x, last, now = np.array([3, 20, 0]), np.array([40.0, 200, 0]), np.array([90.0, 240, 50])
    assert other.alive(x, last * unit, now * unit, just(3, 3)) == pytest.approx(
        fit.alive(x, last, now, just(3, 3)), rel=1e-9
    )


def test_who_came_just_now_is_there_unless_it_stopped_by_coming() -> None:
    fit = Staying(r=1.5, alpha=20, a=0.0, b=20, hazard=0.001)
    assert fit.alive([5], [100], [100]) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("x", "last", "now"), [([3], [1.0], [2.0]), ([0, 0], [0, 0], [5, 5]), ([0, 1], [0, 0], [0, 0])]
)
def test_where_nobody_can_tell_it_says_why(x: list[int], last: list[float], now: list[float]) -> None:
    assert isinstance(staying(x, last, now), Thin)


def test_what_is_no_history_is_refused() -> None:
    with pytest.raises(ValueError, match="history"):
        staying([1, 2], [5, 6], [4, 7])
    with pytest.raises(ValueError, match="its chances of 7 sorts"):
        staying([1, 2], [3, 6], [4, 7], just(1, 3))


def test_who_may_be_regular_or_not_lies_between() -> None:
    fit = Staying(r=1.5, alpha=20, a=0.0, b=20, hazard=0.001)
    either = (just(1, 1) + just(6, 1)) / 2
    at_random, evenly, one = (fit.alive([20], [200], [240], each)[0] for each in (just(1, 1), just(6, 1), either))
    assert evenly < one < at_random
