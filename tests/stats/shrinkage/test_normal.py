"""Means drawn together: the published answers, and that it pays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.shrinkage.normal import james_stein, shrunk

HITS = np.array([18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7])
SEASON = [0.346, 0.298, 0.276, 0.222, 0.273, 0.270, 0.263, 0.210, 0.269]
SEASON += [0.230, 0.264, 0.256, 0.303, 0.264, 0.226, 0.286, 0.316, 0.200]


def test_eighteen_batters_are_drawn_together_as_published() -> None:
    """Efron and Morris 1975; figures of Efron, Large-Scale Inference (2010), table 1.1."""
    early, season = HITS / 45, np.array(SEASON)
    found = james_stein(early, early.mean() * (1 - early.mean()) / 45)
    published = [0.294, 0.289, 0.285, 0.280, 0.275, 0.275, 0.270, 0.266, 0.261, 0.261]
    published += [0.256] * 5 + [0.252, 0.247, 0.242]
    assert found.means == pytest.approx(published, abs=5e-4)
    assert found.factor == pytest.approx(0.21165, abs=5e-6)
    assert np.sum((early - season) ** 2) == pytest.approx(0.0755, abs=5e-5)
    assert np.sum((found.means - season) ** 2) == pytest.approx(0.0214, abs=5e-5)


def test_drawn_together_they_are_closer_to_the_truth_than_by_themselves_whatever_the_truth() -> None:
    random = np.random.default_rng(0)
    for true in (np.zeros(10), np.linspace(-3, 3, 10), np.array([50.0] + [0.0] * 9)):
        seen = random.normal(true, 1, (4000, 10))
        ours = np.mean([np.sum((james_stein(row, 1).means - true) ** 2) for row in seen])
        assert ours < np.mean(np.sum((seen - true) ** 2, axis=1))


def test_where_all_are_known_equally_well_both_ways_agree() -> None:
    values = [3.1, 0.2, 5.5, 1.9, 7.3, 2.2]
    found, plain = shrunk(values, [2.0] * 6), james_stein(values, 2.0)
    assert found.means == pytest.approx(plain.means)
    assert found.kept == pytest.approx(np.full(6, plain.factor))


def test_units_that_hardly_differ_get_nearly_the_common_mean() -> None:
    values = np.linspace(1.9, 2.1, 200)
    found = shrunk(values, np.ones(200))
    assert found.common.variance == 0
    assert found.means == pytest.approx(np.full(200, 2.0), abs=2e-3)
    assert np.all((found.errors > found.common.error) & (found.errors < 0.15))


def test_what_is_known_well_keeps_its_place() -> None:
    found = shrunk([10.0, 0, 0, 0, 20], [1e-6, 1, 1, 1, 100])
    assert found.means[0] == pytest.approx(10, abs=1e-4)
    assert found.kept[4] < found.kept[1] < found.kept[0]


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(0.1, 10)), min_size=2, max_size=15))
def test_a_unit_lies_between_its_own_value_and_the_common_mean(pairs: list[tuple[float, float]]) -> None:
    values, variances = np.array(pairs).T
    found = shrunk(values, variances)
    assert np.all(found.means >= np.minimum(values, found.common.mean) - 1e-9)
    assert np.all(found.means <= np.maximum(values, found.common.mean) + 1e-9)
    assert found.below(found.means) == pytest.approx(np.full(values.size, 0.5))


def test_its_intervals_hold_the_truth_as_often_as_they_promise() -> None:
    random = np.random.default_rng(2)
    held = []
    for _ in range(300):
        variances = random.uniform(0.3, 3, 40)
        true = random.normal(1, 1, 40)
        found = shrunk(random.normal(true, np.sqrt(variances)), variances)
        held.append(np.mean(np.abs(found.means - true) < 1.645 * found.errors))
    assert np.mean(held) == pytest.approx(0.90, abs=0.015)


def test_a_unit_without_a_value_has_no_mean() -> None:
    found = shrunk([1, np.nan, 3, 7], [1, 1, 1, 1])
    assert np.isnan(found.means[1])
    assert found.common.units == 3


def test_three_units_cannot_borrow_from_each_other() -> None:
    with pytest.raises(ValueError, match="four are needed"):
        james_stein([1, 2, 3], 1)
    assert james_stein([2, 2, 2, 2], 1).factor == 0
