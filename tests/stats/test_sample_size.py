"""Sample sizes are the published ones, and hold what they promise."""

from __future__ import annotations

import warnings
from math import ceil, sqrt
from statistics import NormalDist

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


EFFECTS = (0.0, 1e-12, 0.01, 0.1, 0.2, 0.3, 0.5, 1.0, 1.2, 2.0, 10.0, 1e3, 1e12, 1e200)
ROWS = (2.0, 2.5, 3.0, 10.0, 100.0, 500.0, 800.0, 1e3, 1800.0, 1e4, 1e5, 1e6, 1e9, 1e15)


@pytest.mark.parametrize("both_sides", [True, False])
@pytest.mark.parametrize("alpha", [0.5, 0.05, 1e-3, 1e-6])
def test_power_is_a_chance_that_grows_with_rows_and_effect(alpha: float, both_sides: bool) -> None:
    """Scipy's noncentral t is no number where it underflows, as for .5 with 800 rows."""
    for power_of in (power_of_means, power_of_pairs):
        found = np.array(
            [[power_of(effect, rows, alpha=alpha, both_sides=both_sides) for rows in ROWS] for effect in EFFECTS]
        )
        assert np.all((found >= 0) & (found <= 1 + 1e-15))
        assert found[0] == pytest.approx(alpha, rel=1e-6)
        assert np.all(np.diff(found, axis=0) >= -1e-9)
        assert np.all(np.diff(found, axis=1) >= -1e-9)
        assert np.all(found[-4:, 3:] > 1 - 1e-6)


@pytest.mark.parametrize("far", [0.5, 1.5, 3.0, 6.0, 12.0])
def test_power_with_many_rows_is_that_of_a_normal(far: float) -> None:
    normal, rows = NormalDist(), 1e9
    found = power_of_means(far / sqrt(rows / 2), rows)
    assert found == pytest.approx(normal.cdf(far - 1.959964) + normal.cdf(-far - 1.959964), abs=1e-7)


def test_a_huge_effect_on_two_pairs_is_not_sure() -> None:
    """With one degree of freedom an error may be larger by chance than any effect: P(|Z| < 42.4 / 63.7) = .4948."""
    assert power_of_pairs(30, 2, alpha=0.01) == pytest.approx(0.494785, abs=5e-4)
    assert power_of_pairs(3000, 2, alpha=1e-4) == pytest.approx(2 * NormalDist().cdf(4242.64 / 6366.198) - 1, abs=1e-4)


@pytest.mark.slow
@pytest.mark.parametrize("alpha", [0.1, 0.05, 0.01])
def test_power_is_that_of_statsmodels(alpha: float) -> None:
    """As far as scipy.stats has a number."""
    peer = pytest.importorskip("statsmodels.stats.power")
    told = 0
    for effect in EFFECTS[1:10]:
        for rows in ROWS[:12]:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                pairs = peer.TTestPower().power(effect, rows, alpha)
                means = peer.TTestIndPower().power(effect, rows, alpha)
            for ours, theirs in ((power_of_pairs, pairs), (power_of_means, means)):
                told += not np.isnan(theirs)
                assert np.isnan(theirs) or ours(effect, rows, alpha=alpha) == pytest.approx(theirs, abs=1e-8)
    assert told > 150


def test_power_of_what_is_none_is_refused() -> None:
    for effect, rows, alpha in ((float("nan"), 5, 0.05), (float("inf"), 5, 0.05), (1, float("inf"), 0.05), (1, 5, 0)):
        with pytest.raises(ValueError, match="is not looked for"):
            power_of_means(effect, rows, alpha=alpha)
    with pytest.raises(ValueError, match=r"with a power of 0\.01"):
        rows_for_shares(0.5, 0.6, 0.01)
    with pytest.raises(ValueError, match="with a power of 1"):
        rows_for_not_worse(0.5, 0.1, 1.0)
