"""Sums of evidence: their weights, their run lengths, and the budget that sets their limits."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.charts.budget import needed_run_length
from truegreen.stats.charts.cusum import cusum, risk_cusum
from truegreen.stats.charts.design import design_cusum, design_risk_cusum
from truegreen.stats.charts.risk_run_length import mix_of, risk_run_length
from truegreen.stats.charts.run_length import cusum_run_length

MIX = [0.02, 0.05, 0.1, 0.2, 0.4]


def test_sums_add_up_from_nought_and_start_again_after_an_alarm() -> None:
    made = cusum([10, 10, 14, 14, 14, None, 2, 2, 2], 10, 2, limit=4)
    assert made.up.sums == (0, 0, 1.5, 3, 4.5, 0, 0, 0, 0)
    assert made.up.alarms == (4,)
    assert made.down.sums == (0, 0, 0, 0, 0, 0, 3.5, 7, 3.5)
    assert made.down.alarms == (7,)
    assert made.run_length == pytest.approx(167.68, abs=0.005)


def test_a_contact_weighs_what_steiner_and_others_say() -> None:
    """Biostatistics 1 (2000) 441: with R = 2, a failure at p weighs ln 2 − ln(1 + p), a success −ln(1 + p)."""
    made = risk_cusum([1, 1, 0, 1], [0.1, 0.4, 0.1, 0.1], (9, 9))
    weights = [log(2) - log(1.1), log(2) - log(1.4), -log(1.1), log(2) - log(1.1)]
    assert made.up.sums == pytest.approx(np.cumsum(weights).tolist())
    down = risk_cusum([0, 0, 1], [0.1, 0.4, 0.1], (9, 9)).down.sums
    assert down == pytest.approx([-log(0.95), -log(0.95) - log(0.8), 0], abs=1e-12)


@pytest.mark.slow
def test_more_repeats_than_expected_are_found_and_as_many_are_not() -> None:
    rng = np.random.default_rng(2)
    chances = rng.choice(MIX, 4000)
    design = design_risk_cusum([2000], [chances], 0.05)
    quiet = risk_cusum((rng.random(4000) < chances).astype(int).tolist(), chances, design.limits)
    assert quiet.up.alarms == quiet.down.alarms == ()
    worse = 2 * chances / (1 + chances)
    loud = risk_cusum((rng.random(4000) < worse).astype(int).tolist(), chances, design.limits)
    assert loud.up.alarms[0] < 5 * design.found_after
    assert loud.down.alarms == ()


@pytest.mark.parametrize(("ratio", "limit"), [(2.0, 2.0), (0.5, 1.5)])
@pytest.mark.parametrize("changed", [False, True])
def test_simulated_sums_run_as_long_as_the_chain_says(ratio: float, limit: float, *, changed: bool) -> None:
    rng, truth = np.random.default_rng(3), ratio if changed else 1.0
    level, alive, lasted = np.zeros(2000), np.ones(2000, bool), np.zeros(2000)
    while alive.any():
        chances = rng.choice(MIX, 2000)
        happen = rng.random(2000) < truth * chances / (1 - chances + truth * chances)
        level = np.maximum(0, level + happen * np.log(ratio) - np.log(1 - chances + ratio * chances))
        lasted += alive
        alive &= level < limit
    error = lasted.std() / np.sqrt(2000)
    assert risk_run_length(limit, MIX, odds_ratio=ratio, truth=truth) == pytest.approx(lasted.mean(), abs=3.5 * error)


def test_the_grid_hardly_matters() -> None:
    coarse, fine = (risk_run_length(4, MIX, grid=grid) for grid in (150, 600))
    assert coarse == pytest.approx(fine, rel=0.015)


def test_many_chances_are_grouped_by_their_means() -> None:
    chances = np.random.default_rng(1).beta(2, 20, 5000)
    mix = mix_of(chances)
    assert len(mix.kinds) == 64
    assert np.dot(mix.kinds, mix.shares) == pytest.approx(chances.mean())
    assert sum(mix.shares) == pytest.approx(1)
    assert mix_of([0.2, 0.1, 0.2, 0.2]).shares == (0.25, 0.75)


@given(st.lists(st.floats(0.1, 1000), min_size=1, max_size=20), st.floats(0.001, 0.09))
def test_false_alarms_of_all_charts_add_up_to_the_budget(points: list[float], budget: float) -> None:
    run_length = needed_run_length(points, budget)
    assert sum(each / run_length for each in points) == pytest.approx(budget)


def test_a_designed_sum_costs_its_budget_and_more_charts_take_longer() -> None:
    few, many = design_cusum([1] * 10, 0.1), design_cusum([1] * 1000, 0.1)
    assert cusum_run_length(few.limits[0]) == pytest.approx(100, rel=1e-4)
    assert many.run_length == pytest.approx(10_000)
    assert many.found_after > few.found_after
    assert few.charts == 10


def test_risk_adjusted_charts_share_their_budget() -> None:
    design = design_risk_cusum([500, 100], [[0.1], MIX], 0.5)
    assert design.false_alarms == pytest.approx(0.5, rel=1e-3)
    rates = [
        sum(
            1 / risk_run_length(limit, mix, odds_ratio=ratio)
            for limit, ratio in zip(design.limits, (2, 0.5), strict=True)
        )
        for mix in ([0.1], MIX)
    ]
    assert 500 * rates[0] + 100 * rates[1] == pytest.approx(0.5, rel=1e-3)
    assert design.run_length == pytest.approx(1 / max(rates))


def test_what_is_no_sum_is_refused() -> None:
    with pytest.raises(ValueError, match="sigma of 0"):
        cusum([1], 0, 0)
    with pytest.raises(ValueError, match="odds ratio of 1 is no rise"):
        risk_cusum([1], [0.5], (3, 3), odds_ratio=1)
    with pytest.raises(ValueError, match="its chance lies between"):
        risk_cusum([1], [1.0], (3, 3))
    with pytest.raises(ValueError, match="limit of 0 is reached"):
        risk_cusum([1], [0.5], (0, 3))
    with pytest.raises(ValueError, match="chance lies between"):
        mix_of([])
    with pytest.raises(ValueError, match="odds ratio of 1 "):
        risk_run_length(3, [0.1], odds_ratio=1)
    with pytest.raises(ValueError, match="does not fit 1 points"):
        design_cusum([1], 2)
    with pytest.raises(ValueError, match="shift of 0"):
        design_cusum([1], 0.1, shift=0)
    with pytest.raises(ValueError, match="its points and its chances"):
        design_risk_cusum([1], [], 0.1)
