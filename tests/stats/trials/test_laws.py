"""Laws of trials that hold whatever the records."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truegreen.stats.trials.always_valid import e_value, multiplier, tuned
from truegreen.stats.trials.arms import arm_of, columns_of, columns_of_sums, together
from truegreen.stats.trials.cluster_sums import clusters_of
from truegreen.stats.trials.clusters import clustered
from truegreen.stats.trials.difference import difference
from truegreen.stats.trials.permutation import permuted
from truegreen.stats.trials.ratio import sample_ratio
from truegreen.stats.trials.sequential import Rule, Shape, bounds, evenly, false_alarms, power
from truegreen.stats.trials.spending import Spending, spent

VALUES = st.lists(st.integers(-50, 50), min_size=4, max_size=12)
SHAPES = st.sampled_from([Shape.POCOCK, Shape.OBRIEN_FLEMING, Spending.OBRIEN_FLEMING, Spending.POCOCK])


@given(VALUES, VALUES, st.floats(-100, 100), st.floats(0.01, 100))
def test_a_difference_moves_and_grows_with_its_unit(one: list[int], other: list[int], shift: float, by: float) -> None:
    first, second = np.array(one) * 1.0, np.array(other) * 1.0
    found = difference(arm_of(first), arm_of(second))
    moved = difference(arm_of(first * by + shift), arm_of(second * by + shift))
    assert moved.value == pytest.approx(found.value * by, abs=1e-7)
    assert moved.error == pytest.approx(found.error * by, abs=1e-7)
    turned = difference(arm_of(second), arm_of(first))
    assert (turned.value, turned.low) == pytest.approx((-found.value, -found.high))


@given(VALUES, VALUES)
def test_arms_added_up_are_the_arm(one: list[int], other: list[int]) -> None:
    both = columns_of(np.array(one + other)[:, None])
    parts = together([columns_of(np.array(each)[:, None]) for each in (one, other)])
    rows = np.array(one + other) * 1.0
    summed = columns_of_sums(len(rows), [rows.sum()], [[rows @ rows]])
    for each in (parts, summed):
        assert each.count == both.count
        assert each.means == pytest.approx(both.means)
        assert each.scatter == pytest.approx(both.scatter, abs=1e-6)


@settings(max_examples=25)
@given(st.integers(1, 8), SHAPES)
def test_more_looks_spend_no_more_and_limits_keep_their_promise(looks: int, shape: Shape | Spending) -> None:
    found = bounds(evenly(looks), Rule(shape=shape))
    assert found.spent[-1] == pytest.approx(0.05, abs=1e-6)
    assert np.all(np.diff(found.spent) > 0)
    assert false_alarms(evenly(looks)) <= false_alarms(evenly(looks + 1)) + 1e-12
    assert found.upper[-1] >= 1.959963
    chances = [power(found, drift) for drift in (0.0, 1.0, 2.0, 4.0)]
    assert chances == sorted(chances)


@given(st.sampled_from(list(Spending)), st.floats(0.01, 0.99), st.floats(0.01, 0.99), st.floats(0.5, 4))
def test_what_is_spent_never_falls(way: Spending, one: float, other: float, parameter: float) -> None:
    early, late = sorted((one, other))
    assert 0 <= spent(way, early, 0.025, parameter) <= spent(way, late, 0.025, parameter) + 1e-15
    assert spent(way, late, 0.025, parameter) <= spent(way, 1, 0.025, parameter) == 0.025


@given(st.floats(1, 1e6), st.floats(10, 1e6), st.floats(-8, 8))
def test_an_interval_that_always_holds_is_wider_and_goes_with_its_bet(rows: float, planned: float, z: float) -> None:
    rho = tuned(planned)
    reach = multiplier(rows, rho)
    assert reach > 1.96
    assert (e_value(z, rows, rho) >= 20) == (abs(z) >= reach) or abs(z) == pytest.approx(reach, rel=1e-9)
    assert e_value(z, rows, rho) == e_value(-z, rows, rho)


@given(st.lists(st.integers(0, 40), min_size=2, max_size=3))
def test_the_order_of_arms_does_not_matter_to_their_ratio(counts: list[int]) -> None:
    found, turned = sample_ratio(counts), sample_ratio(counts[::-1])
    assert found.p == pytest.approx(turned.p)
    assert 0 <= found.p <= 1
    assert sample_ratio([7] * len(counts)).p == pytest.approx(1)


@settings(max_examples=30)
@given(VALUES, st.integers(0, 99), st.floats(-20, 20))
def test_a_permutation_knows_no_order_and_holds_its_difference(values: list[int], seed: int, shift: float) -> None:
    figures, arms = np.array(values) * 1.0, np.arange(len(values)) % 2
    order = np.random.default_rng(seed).permutation(len(values))
    one, other = permuted(figures, arms).estimate, permuted(figures[order] + shift, arms[order]).estimate
    assert (one.value, one.p) == pytest.approx((other.value, other.p), abs=1e-9)
    assert one.low - 1e-9 <= one.value <= one.high + 1e-9
    assert one.p is not None
    assert one.p >= 1 / permuted(figures, arms).draws


@settings(max_examples=30)
@given(st.integers(0, 500))
def test_names_and_order_of_clusters_do_not_matter(seed: int) -> None:
    random = np.random.default_rng(seed)
    values, keys = random.normal(size=(2, 60)), random.integers(0, 8, size=(2, 60))
    order = random.permutation(60)
    one = clustered(*(clusters_of(values[arm], keys[arm].tolist()) for arm in (0, 1)))  # type: ignore[arg-type]
    named = [clusters_of(values[arm][order], [f"team {key}" for key in keys[arm][order]]) for arm in (0, 1)]
    other = clustered(named[0], named[1])
    assert (one.estimate.value, one.estimate.error) == pytest.approx((other.estimate.value, other.estimate.error))
    assert one.freedom == pytest.approx(other.freedom)
