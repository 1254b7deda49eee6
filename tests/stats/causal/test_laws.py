"""Laws of causal statistics that hold whatever the records."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truegreen.stats.causal import sensitivity as unseen
from truegreen.stats.causal.aggregated import Aggregated, By, aggregated
from truegreen.stats.causal.robustness import robustness
from truegreen.stats.causal.simplex import nearest, resembling, sparse
from truegreen.stats.causal.staggered import Base, Controls, Design, staggered
from truegreen.stats.causal.two_way import two_way
from truegreen.stats.validity.response import effective_of

RATIOS = st.floats(0.01, 100)
SEEDS = st.integers(0, 500)


def world(seed: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    return random.normal(size=(15, 6)).cumsum(axis=1), np.repeat([-1, 2, 4], 5)[random.permutation(15)]


@given(RATIOS, RATIOS, RATIOS)
def test_an_e_value_is_one_at_least_and_its_bound_is_no_higher(ratio: float, one: float, other: float) -> None:
    low, high = ratio * min(one, other, 1), ratio * max(one, other, 1)
    for way in (unseen.e_value, unseen.e_value_of_odds, unseen.e_value_of_hazards):
        found = way(ratio, low, high)
        assert found.bound is not None
        assert 1 <= found.bound <= found.point * (1 + 1e-12)
        assert found.bound == 1 or not low <= 1 <= high


@given(RATIOS, RATIOS)
def test_a_stronger_effect_needs_something_stronger(one: float, other: float) -> None:
    near, far = sorted((abs(np.log(one)), abs(np.log(other))))
    for way in (unseen.e_value, unseen.e_value_of_odds, unseen.e_value_of_hazards):
        assert way(float(np.exp(near))).point <= way(float(np.exp(far))).point * (1 + 1e-12)
        assert way(float(np.exp(far))).point == pytest.approx(way(float(np.exp(-far))).point)
    assert unseen.e_value_of_odds(one).point <= unseen.e_value(one).point * (1 + 1e-12)


@given(st.floats(-50, 50), st.floats(2, 1e6), st.floats(0.1, 1))
def test_robustness_is_a_share_and_certainty_takes_less(t: float, freedom: float, part: float) -> None:
    found = robustness(t, freedom, part=part)
    assert 0 <= found.certain <= found.value <= 1
    assert 0 <= found.partial <= 1
    assert robustness(-t, freedom, part=part) == found
    assert robustness(t, freedom, part=part / 2).value <= found.value
    assert robustness(2 * t, freedom, part=part).value >= found.value


@settings(max_examples=30)
@given(SEEDS)
def test_weights_are_shares_and_no_mixture_at_hand_is_nearer(seed: int) -> None:
    random = np.random.default_rng(seed)
    columns, wanted = random.normal(size=(8, 5)), random.normal(size=8)
    exact = nearest(columns, wanted, 0.1, 1.0, level=False)
    steps = resembling(columns, wanted, 0.1, level=False, least=1e-8, steps=300)

    def off(weights: np.ndarray) -> float:
        return float(((columns @ weights - wanted) ** 2).sum() + 8 * 0.01 * (weights**2).sum())

    for each in (exact, steps, sparse(exact)):
        assert each.sum() == pytest.approx(1)
        assert np.all(each >= 0)
    assert off(exact) - 1e-6 <= off(steps) <= off(exact) + 0.1
    for other in random.dirichlet(np.ones(5), 20):
        assert off(exact) <= off(other) + 1e-6


@given(st.lists(st.floats(0, 100), min_size=1, max_size=20))
def test_weights_are_worth_no_more_rows_than_there_are(weights: list[float]) -> None:
    found = np.array(weights)
    assert 0 <= effective_of(found) <= len(weights) + 1e-9
    assert effective_of(found * 3) == pytest.approx(effective_of(found))
    assert effective_of(np.ones(len(weights))) == pytest.approx(len(weights))


@given(SEEDS, st.sampled_from(list(Controls)), st.sampled_from(list(Base)))
def test_order_and_names_of_units_do_not_matter(seed: int, controls: Controls, base: Base) -> None:
    panel, first = world(seed)
    order = np.random.default_rng(seed).permutation(len(first))
    design = Design(controls=controls, base=base)
    one = staggered(panel, first, design, clusters=[f"unit {at}" for at in range(15)])
    other = staggered(panel[order], first[order], design, clusters=order)
    for here, there in zip(one.cells, other.cells, strict=True):
        assert (here.group, here.period) == (there.group, there.period)
        assert (here.value, here.error) == pytest.approx((there.value, there.error), abs=1e-9)


@given(SEEDS, st.sampled_from(list(By)))
def test_what_is_added_to_all_treated_months_is_added_to_the_effect(seed: int, by: By) -> None:
    panel, first = world(seed)
    after = (first[:, None] >= 0) & (np.arange(6) >= first[:, None])
    one, other = (aggregated(staggered(panel + by_ * after, first), by, draws=9) for by_ in (0.0, 3.0))
    assert isinstance(one, Aggregated)
    assert isinstance(other, Aggregated)
    assert other.overall.value - one.overall.value == pytest.approx(3)
    assert other.overall.error == pytest.approx(one.overall.error, rel=1e-6)


@given(SEEDS)
def test_comparisons_add_up_to_the_usual_regression(seed: int) -> None:
    found = two_way(*world(seed))
    assert found is not None
    assert sum(each.weight for each in found.comparisons) == pytest.approx(1)
    assert sum(each.weight * each.value for each in found.comparisons) == pytest.approx(found.value, abs=1e-9)
    assert 0 <= found.forbidden < 1
