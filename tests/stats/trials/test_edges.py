"""Trials: what is thin, odd or wrong gets an answer in words or a clear refusal, and never a warning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import inf, isfinite, nan
from typing import Any

import numpy as np
import pytest

from truegreen.stats.estimate import Estimate
from truegreen.stats.intervals import z_of
from truegreen.stats.trials import always_valid as av
from truegreen.stats.trials import exact_ratio, permutation
from truegreen.stats.trials.arms import Arm, arm_of, columns_of, columns_of_sums
from truegreen.stats.trials.cluster_sums import clusters_of, clusters_of_sums, within_clusters
from truegreen.stats.trials.clusters import clustered
from truegreen.stats.trials.crossing import crossing
from truegreen.stats.trials.cuped import adjusted, stratified
from truegreen.stats.trials.difference import difference, difference_of_shares, welch
from truegreen.stats.trials.judged import Claim
from truegreen.stats.trials.permutation import permuted
from truegreen.stats.trials.ratio import cluster_ratio, sample_ratio, seen_ratio
from truegreen.stats.trials.ratio_metric import How, lift
from truegreen.stats.trials.retention import Stays, retained
from truegreen.stats.trials.sequential import Rule, bounds, evenly
from truegreen.stats.trials.several import several
from truegreen.stats.trials.sizes import Setting, sized, smallest
from truegreen.stats.trials.stopped import chance_of_more, repeated, stopped

PLAIN = Estimate(value=2.0, error=0.5, low=1, high=3, count=40, effective=40, smallest=1.4, method="plain")
LIMITS = bounds(evenly(5), Rule())
SETTING = Setting(deviation=1.0, rows=100, wholes=20, correlation=0.05)
ONE, OTHER = Arm(20, 5.0, 4.0), Arm(25, 4.0, 3.0)
TEAMS = [clusters_of([1, 2, 3, 4], [0, 0, 1, 1]), clusters_of([2, 2, 5, 6], [0, 0, 1, 1])]

REFUSED: list[tuple[str, Callable[[], Any]]] = [
    ("is none", lambda: z_of(1.0)),
    ("is none", lambda: difference(ONE, OTHER, 2)),
    ("is none", lambda: difference_of_shares(1, 2, 1, 2, nan)),
    ("is none", lambda: lift(ONE, OTHER, 2, How.FIELLER)),
    ("is none", lambda: within_clusters(TEAMS, 1)),
    ("are none", lambda: clustered(TEAMS[0], TEAMS[1], confidence=-1)),
    ("is none", lambda: stopped(LIMITS, 1, PLAIN, 2)),
    ("are none", lambda: permuted([1, 2, 3], [1, 0, 0], confidence=1)),
    ("are none", lambda: permuted([1, 2, 3], [1, 0, 0], draws=0)),
    ("weight not above", lambda: permuted([1, 2, 3], [1, 0, 0], weights=[1, inf, 1])),
    ("are no arm", lambda: welch(Arm(1, 0.0, 1.0), ONE)),
    ("are no arm", lambda: difference(replace(ONE, count=nan), OTHER)),  # type: ignore[arg-type]
    ("an arm needs", lambda: columns_of_sums(5, [nan, 1], np.eye(2))),
    ("an arm needs", lambda: columns_of_sums(5, [[1, 1]], np.eye(2))),
    ("a sum of squares", lambda: clusters_of_sums([2, inf], [1, inf], [1, inf])),
    ("something new", lambda: crossing([0.2, nan, 1], [-2] * 3, [2] * 3)),
    ("a lower limit", lambda: crossing([0.5, 1], [-2, nan], [2, 2])),
    ("leads nowhere", lambda: crossing([0.5, 1], [-2, -2], [2, 2], nan)),
    ("no look", lambda: chance_of_more(LIMITS, 1, nan)),
    ("scatter", lambda: stopped(LIMITS, 1, replace(PLAIN, value=inf))),
    ("scatter", lambda: repeated(LIMITS, 1, replace(PLAIN, error=nan))),
    ("counts", lambda: sample_ratio([10, inf])),  # type: ignore[list-item]
    ("counts", lambda: sample_ratio([10, 2.5])),  # type: ignore[list-item]
    ("counts", lambda: sample_ratio([10, 5], [1, inf])),
    ("cluster has", lambda: cluster_ratio({"a": [1, nan], "b": [2]})),
    ("cannot be seen", lambda: seen_ratio([5, 5], [6, 5])),
    ("do not come by", lambda: exact_ratio.multinomial_p([1, 2], [0.5])),
    ("are no hits", lambda: exact_ratio.fisher_p(4, 4, 4, 5)),
    ("cannot be tuned", lambda: av.tuned(inf)),
    ("have no interval", lambda: av.multiplier(100, inf)),
    ("makes no bet", lambda: av.e_value(nan, 100, 0.1)),
    ("no chance is known", lambda: several({"a": replace(PLAIN, p=nan)}, "a")),
    ("too few to draw from", lambda: smallest(replace(SETTING, wholes=0), 4)),
    ("are none", lambda: smallest(replace(SETTING, power=0.01), 4)),
    ("are none", lambda: smallest(SETTING, inf)),
    ("are none", lambda: sized(replace(SETTING, rows=nan), 0.1, 4)),
    ("horizon", lambda: retained(Stays([1, 2], [1, 0]), Stays([1, 2], [0, 1]), inf)),
]


@pytest.mark.parametrize(("says", "asked"), REFUSED, ids=[f"{at}-{says}" for at, (says, _) in enumerate(REFUSED)])
def test_what_is_none_is_refused_in_words(says: str, asked: Callable[[], Any]) -> None:
    with pytest.raises(ValueError, match=says):
        asked()


@pytest.mark.parametrize("how", list(How))
@pytest.mark.parametrize("scale", [1e-12, 1e12])
def test_figures_may_be_large_or_small(how: How, scale: float) -> None:
    values, others = np.array([5.0, 7, 9, 6, 8]), np.array([4.0, 5, 6, 5, 7])
    found, usual = (lift(arm_of(values * by), arm_of(others * by), how=how) for by in (scale, 1.0))
    assert (found.value, found.low, found.high) == pytest.approx((usual.value, usual.low, usual.high), rel=1e-9)
    moved = difference(arm_of(values * scale), arm_of(others * scale))
    assert moved.p == pytest.approx(difference(arm_of(values), arm_of(others)).p, rel=1e-9)
    exact = permuted(np.append(values, others) * scale, [1] * 5 + [0] * 5).estimate
    assert exact.p == permuted(np.append(values, others), [1] * 5 + [0] * 5).estimate.p


@pytest.mark.parametrize("kind", [list, np.asarray, lambda each: np.asarray(each, dtype=np.float32)])
def test_whole_numbers_marks_and_lists_are_figures(kind: Callable[[Any], Any]) -> None:
    whole, marks = kind([1, 0, 1, 1, 0, 1]), kind([True, False, True, False, True, False])
    assert arm_of(whole) == arm_of(np.asarray(whole, dtype=np.float64))
    assert permuted(whole, marks).draws == 20
    assert clusters_of(whole, [0, 0, 1, 1, 2, 2]).rows == 6


def test_what_does_not_scatter_is_taken_for_sure() -> None:
    same = arm_of([3.0, 3.0, 3.0])
    assert (difference(same, same).value, difference(same, same).p) == (0, 1)
    assert difference(same, replace(same, mean=2.0)).p == 0
    assert stratified({"all": (same, same)}).p == 1
    assert permuted([3, 3, 3, 3], [1, 1, 0, 0]).estimate.p == 1
    flat = adjusted(columns_of([[1, 5], [2, 5]]), columns_of([[3, 5], [4, 5]]))
    assert (flat.unused, flat.slopes, flat.left) == ((0,), (0.0,), 1.0)


def test_a_single_cluster_in_each_arm_says_nothing() -> None:
    found = clustered(clusters_of([1, 2, 3], [0, 0, 0]), clusters_of([4, 5, 6], [1, 1, 1]))
    assert (found.estimate.low, found.estimate.high) == (-inf, inf)
    assert found.estimate.p == 1


@pytest.mark.parametrize("hits", [(0, 0), (0, 10), (10, 0), (10, 10)])
def test_arms_in_which_all_or_none_stay_have_an_interval(hits: tuple[int, int]) -> None:
    found = difference_of_shares(hits[0], 10, hits[1], 10)
    assert -1 <= found.low <= found.value <= found.high <= 1
    one, other = (Stays([5.0] * left + [9.0] * (10 - left), [1] * left + [0] * (10 - left)) for left in hits)
    told = retained(one, other, 8)
    assert told.share is not None
    assert isfinite(told.share.low)
    assert told.share.low <= told.share.value <= told.share.high


@pytest.mark.parametrize("value", [20.0, 1e3, 1e12, -1e12])
@pytest.mark.parametrize("look", [0, 1, 4])
def test_a_trial_that_stops_far_beyond_its_limit_is_told_at_once(value: float, look: int) -> None:
    found = stopped(LIMITS, look, replace(PLAIN, value=value, error=1.0))
    assert found.low < found.value < found.high
    assert found.value * value > 0
    assert look == 0 or abs(found.value) < 20


@pytest.mark.parametrize("claim", list(Claim))
def test_a_trial_without_any_rows_finds_nothing(claim: Claim) -> None:
    assert smallest(replace(SETTING, rows=0, claim=claim), 4) == inf
    assert sized(replace(SETTING, rows=0, claim=claim), 0.1, 4).weeks is None


def test_many_draws_are_made_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    values, arms = np.arange(40.0) % 7, np.arange(40) % 2
    whole = permuted(values, arms, draws=500, seed=3)
    monkeypatch.setattr(permutation, "AT_ONCE", 40 * 64)
    assert permuted(values, arms, draws=500, seed=3) == whole


def test_nothing_that_is_given_is_changed() -> None:
    values, arms = np.array([3.0, 1, 2, 5, 4, 6]), np.array([1, 0, 1, 0, 1, 0])
    for each in (values, arms):
        each.flags.writeable = False
    permuted(values, arms)
    clusters_of(values, arms.tolist())
    retained(Stays(values, arms), Stays(values, arms), 3)
    arm_of(values)
