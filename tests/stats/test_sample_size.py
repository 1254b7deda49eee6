"""Sample sizes are the published ones, and hold what they promise."""

from __future__ import annotations

from math import ceil, sqrt

import numpy as np
import pytest

from truegreen.stats.estimate import Verdict
from truegreen.stats.sample_size import (
    design_effect,
    pairs_for_mean,
    power_of_means,
    power_of_pairs,
    rows_for_means,
    rows_for_not_worse,
    rows_for_shares,
)
from truegreen.stats.two_shares import not_worse


@pytest.mark.parametrize(("effect", "rows"), [(0.5, 63.7656), (0.2, 393.4057)])
def test_means_need_the_published_rows(effect: float, rows: float) -> None:
    """R: power.t.test and pwr.t.test; Cohen 1988."""
    assert rows_for_means(effect) == pytest.approx(rows, abs=5e-5)
    assert power_of_means(effect, rows) == pytest.approx(0.8, abs=1e-6)
    assert rows_for_means(-effect) == rows_for_means(effect)


def test_power_is_that_of_r() -> None:
    """R's help: power.t.test(n = 20, delta = 1) is 0.868953; one-sided with power .90 needs 17.84713."""
    assert power_of_means(1, 20) == pytest.approx(0.8689528, abs=5e-7)
    assert rows_for_means(1, 0.9, both_sides=False) == pytest.approx(17.84713, abs=5e-5)


def test_shares_need_the_published_rows() -> None:
    """R's help: power.prop.test(p1 = .50, p2 = .75, power = .90) gives n = 76.7."""
    assert rows_for_shares(0.50, 0.75, 0.90) == pytest.approx(76.7, abs=0.05)
    assert rows_for_shares(0.75, 0.50, 0.90) == pytest.approx(76.7, abs=0.05)


@pytest.mark.parametrize(
    ("share", "margin", "rows", "fewer"),
    [(0.99, 0.01, 1883, 1384), (0.99, 0.02, 559, 422), (0.97, 0.01, 5053, 3657), (0.95, 0.01, 8174, None),
     (0.95, 0.02, 2071, None), (0.95, 0.05, 357, None), (0.90, 0.01, 15_430, None), (0.90, 0.05, 631, None)],
)  # fmt: skip
def test_parallel_runs_need_the_worked_out_rows(share: float, margin: float, rows: int, fewer: int | None) -> None:
    """Power 90 % (80 %), one-sided 5 %, both teams truly alike."""
    assert abs(ceil(rows_for_not_worse(share, margin)) - rows) <= 1
    assert fewer is None or abs(ceil(rows_for_not_worse(share, margin, 0.8)) - fewer) <= 1


def test_a_huge_effect_needs_two_rows() -> None:
    assert rows_for_means(1000) == 2
    assert power_of_means(1000, 2) == 1


def test_what_no_rows_can_find_is_refused() -> None:
    with pytest.raises(ValueError, match="no number of rows finds 0 "):
        rows_for_means(0)
    with pytest.raises(ValueError, match="no number of rows tells"):
        rows_for_shares(0.5, 0.5)
    with pytest.raises(ValueError, match="cannot be shown"):
        rows_for_not_worse(1, 0.01)
    with pytest.raises(ValueError, match="too few"):
        power_of_means(1, 1)


@pytest.mark.slow
def test_the_promised_power_is_there() -> None:
    rows = ceil(rows_for_not_worse(0.95, 0.05))
    draws = np.random.default_rng(1).binomial(rows, 0.95, (2000, 2))
    passed = [not_worse(int(a), rows, int(b), rows, 0.05).verdict is Verdict.ESTABLISHED for a, b in draws]
    assert np.mean(passed) == pytest.approx(0.9, abs=0.025)


def test_pairs_that_do_not_go_together_are_worth_what_two_sides_are() -> None:
    """A difference of two independent rows scatters √2 times as much as one row."""
    assert pairs_for_mean(0.3 / sqrt(2)) == pytest.approx(rows_for_means(0.3), rel=0.02)
    assert power_of_pairs(0.3, pairs_for_mean(0.3)) == pytest.approx(0.8, abs=1e-6)


def test_what_no_pairs_can_find_is_refused() -> None:
    with pytest.raises(ValueError, match="1 pairs are too few"):
        power_of_pairs(1, 1)
    with pytest.raises(ValueError, match="no number of pairs"):
        pairs_for_mean(0)
    with pytest.raises(ValueError, match="no design effect"):
        design_effect(5, 2)
