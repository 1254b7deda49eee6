"""A quantile from a histogram is within 1 % of the exact one, and histograms add up."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.histogram import ERROR, bucket_of, middle_of, quantile

VALUES = st.floats(1e-6, 1e12) | st.integers(1, 10**9)
SHARES = st.fractions(0, 1, max_denominator=1000)


def histogram(values: list[float]) -> Counter[int]:
    return Counter(map(bucket_of, values))


@given(st.lists(VALUES, min_size=1), SHARES)
def test_a_quantile_is_within_one_percent_of_the_value_at_its_rank(values: list[float], share: Fraction) -> None:
    exact = sorted(values)[max(1, ceil(share * len(values))) - 1]
    assert quantile(histogram(values), share) == pytest.approx(exact, rel=ERROR + 1e-9)


@given(st.lists(VALUES), st.lists(VALUES), SHARES)
def test_histograms_of_parts_add_up_to_that_of_the_whole(one: list[float], other: list[float], share: Fraction) -> None:
    assert quantile(histogram(one) + histogram(other), share) == quantile(histogram(one + other), share)


@given(VALUES)
def test_a_bucket_stands_for_its_values(value: float) -> None:
    assert middle_of(bucket_of(value)) == pytest.approx(value, rel=ERROR + 1e-9)
    assert quantile({bucket_of(value): 7}, Fraction(1, 2)) == middle_of(bucket_of(value))


def test_zeros_come_first_and_stay_zero() -> None:
    counts = histogram([0, 0, 0, 1e-9, 5])
    assert quantile(counts, Fraction(3, 5)) == 0
    assert quantile(counts, Fraction(4, 5)) == pytest.approx(1e-9, rel=ERROR)
    assert middle_of(bucket_of(-5)) == 0


def test_the_lowest_and_the_highest_rank_are_the_smallest_and_the_largest_value() -> None:
    counts = histogram([float(each) for each in range(1, 1001)])
    assert quantile(counts, Fraction(0)) == pytest.approx(1, rel=ERROR)
    assert quantile(counts, Fraction(1)) == pytest.approx(1000, rel=ERROR)
    assert quantile(counts, Fraction(999, 1000)) == pytest.approx(999, rel=ERROR)


def test_nothing_has_no_quantile_and_no_quantile_lies_beyond_one() -> None:
    assert quantile({}, Fraction(1, 2)) is None
    with pytest.raises(ValueError, match="is beyond 1"):
        quantile({0: 3}, Fraction(11, 10))
