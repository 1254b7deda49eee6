"""Doubly robust adjustment: worlds with an effect and with none, either model wrong, and refusals."""

from __future__ import annotations

import numpy as np
import pytest

from tests.stats.causal.worlds import Rows, rows
from truegreen.stats.causal.adjusted import Adjusted, Target, adjusted
from truegreen.stats.causal.nuisance import Folds, split
from truegreen.stats.causal.overlap import overlap, weights
from truegreen.stats.validity.response import effective_of

NAMES = ("size", "age")


def told(world: Rows, target: Target = Target.TREATED, **more: object) -> Adjusted:
    return adjusted(world.outcome, world.treated, world.columns, world.clusters, NAMES, target, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("target", Target)
def test_an_effect_is_found_where_the_naive_difference_is_far_off(target: Target) -> None:
    found = told(rows(3, 0.5), target)
    assert found.estimate is not None
    assert found.naive is not None
    assert found.estimate.low < 0.5 < found.estimate.high
    assert found.estimate.low > 0
    assert found.naive.low > 1.0
    assert found.estimate.seed == 0
    assert abs(found.overlap.before["size"]) > 0.5 if found.overlap else False


def test_the_same_seed_gives_the_same_answer_and_order_does_not_matter() -> None:
    world = rows(4, 0.5)
    order = np.random.default_rng(1).permutation(len(world.outcome))
    other = Rows(world.outcome[order], world.treated[order], world.columns[order], world.clusters[order])
    one, two = told(world).estimate, told(other).estimate
    assert one is not None
    assert two is not None
    assert one.value == pytest.approx(two.value, rel=1e-9)
    assert one.error == pytest.approx(two.error, rel=1e-9)


@pytest.mark.parametrize("shift", [0.0, 1000.0])
def test_units_do_not_matter(shift: float) -> None:
    world = rows(5, 0.5)
    turned = Rows(world.outcome * 10 + shift, world.treated, world.columns * 100 + shift, world.clusters)
    one, two = told(world).estimate, told(turned).estimate
    assert one is not None
    assert two is not None
    assert two.value == pytest.approx(10 * one.value, rel=1e-6)
    assert two.error == pytest.approx(10 * one.error, rel=1e-6)


def test_without_columns_it_is_the_difference_of_means() -> None:
    world = rows(6, 0.5)
    nothing = np.empty((len(world.outcome), 0))
    found = adjusted(world.outcome, world.treated, nothing, world.clusters, (), folds=Folds(1))
    assert found.estimate is not None
    assert found.naive is not None
    assert found.estimate.value == pytest.approx(found.naive.value)
    assert found.estimate.error == pytest.approx(found.naive.error)


def test_either_model_alone_is_enough() -> None:
    """Outcomes that bend are no line; chances that are right make up for it, and the other way round."""
    errors = []
    for seed in range(8):
        world = rows(seed, 0.5, accounts=400)
        bent = Rows(world.outcome + 0.8 * world.columns[:, 0] ** 2, world.treated, world.columns, world.clusters)
        estimate = told(bent, Target.ALL).estimate
        assert estimate is not None
        errors.append(estimate.value - 0.5)
    assert abs(np.mean(errors)) < 0.06


def test_shares_are_adjusted_by_their_odds() -> None:
    random = np.random.default_rng(8)
    world = rows(8, 0.0, accounts=600)
    chance = 1 / (1 + np.exp(-(world.columns[:, 0] - 0.5 + 0.8 * world.treated)))
    hits = (random.random(len(chance)) < chance).astype(float)
    without = 1 / (1 + np.exp(-(world.columns[:, 0] - 0.5)))
    truth = float((chance - without)[world.treated].mean())
    found = told(Rows(hits, world.treated, world.columns, world.clusters), logistic=True)
    assert found.estimate is not None
    assert found.estimate.low < truth < found.estimate.high
    assert found.estimate.low > 0
    assert found.mean == pytest.approx(hits[world.treated].mean(), abs=0.02)


def test_where_nobody_is_alike_nothing_is_said() -> None:
    world = rows(9, 0.5)
    apart = world.columns.copy()
    apart[:, 0] += 5 * world.treated
    found = told(Rows(world.outcome, world.treated, apart, world.clusters))
    assert found.estimate is None
    assert found.because.startswith("not enough overlap")
    assert found.naive is not None
    assert np.isnan(found.mean)
    apart[:, 0] = world.treated
    assert (
        "parts hits of treated from misses" in told(Rows(world.outcome, world.treated, apart, world.clusters)).because
    )


def test_rows_that_are_like_nobody_are_left_out_and_the_rest_is_told() -> None:
    world = rows(10, 0.5, accounts=400)
    odd = world.columns.copy()
    odd[np.flatnonzero(world.treated)[:60], 1] -= 12
    found = told(Rows(world.outcome, world.treated, odd, world.clusters))
    assert found.estimate is not None
    assert found.overlap is not None
    assert found.overlap.treated_kept < found.overlap.treated
    assert found.estimate.low < 0.5 < found.estimate.high
    assert found.naive is not None
    plain = world.outcome[world.treated].mean() - world.outcome[~world.treated].mean()
    assert found.naive.value == pytest.approx(plain)
    assert found.naive.count == len(world.outcome) > found.estimate.count


@pytest.mark.parametrize("side", [0, 1])
def test_too_few_on_a_side(side: int) -> None:
    world = rows(12, 0.5, accounts=30)
    treated = np.full(len(world.outcome), bool(1 - side))
    treated[:5] = bool(side)
    found = told(Rows(world.outcome, treated, world.columns, world.clusters))
    assert found.estimate is None
    assert "too few" in found.because


def test_nothing_at_all() -> None:
    found = adjusted([], [], np.empty((0, 2)), [], NAMES)
    assert found.estimate is None
    assert found.naive is None
    assert found.because == "0 treated and 0 others are too few"


def test_columns_that_say_the_same_are_named() -> None:
    world = rows(13, 0.5)
    same = np.column_stack([world.columns[:, 0], 2 * world.columns[:, 0]])
    assert "one follows from the others" in told(Rows(world.outcome, world.treated, same, world.clusters)).because


def test_missing_figures_are_counted_and_wrong_ones_refused() -> None:
    world = rows(14, 0.5)
    holes = world.outcome.copy()
    holes[:7] = np.nan
    assert told(Rows(holes, world.treated, world.columns, world.clusters)).incomplete == 7
    with pytest.raises(ValueError, match="neither 0 nor 1"):
        adjusted(world.outcome, world.treated * 2, world.columns, world.clusters, NAMES)
    with pytest.raises(ValueError, match="do not fit together"):
        adjusted(world.outcome, world.treated, world.columns, world.clusters, ("size",))
    with pytest.raises(ValueError, match="make no sense"):
        told(world, folds=Folds(0))


def test_an_outcome_that_never_differs() -> None:
    world = rows(15, 0.0)
    found = told(Rows(np.ones(len(world.outcome)), world.treated, world.columns, world.clusters))
    assert found.estimate is not None
    assert found.estimate.value == 0
    assert found.estimate.error == 0


def test_clusters_are_never_split_and_treated_ones_are_spread() -> None:
    codes = np.repeat(np.arange(20), 3)
    folds = split(codes, codes < 5, Folds(5, 3))
    assert all(len(set(folds[codes == each])) == 1 for each in range(20))
    assert sorted(folds[codes < 5][::3].tolist()) == [0, 1, 2, 3, 4]


def test_weights_make_the_others_like_the_treated() -> None:
    """A half of those with a chance of 2/3 are treated: each untreated one counts twice."""
    treated, chance = np.array([True, True, False]), np.full(3, 2 / 3)
    assert weights(treated, chance).tolist() == pytest.approx([1, 1, 2])
    assert weights(treated, chance, all_rows=True).tolist() == pytest.approx([1.5, 1.5, 3])
    assert effective_of(np.array([])) == 0
    seen = overlap(np.array([[1.0], [3.0], [2.0]]), treated, chance, 0.05, ("size",))
    assert seen.before["size"] == pytest.approx(0)
    assert seen.controls_kept == 1
    assert seen.furthest == pytest.approx(0)


def test_a_small_world_with_nothing_planted_says_nothing() -> None:
    held = 0
    for seed in range(20):
        estimate = told(rows(seed, 0.0, accounts=100)).estimate
        held += estimate is not None and estimate.low <= 0 <= estimate.high
    assert held >= 17


@pytest.mark.slow
@pytest.mark.parametrize("effect", [0.0, 0.4])
@pytest.mark.parametrize("target", Target)
def test_the_interval_holds_the_truth_as_often_as_it_says(target: Target, effect: float) -> None:
    held = []
    for seed in range(300):
        estimate = told(rows(seed, effect), target).estimate
        assert estimate is not None
        held.append(estimate.low <= effect <= estimate.high)
    assert 0.93 <= np.mean(held) <= 0.985
