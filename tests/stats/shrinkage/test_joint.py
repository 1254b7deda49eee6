"""Several signals at once: planted truth is found as promised, and nothing where nothing is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from tests.stats.shrinkage.cells import BOUND, Cells, Floats, nothing_planted, several, surveys
from truegreen.stats.discoveries import listed
from truegreen.stats.shrinkage.between import between
from truegreen.stats.shrinkage.joint import joint
from truegreen.stats.shrinkage.signal import Signal, means, rates, shares


def _false_and_found(cells: Cells, chance: Floats) -> tuple[float, float]:
    named = listed(chance, 0.10).indices
    return float(np.mean(~cells.bad[named])) if named.size else 0.0, float(cells.bad[named].sum() / cells.bad.sum())


@pytest.mark.slow
def test_a_list_of_a_joint_world_keeps_its_promise_and_finds_near_half() -> None:
    """1,500 cells, half of them with fewer than 12 surveys, autocorrelation .9, two proxies; 60 worlds."""
    worlds = [several(np.random.default_rng(seed), 1500) for seed in range(60)]
    every = [_false_and_found(cells, cells.joint().below(BOUND)) for cells in worlds]
    single = [_false_and_found(cells, cells.joint(1).below(BOUND)) for cells in worlds]
    (false, found), (alone, alone_found) = np.mean(every, axis=0), np.mean(single, axis=0)
    assert false <= 0.12
    assert alone <= 0.12
    assert found >= 0.45
    assert found > 1.5 * alone_found


@pytest.mark.slow
def test_where_nothing_is_planted_nothing_is_raised_beyond_the_promise() -> None:
    """In 200 worlds; a list in which every entry is false may come in one of ten at most."""
    worlds = (nothing_planted(np.random.default_rng(seed), 1500) for seed in range(200))
    raised = [listed(each.joint().below(BOUND)).indices.size > 0 for each in worlds]
    assert np.mean(raised) <= 0.02


@pytest.mark.slow
@pytest.mark.parametrize("cells", [60, 150, 1500])
def test_a_chance_is_true_as_often_as_it_says(cells: int) -> None:
    worlds = [several(np.random.default_rng(seed), cells, spread=0.6) for seed in range(40_000 // cells)]
    chance = np.concatenate([each.joint().below(BOUND) for each in worlds])
    bad = np.concatenate([each.bad for each in worlds])
    for low in np.arange(0, 1, 0.2):
        fifth = (chance >= low) & (chance < low + 0.2)
        assert np.mean(bad[fifth]) == pytest.approx(np.mean(chance[fifth]), abs=0.035)


def test_a_small_world_is_told_right_too() -> None:
    """The fast twin of the three above: one world with planted truth, and one with nothing."""
    cells = several(np.random.default_rng(3), 600)
    fit = cells.joint()
    false, found = _false_and_found(cells, fit.below(BOUND))
    assert fit.converged
    assert false <= 0.2
    assert found >= 0.4
    assert np.sum(fit.below(BOUND)) == pytest.approx(cells.bad.sum(), rel=0.25)
    assert fit.correlations[0, 1] == pytest.approx(0.9, abs=0.12)
    assert fit.correlations[0, 4] == pytest.approx(-0.7, abs=0.15)
    quiet = nothing_planted(np.random.default_rng(3), 600).joint()
    assert listed(quiet.below(BOUND)).indices.size == 0


def test_spread_centres_and_correlation_come_out_as_planted() -> None:
    random = np.random.default_rng(0)
    covariance = [[0.36, -0.24, 1.2], [-0.24, 0.25, -0.8], [1.2, -0.8, 9]]
    level = random.multivariate_normal([1.5, -2.0, 30.0], covariance, 8000)
    counts, exposure, variance = surveys(random, 8000), np.full(8000, 40.0), np.full(8000, 4.0)
    fit = joint(
        [
            shares("satisfied", random.binomial(counts.astype(int), 1 / (1 + np.exp(-level[:, 0]))), counts),
            rates("complaints", random.poisson(exposure * np.exp(level[:, 1])), exposure),
            means("recommend", level[:, 2] + random.normal(0, 2, 8000), variance),
        ]
    )
    assert fit.centres[0] == pytest.approx([1.5, -2, 30], abs=0.1)
    assert np.sqrt(np.diagonal(fit.covariance)) == pytest.approx([0.6, 0.5, 3], rel=0.06)
    assert fit.correlations[0, 1:] == pytest.approx([-0.8, 0.667], abs=0.06)
    for k in range(3):
        away = (fit.means[:, k] - level[:, k]) / fit.errors[:, k]
        assert (np.mean(away), np.std(away)) == pytest.approx((0, 1), abs=0.05)


def test_means_alone_are_the_normal_answer() -> None:
    """With means only nothing is approximate: the answer of plain likelihood, with the doubt of the mean."""
    random = np.random.default_rng(1)
    variances = random.uniform(0.2, 2, 300)
    values = random.normal(5, np.sqrt(0.7 + variances))
    fit = joint([means("score", values, variances)], most=200, close=1e-7)
    plain = between(values, variances, "ML")
    assert (fit.covariance[0, 0], fit.centres[0, 0]) == pytest.approx((plain.variance, plain.mean), rel=1e-3)
    kept = plain.variance / (plain.variance + variances)
    assert fit.means[:, 0] == pytest.approx(plain.mean + kept * (values - plain.mean), abs=1e-3)
    assert fit.errors[:, 0] == pytest.approx(np.sqrt(variances * kept + ((1 - kept) * plain.error) ** 2), rel=2e-3)


@pytest.mark.parametrize("hits", [0, 1, 3, 5])
def test_what_is_known_of_a_unit_is_what_numbers_on_a_fine_grid_say(hits: int) -> None:
    random = np.random.default_rng(2)
    counts = np.full(4000, 5.0)
    drawn = random.binomial(5, 1 / (1 + np.exp(-random.normal(1.2, 0.8, 4000)))).astype(float)
    fit = joint([shares("satisfied", drawn, counts)])
    level = np.linspace(-8, 8, 40_001)
    centre, spread = fit.centres[0, 0], np.sqrt(fit.covariance[0, 0])
    weight = np.exp(hits * level - 5 * np.log1p(np.exp(level)) - (level - centre) ** 2 / (2 * spread**2))
    weight /= weight.sum()
    unit = int(np.flatnonzero(drawn == hits)[0])
    middle = weight @ level
    assert fit.means[unit, 0] == pytest.approx(middle, abs=0.01)
    assert fit.errors[unit, 0] == pytest.approx(np.sqrt(weight @ (level - middle) ** 2), rel=0.01)


some_units = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=30)


@given(some_units)
@settings(max_examples=25)
def test_neither_the_order_of_units_nor_of_signals_changes_anything(units: list[tuple[int, int, int]]) -> None:
    a, b, c = np.array(units, dtype=float).T
    signals = [shares("now", a, a + c + 1), shares("before", b, b + c + 1)]
    fit = joint(signals)
    turned = joint([Signal(each.name, each.kind, each.totals[::-1], each.weights[::-1]) for each in signals])
    assert turned.means[::-1] == pytest.approx(fit.means, abs=1e-6)
    swapped = joint(signals[::-1])
    assert swapped.means[:, ::-1] == pytest.approx(fit.means, abs=1e-6)
    assert np.all(np.isfinite(fit.errors) & (fit.errors > 0))


HUGE: Floats = np.array([800_000.0, 750_000, 810_000, 640_000] * 30)
EDGES: dict[str, tuple[ArrayLike, ArrayLike]] = {
    "all hits": ([5.0] * 40, [5.0] * 40),
    "no hits": ([0.0] * 40, [5.0] * 40),
    "no hits among very many": ([0.0] * 40, [1e6] * 40),
    "one each": ([1.0, 0, 1, 1] * 10, [1.0] * 40),
    "huge": (HUGE, np.full(120, 1e6)),
    "all or nothing": ([0.0, 1e6] * 20, [1e6] * 40),
    "one unit": ([3.0], [5.0]),
    "two units": ([0.0, 5], [5.0, 5]),
    "some not asked": ([3.0, np.nan, 0, 2], [5.0, np.nan, 0, 6]),
    "weighted": ([0.3, 1.7, 2.2], [1.1, 2.2, 3.3]),
}


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("signals", [1, 3])
def test_thin_and_vast_counts_have_finite_answers(edge: str, signals: int) -> None:
    hits, counts = EDGES[edge]
    fit = joint([shares(f"signal {k}", hits, counts) for k in range(signals)])
    assert np.all(np.isfinite(fit.means) & np.isfinite(fit.errors) & (fit.errors > 0))
    assert np.all((fit.below(BOUND) >= 0) & (fit.below(BOUND) <= 1))


def test_signals_of_very_different_worth_do_not_drown_each_other() -> None:
    """Means known to a ten-thousandth beside some known not at all, with shares of one and of a hundred million."""
    random = np.random.default_rng(11)
    level = random.normal(0, 1, 300)
    counts = 10 ** random.uniform(0, 8, 300).round()
    hits = random.binomial(counts.astype(np.int64), 1 / (1 + np.exp(-level - 6)))
    variances = 10 ** random.uniform(-8, 8, 300)
    scores = 1e4 * (level + np.sqrt(variances) * random.normal(size=300))
    fit = joint([shares("satisfied", hits, counts), means("score", scores, 1e8 * variances)])
    assert fit.converged
    assert fit.correlations[0, 1] > 0.8
    assert fit.covariance[1, 1] == pytest.approx(1e8, rel=0.3)
    away = (fit.means - np.stack([level + 6, 1e4 * level], axis=1)) / fit.errors
    assert np.std(away, axis=0) == pytest.approx([1, 1], abs=0.3)


def test_all_hits_of_very_many_go_as_far_as_the_others_allow() -> None:
    """What they say lies many standard deviations from where the others are."""
    hits, counts = np.array([900.0] * 50 + [1e7]), np.array([1000.0] * 50 + [1e7])
    fit = joint([shares("satisfied", hits, counts)])
    assert fit.means[50, 0] > fit.means[0, 0] + 2
    assert fit.below(0.999)[50] < 0.01


def test_with_very_many_counts_a_unit_is_what_it_shows() -> None:
    fit = joint([shares("satisfied", HUGE, np.full(120, 1e6))])
    assert 1 / (1 + np.exp(-fit.means[:, 0])) == pytest.approx(HUGE / 1e6, abs=1e-4)


def test_one_unit_is_judged_by_itself() -> None:
    fit = joint([shares("satisfied", [3.0], [5.0])])
    assert fit.errors[0, 0] == pytest.approx(1 / np.sqrt(5 * 0.6 * 0.4), rel=0.05)


def test_signals_that_say_the_same_are_one() -> None:
    """The covariance is singular, and nothing is divided by it."""
    random = np.random.default_rng(5)
    level = random.normal(3, 1, 400)
    fit = joint([means("one", level, np.full(400, 0.1)), means("twice", 2 * level, np.full(400, 0.4))])
    assert fit.correlations[0, 1] > 0.98
    assert np.all(np.isfinite(fit.means))


def test_a_signal_nobody_has_is_left_out_and_named() -> None:
    fit = joint([shares("now", [3, 4], [5, 5]), shares("before", [0, 0], [0, 0])])
    assert (fit.names, fit.dropped) == (("now",), ("before",))
    with pytest.raises(ValueError, match="now was measured on no unit"):
        joint([shares("now", [0, 0], [0, 0]), shares("before", [3, 4], [5, 5])])


def test_a_unit_that_was_not_asked_is_judged_by_its_other_signals() -> None:
    cells = several(np.random.default_rng(8), 800)
    hits, counts = cells.hits.copy(), cells.counts.copy()
    hits[0, :50] = counts[0, :50] = 0
    fit, full = Cells(hits, counts, cells.bad).joint(), cells.joint()
    assert np.all(fit.errors[:50, 0] > full.errors[:50, 0])
    assert np.corrcoef(fit.means[:50, 0], full.means[:50, 0])[0, 1] > 0.7


def test_groups_have_their_own_means_and_small_ones_share_one() -> None:
    random = np.random.default_rng(9)
    group = np.array(["billing"] * 500 + ["faults"] * 500 + ["a"] * 20 + ["b"] * 15)
    true = np.where(group == "billing", 0.9, 0.7)
    fit = joint([shares("satisfied", random.binomial(10, true), np.full(1035, 10.0))], group)
    assert fit.pooled == 2
    assert np.unique(fit.groups[1000:]).size == 1
    odds = fit.centres[fit.groups[[0, 500, 1000]], 0]
    assert 1 / (1 + np.exp(-odds)) == pytest.approx([0.9, 0.7, 0.7], abs=0.04)
    few = joint([shares("satisfied", [8.0] * 40, [10.0] * 40)], ["a"] * 35 + ["b"] * 5)
    assert (few.pooled, few.centres.shape) == (1, (1, 1))


def test_a_group_where_a_signal_was_never_taken_is_a_coin() -> None:
    group = np.repeat(["asked", "never asked"], 40)
    asked = np.where(group == "asked", 10.0, 0.0)
    fit = joint([shares("now", asked * 0.8, asked), shares("before", np.full(80, 8.0), np.full(80, 10.0))], group)
    assert fit.below(BOUND)[40:].tolist() == [0.5] * 40


def test_bounds_are_in_the_signals_own_unit_and_may_differ_by_unit() -> None:
    fit = joint(
        [shares("satisfied", [700, 800.0], [1000, 1000]), rates("complaints", [40, 90.0], [100, 100])],
    )
    assert fit.below([0.6, 0.9]) == pytest.approx([0, 1], abs=1e-3)
    assert fit.below(0.65, "complaints") == pytest.approx([1, 0], abs=0.05)
    with pytest.raises(ValueError, match="churn is none of satisfied, complaints"):
        fit.below(0.5, "churn")
    with pytest.raises(ValueError, match="no share"):
        fit.below(1.2)


@pytest.mark.parametrize(
    ("signals", "groups", "says"),
    [
        ([shares("a", [1], [2]), shares("a", [1], [2])], None, "share a name"),
        ([shares("a", [1], [2]), shares("b", [1, 1], [2, 2])], None, "same units"),
        ([], None, "same units"),
        ([shares("a", [1, 1], [2, 2])], ["x"], "1 groups were given for 2 units"),
    ],
)
def test_what_does_not_belong_together_is_refused(signals: list[Signal], groups: list[str] | None, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        joint(signals, groups)


def test_numbers_that_are_no_signal_are_refused() -> None:
    with pytest.raises(ValueError, match="more hits than counts"):
        shares("a", [3], [2])
    with pytest.raises(ValueError, match="negative"):
        rates("a", [-1], [2])
    with pytest.raises(ValueError, match="as many"):
        shares("a", [1, 2], [2])
    with pytest.raises(ValueError, match="variance above 0"):
        means("a", [1], [0])
