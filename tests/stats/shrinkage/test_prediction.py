"""Where one more unit would lie: wider than the doubt of the mean, and right as often as it says."""

from __future__ import annotations

import numpy as np
import pytest

from truegreen.stats.shrinkage.between import between
from truegreen.stats.shrinkage.prediction import common_interval, prediction


def test_one_more_unit_lies_in_it_as_often_as_it_says() -> None:
    random = np.random.default_rng(4)
    held = []
    for _ in range(600):
        variances = random.uniform(0.2, 0.6, 25)
        true = random.normal(2, 1, 26)
        found = prediction(between(random.normal(true[:25], np.sqrt(variances)), variances), 0.90)
        assert found is not None
        held.append(found[0] <= true[25] <= found[1])
    assert np.mean(held) == pytest.approx(0.90, abs=0.035)


def test_where_units_do_not_differ_it_is_the_doubt_of_the_mean_by_student() -> None:
    common = between([1.0, 1.0, 1.0, 1.0], [0.5, 0.5, 0.5, 0.5])
    found = prediction(common)
    assert found is not None
    assert found[1] - common.mean == pytest.approx(4.302653 * common.error, rel=1e-6)


def test_two_units_say_nothing_of_a_third() -> None:
    assert prediction(between([1.0, 2.0], [0.5, 0.5])) is None


def test_few_sites_hold_their_common_mean_as_often_as_they_say() -> None:
    """The usual interval of five sites does so less often."""
    random = np.random.default_rng(6)
    held, usual = [], []
    for _ in range(800):
        variances = random.uniform(0.05, 0.4, 5)
        values = random.normal(random.normal(0, 0.6, 5), np.sqrt(variances))
        found, common = common_interval(values, variances), between(values, variances)
        assert found is not None
        held.append(found[0] <= 0 <= found[1])
        usual.append(abs(common.mean) <= 1.96 * common.error)
    assert np.mean(held) == pytest.approx(0.95, abs=0.025)
    assert np.mean(usual) < 0.93
    assert common_interval([1.0], [1.0]) is None
