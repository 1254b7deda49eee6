"""Differences of arms: laws of sums and scales, Welch against scipy, and the four verdicts."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.estimate import Verdict
from truegreen.stats.trials.arms import Arm, arm_of, columns_of, columns_of_sums, together
from truegreen.stats.trials.difference import alike, difference, difference_of_shares
from truegreen.stats.trials.judged import Claim, judged

VALUES = st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=12)


@given(VALUES, VALUES)
def test_arms_add_up_wherever_they_are_split(one: list[float], other: list[float]) -> None:
    rows = np.column_stack([one + other, np.arange(len(one + other))])
    whole = columns_of(rows)
    parts = together([columns_of(rows[: len(one)]), columns_of(rows[len(one) :])])
    summed = columns_of_sums(len(rows), rows.sum(axis=0), rows.T @ rows)
    for each in (parts, summed):
        assert each.means == pytest.approx(whole.means)
        assert each.scatter == pytest.approx(whole.scatter, abs=1e-6 * (1 + np.abs(rows).max() ** 2))


@given(VALUES, VALUES, st.floats(0.1, 10), st.floats(-100, 100))
def test_a_difference_follows_units_and_ignores_shifts(
    one: list[float], other: list[float], scale: float, shift: float
) -> None:
    found = difference(arm_of(one), arm_of(other))
    moved = difference(arm_of(np.array(one) * scale + shift), arm_of(np.array(other) * scale + shift))
    assert moved.value == pytest.approx(found.value * scale, abs=1e-6)
    if found.error > 1e-3:
        assert (moved.low, moved.high) == pytest.approx((found.low * scale, found.high * scale), abs=1e-4, rel=1e-6)


def test_welch_is_scipys() -> None:
    from scipy.stats import ttest_ind

    one, other = [3.0, 5.0, 4.5, 9.0], [2.0, 2.5, 1.0, 4.0, 3.0]
    found, said = difference(arm_of(one), arm_of(other), 0.9), ttest_ind(one, other, equal_var=False)
    assert found.p == pytest.approx(said.pvalue)
    assert (found.low, found.high) == pytest.approx(tuple(said.confidence_interval(0.9)))


def test_arms_without_spread_are_sure() -> None:
    same = difference(Arm(5, 2.0, 0.0), Arm(5, 2.0, 0.0))
    assert (same.value, same.error, same.p) == (0, 0, 1)
    apart = difference(Arm(5, 3.0, 0.0), Arm(5, 2.0, 0.0))
    assert (apart.low, apart.high, apart.p) == (1, 1, 0)


def test_what_is_no_arm_is_refused() -> None:
    with pytest.raises(ValueError, match="1 rows"):
        difference(Arm(1, 2.0, 0.0), Arm(5, 2.0, 1.0))
    with pytest.raises(ValueError, match="two rows"):
        arm_of([1.0])
    with pytest.raises(ValueError, match="two rows"):
        arm_of([1.0, float("nan")])
    with pytest.raises(ValueError, match="below nought"):
        columns_of_sums(3, [30], [[10]])
    with pytest.raises(ValueError, match="does not scatter"):
        alike(Arm(5, 2.0, 0.0), Arm(5, 2.0, 0.0), -1, 1)


@given(st.integers(0, 20), st.integers(0, 20))
def test_a_difference_of_shares_is_found_just_where_its_interval_leaves_out_nought(one: int, other: int) -> None:
    found = difference_of_shares(one, 20, other, 20)
    assert found.p is not None
    assert not isnan(found.p)
    if abs(found.p - 0.05) > 1e-6:
        assert (found.p < 0.05) == (not found.low <= 0 <= found.high)


WIDE = difference(Arm(50, 1.0, 4.0), Arm(50, 0.0, 4.0))


@pytest.mark.parametrize(
    ("low", "high", "claim", "verdict"),
    [
        (0.2, 3.0, Claim.BETTER, Verdict.ESTABLISHED),
        (-0.2, 3.0, Claim.BETTER, Verdict.NOT_ENOUGH),
        (-3.0, -0.2, Claim.BETTER, Verdict.PERVERSE),
        (-0.5, 0.5, Claim.BETTER, Verdict.REFUTED),
        (0.1, 0.5, Claim.BETTER, Verdict.REFUTED),
        (-0.5, 3.0, Claim.NOT_WORSE, Verdict.ESTABLISHED),
        (-1.5, 3.0, Claim.NOT_WORSE, Verdict.NOT_ENOUGH),
        (-3.0, -1.5, Claim.NOT_WORSE, Verdict.PERVERSE),
        (-0.5, 0.5, Claim.ALIKE, Verdict.ESTABLISHED),
        (-0.5, 1.5, Claim.ALIKE, Verdict.NOT_ENOUGH),
        (1.5, 3.5, Claim.ALIKE, Verdict.REFUTED),
        (-3.5, -1.5, Claim.ALIKE, Verdict.PERVERSE),
        (float("nan"), 1.0, Claim.ALIKE, Verdict.NOT_ENOUGH),
    ],
)
def test_each_claim_ends_in_its_verdict(low: float, high: float, claim: Claim, verdict: Verdict) -> None:
    found = judged(replace(WIDE, low=low, high=high), claim, 1.0)
    assert found.verdict is verdict
    assert (found.factor is None) == (verdict is not Verdict.NOT_ENOUGH)
    turned = judged(replace(WIDE, low=-high, high=-low), claim, 1.0, "lower")
    assert turned.verdict is verdict


def test_a_margin_is_held_at_one_sided_five_percent() -> None:
    estimate = replace(WIDE, low=-1.1, high=3.0)
    assert judged(estimate, Claim.NOT_WORSE, 1.0).verdict is Verdict.NOT_ENOUGH
    assert judged(estimate, Claim.NOT_WORSE, 1.0, narrow=(-0.9, 2.8)).verdict is Verdict.ESTABLISHED
    with pytest.raises(ValueError, match="margin of 0"):
        judged(estimate, Claim.BETTER, 0)
