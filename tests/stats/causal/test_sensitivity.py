"""How strong something unseen would have to be: laws, worlds, and refusals. Published answers stand in causal.yml."""

from __future__ import annotations

from math import exp, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stats.causal.worlds import rows
from truegreen.stats.causal.adjusted import adjusted
from truegreen.stats.causal.robustness import robustness
from truegreen.stats.causal.sensitivity import (
    e_value,
    e_value_of_hazards,
    e_value_of_means,
    e_value_of_odds,
    e_value_of_shares,
)

ratios = st.floats(0.01, 100)


@given(ratios)
def test_a_ratio_and_its_inverse_need_the_same(ratio: float) -> None:
    assert e_value(ratio).point == pytest.approx(e_value(1 / ratio).point, rel=1e-9)


@given(ratios)
def test_something_unseen_of_that_strength_just_makes_it_up(ratio: float) -> None:
    """The joint bounding factor of two associations of E each is E²/(2E − 1) (Ding and VanderWeele 2016)."""
    strength = e_value(ratio).point
    assert strength**2 / (2 * strength - 1) == pytest.approx(max(ratio, 1 / ratio), rel=1e-9)


def test_an_interval_with_no_effect_in_it_needs_nothing() -> None:
    assert e_value(1.2, 0.9, 1.6).bound == 1
    assert e_value(0.8, 0.6, 1.1).bound == 1
    assert e_value(1.0, 0.8, 1.2).point == 1


def test_another_truth_than_none() -> None:
    """R's EValue: threshold(x, true) = (x + √(x (x − true))) / true."""
    root = sqrt(sqrt(5) / sqrt(2))
    assert e_value(sqrt(5), true=sqrt(2)).point == pytest.approx(root**2 + root * sqrt(root**2 - 1))


def test_odds_hazards_and_means_are_turned_into_ratios() -> None:
    assert e_value_of_odds(4.0, 1.0, 16.0).ratio == pytest.approx(2)
    assert e_value_of_odds(4.0, 1.0, 16.0).bound == 1
    assert e_value_of_hazards(1.0).point == 1
    found = e_value_of_means(0.5, 0.1)
    assert found.ratio == pytest.approx(exp(0.455))
    assert found.bound == pytest.approx(e_value(exp(0.91 * 0.5 - 0.178)).point)
    assert e_value_of_means(-0.5, 0.1).point == pytest.approx(found.point)
    assert e_value_of_means(5.0, 1.0, spread=10.0).point == pytest.approx(found.point)


def test_shares_do_not_care_which_side_is_named_first() -> None:
    assert e_value_of_shares(30, 100, 10, 100) == e_value_of_shares(10, 100, 30, 100)
    assert e_value_of_shares(11, 100, 10, 100).bound == 1


@pytest.mark.parametrize("ratio", [0.0, -1.0, float("inf"), float("nan")])
def test_what_is_no_ratio_is_refused(ratio: float) -> None:
    with pytest.raises(ValueError, match="not above nought"):
        e_value(ratio)
    with pytest.raises(ValueError, match="not above nought"):
        e_value(2.0, 1.0, ratio) if ratio != float("inf") else e_value(ratio)


def test_impossible_counts_and_spreads_are_refused() -> None:
    with pytest.raises(ValueError, match="no two shares"):
        e_value_of_shares(5, 4, 1, 4)
    with pytest.raises(ValueError, match="no two shares"):
        e_value_of_shares(0, 4, 1, 4)
    with pytest.raises(ValueError, match="spread above nought"):
        e_value_of_means(1.0, 1.0, 0.0)
    with pytest.raises(ValueError, match="does not hold"):
        e_value(2.0, 3.0, 4.0)
    with pytest.raises(ValueError, match="does not hold"):
        e_value(2.0, 1.0, 1.5)


@given(st.floats(0.01, 40), st.floats(3, 5000))
def test_what_explains_so_much_of_both_takes_the_effect_away(t: float, freedom: float) -> None:
    """Bias over error is √(R²_Y R²_D / (1 − R²_D) · df); with both at the robustness value it is t."""
    value = robustness(t, freedom).value
    assert sqrt(value * value / (1 - value) * freedom) == pytest.approx(t, rel=1e-6)
    assert 0 <= robustness(t, freedom).certain <= value + 1e-12


def test_an_effect_that_is_not_certain_needs_nothing_unseen() -> None:
    assert robustness(1.5, 100).certain == 0
    assert robustness(1000.0, 2).certain == pytest.approx(robustness(1000.0, 2).certain)
    assert robustness(1000.0, 2).certain < 1
    with pytest.raises(ValueError, match="says nothing"):
        robustness(2.0, 1.0)


def test_where_something_unseen_makes_an_effect_up_it_need_not_be_strong() -> None:
    """What is hidden makes up all of the effect: it explains at least as much as the robustness value says it must."""
    drawn = rows(11, 0.0, hidden=0.6)
    found = adjusted(drawn.outcome, drawn.treated, drawn.columns, drawn.clusters, ("size", "age"))
    assert found.estimate is not None
    assert found.estimate.low > 0, "what is hidden looks like an effect"
    needed = robustness(found.estimate.value / found.estimate.error, found.estimate.count - 4)
    explained = 0.6**2 / (0.6**2 + 1.25)
    assert needed.certain < explained
