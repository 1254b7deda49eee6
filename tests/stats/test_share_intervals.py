"""What other tools print: each interval mirrors, lies around its share, and the plain one keeps no promise."""

from __future__ import annotations

from collections.abc import Callable
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.exact import clopper_pearson
from truegreen.stats.intervals import wilson
from truegreen.stats.share_intervals import agresti_coull, jeffreys, mid_p, wald, wilson_corrected

Interval = Callable[[int, int], tuple[float, float]]
OTHERS = (wald, agresti_coull, wilson_corrected, jeffreys, mid_p)
COUNTED = st.integers(1, 60).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@pytest.mark.parametrize("interval", OTHERS)
@given(counted=COUNTED)
def test_an_interval_lies_around_its_share_and_mirrors_that_of_the_others(
    interval: Interval, counted: tuple[int, int]
) -> None:
    count, total = counted
    low, high = interval(count, total)
    assert 0 <= low <= count / total + 1e-12
    assert count / total - 1e-12 <= high <= 1
    assert interval(total - count, total) == pytest.approx((1 - high, 1 - low), abs=1e-9)


@given(COUNTED)
def test_the_exact_interval_holds_the_one_that_counts_half(counted: tuple[int, int]) -> None:
    (low, high), (lower, higher) = mid_p(*counted), clopper_pearson(*counted)
    assert lower - 1e-9 <= low
    assert high <= higher + 1e-9


@given(COUNTED)
def test_the_correction_makes_wilsons_wider(counted: tuple[int, int]) -> None:
    (low, high), (lower, higher) = wilson(*counted), wilson_corrected(*counted)
    assert lower <= low
    assert higher >= high


def held(interval: Interval, share: float, total: int) -> float:
    ends = [interval(count, total) for count in range(total + 1)]
    chances = [comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(total + 1)]
    return sum(p for p, (low, high) in zip(chances, ends, strict=True) if low <= share <= high)


def test_the_plain_interval_holds_a_high_share_far_less_often_than_it_says() -> None:
    """Thirty surveys, 95 % content: 79 times in 100; Wilson's 94 or more."""
    assert held(wald, 0.95, 30) < 0.80
    assert held(wilson, 0.95, 30) > 0.93
    assert held(agresti_coull, 0.95, 30) > 0.93


@pytest.mark.parametrize("interval", OTHERS)
def test_what_is_no_share_has_no_interval(interval: Interval) -> None:
    with pytest.raises(ValueError, match="3 of 2 is no share"):
        interval(3, 2)
    with pytest.raises(ValueError, match="0 of 0 is no share"):
        interval(0, 0)
