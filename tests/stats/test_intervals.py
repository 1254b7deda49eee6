"""Intervals agree with published values and hold the truth as often as they promise."""

from __future__ import annotations

from math import comb, sqrt
from statistics import fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.intervals import mean_interval, t_of, wilson


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_score_intervals_are_the_published_ones(count: int, total: int, low: float, high: float) -> None:
    """Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3."""
    assert wilson(count, total) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("total", [10, 20, 50, 100])
def test_a_95_percent_interval_holds_the_true_share_95_times_in_100(total: int) -> None:
    ends = [wilson(count, total) for count in range(total + 1)]
    held = []
    for share in (each / 100 for each in range(5, 96)):
        chances = (comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(total + 1))
        held.append(sum(p for p, (low, high) in zip(chances, ends, strict=True) if low <= share <= high))
    assert fmean(held) == pytest.approx(0.95, abs=0.007)
    assert min(held) > 0.91


@given(st.integers(1, 10**12).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_an_interval_lies_around_its_share_and_mirrors_that_of_the_others(counted: tuple[int, int]) -> None:
    count, total = counted
    low, high = wilson(count, total)
    assert 0 <= low <= count / total <= high <= 1
    assert wilson(total - count, total) == pytest.approx((1 - high, 1 - low))


@given(st.integers(0, 50), st.integers(2, 1000))
def test_more_rows_of_the_same_share_make_it_narrower(count: int, times: int) -> None:
    (low, high), (lower, higher) = wilson(count * times, 50 * times), wilson(count, 50)
    assert high - low < higher - lower


@pytest.mark.parametrize(("count", "total"), [(0, 0), (3, 2), (-1, 5)])
def test_what_is_no_share_has_no_interval(count: int, total: int) -> None:
    with pytest.raises(ValueError, match=f"{count} of {total} is no share"):
        wilson(count, total)


def test_a_mean_has_the_interval_that_is_worked_out_by_hand() -> None:
    """The squares of 2 4 4 4 5 5 7 9 add up to 232: variance 32/7, half width 2.3646 × √(32/7/8)."""
    assert mean_interval(8, 40, 232) == pytest.approx((3.2125, 6.7875), abs=5e-5)


@pytest.mark.parametrize(
    ("freedom", "tabled", "within"),
    [
        (1, 12.706, 0.12),
        (2, 4.3027, 0.01),
        (3, 3.1824, 0.002),
        (5, 2.5706, 2e-4),
        (30, 2.0423, 2e-5),
        (10**9, 1.96, 2e-5),
    ],
)
def test_students_quantiles_are_the_tabled_ones(freedom: int, tabled: float, within: float) -> None:
    assert t_of(0.95, freedom) == pytest.approx(tabled, rel=within)


@given(st.lists(st.integers(0, 10**15), min_size=2, max_size=50, unique=True), st.sampled_from([0.8, 0.95, 0.99]))
def test_sums_give_the_interval_that_the_values_give(values: list[int], confidence: float) -> None:
    ends = mean_interval(len(values), sum(values), sum(each * each for each in values), confidence)
    half = t_of(confidence, len(values) - 1) * stdev(values) / sqrt(len(values))
    assert ends == pytest.approx((fmean(values) - half, fmean(values) + half), rel=1e-9, abs=1e-6 * max(values))


@pytest.mark.parametrize("count", [0, 1, 2, 500])
def test_rows_that_do_not_differ_say_nothing_of_their_spread(count: int) -> None:
    amount = 10**15 + 1
    assert mean_interval(count, amount * count, amount**2 * count) is None
