"""Effects of changes at different times: by hand, laws, worlds where the usual regression is wrong, and a peer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.stats.causal.worlds import Months, months
from truegreen.stats.causal.aggregated import Aggregated, By, aggregated
from truegreen.stats.causal.staggered import Base, Controls, Design, Way, staggered
from truegreen.stats.causal.two_way import two_way
from truegreen.stats.panel.equations import Unfit


def told(world: Months, by: By = By.ALL, **more: Any) -> Aggregated:
    found = aggregated(staggered(world.outcome, world.first, **more), by)
    assert isinstance(found, Aggregated), found
    return found


def test_two_groups_and_two_months_by_hand() -> None:
    """Treated go from 1 and 3 to 5 and 9, others from 2 and 4 to 3 and 5: 5 − 1 = 4; errors √(1²+1²)/2 and 0."""
    found = staggered([[1, 5], [3, 9], [2, 3], [4, 5]], [1, 1, -1, -1])
    after = next(each for each in found.cells if each.period == 1)
    assert (after.value, after.treated, after.controls) == (4, 2, 2)
    assert after.error == pytest.approx(np.sqrt(2) / 2)
    assert [each.value for each in found.cells if each.period == 0] == [0]


def test_effects_are_found_where_the_usual_regression_is_wrong() -> None:
    """The effect grows and the early group has more of it; held against itself it is told far too small."""
    world = months(1, 0.2, growth=0.5, units=600, many=12)
    found = told(world)
    usual = two_way(world.outcome, world.first)
    assert usual is not None
    assert found.overall.low < world.truth < found.overall.high
    assert usual.value < 0.75 * world.truth
    assert usual.forbidden > 0.1


def test_each_month_since_the_change_is_told_and_those_before_are_nothing() -> None:
    world = months(2, 1.0, units=600)
    found = told(world, By.EVENT)
    assert found.keys == tuple(range(-8, 6))
    lows, highs = zip(*found.bands, strict=True)
    assert all(low <= 0 <= high for low, high, key in zip(lows, highs, found.keys, strict=True) if key < 0)
    assert all(low > 0 for low, key in zip(lows, found.keys, strict=True) if key >= 0)
    assert found.reach > 1.96
    assert found.seed == 0
    assert found.estimates[found.keys.index(-1)].value == 0


@pytest.mark.parametrize("by", [By.ALL, By.EVENT, By.GROUP, By.CALENDAR])
def test_moves_that_all_share_do_not_matter(by: By) -> None:
    world = months(3, 1.0)
    moved = Months(world.outcome * 2 + np.arange(10) ** 2 + 7, world.first, 0)
    assert told(moved, by).overall.value == pytest.approx(2 * told(world, by).overall.value)
    assert told(moved, by).overall.error == pytest.approx(2 * told(world, by).overall.error)


@pytest.mark.parametrize("controls", Controls)
def test_what_is_before_a_varying_base_is_the_change_of_one_month(controls: Controls) -> None:
    world = months(4, 1.0)
    fixed = staggered(world.outcome, world.first, Design(controls=controls))
    moving = staggered(world.outcome, world.first, Design(controls=controls, base=Base.VARYING))
    after = {(each.group, each.period): each.value for each in fixed.cells if each.period >= each.group}
    assert after == {(each.group, each.period): each.value for each in moving.cells if each.period >= each.group}
    assert all(each.base == each.period - 1 for each in moving.cells if each.period < each.group)


def test_who_acts_ahead_is_counted_from_before_that() -> None:
    world = months(5, 1.0, units=400)
    early = world.outcome.copy()
    for group in (4, 6, 8):
        early[world.first == group, group - 1] += 1.0
    assert told(Months(early, world.first, 0)).overall.value < 0.6 * told(world).overall.value
    ahead = told(Months(early, world.first, 0), design=Design(anticipation=1))
    assert ahead.overall.value == pytest.approx(told(world).overall.value, abs=0.35)


def test_units_that_count_twice_are_two_units() -> None:
    world = months(6, 1.0, units=60)
    twice = np.where(np.arange(60) < 20, 2.0, 1.0)
    both = np.concatenate([np.arange(60), np.arange(20)])
    doubled = staggered(world.outcome[both], world.first[both], clusters=both)
    weighted = staggered(world.outcome, world.first, weights=twice)
    assert [each.value for each in doubled.cells] == pytest.approx([each.value for each in weighted.cells])
    assert [each.error for each in doubled.cells] == pytest.approx([each.error for each in weighted.cells])


def test_columns_take_out_what_moves_with_them() -> None:
    world = months(7, 1.0, units=600)
    size = np.random.default_rng(7).normal(size=600) + 1.0 * (world.first >= 0)
    moved = world.outcome + size[:, None] * np.arange(10) * 0.3
    assert told(Months(moved, world.first, 0)).overall.value > 1.4 * world.truth
    for way in Way:
        found = told(Months(moved, world.first, 0), design=Design(way=way, names=("size",)), columns=size)
        assert found.overall.low < world.truth < found.overall.high


def test_missing_months_leave_out_the_unit_there() -> None:
    world = months(8, 1.0)
    holes = world.outcome.copy()
    holes[::7, 5] = np.nan
    found = staggered(holes, world.first)
    assert all(np.isfinite(each.value) for each in found.cells)
    counts = {each.period: each.controls for each in found.cells if each.group == 4}
    assert counts[5] < counts[6]


def test_months_that_nobody_knows_are_silent() -> None:
    world = months(9, 1.0)
    holes = world.outcome.copy()
    holes[world.first == 4, 5] = np.nan
    found = staggered(holes, world.first)
    assert found.silent[4, 5].startswith("0 treated and")
    assert np.isfinite(told(Months(holes, world.first, 0)).overall.value)


def test_units_treated_all_along_say_nothing() -> None:
    world = months(10, 1.0)
    first = np.where(world.first == 4, 0, world.first)
    found = staggered(world.outcome, first)
    assert found.always == (first == 0).sum()
    assert found.groups == (6, 8)


def test_too_few() -> None:
    world = months(11, 1.0)
    only = np.where(np.arange(120) == 0, 4, -1)
    found = aggregated(staggered(world.outcome, only))
    assert isinstance(found, Unfit)
    assert "1 treated" in found.because
    nobody = aggregated(staggered(world.outcome, np.full(120, -1)))
    assert isinstance(nobody, Unfit)
    everybody = aggregated(staggered(world.outcome, np.full(120, 4)))
    assert isinstance(everybody, Unfit)
    assert isinstance(aggregated(staggered(np.empty((0, 3)), np.empty(0, int))), Unfit)


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        staggered(np.ones((3, 2)), [1, 1])
    with pytest.raises(ValueError, match="infinite"):
        staggered(np.array([[1, np.inf], [1, 2]]), [1, -1])
    with pytest.raises(ValueError, match="no weights"):
        staggered(np.ones((3, 2)), [1, 1, -1], Design(names=("size",)), columns=[1, 2, 3], weights=[1, 1, 1])
    with pytest.raises(ValueError, match="one cluster"):
        staggered(np.ones((3, 2)), [1, 1, -1], clusters=[1, 2])
    with pytest.raises(ValueError, match="do not fit"):
        two_way(np.ones((3, 2)), [1])


def test_the_usual_regression_is_made_up_of_its_comparisons() -> None:
    world = months(12, 1.0, growth=0.3)
    found = two_way(world.outcome, np.where(np.arange(120) < 10, 0, world.first))
    assert found is not None
    assert sum(each.weight for each in found.comparisons) == pytest.approx(1)
    assert sum(each.weight * each.value for each in found.comparisons) == pytest.approx(found.value)
    assert two_way(world.outcome, np.full(120, -1)) is None
    assert two_way(np.full((2, 2), np.nan), [1, -1]) is None


def test_a_small_world_with_nothing_planted_says_nothing() -> None:
    held = [told(months(seed)).overall for seed in range(30)]
    assert sum(each.low <= 0 <= each.high for each in held) >= 26


@pytest.mark.slow
@pytest.mark.parametrize("effect", [0.0, 0.5])
def test_intervals_and_bands_hold_the_truth_as_often_as_they_say(effect: float) -> None:
    held, bands = [], []
    for seed in range(400):
        world = months(seed, effect)
        overall = told(world).overall
        held.append(overall.low <= world.truth <= overall.high)
        curve = told(world, By.EVENT)
        bands.append(all(low <= 0 <= high for (low, high), key in zip(curve.bands, curve.keys, strict=True) if key < 0))
    assert 0.93 <= np.mean(held) <= 0.985
    assert np.mean(bands) >= 0.93


@pytest.mark.slow
def test_five_treated_clusters_promise_no_more_than_they_hold() -> None:
    held = []
    for seed in range(400):
        random = np.random.default_rng(seed)
        first = np.where(np.arange(200) < 5, 4, -1)
        overall = told(Months(random.normal(size=(200, 8)).cumsum(axis=1) * 0.3, first, 0)).overall
        held.append(overall.low <= 0 <= overall.high)
    assert np.mean(held) >= 0.93


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:CallawaySantAnna.fit:FutureWarning")
@pytest.mark.parametrize("controls", Controls)
@pytest.mark.parametrize("base", Base)
@pytest.mark.parametrize("way", [None, *Way])
def test_a_peer_says_the_same(controls: Controls, base: Base, way: Way | None) -> None:
    """diff-diff's CallawaySantAnna, which is held to R's did."""
    peer, frames = pytest.importorskip("diff_diff"), pytest.importorskip("pandas")
    world = months(13, 1.0, growth=0.2)
    size = np.random.default_rng(13).normal(size=120)
    rows = [
        {"unit": unit, "month": month + 1, "y": world.outcome[unit, month], "size": size[unit],
         "group": world.first[unit] + 1 if world.first[unit] >= 0 else 0}
        for unit in range(120) for month in range(10)
    ]  # fmt: skip
    said = peer.CallawaySantAnna(
        control_group=controls.name.lower().replace("never", "never_treated").replace("not_yet", "not_yet_treated"),
        base_period=base.value, estimation_method="reg" if way is Way.OUTCOME else "dr", pscore_trim=1e-3,
    ).fit(frames.DataFrame(rows), outcome="y", unit="unit", time="month", first_treat="group",
          covariates=["size"] if way else None, aggregate="all")  # fmt: skip
    design = Design(controls=controls, base=base, way=way or Way.OUTCOME, names=("size",) if way else ())
    found = staggered(world.outcome, world.first, design, columns=size if way else None)
    near: dict[str, Any] = {"abs": 2e-3 if way is Way.DOUBLY_ROBUST else 1e-9}  # its chances stop a little early
    for each in (each for each in found.cells if each.error):
        other = said.group_time_effects[each.group + 1, each.period + 1]
        assert (each.value, each.error) == pytest.approx((other["effect"], other["se"]), **near)
    for by, others, shift in ((By.EVENT, said.event_study_effects, 0), (By.GROUP, said.group_effects, 1)):
        made = aggregated(found, by)
        assert isinstance(made, Aggregated)
        for key, estimate in zip(made.keys, made.estimates, strict=True):
            if estimate.error and key + shift in others:
                other = others[key + shift]
                assert (estimate.value, estimate.error) == pytest.approx((other["effect"], other["se"]), **near)
    overall = aggregated(found)
    assert isinstance(overall, Aggregated)
    assert (overall.overall.value, overall.overall.error) == pytest.approx((said.overall_att, said.overall_se), **near)


@pytest.mark.slow
def test_the_usual_regression_is_that_of_a_peer() -> None:
    peer, frames = pytest.importorskip("diff_diff"), pytest.importorskip("pandas")
    world = months(14, 1.0, growth=0.2)
    rows = [
        {"unit": unit, "month": month + 1, "y": world.outcome[unit, month],
         "group": world.first[unit] + 1 if world.first[unit] >= 0 else 0}
        for unit in range(120) for month in range(10)
    ]  # fmt: skip
    said = peer.BaconDecomposition().fit(
        frames.DataFrame(rows), outcome="y", unit="unit", time="month", first_treat="group"
    )
    found = two_way(world.outcome, world.first)
    assert found is not None
    assert found.value == pytest.approx(said.twfe_estimate)
    assert found.forbidden == pytest.approx(said.total_weight_later_vs_earlier)
