"""A share is exact: it orders, equals and hashes as the fraction it is."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.units.share import Share, percent

SHARES = st.builds(Share, st.integers(0, 10**20), st.integers(1, 10**20)) | st.builds(
    Share, st.integers(0, 6), st.integers(1, 6)
)


@given(SHARES, SHARES)
def test_shares_compare_as_fractions_do(one: Share, other: Share) -> None:
    a, b = Fraction(one.count, one.total), Fraction(other.count, other.total)
    assert (one < other, one <= other, one == other, one > other) == (a < b, a <= b, a == b, a > b)
    assert one != other or hash(one) == hash(other)


def test_a_third_is_not_what_a_computer_makes_of_it() -> None:
    assert Share(1, 3) > Share(3333333333333333, 10**16)
    assert Share(1, 2) == Share(50, 100)
    assert Share(1, 2) != 0.5


@pytest.mark.parametrize("total", [0, -1])
def test_a_share_of_nothing_is_refused(total: int) -> None:
    with pytest.raises(ValueError, match="say None where nothing was measured"):
        Share(0, total)


@pytest.mark.parametrize(
    ("value", "digits", "written"),
    [
        (Fraction(1235, 10_000), 1, "12.4 %"),
        (Fraction(-1235, 10_000), 1, "-12.4 %"),
        (Fraction(79949, 100_000), 1, "79.9 %"),
        (Fraction(1), 0, "100 %"),
        (Fraction(2, 3), 4, "66.6667 %"),
    ],
)
def test_percentages_are_rounded_half_up_for_the_eye(value: Fraction, digits: int, written: str) -> None:
    assert percent(value, digits) == written
