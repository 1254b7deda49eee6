"""Slowing down: held to the beta-binomial itself, and to worlds where it is known who slowed, and where nobody did."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truegreen.stats.discoveries import benjamini_hochberg
from truegreen.stats.silence.slowing import PARTS, STRETCH, WINDOWS, slowing
from truegreen.stats.silence.window import LEAST, SHARE, WIDER, tails

Floats = np.ndarray
STRETCHES = 24


def poisson(draw: np.random.Generator, accounts: int, times: Floats, every: float = 15.0, k: int = 1) -> Floats:
    """Draw comings by stretch: each account by a rate of its own, times as many in each stretch; k times as evenly."""
    rates = draw.gamma(3.0, STRETCH / (3.0 * every), (accounts, 1))
    return np.asarray(
        np.floor(draw.poisson(k * rates * times, (accounts, times.shape[-1])) / k + draw.random((accounts, 1)))
    )


def named(came: Floats, promise: float = 0.1, time: Floats | None = None) -> Floats:
    found = slowing(came, np.ones(came.shape) if time is None else time)
    return np.flatnonzero(np.where(np.isnan(found.adjusted), 1.0, found.adjusted) <= promise)


@pytest.mark.parametrize("moves", [0.0, 0.003, 0.05])
def test_chances_of_so_few_are_those_of_the_beta_binomial(moves: float) -> None:
    from scipy.stats import betabinom, binom

    total, share = np.array([40.0, 8.0, 300.0]), np.array([0.125, 0.25, 0.5])
    *_, (chance, at_most) = tails(total, share, moves, 7)
    size = (1 - moves) / moves if moves else 1.0
    law = betabinom(total, share * size, (1 - share) * size) if moves else binom(total, share)
    assert chance == pytest.approx(law.pmf(7), rel=2e-4)
    assert at_most == pytest.approx(law.cdf(7), rel=2e-4)


def test_an_account_is_held_against_its_own_pace_and_that_of_all() -> None:
    steady = np.tile([[3.0] * 16], (200, 1))
    steady[:, -2:] = 6.0  # a season of all: twice as many come
    steady[0, -2:] = 2.0, 1.0
    found = slowing(steady, np.ones(steady.shape))
    assert found.pace[-1] / found.pace[0] == pytest.approx(2.0, rel=0.02)
    assert (found.came[0], round(float(found.due[0]))) == (3, 12)
    assert int(found.recent[0]) * STRETCH == 60
    share = found.pace[-2:].sum() / found.pace.sum()
    *_, (_, exact) = tails(np.array([45.0]), np.array([share]), found.moves[0], 3)
    assert found.p[0] == pytest.approx(exact[0] / PARTS[0], rel=1e-6)
    assert np.all(found.p[1:] == 1)


def test_time_that_did_not_go_by_is_no_slowing() -> None:
    came, time = np.tile([[12.0] * 16], (60, 1)), np.ones((60, 16))
    came[:6, -2:], time[:6, -2:] = 3.0, 0.25  # of these, the feed was out for three weeks of four
    assert named(came).tolist() == [0, 1, 2, 3, 4, 5]
    assert named(came, time=time).size == 0


def test_an_account_that_was_as_low_a_year_before_has_a_season_of_its_own() -> None:
    draw = np.random.default_rng(4)
    came = poisson(draw, 300, np.ones(STRETCHES), every=4.0)
    came[:2] = 8.0
    came[:2, -2:] = 1.0
    came[0, -14:-12] = 1.0
    assert named(came).tolist() == [1]


@pytest.mark.parametrize(
    ("times", "most"),
    [
        (lambda draw: np.ones((400, STRETCHES)), 1),
        (lambda draw: np.linspace(0.5, 1.5, STRETCHES) * np.ones((400, 1)), 1),
        (lambda draw: np.linspace(1.4, 0.6, STRETCHES) * np.ones((400, 1)), 1),
        (lambda draw: 1 + 0.4 * np.sin(np.arange(STRETCHES) / 2) * np.ones((400, 1)), 1),
        (lambda draw: np.exp(0.3 * draw.normal(size=(400, STRETCHES))), 1),
        (lambda draw: np.where((np.arange(STRETCHES) + draw.integers(0, 12, (400, 1))) % 12 < 2, 0.2, 1.0), 1),
    ],
    ids=["nothing", "growth", "a shrinking market", "a season", "paces that move", "seasons of their own"],
)
@pytest.mark.parametrize("k", [1, 3])
def test_where_nobody_slows_hardly_anybody_is_named(times: Callable[..., Floats], most: int, k: int) -> None:
    """Twelve lists of 400 accounts: a tenth of lists may hold a name, by the promise."""
    wrong = []
    for seed in range(12):
        draw = np.random.default_rng(seed)
        wrong.append(len(named(poisson(draw, 400, times(draw), every=8.0, k=k))))
    assert np.sum(np.array(wrong) > 0) <= 2 * most
    assert sum(wrong) <= 4


@pytest.mark.parametrize(("left", "found"), [(0.0, 0.9), (0.1, 0.85), (0.2, 0.75), (0.4, 0.2)])
def test_planted_slowings_are_found_and_no_more_is_wrong_than_was_promised(left: float, found: float) -> None:
    hits = wrong = planted = 0
    for seed in range(4):
        draw = np.random.default_rng(seed)
        times = np.ones((500, STRETCHES))
        slower = draw.random(500) < 0.05
        times[slower, -4:] = left
        names = named(poisson(draw, 500, times, every=4.0))
        hits, wrong, planted = hits + slower[names].sum(), wrong + (~slower[names]).sum(), planted + slower.sum()
    assert hits / planted >= found
    assert wrong <= 0.1 * (hits + wrong) + 2


def test_the_planted_few_hardly_count_for_how_far_paces_move() -> None:
    times = np.ones((500, STRETCHES))
    times[:40, -4:] = 0.1
    assert slowing(poisson(np.random.default_rng(1), 500, times, every=4.0), np.ones((500, STRETCHES))).moves[1] < 0.01
    moving = np.exp(0.3 * np.repeat(np.random.default_rng(2).normal(size=(500, STRETCHES // 4)), 4, axis=1))
    moved = slowing(poisson(np.random.default_rng(1), 500, moving, every=4.0), np.ones((500, STRETCHES))).moves[1]
    assert 0.5 < moved / (WIDER * 0.09 * 0.25 * 0.75 * 0.25) < 6


def test_the_list_is_longer_than_by_chances_that_few_accounts_can_have() -> None:
    """Who comes so seldom that it cannot be named does not make the list of all others shorter."""
    draw = np.random.default_rng(7)
    came = np.concatenate(
        [poisson(draw, 60, np.ones(STRETCHES), every=3.0), poisson(draw, 900, np.ones(STRETCHES), every=30.0)]
    )
    came[:3, -2:] = [[3.0, 4.0]]
    found = slowing(came, np.ones(came.shape))
    assert np.nanmin(found.adjusted) < np.nanmin(benjamini_hochberg(found.p)) / 2


def test_false_entries_are_all_chances_that_accounts_can_have_added_up() -> None:
    """Each chance at most as small as the entry's, of every account and window, told one by one."""
    from scipy.stats import binom

    came = np.full((40, 16), 3.0) + np.arange(40)[:, None] % 3
    came[0, -2:] = 0.0
    found = slowing(came, np.ones(came.shape))
    assert found.moves == (0.0, 0.0, 0.0)
    false = 0.0
    for total in came.sum(axis=1):
        shares = [found.pace[-window:].sum() / found.pace.sum() for window in WINDOWS]
        told = [total * share >= LEAST for share in shares]
        for share, part, can in zip(shares, PARTS, told, strict=True):
            limit = found.p[0] * part / sum(each for each, known in zip(PARTS, told, strict=True) if known)
            for many in range(int(total) + 1) if can else ():
                by_half = many <= SHARE * (total - many) * share / (1 - share)
                if by_half and binom.cdf(many, total, share) <= limit * (1 + 1e-4):
                    false += binom.pmf(many, total, share)
    assert np.nanargmin(found.p) == 0
    assert found.adjusted[0] == pytest.approx(false / (1 - found.p[0]), rel=1e-3)


