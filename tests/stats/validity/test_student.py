"""Student's distribution agrees with scipy's and with the tables."""

from __future__ import annotations

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.validity.student import quantile, tail, two_sided


@given(st.floats(-50, 50), st.floats(0.5, 900_000))
def test_tails_are_scipys(t: float, freedom: float) -> None:
    special = pytest.importorskip("scipy.special")
    assert tail(t, freedom) == pytest.approx(float(special.stdtr(freedom, -t)), rel=1e-8, abs=1e-300)


@pytest.mark.parametrize(("freedom", "tabled"), [(1, 12.706), (2, 4.3027), (5, 2.5706), (30, 2.0423), (inf, 1.95996)])
def test_quantiles_are_the_tabled_ones(freedom: float, tabled: float) -> None:
    assert quantile(0.95, freedom) == pytest.approx(tabled, abs=5e-4)


@given(st.floats(0.01, 0.999), st.floats(0.7, 1e7))
def test_a_quantile_leaves_what_it_promises(confidence: float, freedom: float) -> None:
    assert two_sided(quantile(confidence, freedom), freedom) == pytest.approx(1 - confidence, rel=1e-9)


def test_ends_of_the_line() -> None:
    assert tail(4e-162, 3) == 0.5
    assert (tail(0, 3), tail(inf, 3), tail(-inf, 3), tail(inf)) == (0.5, 0, 1, 0)
    assert tail(nan, 3) != tail(nan, 3)


def test_no_freedom_is_refused() -> None:
    with pytest.raises(ValueError, match="0 degrees of freedom are too few"):
        tail(1, 0)
