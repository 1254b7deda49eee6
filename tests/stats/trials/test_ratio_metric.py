"""Ratios and lifts: Fieller agrees with the test, the delta method with simulation, covariates take noise out."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from truegreen.stats.trials.arms import Arm, columns_of
from truegreen.stats.trials.cuped import adjusted, stratified
from truegreen.stats.trials.difference import difference
from truegreen.stats.trials.ratio_metric import How, difference_of_ratios, lift, ratio

ARMS = st.builds(Arm, st.integers(2, 300), st.floats(-5, 5), st.floats(0.01, 20))


@given(ARMS, ARMS)
def test_fieller_leaves_out_nought_just_where_the_difference_is_found(treated: Arm, control: Arm) -> None:
    assume(abs(control.mean) > 1e-3)
    found, gap = lift(treated, control), difference(treated, control)
    assert gap.p is not None
    if found.high < inf and abs(gap.p - 0.05) > 1e-6:
        assert (gap.p < 0.05) == (not found.low <= 0 <= found.high)


def test_a_control_that_may_be_nought_has_no_finite_lift() -> None:
    found = lift(Arm(20, 1.0, 1.0), Arm(20, 0.1, 1.0))
    assert (found.low, found.high) == (-inf, inf)
    with pytest.raises(ValueError, match="nought"):
        lift(Arm(20, 1.0, 1.0), Arm(20, 0.0, 1.0))
    with pytest.raises(ValueError, match="logarithm"):
        lift(Arm(20, 1.0, 1.0), Arm(20, -0.5, 1.0), how=How.LOG)


def test_all_lifts_come_together_with_many_rows() -> None:
    treated, control = Arm(10**7, 1.1, 1.0), Arm(10**7, 1.0, 1.0)
    found = [lift(treated, control, how=how) for how in How]
    for each in found:
        assert (each.low, each.high) == pytest.approx((found[0].low, found[0].high), abs=1e-6)


def drawn(rng: np.random.Generator, rows: int, times: float = 1.0) -> np.ndarray:
    usual = rng.gamma(4, 1, rows)
    calls, before = rng.poisson(usual), rng.poisson(usual)
    return np.column_stack([rng.binomial(calls, 0.3 * times), calls, rng.binomial(before, 0.3), before])


def test_a_ratio_scatters_as_the_delta_method_says() -> None:
    rng = np.random.default_rng(4)
    found = [columns_of(drawn(rng, 200)) for _ in range(600)]
    said = np.mean([ratio(each).variance / 200 for each in found])
    assert np.var([ratio(each).mean for each in found], ddof=1) == pytest.approx(said, rel=0.12)


def test_with_nothing_planted_a_ratio_differs_one_time_in_twenty() -> None:
    rng, found = np.random.default_rng(5), 0
    for _ in range(400):
        p = difference_of_ratios(columns_of(drawn(rng, 60)), columns_of(drawn(rng, 60))).p
        found += p is not None and p < 0.05
    assert 8 <= found <= 33


def test_covariates_narrow_and_do_not_move_what_is_planted() -> None:
    rng, plain, better, widths = np.random.default_rng(6), [], [], []
    for _ in range(200):
        noise = rng.normal(0, 2, (2, 100))
        arms = [
            columns_of(np.column_stack([each + rng.normal(0, 1, 100) + shift, each, rng.normal(0, 1, 100)]))
            for each, shift in zip(noise, (1.0, 0.0), strict=True)
        ]
        found = adjusted(arms[0], arms[1], covariates=(1, 2))
        plain.append(found.plain.value)
        better.append(found.estimate.value)
        widths.append(found.estimate.low <= 1 <= found.estimate.high)
    assert np.mean(better) == pytest.approx(1.0, abs=0.05)
    assert np.var(better) / np.var(plain) == pytest.approx(0.2, abs=0.07)
    assert np.mean(widths) > 0.9


def test_within_arms_it_is_the_regression() -> None:
    rng = np.random.default_rng(7)
    before = rng.normal(size=40)
    arm = np.repeat([1.0, 0.0], 20)
    outcome = 3 * arm + 2 * before + rng.normal(size=40)
    rows = np.column_stack([outcome, before])
    found = adjusted(columns_of(rows[:20]), columns_of(rows[20:]), within=True)
    solved = np.linalg.lstsq(np.column_stack([np.ones(40), arm, before]), outcome, rcond=None)[0]
    assert (found.estimate.value, found.slopes[0]) == pytest.approx((solved[1], solved[2]))


def test_a_covariate_that_says_nothing_new_is_named() -> None:
    rng = np.random.default_rng(8)
    rows = rng.normal(size=(30, 2))
    wide = np.column_stack([rows, np.ones(30), 2 * rows[:, 1]])
    found = adjusted(columns_of(wide[:15]), columns_of(wide[15:]), covariates=(1, 2, 3))
    assert found.unused == (1, 2)
    assert found.slopes[1:] == (0, 0)
    flat = adjusted(columns_of(np.ones((3, 2))), columns_of(np.ones((3, 2))))
    assert (flat.left, flat.unused, flat.estimate.value) == (1, (0,), 0)
    with pytest.raises(ValueError, match="nothing to adjust"):
        adjusted(columns_of(rows), columns_of(rows), covariates=())


def test_strata_are_weighed_by_their_rows() -> None:
    strata = {"small": (Arm(10, 5.0, 1.0), Arm(30, 4.0, 1.0)), "large": (Arm(30, 10.0, 1.0), Arm(10, 9.0, 1.0))}
    found = stratified(strata)
    assert found.value == pytest.approx(1.0)
    assert found.error == pytest.approx((2 * 0.25 * (1 / 10 + 1 / 30)) ** 0.5)
    one = stratified({"all": (Arm(9, 2.0, 1.0), Arm(12, 1.0, 3.0))})
    assert (one.low, one.high) == pytest.approx(
        (difference(Arm(9, 2.0, 1.0), Arm(12, 1.0, 3.0)).low, difference(Arm(9, 2.0, 1.0), Arm(12, 1.0, 3.0)).high)
    )
    with pytest.raises(ValueError, match="in thin: put strata together"):
        stratified({"thin": (Arm(1, 2.0, 0.0), Arm(9, 1.0, 1.0))})