@settings(max_examples=25)
@given(st.integers(0, 1000))
def test_fewer_comings_never_make_a_slowing_less_likely(seed: int) -> None:
    draw = np.random.default_rng(seed)
    came = poisson(draw, 40, np.ones(STRETCHES), every=5.0)
    came[0, -2:] = 2.0
    fewer = came.copy()
    fewer[0, -2:] = 1.0
    first, then = (slowing(each, np.ones(each.shape)) for each in (came, fewer))
    if np.isnan(then.p[0]):  # so few came at all that nobody can tell
        assert fewer[0].sum() < came[0].sum()
        return
    assert np.isnan(first.p[0]) or then.p[0] <= first.p[0] * 1.2 + 1e-12  # the others are learned anew


def test_who_may_not_be_named_still_helps_to_learn() -> None:
    came = poisson(np.random.default_rng(3), 100, np.ones(STRETCHES), every=4.0)
    came[:2, -4:] = 0.0
    all_, some = slowing(came, np.ones(came.shape)), slowing(came, np.ones(came.shape), np.arange(100) != 0)
    assert all_.p.tolist() == some.p.tolist()
    assert np.isnan(some.adjusted[0])
    assert some.adjusted[1] < 0.01


def test_too_few_accounts_or_days_are_no_answer_and_not_a_wrong_one() -> None:
    few = slowing(np.ones((5, 24)), np.ones((5, 24)))
    assert "20 are needed" in few.why
    assert np.isnan(few.p).all()
    assert slowing(np.zeros((30, 24)), np.ones((30, 24))).why
    assert slowing(np.ones((30, 3)), np.ones((30, 3))).why
    young = np.zeros((30, 24))
    young[:, -3:] = 1.0
    assert slowing(young, young).why
    assert slowing(np.zeros((0, 24)), np.zeros((0, 24))).why


def test_while_nobody_comes_at_all_nobody_slowed() -> None:
    came = poisson(np.random.default_rng(3), 100, np.ones(STRETCHES), every=4.0)
    came[:, -2:] = 0.0
    assert named(came).size == 0


@pytest.mark.parametrize(
    ("came", "time"),
    [([1.0, 2.0], [1.0, 2.0]), ([[1.0]], [[1.0, 2.0]]), ([[-1.0]], [[1.0]]), ([[np.nan]], [[1.0]]), ([[0.5]], [[1.0]])],
)
def test_what_is_no_table_of_comings_is_refused(came: object, time: object) -> None:
    with pytest.raises(ValueError, match="tables by account and stretch"):
        slowing(np.array(came), np.array(time))
    with pytest.raises(ValueError, match="judged or not"):
        slowing(np.ones((30, 24)), np.ones((30, 24)), [True])
