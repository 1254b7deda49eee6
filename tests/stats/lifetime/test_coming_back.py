"""Customers without a contract: three models of coming back, held to laws, to planted truth and to other programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.lifetime import bg_nbd as bg
from truegreen.stats.lifetime import mbg_nbd as mbg
from truegreen.stats.lifetime import pareto_nbd as pareto
from truegreen.stats.lifetime.histories import Thin, histories
from truegreen.stats.lifetime.planted import come_back

FITS: list[Callable[..., Any]] = [mbg.mbg_nbd, bg.bg_nbd, pareto.pareto_nbd]
FULL = mbg.MbgNbd(r=0.5, alpha=6.0, a=0.9, b=1.6)
SMALL = bg.BgNbd(r=0.24, alpha=4.4, a=0.8, b=2.4)
TIMED = pareto.ParetoNbd(r=0.55, alpha=10.6, s=0.6, beta=11.7)
MODELS = [FULL, SMALL, TIMED]
WORLD = come_back(600, r=0.8, alpha=5.0, a=0.8, b=2.5, age=52.0, seed=3)
lives = st.tuples(st.integers(1, 60), st.floats(0.1, 1), st.floats(1, 500)).map(
    lambda each: (each[0], each[1] * each[2], each[2])
)  # fmt: skip


@pytest.mark.parametrize("module", [mbg, bg, pareto])
@pytest.mark.parametrize("at", [(0.5, 6.0, 0.9, 1.6), (2.0, 0.3, 3.0, 0.2), (0.1, 40.0, 0.2, 90.0)])
def test_slopes_are_those_of_the_height(module: Any, at: tuple[float, ...]) -> None:
    seen, point = histories(*WORLD[:3]), np.array(at)
    slope = module.log_likelihood(seen, point)[1]
    for place in range(4):
        step = np.zeros(4)
        step[place] = 1e-5 * point[place]
        up, down = (module.log_likelihood(seen, point + way * step)[0] for way in (1, -1))
        assert (up - down) / (2 * step[place]) == pytest.approx(slope[place], rel=1e-4, abs=1e-3)


@pytest.mark.parametrize("fit", FITS)
def test_equal_histories_weigh_as_often_as_they_occur(fit: Callable[..., Any]) -> None:
    repeats, last, age = (each[:100] for each in WORLD[:3])
    many = fit(*(np.repeat(each, 3) for each in (repeats, last, age)))
    once = fit(repeats, last, age, np.full(100, 3.0))
    assert many.r == pytest.approx(once.r, rel=1e-9)
    assert many.fitted.likelihood == pytest.approx(once.fitted.likelihood)


@pytest.mark.parametrize("fit", FITS)
def test_the_unit_of_time_does_not_matter(fit: Callable[..., Any]) -> None:
    repeats, last, age = WORLD[:3]
    weeks, days = fit(repeats, last, age), fit(repeats, last * 7, age * 7)
    assert days.alpha == pytest.approx(weeks.alpha * 7, rel=1e-4)
    assert days.alive(2, 70, 140) == pytest.approx(weeks.alive(2, 10, 20), abs=1e-5)
    assert days.expected(70, 2, 70, 140) == pytest.approx(weeks.expected(10, 2, 10, 20), abs=1e-4)


@pytest.mark.parametrize("model", MODELS)
@given(lives)
def test_the_longer_nobody_came_the_likelier_gone(model: Any, one: tuple[int, float, float]) -> None:
    repeats, last, age = one
    now, later = model.alive(repeats, last, age), model.alive(repeats, last, age * 1.5)
    assert 0 <= later <= now <= 1
    assert 0 <= model.expected(5, repeats, last, age) <= model.expected(50, repeats, last, age)


@pytest.mark.parametrize("model", [FULL, SMALL])
def test_expectations_have_no_gap_where_a_is_one(model: Any) -> None:
    at = [type(model)(r=0.5, alpha=6.0, a=a, b=1.6).expected(20, 3, 9.0, 12.0) for a in (0.999, 1.0, 1.001)]
    assert at[0] > at[1] > at[2]
    assert at[1] == pytest.approx((at[0] + at[2]) / 2, rel=1e-5)


def test_expectations_have_no_gap_where_s_is_one() -> None:
    at = [pareto.ParetoNbd(r=0.5, alpha=6.0, s=s, beta=9.0).expected_of_new(20) for s in (0.999, 1.0, 1.001)]
    assert at[1] == pytest.approx((at[0] + at[2]) / 2, rel=1e-6)


def test_who_never_came_back_may_be_gone_but_not_under_bg_nbd() -> None:
    assert FULL.alive(0, 0, 500) < FULL.alive(0, 0, 5) < 0.7
    assert TIMED.alive(0, 0, 500) < 0.1
    assert SMALL.alive(0, 0, 500) == 1


def test_an_hour_after_the_last_visit_nobody_is_gone_under_pareto_nbd() -> None:
    assert TIMED.alive(3, 20.0, 20.0) == 1


def test_customers_who_come_very_often_are_told_too() -> None:
    chances = TIMED.alive([400, 500, 500], [5, 1, 36.9], [6, 37, 37])
    assert np.all(np.isfinite(chances))
    assert chances[0] < 0.01
    assert chances[1] < 1e-6
    assert chances[2] > 0.3


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("repeats", [171, 500, 3000])
def test_what_is_expected_of_them_is_a_number(model: Any, repeats: int) -> None:
    now, later = model.expected([39.0, 1000.0], repeats, 29.99, 30.0)
    assert 0.3 * repeats < now < 1.4 * repeats
    assert now < later < 40 * repeats


@pytest.mark.parametrize("fit", FITS)
def test_where_nobody_came_back_nothing_is_fitted(fit: Callable[..., Any]) -> None:
    found = fit(np.zeros(50), np.zeros(50), np.full(50, 9.0))
    assert found == Thin("nobody came back, so that nothing says how often anybody would", 50, 0)
    assert isinstance(fit([3], [4.0], [5.0]), Thin)
    assert isinstance(fit([], [], []), Thin)


@pytest.mark.parametrize("fit", FITS)
def test_where_nobody_is_gone_it_says_what_ran_to_the_edge(fit: Callable[..., Any]) -> None:
    found = fit([10, 11, 12, 9] * 50, [9.99, 9.9, 9.8, 9.95] * 50, [10.0] * 200)
    assert found.fitted.edge
    assert found.alive(10, 9.99, 10) > 0.9


@pytest.mark.parametrize("wrong", [(1, 5, 4), (-1, 1, 4), (0, 1, 4), (1.5, 1, 4), (1, 1, np.inf), (1, np.nan, 4)])
def test_what_is_no_history_is_refused(wrong: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="a history has"):
        histories(*wrong)
    with pytest.raises(ValueError, match="a history has"):
        FULL.alive(*wrong)


def test_weights_are_refused_that_do_not_fit() -> None:
    with pytest.raises(ValueError, match="weight"):
        histories([1, 2], [1, 2], [3, 3], [1])


def test_planted_customers_are_found_again() -> None:
    found = mbg.mbg_nbd(*come_back(6000, r=0.8, alpha=5.0, a=0.8, b=2.5, age=104.0, seed=1)[:3])
    assert isinstance(found, mbg.MbgNbd)
    assert found.fitted is not None
    errors = np.sqrt(np.diag(found.fitted.covariance))
    off = np.log([found.r / 0.8, found.alpha / 5.0, found.a / 0.8, found.b / 2.5]) / errors
    assert np.all(np.abs(off) < 3)
    assert np.all(errors < 0.3)


def test_chances_to_be_there_are_calibrated() -> None:
    world = come_back(20_000, r=0.8, alpha=5.0, a=0.8, b=2.5, age=52.0, seed=5)
    model = mbg.MbgNbd(r=0.8, alpha=5.0, a=0.8, b=2.5)
    chances = model.alive(*world[:3])
    there = world.there
    for low in np.arange(0, 1, 0.2):
        fifth = (chances >= low) & (chances < low + 0.2)
        assert np.mean(there[fifth]) == pytest.approx(np.mean(chances[fifth]), abs=0.04)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("model", "peer", "names"),
    [(FULL, "ModifiedBetaGeoFitter", ("r", "alpha", "a", "b")), (SMALL, "BetaGeoFitter", ("r", "alpha", "a", "b")),
     (TIMED, "ParetoNBDFitter", ("r", "alpha", "s", "beta"))],
)  # fmt: skip
def test_another_program_says_the_same(model: Any, peer: str, names: tuple[str, ...]) -> None:
    other = getattr(pytest.importorskip("lifetimes"), peer)()
    other.params_ = pytest.importorskip("pandas").Series({each: getattr(model, each) for each in names})
    world = WORLD[:3]
    chances = other.conditional_probability_alive(*world)
    np.testing.assert_allclose(model.alive(*world), chances, rtol=1e-6, atol=1e-9)
    often = other.conditional_expected_number_of_purchases_up_to_time(26, *world)
    np.testing.assert_allclose(model.expected(26, *world), often, rtol=1e-6, atol=1e-9)
    often = other.expected_number_of_purchases_up_to_time(np.array([1.0, 26.0]))
    np.testing.assert_allclose(model.expected_of_new([1, 26]), often, rtol=1e-6)
