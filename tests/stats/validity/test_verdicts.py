"""Verdicts say no more than the figures do, alone and as a family."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.estimate import Estimate, Verdict
from truegreen.stats.validity.families import Rule
from truegreen.stats.validity.said import Said
from truegreen.stats.validity.spread import of_shares, of_values
from truegreen.stats.validity.verdicts import (
    Effect,
    Judged,
    Spread,
    chance_to_show_nothing,
    is_aligned,
    judged,
    units_enough,
)


def effect(value: float, error: float, units: float = 1000, **more: object) -> Effect:
    estimate = Estimate(
        value=value,
        error=error,
        low=value - 1.96 * error,
        high=value + 1.96 * error,
        count=1000,
        effective=units,
        smallest=2.8 * error,
        method="made up",
    )
    return Effect(estimate=estimate, **more)  # type: ignore[arg-type]


def one(given: Effect) -> Judged:
    return judged([given])[0]


@pytest.mark.parametrize(
    ("value", "error", "says"),
    [
        (0.30, 0.05, Said.PREDICTS),
        (-0.30, 0.05, Said.PERVERSE),
        (0.01, 0.03, Said.NOTHING),
        (0.05, 0.01, Said.NOTHING),  # there, but too small to matter
        (0.01, 0.20, Said.NOT_ENOUGH),
        (0.12, 0.05, Said.PREDICTS),
        (0.09, 0.05, Said.NOT_ENOUGH),
    ],
)
def test_an_effect_alone(value: float, error: float, says: Said) -> None:
    assert one(effect(value, error)).validity is says


def test_better_may_point_down() -> None:
    """Longer waits and more escalations: both better lower, so more of both is as hoped; more waits, less CSAT too."""
    assert one(effect(0.3, 0.05, aligned=is_aligned("lower", "lower"))).validity is Said.PREDICTS
    assert one(effect(-0.3, 0.05, aligned=is_aligned("lower", "higher"))).validity is Said.PREDICTS
    assert one(effect(0.3, 0.05, aligned=is_aligned("higher", "lower"))).validity is Said.PERVERSE


def test_every_verdict_is_one_of_four() -> None:
    assert [each.verdict for each in Said] == [
        *(Verdict.ESTABLISHED, Verdict.PERVERSE, Verdict.REFUTED),
        *(Verdict.NOT_ENOUGH, Verdict.NOT_ENOUGH, Verdict.NOT_ENOUGH),
    ]


def test_a_figure_at_its_ceiling_is_not_even_asked() -> None:
    for spread in (Spread(500, 0.97, 0.9), Spread(500, 0.2, 0.1)):
        found = one(effect(0.3, 0.01, spread=spread))
        assert (found.validity, found.p, found.p_nothing) == (Said.UNINFORMATIVE, None, None)


def test_who_predicts_the_past_is_confounded() -> None:
    assert one(effect(0.3, 0.05, confounded=True)).validity is Said.CONFOUNDED
    assert one(effect(0.3, 0.50, confounded=True)).validity is Said.NOT_ENOUGH


@pytest.mark.parametrize(("units", "error"), [(1, 0.1), (0, 0.1), (50, 0.0), (50, float("inf")), (50, float("nan"))])
def test_what_has_no_doubt_has_no_verdict(units: float, error: float) -> None:
    found = one(effect(0.3, error, units))
    assert (found.validity, found.enough) == (Said.NOT_ENOUGH, None)


def test_nothing_is_nothing_only_if_all_its_lags_are() -> None:
    small, wide = effect(0.01, 0.02), effect(0.01, 0.09)
    assert one(replace(small, besides=[small.estimate])).validity is Said.NOTHING
    assert one(replace(small, besides=[wide.estimate])).validity is Said.NOT_ENOUGH


def test_what_is_counted_in_full_needs_no_more() -> None:
    found = one(effect(0.01, 0.2, units=float("inf")))
    assert (found.validity, found.enough) == (Said.NOT_ENOUGH, None)
    chance = replace(effect(0.5, 0.1).estimate, p=float("nan"))
    assert one(Effect(estimate=chance)).validity is Said.NOT_ENOUGH


def test_a_family_is_judged_together() -> None:
    """A chance of 4 % is an effect when asked alone, and none among forty questions; BY asks for more than BH."""
    borderline, clear = effect(0.205, 0.1), effect(0.5, 0.1)
    quiet = [effect(0.01, 0.1)] * 39
    assert one(borderline).validity is Said.PREDICTS
    assert [each.validity for each in judged([borderline, *quiet])] == [Said.NOT_ENOUGH] * 40
    assert judged([clear, *quiet])[0].validity is Said.PREDICTS
    strict = [judged([effect(0.34, 0.1), *quiet], rule=rule)[0].validity for rule in Rule]
    assert strict == [Said.PREDICTS, Said.NOT_ENOUGH]


def test_those_that_cannot_be_asked_take_nothing_from_the_others() -> None:
    silent = effect(0.0, 0.1, spread=Spread(9, 1.0, 0.0))
    assert judged([effect(0.205, 0.1), *[silent] * 39])[0].validity is Said.PREDICTS


def test_power_to_show_nothing_is_the_measured_one() -> None:
    """With ±0.1 SD about 1,000 effective units are needed: 0.87, 0.45 at 500, never at 200."""
    assert [chance_to_show_nothing(0.1, units**-0.5) for units in (1000, 500, 200)] == pytest.approx(
        [0.87, 0.45, 0], abs=0.006
    )
    enough = one(effect(0.0, 200**-0.5, 200)).enough
    assert enough is not None
    assert 850 <= enough <= 860
    assert chance_to_show_nothing(0.1, enough**-0.5) == pytest.approx(0.8, abs=0.001)


@given(st.floats(-1, 1), st.floats(0.001, 1), st.floats(0.01, 100))
def test_the_unit_does_not_matter(value: float, error: float, scale: float) -> None:
    there, here = (one(effect(value * by, error * by, material=0.1 * by)).validity for by in (scale, 1.0))
    assert there is here or abs(abs(value / error) - 1.96) < 1e-6


@given(st.lists(st.tuples(st.floats(-0.5, 0.5), st.floats(0.01, 0.3)), max_size=8), st.randoms())
def test_the_order_of_a_family_does_not_matter(family: list[tuple[float, float]], random: object) -> None:
    order = list(range(len(family)))
    random.shuffle(order)  # type: ignore[attr-defined]
    plain = judged([effect(*each) for each in family])
    assert judged([effect(*family[each]) for each in order]) == tuple(plain[each] for each in order)


def test_a_family_of_nothing_keeps_quiet_and_one_that_matters_is_not_called_nothing() -> None:
    random = np.random.default_rng(5)
    loud = silenced = 0
    for _ in range(300):
        none = judged([effect(each, 0.05) for each in random.normal(0, 0.05, 12)])
        material = judged([effect(each, 0.02) for each in random.normal(0.1, 0.02, 12)])
        loud += any(each.validity in {Said.PREDICTS, Said.PERVERSE} for each in none)
        silenced += any(each.validity is Said.NOTHING for each in material)
    assert loud / 300 < 0.09
    assert silenced / 300 < 0.09


def test_nothing_material_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be the smallest that matters"):
        one(replace(effect(0.1, 0.1), material=0.0))
    assert units_enough(effect(0, 0.1).estimate, 0.1) > 0


def test_shares_that_move_by_chance_alone_say_nothing() -> None:
    random = np.random.default_rng(7)
    accounts = np.repeat(np.arange(200), 12)
    totals = random.integers(8, 20, len(accounts))
    level = np.repeat(random.beta(20, 5, 200), 12)
    noise = of_shares(random.binomial(totals, level), totals, accounts)
    moving = np.clip(level + random.normal(0, 0.15, len(level)), 0.01, 0.99)
    real = of_shares(random.binomial(totals, moving), totals, accounts)
    assert noise.reliability < 0.1
    assert not noise.informs
    assert real.reliability == pytest.approx(0.6, abs=0.1)
    assert real.informs


def test_a_ceiling_is_the_best_there_is() -> None:
    hits, totals, accounts = [20] * 19 + [10, 0], [20] * 20 + [0], [1] * 21
    up = of_shares(hits, totals, accounts)
    down = of_shares(np.array(totals) - hits, totals, accounts, better="lower")
    assert (up.cells, up.ceiling, up.informs) == (20, 0.95, False)
    assert down.ceiling == 0.95


def test_scores_without_noise_are_what_they_are() -> None:
    assert of_values([1, 2, 3, 4], [0, 0, 0, 0], [1, 1, 2, 2]).reliability == 1
    assert of_values([1e9, 1e9, 5e9, 5e9], [0, 0, 0, 0], [1, 1, 2, 2]).reliability == 0
    assert of_values([1, 2, 3, 3], [0.5] * 4, [1, 1, 2, 2]).reliability == pytest.approx(0)
    assert of_values([5, 5, float("nan")], [0, 0, 0], [1, 1, 1], best=5) == Spread(2, 1.0, 0.0)
    assert of_values([], [], []) == Spread(0, 0.0, 0.0)
    assert of_shares([], [], []) == Spread(0, 0.0, 0.0)


def test_cells_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="no more hits than rows"):
        of_shares([2], [1], [0])
    with pytest.raises(ValueError, match="not below 0"):
        of_values([2], [-1], [0])
