"""How surprising a silence is: the formula, other ways to the same chance, and silences as rare as is said."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.silence.surprise import surprise

POSITIVE = st.floats(0.01, 500)


@given(st.integers(0, 500), POSITIVE, POSITIVE, POSITIVE, POSITIVE)
def test_it_is_the_closed_form(x: int, tx: float, gap: float, r: float, alpha: float) -> None:
    said = surprise(x, tx, tx + gap, r, alpha)
    assert said == pytest.approx((r + x) * np.log((alpha + tx + gap) / (alpha + tx)), rel=1e-9)


@given(st.integers(0, 200), POSITIVE, POSITIVE, st.floats(0.05, 50), POSITIVE, st.integers(1, 12))
def test_a_regular_gap_is_judged_by_its_own_shape(
    x: int, tx: float, gap: float, r: float, alpha: float, k: int
) -> None:
    """The gap over the rate is spread as a beta curve of the second kind; its tail by scipy."""
    from scipy.special import betainc

    behind = alpha + k * tx
    chance = betainc(r + k * x, k, behind / (behind + k * gap))
    if chance > 1e-250:
        assert surprise(x, tx, tx + gap, r, alpha, k) == pytest.approx(-np.log(chance), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("k", [1, 3, 8])
def test_silences_of_those_who_are_there_are_as_rare_as_is_said(k: int) -> None:
    rng = np.random.default_rng(k)
    r, alpha, accounts, x = 1.5, 12.0, 40_000, 6
    rates = rng.gamma(r, 1 / alpha, accounts)
    gaps = rng.gamma(k, 1 / rates[:, None], (accounts, x + 1)) / k
    before = gaps[:, :x].sum(axis=1)
    chances = np.exp(-surprise(np.full(accounts, x), before, before + gaps[:, x], r, alpha, k))
    for share in (0.5, 0.1, 0.01):
        assert np.mean(chances <= share) == pytest.approx(share, rel=0.12)


@given(st.integers(0, 50), POSITIVE, POSITIVE, st.integers(1, 12))
def test_longer_is_more_surprising_and_nothing_is_no_surprise(x: int, tx: float, gap: float, k: int) -> None:
    none, some, more = surprise([x] * 3, [tx] * 3, [tx, tx + gap, tx + 2 * gap], 0.8, 9.0, k)
    assert none == 0
    assert none <= some <= more + 1e-12
    assert k > 1 or some < more


def test_who_came_more_often_in_the_same_time_surprises_more() -> None:
    said = surprise([1, 5, 25], [100.0] * 3, [130.0] * 3, 1.0, 10.0)
    assert np.all(np.diff(said) > 0)


def test_missing_figures_stay_missing() -> None:
    assert np.isnan(surprise([np.nan, 1], [1, 1], [2, 2], 1.0, 1.0)).tolist() == [True, False]


@pytest.mark.parametrize(
    ("x", "tx", "now", "r", "alpha", "k"),
    [(1, 5, 4, 1, 1, 1), (-1, 0, 4, 1, 1, 1), (1, -1, 4, 1, 1, 1), (1, 1, 4, 0, 1, 1), (1, 1, 4, 1, 1, 13)],
)
def test_what_cannot_be_is_refused(x: float, tx: float, now: float, r: float, alpha: float, k: int) -> None:
    with pytest.raises(ValueError, match=r"no rhythm|nobody comes"):
        surprise([x], [tx], [now], r, alpha, k)
