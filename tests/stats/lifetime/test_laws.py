"""Laws of lifetimes that hold whatever the parameters and the records."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truegreen.stats.lifetime.bg_nbd import BgNbd
from truegreen.stats.lifetime.gamma_gamma import GammaGamma
from truegreen.stats.lifetime.mbg_nbd import MbgNbd
from truegreen.stats.lifetime.pareto_nbd import ParetoNbd
from truegreen.stats.lifetime.renewals import of_lifetimes, of_survivors
from truegreen.stats.lifetime.residual import to_come
from truegreen.stats.lifetime.retention import Retention, shifted_beta_geometric

SIZES = st.floats(0.1, 20)
LIVES = st.tuples(st.integers(1, 40), st.floats(0.05, 1), st.floats(1, 100)).map(
    lambda each: (each[0], each[1] * each[2], each[2])
)  # fmt: skip


@given(SIZES, SIZES, SIZES, SIZES, LIVES, st.floats(0, 50), st.floats(0.1, 30))
def test_a_longer_gap_leaves_less_hope(
    r: float, alpha: float, a: float, b: float, life: tuple[int, float, float], more: float, ahead: float
) -> None:
    repeats, last, age = life
    for model in (MbgNbd(r=r, alpha=alpha, a=a, b=b), BgNbd(r=r, alpha=alpha, a=a, b=b),
                  ParetoNbd(r=r, alpha=alpha, s=a, beta=b)):  # fmt: skip
        now, later = model.alive(repeats, last, age), model.alive(repeats, last, age + more)
        assert -1e-12 <= later <= now * (1 + 1e-9) <= 1 + 1e-9
        often = model.expected([ahead, 2 * ahead], repeats, last, age)
        assert 0 <= often[0] <= often[1] * (1 + 1e-9)
        assert often[1] <= 2 * ahead * (r + repeats) / (alpha + age) * (1 + 1e-6)


@given(SIZES, SIZES, st.floats(0.5, 2), st.integers(1, 30))
def test_retention_is_what_is_left_of_those_who_were_there(alpha: float, beta: float, shape: float, at: int) -> None:
    kept = Retention(alpha=alpha, beta=beta, shape=shape)
    stay = kept.survival(np.arange(at + 1))
    assert np.all(np.diff(stay) <= 1e-15)
    assert kept.retention(at) == pytest.approx(stay[at] / stay[at - 1], rel=1e-6)
    plain = Retention(alpha=alpha, beta=beta).retention(np.arange(1, at + 2))
    assert np.all(np.diff(plain) >= -1e-15)


@settings(max_examples=25)
@given(SIZES, SIZES, st.integers(1, 12), st.floats(0.05, 1))
def test_closed_forms_are_their_sums_and_waiting_costs(alpha: float, beta: float, at: int, discount: float) -> None:
    kept = Retention(alpha=alpha, beta=beta)
    summed = kept.within(at, discount, 700)
    assert kept.residual(at, discount) == pytest.approx(summed, rel=1e-6)
    assert kept.lifetime(discount) == pytest.approx(1 + kept.residual(1, discount) / (1 + discount), rel=1e-9)
    assert kept.residual(at, discount) <= kept.residual(at + 1, discount) * (1 + 1e-12)
    assert kept.residual(at, discount * 2) <= kept.residual(at, discount)
    assert to_come(kept, [at, at], discount, 30).payments == pytest.approx([kept.within(at, discount, 30)] * 2)


@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=1, max_size=30))
def test_cohorts_add_up_in_any_order(lives: list[tuple[int, bool]]) -> None:
    periods, left = (np.array(each) for each in zip(*lives, strict=True))
    half = len(lives) // 2
    whole = of_lifetimes(periods, left)
    parts = of_lifetimes(periods[:half], left[:half]) + of_lifetimes(periods[half:], left[half:])
    turned = of_lifetimes(periods[::-1], left[::-1])
    for each in (parts, turned):
        assert each.at_risk == pytest.approx(whole.at_risk)
        assert each.lost == pytest.approx(whole.lost)
    assert whole.left == left.sum()


@settings(max_examples=8)
@given(st.integers(2, 50))
def test_a_cohort_many_times_over_is_the_cohort(times: int) -> None:
    survivors = np.array([100, 70, 55, 47, 42])
    one, many = (shifted_beta_geometric(of_survivors(survivors * by)) for by in (1, times))
    assert isinstance(one, Retention)
    assert isinstance(many, Retention)
    assert (many.alpha, many.beta) == pytest.approx((one.alpha, one.beta), rel=1e-4)


@given(st.floats(0.5, 20), st.floats(1.1, 20), st.floats(0.1, 100), st.integers(1, 50), st.floats(0.1, 500))
def test_spending_lies_between_ones_own_and_that_of_all(p: float, q: float, v: float, times: int, mean: float) -> None:
    model = GammaGamma(p=p, q=q, v=v)
    once, often = model.expected([times, times + 50], mean)
    low, high = sorted((mean, model.mean))
    assert low * (1 - 1e-9) <= once <= high * (1 + 1e-9)
    assert abs(often - mean) <= abs(once - mean) * (1 + 1e-9)
    assert GammaGamma(p=p, q=q, v=v * 7).expected(times, mean * 7) == pytest.approx(once * 7)
