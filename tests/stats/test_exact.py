"""Exact answers are the published ones and keep their promise for every share."""

from __future__ import annotations

from math import comb, exp, factorial, inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.exact import (
    clopper_pearson,
    poisson_interval,
    poisson_p,
    poisson_tail,
    rate_ratio,
    share_p,
    share_tail,
)


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(81, 263, 0.2527, 0.3676), (15, 148, 0.0578, 0.1617), (0, 20, 0.0, 0.1684), (1, 29, 0.0009, 0.1776)],
)
def test_exact_intervals_are_the_published_ones(count: int, total: int, low: float, high: float) -> None:
    """Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 5."""
    assert clopper_pearson(count, total) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("total", [5, 20, 60])
def test_an_exact_interval_never_holds_less_than_it_promises(total: int) -> None:
    ends = [clopper_pearson(count, total) for count in range(total + 1)]
    for share in (each / 200 for each in range(1, 200)):
        chances = [comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(total + 1)]
        held = sum(p for p, (low, high) in zip(chances, ends, strict=True) if low <= share <= high)
        assert held >= 0.95 - 1e-12


@given(st.integers(0, 60), st.integers(0, 60), st.floats(0, 1))
def test_tails_are_sums_of_chances(count: int, more: int, share: float) -> None:
    total = count + more
    chances = [comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(total + 1)]
    assert float(share_tail(count, total, share, above=True)) == pytest.approx(sum(chances[count:]), abs=1e-12)
    assert float(share_tail(count, total, share, above=False)) == pytest.approx(sum(chances[: count + 1]), abs=1e-12)


def test_tails_come_for_whole_arrays_and_for_cells_without_rows() -> None:
    tails = share_tail([0, 3, 5], [0, 5, 5], 0.5, above=True)
    assert tails.tolist() == pytest.approx([1, 0.5, 1 / 32])
    assert share_tail([700_000], [10**6], 0.75, above=False)[0] == 0
    assert share_tail([749_000], [10**6], 0.75, above=False)[0] == pytest.approx(0.0105, abs=0.0005)


@given(st.integers(0, 40), st.integers(0, 40), st.sampled_from([0.1, 0.25, 0.5, 0.8]))
def test_the_binomial_test_adds_up_all_that_is_no_likelier(count: int, more: int, share: float) -> None:
    total = count + more
    chances = [comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(total + 1)]
    no_likelier = sum(p for p in chances if p <= chances[count] * (1 + 1e-7))
    assert share_p(count, total, share) == pytest.approx(min(1, no_likelier), abs=1e-9)


@given(st.integers(0, 60), st.floats(0.01, 30))
def test_the_poisson_test_adds_up_all_that_is_no_likelier(count: int, expected: float) -> None:
    chances = [exp(-expected) * expected**k / factorial(k) for k in range(130)]
    no_likelier = sum(p for p in chances if p <= chances[count] * (1 + 1e-7))
    assert poisson_p(count, expected) == pytest.approx(min(1, no_likelier), abs=1e-9)
    tail = float(poisson_tail(count, expected, above=True))
    assert tail == pytest.approx(sum(chances[count:]), abs=1e-12)
    assert tail + float(poisson_tail(count, expected, above=False)) == pytest.approx(1 + chances[count])


def test_rates_are_those_of_r() -> None:
    """R's help of poisson.test: 137 cases of leukaemia in 24.19893; 11/800 against 21/3011 bites."""
    assert poisson_interval(137, 24.19893) == pytest.approx((4.753125, 6.692709), abs=5e-7)
    assert poisson_p(137, 24.19893) < 2.2e-16
    ratio = rate_ratio(11, 800, 6 + 8 + 7, 1083 + 1050 + 878)
    assert ratio is not None
    assert (ratio.value, ratio.low, ratio.high) == pytest.approx((1.971488, 0.8584264, 4.2772659), abs=5e-7)
    assert share_p(11, 32, 800 / 3811) == pytest.approx(0.07967, abs=5e-6)


def test_no_event_at_all_has_an_upper_end() -> None:
    """The rule of three: nothing in n rows leaves up to 3/n open, one-sided."""
    assert poisson_interval(0, 100, 0.90)[1] == pytest.approx(0.03, abs=1e-4)


@given(st.integers(0, 30), st.integers(0, 30), st.floats(0.1, 100), st.floats(0.1, 100))
def test_the_two_sides_of_a_rate_ratio_mirror_each_other(a: int, b: int, here: float, there: float) -> None:
    one, other = rate_ratio(a, here, b, there), rate_ratio(b, there, a, here)
    if one is None or other is None:
        assert a == b == 0
        return
    assert one.p == pytest.approx(other.p)
    assert one.low == pytest.approx(1 / other.high if other.high < inf else 0, rel=1e-6)
    assert one.p is not None
    assert (one.p < 0.05) == (not one.low <= 1 <= one.high) or one.p == pytest.approx(0.05)


@pytest.mark.slow
def test_equal_rates_are_told_apart_at_most_5_times_in_100() -> None:
    draws = np.random.default_rng(1).poisson([8, 16], (3000, 2))
    found = [rate_ratio(int(a), 1, int(b), 2) for a, b in draws]
    assert np.mean([each is not None and each.p is not None and each.p < 0.05 for each in found]) <= 0.05


def test_what_is_no_count_is_refused() -> None:
    with pytest.raises(ValueError, match="3 of 2 is no share"):
        clopper_pearson(3, 2)
    with pytest.raises(ValueError, match="more hits than rows"):
        share_tail([3], [2], 0.5, above=True)
    with pytest.raises(ValueError, match="more hits than rows"):
        share_tail([float("nan")], [2], 0.5, above=True)
    with pytest.raises(ValueError, match="are no rate"):
        poisson_interval(1, 0)
    with pytest.raises(ValueError, match="below nought"):
        poisson_tail(-1, 1, above=True)
    with pytest.raises(ValueError, match="nothing to hold"):
        poisson_p(1, 0)
    with pytest.raises(ValueError, match="exposures above it"):
        rate_ratio(1, 0, 1, 1)
    assert share_p(0, 5, 0) == 1
    assert share_p(1, 5, 0) == 0
