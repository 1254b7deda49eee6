"""A beta curve by its mean and spread: the book's prior, and what has none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.shrinkage.beta_moments import beta_moments


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_its_mean_and_spread_are_those_that_were_given(mean: float, part: float) -> None:
    deviation = part * (mean * (1 - mean)) ** 0.5
    found = beta_moments(mean, deviation)
    assert found.mean == pytest.approx(mean)
    assert found.a * found.b / (found.precision**2 * (found.precision + 1)) == pytest.approx(deviation**2)


def test_a_group_of_rats_under_the_books_prior() -> None:
    """Bayesian Data Analysis, section 5.1: 4 of 14 under about Beta(1.4, 8.6), mean .223, deviation .083."""
    prior = beta_moments(0.1360, 0.1035)
    assert prior.means([4], [14])[0] == pytest.approx(0.223, abs=5e-4)
    assert prior.errors([4], [14])[0] == pytest.approx(0.083, abs=5e-4)


@pytest.mark.parametrize(("mean", "deviation"), [(0, 0.1), (1, 0.1), (0.5, 0), (0.5, 0.5), (0.1, 0.4)])
def test_what_no_beta_curve_has_is_refused(mean: float, deviation: float) -> None:
    with pytest.raises(ValueError, match="no beta curve has"):
        beta_moments(mean, deviation)
