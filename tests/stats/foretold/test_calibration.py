"""Chances that are right have slope 1 and nothing in the large; bold ones have less; few rows say so."""

from __future__ import annotations

import numpy as np
import pytest

from truegreen.stats.foretold.calibration import calibration, mean, mean_over_time
from truegreen.stats.foretold.shares import median, share


def drawn(seed: int, rows: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    scores = random.normal(-2, 1, rows)
    return scores, (random.random(rows) < 1 / (1 + np.exp(-scores))).astype(float)


def test_right_chances_are_called_right() -> None:
    scores, hits = drawn(3)
    found = calibration(scores, hits, np.arange(len(hits)))
    assert found
    assert found.slope
    assert found.in_the_large
    assert found.slope.low < 1 < found.slope.high
    assert found.in_the_large.low < 0 < found.in_the_large.high
    assert found.brier.value == pytest.approx(np.mean((1 / (1 + np.exp(-scores)) - hits) ** 2))


def test_bold_chances_have_half_the_slope_and_shifted_ones_lie_off() -> None:
    scores, hits = drawn(3)
    right = calibration(scores, hits, np.arange(len(hits)))
    bold = calibration(2 * scores, hits, np.arange(len(hits)))
    shifted = calibration(scores - 1, hits, np.arange(len(hits)))
    assert right
    assert right.slope
    assert bold
    assert bold.slope
    assert shifted
    assert shifted.in_the_large
    assert bold.slope.value == pytest.approx(right.slope.value / 2)
    assert bold.slope.p is not None
    assert bold.slope.p < 1e-6
    assert shifted.in_the_large.low > 0.5


def test_nobody_and_no_spread_say_so() -> None:
    assert calibration([0.1, 0.2], [0, 1], ["a", "a"]) is None
    found = calibration(np.zeros(20), np.zeros(20), np.arange(20))
    assert found
    assert found.slope is None
    assert found.in_the_large is None
    with pytest.raises(ValueError, match="do not fit"):
        calibration([0.1], [2], ["a"])


@pytest.mark.slow
def test_slopes_hold_one_as_often_as_promised() -> None:
    held = 0
    for seed in range(200):
        scores, hits = drawn(seed, 1500)
        found = calibration(scores, hits, np.arange(len(hits)))
        assert found
        assert found.slope
        held += found.slope.low <= 1 <= found.slope.high
    assert held >= 183


def test_a_share_of_repeated_rows_is_worth_its_accounts() -> None:
    one = share(np.tile([1, 0, 0, 1, 0, 0], 1), np.ones(6), np.arange(6))
    many = share(np.repeat([1, 0, 0, 1, 0, 0], 10), np.ones(60), np.repeat(np.arange(6), 10))
    assert one
    assert many
    assert many.effective == pytest.approx(one.effective)
    assert (many.low, many.high) == pytest.approx((one.low, one.high))
    assert share([0, 0], [0, 0], [1, 2]) is None
    none = share([0, 0, 0], [1, 1, 1], [1, 2, 3])
    assert none
    assert (none.low, round(none.high, 4)) == (0, 0.7076)  # Clopper and Pearson, 0 of 3
    with pytest.raises(ValueError, match="at most what it counts"):
        share([2], [1], [1])


def test_a_median_lies_between_two_of_the_values() -> None:
    found = median([*range(10, 110, 10), np.nan])
    assert found
    assert (found.value, found.low, found.high, found.count) == (55, 20, 90, 10)  # as R's sign test has it
    assert median([]) is None
    few = median([5, 7])
    assert few
    assert (few.low, few.high) == (5, 7)


def test_months_that_share_what_they_see_are_worth_fewer() -> None:
    random = np.random.default_rng(1)
    shocks = random.normal(size=240)
    shared = np.convolve(shocks, np.ones(3), "valid")
    plain, known = mean_over_time(shared, 0), mean_over_time(shared, 2)
    assert plain
    assert known
    assert known.error > 1.3 * plain.error
    assert mean_over_time([1.0, np.nan, 2.0], 2) is None
    assert mean([1.0, 3.0], [1, 2]).value == 2
    with pytest.raises(ValueError, match="no mean"):
        mean([1.0], [1])
