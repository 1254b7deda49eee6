"""Worlds with a known truth: drawn as planned, and judged as they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from truegreen.stats.planted import Record, by_all_signals, by_this_month, simulate
from truegreen.stats.shrinkage.naive import RULES
from truegreen.stats.shrinkage.signal import Floats
from truegreen.stats.shrinkage.worlds import Layout, Plan, Proxy, Shown, drawn


def _layout(cells: int, months: int = 3) -> Layout:
    random = np.random.default_rng(1)

    def sizes() -> Floats:
        return np.maximum(1, np.round(12 * np.exp(random.normal(size=cells) * 0.9)))

    now = sizes()
    proxies = [
        Proxy(counts=8 * now, usual=0.12, goes_with=-0.7),
        Proxy(counts=8 * now, usual=0.05, goes_with=-0.6),
    ]
    return Layout(now=now, before=[sizes() for _ in range(months)], proxies=proxies if months else [])


def test_what_is_planted_is_there() -> None:
    plenty = Layout(now=np.full(6000, 4000.0), before=[np.full(6000, 4000.0)])
    shown, bad = drawn(plenty, Plan(share=0.1, bad=0.5, good=0.9), np.random.default_rng(0))
    share = shown.hits / shown.counts
    assert bad.mean() == pytest.approx(0.1, abs=0.01)
    assert np.mean(share[0][bad]) == pytest.approx(0.5, abs=0.03)
    assert np.mean(share[0][~bad]) == pytest.approx(0.9, abs=0.02)
    assert np.all(share[0][bad] < 0.78)
    assert np.all(share[0][~bad] > 0.72)
    assert np.mean(share[1][bad]) > np.mean(share[0][bad]) + 0.02


def test_nothing_planted_is_nothing_below_the_bound() -> None:
    bound = np.repeat([0.7, 0.8], 500)
    layout = Layout(now=np.full(1000, 1e5), groups=np.repeat(["a", "b"], 500), bound=bound)
    shown, bad = drawn(layout, Plan(share=0, spread=0.6, mix=0.3), np.random.default_rng(0))
    assert not bad.any()
    assert np.all(shown.hits[0] / shown.counts[0] > bound - 0.006)


def test_quality_lasts_and_proxies_go_with_it_as_planned() -> None:
    vast = np.full(5000, 1e6)
    proxy = Proxy(counts=vast, usual=0.2, goes_with=-0.5)
    layout = Layout(now=vast, before=[vast, vast], proxies=[proxy])
    shown, bad = drawn(layout, Plan(share=None, good=0.8, spread=0.5, lasting=0.9), np.random.default_rng(0))
    share = shown.hits / shown.counts
    together = np.corrcoef(np.log(share / (1 - share)))[0]
    assert together == pytest.approx([1, 0.9, 0.81, -0.5], abs=0.03)
    assert np.array_equal(bad, share[0] < 0.75) or np.mean(bad != (share[0] < 0.75)) < 0.01


def test_a_seed_draws_the_same_worlds_and_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    layout = _layout(80, months=0)
    first, again = (
        simulate(layout, Plan(), worlds=4, seed=9, told=lambda done, of: told.append((done, of))) for _ in range(2)
    )
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)] * 2
    assert first.ours.named.tolist() == again.ours.named.tolist()
    for name in RULES:
        assert first.usual[name].false.tolist() == again.usual[name].false.tolist()
    other = simulate(layout, Plan(), worlds=4, seed=10)
    assert other.ours.bad.tolist() != first.ours.bad.tolist()
    longer = simulate(layout, Plan(), worlds=6, seed=9)
    assert longer.ours.bad[:4].tolist() == first.ours.bad.tolist()


def test_any_method_can_be_judged_and_one_that_knows_is_right() -> None:
    layout, plan = Layout(now=np.full(200, 5e4)), Plan(share=0.1)

    def knows(shown: Shown) -> Floats:
        return np.where(shown.hits[0] / shown.counts[0] < 0.75, 1.0, 0.0)

    found = simulate(layout, plan, knows, worlds=10)
    assert found.ours.power is not None
    assert found.ours.power[0] > 0.97
    assert found.ours.false_share[0] < 0.03
    nothing = simulate(layout, replace(plan, share=0.0), lambda shown: np.zeros(200), worlds=10)
    assert nothing.ours.power is None
    assert nothing.ours.false_share == pytest.approx((0, 0, 0.2775), abs=1e-3)
    assert nothing.ours.raised == pytest.approx((0, 0, 0.2775), abs=1e-3)


def test_a_record_says_what_it_counted() -> None:
    record = Record(named=np.array([4, 0, 2]), false=np.array([1, 0, 2]), bad=np.array([6, 2, 0]))
    assert record.false_share[0] == pytest.approx((0.25 + 0 + 1) / 3)
    assert record.raised[0] == pytest.approx(2 / 3)
    power = record.power
    assert power is not None
    assert power[0] == pytest.approx((3 / 6 + 0) / 2)
    assert 0 <= power[1] <= power[0] <= power[2] <= 1


def test_a_small_world_shows_what_usual_rules_do() -> None:
    found = simulate(_layout(500), Plan(), worlds=5)
    assert set(found.usual) == set(RULES)
    ours, mean = found.ours, found.usual["answers below the line"]
    assert ours.power is not None
    assert ours.power[0] > 0.6
    assert ours.false_share[0] < 0.2
    assert mean.false_share[0] > 0.6


@pytest.mark.slow
@pytest.mark.parametrize("method", [by_all_signals, by_this_month])
def test_the_promise_is_kept_where_something_is_planted_and_where_nothing_is(method: object) -> None:
    assert callable(method)
    layout = _layout(1500)
    planted = simulate(layout, Plan(), method, worlds=40)
    assert planted.ours.false_share[0] <= 0.13
    assert planted.ours.power is not None
    assert planted.ours.power[0] >= (0.7 if method is by_all_signals else 0.25)
    nothing = simulate(layout, Plan(share=0.0), method, worlds=200)
    assert nothing.ours.raised[0] <= 0.10
    assert nothing.usual["answers below the line"].raised[0] == 1


@pytest.mark.parametrize(
    ("layout", "plan", "says"),
    [
        (Layout(now=np.ones(3), before=[np.ones(2)]), Plan(), "same cells"),
        (Layout(now=np.ones(3)), Plan(good=0.7), "above it"),
        (Layout(now=np.ones(3), bound=0.5), Plan(), "below the bound"),
        (Layout(now=np.ones(3)), Plan(spread=0), "spread"),
        (Layout(now=np.ones(3)), Plan(share=2), "between 0 and 1"),
    ],
)
def test_a_plan_that_contradicts_itself_is_refused(layout: Layout, plan: Plan, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        simulate(layout, plan, worlds=1)


def test_without_worlds_there_is_nothing_to_say() -> None:
    with pytest.raises(ValueError, match="at least one world"):
        simulate(_layout(10, months=0), Plan(), worlds=0)


def test_usual_rules_say_what_they_are_called() -> None:
    hits, counts, bound = np.array([2.0, 20, 27, 0, 3]), np.array([3.0, 40, 30, 0, 3]), np.full(5, 0.75)
    named = {name: rule(hits, counts, bound, 0.1).tolist() for name, rule in RULES.items()}
    assert named["answers below the line"] == [True, True, False, False, False]
    assert named["the same, 30 answers or more"] == [False, True, False, False, False]
    assert named["each by itself, nothing known before"] == [False, True, False, False, False]
    assert named["exact test, false discoveries controlled"] == [False, True, False, False, False]
