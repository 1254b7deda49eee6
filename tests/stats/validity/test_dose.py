"""Customers care from where they care, not from where the contract pays; a straight line has no such place."""

from __future__ import annotations

import numpy as np
import pytest

from tests.stats.validity.worlds import HINGES, KNOTS, by_case
from truegreen.stats.panel.equations import Unfit, Way
from truegreen.stats.panel.moments import Moments, of
from truegreen.stats.panel.regression import Regression, regression
from truegreen.stats.validity.bands import bands
from truegreen.stats.validity.dose import Dose, dose, hinges
from truegreen.stats.validity.segments import Shape, fits, without
from truegreen.stats.validity.verdicts import Better


def found_in(moments: Moments, draws: int = 199, seed: int = 0, better: Better = "higher") -> Dose:
    found = dose(moments, "satisfied", "hours", HINGES, draws=draws, seed=seed, better=better)
    assert isinstance(found, Dose)
    return found


def test_customers_care_from_fourteen_hours_on() -> None:
    found = found_in(by_case(1, "kink"))
    assert found.shape in {Shape.KINK, Shape.CURVE}
    assert found.starts in {14.0, 16.0}
    assert found.low is not None
    assert found.high is not None
    assert found.low <= 14 <= found.high < 24
    assert found.after.high < 0
    assert found.before.high > -0.005
    assert found.p_kink == 0.005
    assert sum(found.shares.values()) == pytest.approx(1)
    assert found.gains.argmax() == KNOTS.index(int(found.starts or 0))
    assert found.curve[0] == 0
    assert (found.curve_low <= found.curve_high).all()
    assert found.curve_high[-1] < -0.1


def test_a_slide_is_a_curve_that_starts_at_its_corner() -> None:
    found = found_in(by_case(1, "slide"))
    assert found.shape is Shape.CURVE
    assert found.starts in {14.0, 16.0, 18.0}


def test_a_straight_line_has_no_place_to_start() -> None:
    found = found_in(by_case(2, "line"))
    assert (found.shape, found.starts, found.low, found.high) == (Shape.LINE, None, None, None)
    assert found.p_any == 0.005
    assert found.curve[-1] == pytest.approx(-0.006 * 24, abs=0.03)


def test_nothing_is_nothing() -> None:
    found = found_in(by_case(3, "nothing"))
    assert (found.shape, found.starts) == (Shape.NOTHING, None)


def test_an_outcome_that_is_better_lower_starts_to_rise() -> None:
    """Escalations in place of satisfaction: the same place, the other way; and a rise of what is good is no worry."""
    moments = by_case(1, "kink")
    turned = np.array([-1.0, *[1.0] * (len(moments.names) - 1)])
    left, right = np.triu_indices(len(turned))
    other = Moments(
        moments.names,
        moments.centre * turned,
        moments.clusters,
        moments.counts,
        moments.sums * turned,
        moments.products * turned[left] * turned[right],
    )
    here, there = found_in(moments), found_in(other, better="lower")
    assert (there.starts, there.low, there.high, there.p_kink) == (here.starts, here.low, here.high, here.p_kink)
    assert there.curve == pytest.approx(-here.curve)
    assert found_in(other).starts is None


@pytest.mark.slow
@pytest.mark.parametrize(("accounts", "times"), [(300, 30), (2000, 7)])
def test_the_interval_holds_the_place(accounts: int, times: int) -> None:
    """And it does so with many rows as well, where a fit that is flat before the kink is sure of the wrong one."""
    found = [found_in(by_case(seed, "kink", accounts=accounts), seed=seed) for seed in range(times)]
    assert np.mean([each.low is not None and each.low <= 14 <= (each.high or 0) for each in found]) >= 0.85
    assert all(each.high is not None and each.high < 24 for each in found)


@pytest.mark.slow
def test_turns_and_responses_are_claimed_one_time_in_twenty_where_there_are_none() -> None:
    lines = [found_in(by_case(seed, "line", accounts=60), draws=99, seed=seed) for seed in range(100)]
    nothing = [found_in(by_case(seed, "nothing", accounts=60), draws=99, seed=seed) for seed in range(100)]
    assert np.mean([each.starts is not None for each in lines]) <= 0.05
    assert np.mean([each.p_kink <= 0.05 for each in lines]) <= 0.1
    assert np.mean([each.shape is not Shape.NOTHING for each in nothing]) <= 0.1


def test_what_is_held_alike_is_held_alike() -> None:
    """Hinges after a control was taken off fit as the regression with that control does."""
    random = np.random.default_rng(4)
    hours, other, keys = random.gamma(2, 6, 3000), random.normal(size=3000), np.repeat(np.arange(100), 30)
    columns = np.column_stack([hinges(hours, (8, 16)), other + hours / 10])
    outcome = 0.3 * columns[:, 3] - 0.1 * columns[:, 2] + random.normal(size=3000)
    moments = of(np.column_stack([columns, outcome]), keys, ["x", "a", "b", "other", "y"])
    found = regression(moments, "y", ["x", "b", "other"], Way.POOLED)
    assert isinstance(found, Regression)
    rows = np.column_stack([columns, outcome]) - np.column_stack([columns, outcome]).mean(axis=0)
    slopes = fits(without(rows.T @ rows, 3)).slopes[1]
    assert slopes == pytest.approx(found.coefficients[1:3], rel=1e-6)
    shaped = dose(moments, "y", "x", {8: "a", 16: "b"}, ["other"], way=Way.POOLED, draws=99)
    assert isinstance(shaped, Dose)
    assert shaped.before.value == pytest.approx(found.coefficients[1])
    assert shaped.starts == 16


def test_bands_just_inside_the_threshold_are_told_from_early_ones() -> None:
    """A kink at 14 h: 20–24 h is green in the contract and worse for customers; without one, nothing is to be seen."""
    found = bands(by_case(1, "kink"), "satisfied", "just inside", "early")
    assert found is not None
    assert found.before - found.inside == pytest.approx(0.09, abs=0.025)
    assert found.difference.high < 0
    nothing = bands(by_case(1, "nothing"), "satisfied", "just inside", "early")
    assert nothing is not None
    assert nothing.difference.low < 0.01


def test_bands_by_hand() -> None:
    rows = [[1, 1, 0], [0, 1, 0], [1, 0, 1], [1, 0, 1], [0, 0, 1], [5, 0, 0]]
    found = bands(of(rows, [1, 2, 1, 2, 2, 3], ["y", "in", "out"]), "y", "in", "out")
    assert found is not None
    assert (found.inside, found.before) == pytest.approx((1 / 2, 2 / 3))
    pulls = np.array([(1 - 1 / 2) / 2 - (1 - 2 / 3) / 3, (0 - 1 / 2) / 2 - (1 - 4 / 3) / 3])
    assert found.difference.error == pytest.approx(np.sqrt(2 * (pulls**2).sum()))
    assert found.difference.effective == 2


def test_thin_data_say_why() -> None:
    moments = by_case(1, "kink", accounts=2, cases=5)
    assert isinstance(dose(moments, "satisfied", "hours", HINGES), Unfit)
    assert bands(moments.only(np.array([0])), "satisfied", "just inside", "early") is None
    few = of([[1, 0, 1], [0, 0, 1]], [1, 2], ["y", "in", "out"])
    assert bands(few, "y", "in", "out") is None


def test_one_knot_is_refused() -> None:
    with pytest.raises(ValueError, match="two knots or more"):
        dose(by_case(1, "kink", accounts=2), "satisfied", "hours", {14.0: "above 14 h"})
