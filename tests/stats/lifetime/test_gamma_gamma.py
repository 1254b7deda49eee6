"""Spending: planted customers are found again, few purchases are believed little, thin data are said."""

from __future__ import annotations

import numpy as np
import pytest

from truegreen.stats.lifetime.gamma_gamma import GammaGamma, gamma_gamma, log_likelihood
from truegreen.stats.lifetime.histories import Thin

TRUE = GammaGamma(p=4.0, q=4.0, v=15.0)


def spending(customers: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    purchases = random.geometric(0.3, customers)
    scales = random.gamma(TRUE.q, 1 / TRUE.v, customers)
    return purchases, random.gamma(TRUE.p * purchases, 1 / scales) / purchases


def test_planted_spending_is_found_again() -> None:
    found = gamma_gamma(*spending(4000, 1))
    assert isinstance(found, GammaGamma)
    assert found.fitted is not None
    errors = np.sqrt(np.diag(found.fitted.covariance))
    assert np.all(np.abs(np.log([found.p / 4, found.q / 4, found.v / 15])) < 3 * errors)
    assert found.mean == pytest.approx(TRUE.mean, rel=0.05)


def test_the_currency_does_not_matter() -> None:
    purchases, mean = spending(300, 2)
    euros, cents = gamma_gamma(purchases, mean), gamma_gamma(purchases, mean * 100)
    assert isinstance(euros, GammaGamma)
    assert isinstance(cents, GammaGamma)
    assert cents.mean == pytest.approx(100 * euros.mean, rel=1e-5)


def test_slopes_are_those_of_the_height() -> None:
    purchases, mean = spending(50, 3)
    at = np.array([2.0, 3.0, 9.0])
    slope = log_likelihood(purchases, mean, np.ones(50), at)[1]
    for place, step in enumerate(np.eye(3) * 1e-5):
        up, down = (log_likelihood(purchases, mean, np.ones(50), at + way * step)[0] for way in (1, -1))
        assert (up - down) / 2e-5 == pytest.approx(slope[place], rel=1e-5)


def test_the_more_purchases_are_known_the_more_they_are_believed() -> None:
    told = TRUE.expected([0, 1, 3, 50], [0, 60, 60, 60])
    assert told[0] == TRUE.mean
    assert np.all(np.diff(told) > 0)
    assert told[3] == pytest.approx(60, rel=0.02)


def test_where_a_few_spend_nearly_all_there_is_no_mean() -> None:
    assert GammaGamma(p=2.0, q=0.9, v=5.0).mean == np.inf


def test_thin_data_are_said() -> None:
    assert gamma_gamma([0, 0, 2], [0, 0, 5.0]) == Thin("fewer than three customers bought anything", 1, 2)
    alike = gamma_gamma([2, 3, 4], [5.0, 5.0, 5.0])
    assert isinstance(alike, Thin)
    assert "the same" in alike.because


@pytest.mark.parametrize("mean", [0.0, -3.0, np.nan, np.inf])
def test_a_purchase_of_nothing_is_refused(mean: float) -> None:
    with pytest.raises(ValueError, match="more than nothing"):
        gamma_gamma([1, 2, 3], [4.0, mean, 6.0])
