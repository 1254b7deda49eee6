"""What accounts are still worth: planted retention is found, money follows from it, what is unknown is not counted."""

from __future__ import annotations

import numpy as np
import pytest

from truegreen.stats.lifetime.histories import Thin
from truegreen.stats.lifetime.retention import Retention
from truegreen.value.lifetime import Kept, kept, product, residual_values, terms

MONTHS = 36
TERMS = terms(0.5, 0.10, 5)


def panel(
    accounts: int, means: dict[int, float], seed: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """Draw accounts that started before or within the months; those that left before are in no records."""
    random = np.random.default_rng(seed)
    segment = random.integers(0, len(means), accounts)
    mean = np.array([means[each] for each in segment])
    life = random.geometric(np.maximum(random.beta(4 * mean, 4 * (1 - mean)), 1e-9))
    began = random.integers(-40, MONTHS, accounts)
    renewal = np.arange(MONTHS) - began[:, None] + 1
    at_risk = (renewal >= 1) & (renewal <= life[:, None])
    return renewal, at_risk, at_risk & (renewal == life[:, None]), np.repeat(segment[:, None], MONTHS, axis=1)


def found(accounts: int = 1500, seed: int = 1) -> Kept:
    made = kept(*panel(accounts, {0: 0.02, 1: 0.05}, seed), ("Large", "Small"))
    assert isinstance(made, Kept)
    return made


def test_planted_retention_gives_the_planted_value() -> None:
    made = found()
    worth = residual_values(made, [0, 1, 0], [1, 1, 25], [100.0, 100.0, 100.0], TERMS)
    true = [
        50 * float(Retention(alpha=4 * mean, beta=4 * (1 - mean)).within(month, TERMS.discount, 60))
        for mean, month in ((0.02, 1), (0.05, 1), (0.02, 25))
    ]
    assert np.all(np.abs(worth.values - true) < 3 * worth.errors)
    assert np.all(worth.errors < 0.06 * worth.values)
    assert worth.values[2] > worth.values[0] > worth.values[1]


@pytest.mark.slow
def test_the_interval_of_all_covers_the_truth() -> None:
    true = 50 * sum(float(Retention(alpha=4 * each, beta=4 * (1 - each)).within(5, TERMS.discount, 60))
                    for each in (0.02, 0.05))  # fmt: skip
    held = 0
    for seed in range(30):
        _, low, high = residual_values(found(500, seed), [0, 1], [5, 5], [100.0, 100.0], TERMS).interval()
        held += low <= true <= high
    assert held >= 26


def test_sums_are_sums() -> None:
    worth = residual_values(found(), [0, 1, -1], [3, 4, 5], [10.0, 20.0, 30.0], TERMS)
    value, error = worth.total()
    assert value == pytest.approx(worth.values.sum())
    assert error <= worth.errors.sum() * (1 + 1e-9)
    assert worth.total([1, 0, 0]) == pytest.approx((worth.values[0], worth.errors[0]))
    assert worth.total([0.5, 0.5, 0.5])[0] == pytest.approx(value / 2)


def test_unknown_revenue_or_tenure_counts_nothing() -> None:
    worth = residual_values(found(), [0, 0, 1], [3, 0, 4], [np.nan, 10.0, 10.0], TERMS)
    assert np.isnan(worth.values[:2]).all()
    value, low, high = worth.interval()
    assert low < value < high
    assert value == pytest.approx(worth.values[2])


def test_a_segment_nobody_knows_is_worth_what_all_are() -> None:
    made = found()
    worth = residual_values(made, [-1], [3], [10.0], TERMS)
    assert worth.values[0] == pytest.approx(5 * float(made.all.within(3, TERMS.discount, 60)))


def test_where_nobody_left_nobody_can_tell() -> None:
    renewal, at_risk, _, segment = panel(50, {0: 0.02}, 1)
    made = kept(renewal, at_risk, np.zeros_like(at_risk), segment, ("All",))
    assert isinstance(made, Thin)
    assert "nobody left" in made.because
    nobody = kept(np.ones((0, 3)), np.ones((0, 3)), np.ones((0, 3)), np.ones((0, 3)), ())
    assert isinstance(nobody, Thin)


def test_lengths_that_differ_are_refused() -> None:
    with pytest.raises(ValueError, match="a segment, a tenure"):
        residual_values(found(), [0], [1, 2], [1.0, 2.0], TERMS)


def test_what_is_left_after_some_months() -> None:
    assert TERMS.from_month(6).months == 54
    assert TERMS.from_month(600).months == 1
    assert (1 + TERMS.discount) ** 12 == pytest.approx(1.10)


@pytest.mark.parametrize("one", [(0.04, -0.01, 0.09), (-0.02, -0.09, 0.05), (0.0, -0.05, 0.05)])
def test_a_product_keeps_its_sign_in_doubt(one: tuple[float, float, float]) -> None:
    value, low, high = product(one, (100.0, 90.0, 110.0))
    assert value == pytest.approx(one[0] * 100)
    assert low <= 100 * one[1] < 0 < 100 * one[2] <= high
    assert product(one, (100.0, 100.0, 100.0)) == pytest.approx(tuple(100 * each for each in one))
