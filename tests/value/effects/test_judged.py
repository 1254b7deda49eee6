"""Verdicts, grades, and what would be nothing."""

from __future__ import annotations

import pytest

from truegreen.model.effect import Check, Design, Expected
from truegreen.model.value import Grade
from truegreen.stats.estimate import Estimate, Verdict
from truegreen.value.effects.judged import explained, graded, margin, ratio, verdict


def told(value: float, error: float) -> Estimate:
    return Estimate(
        value=value, error=error, low=value - 1.96 * error, high=value + 1.96 * error, count=100, effective=1e6,
        smallest=2.8 * error, method="by hand",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "error", "expected", "said"),
    [
        (-0.1, 0.01, Expected.ANY, Verdict.ESTABLISHED),
        (-0.1, 0.01, Expected.WORSE, Verdict.ESTABLISHED),
        (-0.1, 0.01, Expected.BETTER, Verdict.PERVERSE),
        (0.1, 0.01, Expected.BETTER, Verdict.ESTABLISHED),
        (0.1, 0.01, Expected.WORSE, Verdict.PERVERSE),
        (0.001, 0.005, Expected.ANY, Verdict.REFUTED),
        (0.01, 0.004, Expected.ANY, Verdict.REFUTED),
        (0.03, 0.02, Expected.ANY, Verdict.NOT_ENOUGH),
        (0.0, 0.013, Expected.ANY, Verdict.NOT_ENOUGH),
    ],
)
def test_four_words(value: float, error: float, expected: Expected, said: Verdict) -> None:
    assert verdict(told(value, error), 0.02, "higher", expected) is said


def test_less_is_better_of_some_measures_and_no_estimate_says_nothing() -> None:
    assert verdict(told(-0.1, 0.01), 0.02, "lower", Expected.BETTER) is Verdict.ESTABLISHED
    assert verdict(None, 0.02, "lower", Expected.BETTER) is Verdict.NOT_ENOUGH


def checks(*passed: bool | None, is_needed: bool = False) -> list[Check]:
    return [Check(name=str(at), passed=each, says=f"{at}.", is_needed=is_needed) for at, each in enumerate(passed)]


def test_grades() -> None:
    estimate = told(1, 1)
    assert graded(Design.ONE_SITE, checks(True, True), estimate) == (Grade.QUASI_EXPERIMENTAL, ())
    assert graded(Design.ONE_SITE, checks(True, False, None), estimate) == (Grade.ADJUSTED, ("1.", "2."))
    assert graded(Design.STAGGERED, checks(False, is_needed=True), estimate) == (Grade.DESCRIPTIVE, ("0.",))
    assert graded(Design.ADJUSTED, checks(True), estimate)[0] is Grade.ADJUSTED
    assert graded(Design.ONE_SITE, (), None)[0] is Grade.DESCRIPTIVE


def test_what_would_be_nothing() -> None:
    assert margin(None, "share", 0.9) == 0.02
    assert margin(None, "seconds", 600.0) == 30.0
    assert margin(0.05, "share", 0.9) == 0.05


def test_the_e_value_of_a_share_is_that_of_its_rarer_side() -> None:
    """From 90 to 80 % is from 10 to 20 %: twice as often, so 2 + √2."""
    found = ratio(told(-0.1, 0.01), 0.9, "share")
    assert found is not None
    assert found.point == pytest.approx(2 + 2**0.5)
    assert found.bound is not None
    assert 1 < found.bound < found.point
    assert ratio(told(-0.1, 0.01), 0.9, "seconds") is None
    assert ratio(told(0.2, 0.01), 0.9, "share") is None
    crossing = ratio(told(0.01, 0.1), 0.3, "share")
    assert crossing is not None
    assert crossing.bound == 1


def test_nothing_is_explained_without_an_error() -> None:
    assert explained(told(1.0, 0.0), 10) is None
    assert explained(told(1.0, 0.1), 1) is None
