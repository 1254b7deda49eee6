"""Sizes: what is promised comes true in drawn trials, more of everything helps, and what cannot be found is said."""

from __future__ import annotations

from dataclasses import replace
from math import ceil, inf, sqrt
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truegreen.stats.sample_size import rows_for_means
from truegreen.stats.trials.arms import Arm
from truegreen.stats.trials.cluster_sums import clusters_of_sums
from truegreen.stats.trials.clusters import clustered
from truegreen.stats.trials.difference import difference
from truegreen.stats.trials.judged import Claim
from truegreen.stats.trials.sequential import Rule, Shape, bounds, evenly
from truegreen.stats.trials.several import several
from truegreen.stats.trials.sizes import Setting, curve, rows_needed, sized, smallest

ROWS = Setting(deviation=0.3, rows=400)
TEAMS = replace(ROWS, wholes=24, correlation=0.02, spread=0.3)


def test_rows_needed_are_those_of_a_single_look_times_what_it_costs() -> None:
    simple = Setting(deviation=1.0, rows=0)
    assert rows_needed(simple, 0.5) == pytest.approx(2 * 63.7656, abs=1e-3)
    looks = replace(simple, limits=bounds(evenly(5), Rule(shape=Shape.POCOCK)), power=0.9)
    assert rows_needed(looks, 0.5) == pytest.approx(2 * rows_for_means(0.5, 0.9) * 1.207, rel=1e-3)
    assert rows_needed(replace(simple, explained=0.5), 0.5) == pytest.approx(2 * rows_for_means(0.5 / sqrt(0.5)))
    assert rows_needed(replace(simple, treated=0.9), 0.5) == pytest.approx(rows_needed(simple, 0.5) / 0.36)
    margin = replace(simple, claim=Claim.NOT_WORSE, power=0.9)
    assert rows_needed(margin, 0.5) == pytest.approx(2 * rows_for_means(0.5, 0.9, both_sides=False))
    assert rows_needed(replace(margin, claim=Claim.ALIKE), 0.5) == pytest.approx(
        2 * rows_for_means(0.5, 0.95, both_sides=False)
    )


@given(st.floats(0.05, 2), st.floats(0.6, 0.95))
@settings(max_examples=20, deadline=None)
def test_the_smallest_difference_of_as_many_rows_is_the_one_asked_for(effect: float, power: float) -> None:
    setting = Setting(deviation=1.0, rows=1, power=power)
    rows = rows_needed(setting, effect)
    if rows > 8:
        assert smallest(setting, rows) == pytest.approx(effect, rel=1e-6)


@pytest.mark.parametrize("setting", [ROWS, TEAMS])
def test_more_weeks_never_find_less(setting: Setting) -> None:
    found = [each.effect for each in curve(setting, (1, 2, 4, 8, 16, 52))]
    assert found == sorted(found, reverse=True)


def test_with_few_teams_weeks_stop_helping() -> None:
    found = curve(replace(TEAMS, wholes=12), (52, 500))
    assert found[0].effect / found[1].effect < 1.02
    told = sized(replace(TEAMS, wholes=12), 0.02, 2)
    assert not told.can_tell
    assert told.weeks is None
    assert told.wholes == 260
    assert told.said == (
        "2 weeks cannot pass or fail: a difference of 0.103 is found, and 0.02 matters; no number of weeks would, and "
        "260 instead of 12 to draw from would."
    )


def test_weeks_that_would_do_are_named() -> None:
    told = sized(ROWS, 0.02, 2)
    assert told.weeks == 18
    assert smallest(ROWS, 18) <= 0.02 < smallest(ROWS, 17)
    assert (
        told.said == "2 weeks cannot pass or fail: a difference of 0.0595 is found, and 0.02 matters; 18 weeks would."
    )
    assert sized(ROWS, 0.02, 18).said == "In 18 weeks a difference of 0.0198 is found; 0.02 matters."
    nothing = sized(Setting(deviation=1.0, rows=0, wholes=2), 0.1, 1)
    assert nothing.planned.effect == inf
    assert nothing.said.startswith("1 week cannot pass or fail: nothing at all is found")


@pytest.mark.parametrize("teams", [False, True])
def test_the_power_that_is_promised_comes_true(teams: bool) -> None:
    setting, worlds = replace(TEAMS, spread=0.0) if teams else ROWS, 500
    effect = smallest(setting, 2)
    rng, found = np.random.default_rng(21), 0
    for _ in range(worlds):
        if teams:
            size, own = 800 // 24, sqrt(0.02) * 0.3
            means = rng.normal(0, sqrt(own**2 + 0.09 * 0.98 / (800 / 24)), 24) + np.repeat([effect, 0], 12)
            sums = [size * means[at : at + 12] for at in (0, 12)]
            arms = [clusters_of_sums(np.full(12, size), each, each**2 / size + 1.0) for each in sums]
            p = clustered(arms[0], arms[1]).estimate.p
        else:
            p = difference(Arm(400, effect + rng.normal(0, 0.015), 0.09), Arm(400, rng.normal(0, 0.015), 0.09)).p
        found += p is not None and p < 0.05
    assert found / worlds == pytest.approx(0.8, abs=0.06)


def test_what_has_no_size_is_refused() -> None:
    with pytest.raises(ValueError, match="margin of 0"):
        sized(ROWS, 0, 2)
    with pytest.raises(ValueError, match="figure that scatters"):
        smallest(replace(ROWS, deviation=0.0), 2)
    with pytest.raises(ValueError, match="some rows in each arm"):
        rows_needed(replace(ROWS, treated=1.0), 1)


def test_the_first_figure_is_judged_alone_and_the_others_together() -> None:
    plain = difference(Arm(50, 0.4, 1.0), Arm(50, 0.0, 1.0))
    figures = {"stay": 0.04, "escalate": 0.03, "orders": 0.01, "calls": 0.2}
    found = several({name: replace(plain, p=p) for name, p in figures.items()}, "stay")
    assert found.named == ("stay", "orders", "escalate")
    assert found.p == pytest.approx({"stay": 0.04, "escalate": 0.045, "orders": 0.03, "calls": 0.2})
    strict = several({name: replace(plain, p=p) for name, p in figures.items()}, "stay", strictly=True)
    assert strict.named == ("stay", "orders")
    assert several({"stay": plain}, "stay").named == ("stay",)
    with pytest.raises(ValueError, match="no chance is known of orders"):
        several({"orders": replace(plain, p=None), "stay": plain}, "stay")
    with pytest.raises(ValueError, match="no chance is known of value"):
        several({"stay": plain}, "value")


@pytest.mark.parametrize(("deviation", "margin", "told"), [(sqrt(0.85 * 0.15), 0.05, 874), (1.0, 0.5, 69)])
def test_a_parallel_run_is_as_large_as_the_usual_formula_says(deviation: float, margin: float, told: int) -> None:
    """Two one-sided tests by the normal, n = 2σ²(z.95 + z.90)²/δ² on each side; the exact t needs one more at most."""
    normal = NormalDist()
    formula = 2 * (deviation * (normal.inv_cdf(0.95) + normal.inv_cdf(0.90)) / margin) ** 2
    exact = rows_needed(Setting(deviation=deviation, rows=0, claim=Claim.ALIKE, power=0.8), margin) / 2
    assert ceil(formula) == told
    assert formula < exact < formula + 1
