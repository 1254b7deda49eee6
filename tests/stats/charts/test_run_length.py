"""Run lengths are the published ones, and what charts really do."""

from __future__ import annotations

import numpy as np
import pytest

from truegreen.stats.charts.budget import cusum_limit, ewma_width, shewhart_width
from truegreen.stats.charts.rules import Rule
from truegreen.stats.charts.rules_run_length import rules_run_length
from truegreen.stats.charts.run_length import (
    cusum_run_length,
    ewma_run_length,
    shewhart_run_length,
    siegmund_run_length,
)

POINT, TWO, FOUR, EIGHT = Rule


@pytest.mark.parametrize(("limit", "one_side", "both", "shifted"), [(4, 335.4, 167.7, 8.38), (5, 930.9, 465.4, 10.38)])
def test_sums_alarm_as_seldom_and_as_soon_as_published(
    limit: float, one_side: float, both: float, shifted: float
) -> None:
    """Lucas and Crosier, Technometrics 24 (1982), with k = ½; more digits by R's spc."""
    assert cusum_run_length(limit, both_sides=False) == pytest.approx(one_side, abs=0.05)
    assert cusum_run_length(limit) == pytest.approx(both, abs=0.05)
    assert cusum_run_length(limit, shift=1) == pytest.approx(shifted, abs=0.005)


@pytest.mark.parametrize(
    ("limit", "tabled"),
    [(4, [168, 74.2, 26.6, 13.3, 8.38, 4.75, 3.34, 2.62, 2.19, 1.71]),
     (5, [465, 139, 38.0, 17.0, 10.4, 5.75, 4.01, 3.11, 2.57, 2.01])],
)  # fmt: skip
def test_sums_find_each_shift_as_tabled(limit: float, tabled: list[float]) -> None:
    """Montgomery, Introduction to Statistical Quality Control, table 9.3."""
    shifts = [0, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4]
    assert [cusum_run_length(limit, shift=shift) for shift in shifts] == pytest.approx(tabled, rel=0.004)


def test_a_head_start_finds_sooner_what_is_wrong_at_once() -> None:
    """Lucas and Crosier 1982: h = 5 with a start at half of it gives 430 and 6.35."""
    assert cusum_run_length(5, start=2.5) == pytest.approx(430, abs=0.5)
    assert cusum_run_length(5, shift=1, start=2.5) == pytest.approx(6.35, abs=0.005)


@pytest.mark.parametrize("limit", [2.0, 4.0, 6.0])
@pytest.mark.parametrize("shift", [0.0, 0.5, 1.0, 2.0])
def test_siegmunds_approximation_is_near(limit: float, shift: float) -> None:
    assert siegmund_run_length(limit, shift=shift) == pytest.approx(
        cusum_run_length(limit, shift=shift, both_sides=False), rel=0.06
    )


@pytest.mark.parametrize(
    ("weight", "width", "after"), [(0.1, 2.814, 10.3), (0.2, 2.962, 10.5), (0.25, 2.998, 11.1), (0.4, 3.054, 14.3)]
)
def test_weighted_means_alarm_once_in_500_and_find_one_sigma_as_tabled(
    weight: float, width: float, after: float
) -> None:
    """Lucas and Saccucci, Technometrics 32 (1990), table 3."""
    assert ewma_run_length(width, weight) == pytest.approx(500, abs=0.6)
    assert ewma_run_length(width, weight, shift=1) == pytest.approx(after, abs=0.05)


def test_a_weighted_mean_of_the_newest_value_only_is_the_value_itself() -> None:
    for shift in (0.0, 1.0, 3.0):
        assert ewma_run_length(3, 1, shift) == pytest.approx(shewhart_run_length(3, shift), rel=1e-5)


@pytest.mark.parametrize(("shift", "tabled"), [(0, 370.4), (1, 43.9), (2, 6.3), (3, 2.0)])
def test_three_sigma_limits_have_the_tabled_run_lengths(shift: float, tabled: float) -> None:
    assert shewhart_run_length(3, shift) == pytest.approx(tabled, abs=0.05)


@pytest.mark.parametrize(
    ("rules", "tabled"),
    [
        ([POINT], 370.40), ([POINT, TWO], 225.44), ([POINT, FOUR], 166.05), ([POINT, EIGHT], 152.73),
        ([POINT, TWO, FOUR], 132.89), ([POINT, TWO, EIGHT], 122.05), ([POINT, FOUR, EIGHT], 105.78),
        ([POINT, TWO, FOUR, EIGHT], 91.75),
    ],
)  # fmt: skip
def test_each_further_rule_cries_wolf_more_often(rules: list[Rule], tabled: float) -> None:
    """Champ and Woodall, Technometrics 29 (1987), table 1."""
    assert rules_run_length(rules) == pytest.approx(tabled, abs=0.006)


def test_all_rules_find_a_sigma_after_the_tabled_points() -> None:
    """Champ and Woodall, table 1: 9.22 for all four, 43.89 for the first."""
    assert rules_run_length(list(Rule), 1.0) == pytest.approx(9.22, abs=0.006)
    assert rules_run_length([POINT], 1.0) == pytest.approx(43.89, abs=0.006)


@pytest.mark.parametrize("wanted", [50.0, 370.4, 5000.0])
def test_limits_are_found_for_any_run_length(wanted: float) -> None:
    assert cusum_run_length(cusum_limit(wanted)) == pytest.approx(wanted, rel=1e-5)
    assert ewma_run_length(ewma_width(wanted)) == pytest.approx(wanted, rel=1e-5)
    assert shewhart_run_length(shewhart_width(wanted)) == pytest.approx(wanted, rel=1e-9)


def test_what_is_no_chart_has_no_run_length() -> None:
    with pytest.raises(ValueError, match="cannot start at 4 under a limit of 4"):
        cusum_run_length(4, start=4)
    with pytest.raises(ValueError, match="weight of 0 "):
        ewma_run_length(3, 0)
    with pytest.raises(ValueError, match="never raises an alarm"):
        rules_run_length([])
    with pytest.raises(ValueError, match="run length of 1"):
        shewhart_width(1)
    with pytest.raises(ValueError, match="no limit has a run length of 1"):
        cusum_limit(1)


@pytest.mark.slow
def test_simulated_sums_and_weighted_means_run_as_long() -> None:
    draws = np.random.default_rng(7).normal(size=(4000, 400))
    level, alive, lasted = np.zeros(4000), np.ones(4000, bool), np.zeros(4000)
    for values in (draws + 0.5).T:
        level = np.maximum(0, level + values - 0.5)
        lasted += alive
        alive &= level < 4
    assert not alive.any()
    assert lasted.mean() == pytest.approx(cusum_run_length(4, shift=0.5, both_sides=False), rel=0.04)


def test_what_would_run_for_ever_is_said_to_and_not_told_in_numbers_that_mean_nothing() -> None:
    """By Siegmund a limit of 50 runs about 3·10²² points: beyond what can be told apart."""
    assert cusum_run_length(50) == cusum_run_length(50, both_sides=False) == np.inf
    assert ewma_run_length(9, 0.1) == np.inf
    assert cusum_run_length(20, both_sides=False) == pytest.approx(siegmund_run_length(20), rel=0.02)
    assert cusum_run_length(50, shift=8) == pytest.approx(50 / 7.5, abs=1)
    assert cusum_limit(1e9) == pytest.approx(19.56, abs=0.01)
