"""Contract status is exact arithmetic; outcome status says that it cannot tell where it cannot."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from truegreen.model.agreement import Measure, Rounding, RoundingMode, Sample
from truegreen.model.reading import Contract, Outcome, Reading
from truegreen.primitives.level import round_measure
from truegreen.readings.status import contract_status, outcome_status
from truegreen.stats.intervals import wilson
from truegreen.units.quantity import Quantity

MET, MISSED, BELOW, NOT_JUDGED = Contract.MET, Contract.MISSED, Contract.BELOW_MINIMUM, Contract.NOT_JUDGED
UP, EVEN = RoundingMode.HALF_UP, RoundingMode.HALF_EVEN
ORDER = (BELOW, MISSED, MET)


def reading(
    value: Fraction | None, unit: str = "share", rows: int = 1000, low: float | None = None, high: float | None = None
) -> Reading:
    return Reading(measure="m", spec="", count=rows, total=0, squares=0, unit=unit, value=value, low=low, high=high)


def measure(
    target: str = "80 %", minimum: str = "", rounding: Rounding | None = None, sample: Sample | None = None
) -> Measure:
    return Measure(
        metric="", target=Quantity.parse(target) if target else None,
        minimum=Quantity.parse(minimum) if minimum else None, rounding=rounding, sample=sample,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "unit", "better", "target", "minimum", "status"),
    [
        ("0.8", "share", "higher", "80 %", "", MET),
        ("0.79999999999999999999", "share", "higher", "80 %", "", MISSED),
        ("1/3", "share", "higher", "33.333333333333333333 %", "", MET),
        ("1/3", "share", "higher", "33.333333333333333334 %", "", MISSED),
        ("0.7", "share", "higher", "80 %", "70 %", MISSED),
        ("0.6999", "share", "higher", "80 %", "70 %", BELOW),
        ("0.05", "share", "lower", "5 %", "8 %", MET),
        ("0.0501", "share", "lower", "5 %", "8 %", MISSED),
        ("0.08", "share", "lower", "5 %", "8 %", MISSED),
        ("0.0801", "share", "lower", "5 %", "8 %", BELOW),
        ("14400", "seconds", "lower", "4 h", "1 d", MET),
        ("14400.1", "seconds", "lower", "4 h", "1 d", MISSED),
        ("86401", "seconds", "lower", "4 h", "1 d", BELOW),
        ("12.5", "money", "lower", "12.50 EUR", "", MET),
        ("-5", "points", "higher", "-5", "-10", MET),
        ("4.2", "score", "higher", "4.2", "", MET),
        ("101", "count", "lower", "100", "", MISSED),
    ],
)
def test_a_value_is_held_against_its_levels_exactly(
    value: str, unit: str, better: str, target: str, minimum: str, status: Contract
) -> None:
    assert contract_status(measure(target, minimum), reading(Fraction(value), unit), better) is status


@pytest.mark.parametrize(
    ("value", "rounding", "status"),
    [
        ("0.7995", None, MISSED),
        ("0.7995", Rounding(digits=1), MET),
        ("0.79949", Rounding(digits=1), MISSED),
        ("0.79949", Rounding(digits=0), MET),
        ("0.79499", Rounding(digits=0), MISSED),
        ("0.795", Rounding(digits=0), MET),
        ("0.795", Rounding(digits=0, mode=EVEN), MET),
        ("0.785", Rounding(digits=0, mode=EVEN), MISSED),
        ("0.7995", Rounding(digits=2), MISSED),
    ],
)
def test_only_the_rounding_that_is_agreed_helps(value: str, rounding: Rounding | None, status: Contract) -> None:
    assert contract_status(measure(rounding=rounding), reading(Fraction(value)), "higher") is status


@pytest.mark.parametrize(
    ("percent", "digits", "mode", "becomes"),
    [("79.95", 1, UP, "80"), ("79.85", 1, UP, "79.9"), ("79.85", 1, EVEN, "79.8"), ("79.95", 1, EVEN, "80"),
     ("79.949999", 1, UP, "79.9"), ("0.5", 0, UP, "1"), ("0.5", 0, EVEN, "0"), ("-0.5", 0, UP, "-1"),
     ("-2.5", 0, EVEN, "-2"), ("66.66666666666666666666666666666665", 31, UP, "66.6666666666666666666666666666667")],
)  # fmt: skip
def test_ties_are_rounded_as_agreed(percent: str, digits: int, mode: RoundingMode, becomes: str) -> None:
    rounding = Rounding(digits=digits, mode=mode)
    assert round_measure(Fraction(percent) / 100, "share", rounding) == Fraction(becomes) / 100
    assert round_measure(Fraction(percent), "seconds", rounding) == Fraction(becomes)


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        (measure(), None),
        (measure(), reading(None, rows=0)),
        (measure(target=""), reading(Fraction(1))),
        (measure(sample=Sample(minimum=1001)), reading(Fraction(0))),
    ],
)
def test_without_a_value_a_target_or_enough_rows_nothing_is_judged(asked: Measure, held: Reading | None) -> None:
    assert contract_status(asked, held, "higher") is NOT_JUDGED


def test_a_minimum_alone_is_the_level() -> None:
    alone = measure(target="", minimum="70 %")
    statuses = [contract_status(alone, reading(Fraction(percent, 100)), "higher") for percent in (70, 69)]
    assert statuses == [Contract.MET, Contract.BELOW_MINIMUM]


def test_as_many_rows_as_the_sample_asks_for_are_enough() -> None:
    assert contract_status(measure(sample=Sample(minimum=1000)), reading(Fraction(0)), "higher") is MISSED


COUNTS = st.integers(1, 10**12).flatmap(lambda rows: st.tuples(st.integers(0, rows), st.just(rows)))
TENTHS = st.integers(0, 1000)
ROUNDINGS = st.none() | st.builds(Rounding, digits=st.integers(0, 4), mode=st.sampled_from(RoundingMode))


@given(COUNTS, TENTHS, st.sampled_from(["higher", "lower"]))
def test_status_is_the_comparison_of_fractions(counted: tuple[int, int], tenths: int, better: str) -> None:
    hits, rows = counted
    reached = hits * 1000 >= tenths * rows if better == "higher" else hits * 1000 <= tenths * rows
    found = contract_status(measure(f"{tenths / 10} %"), reading(Fraction(hits, rows)), better)
    assert found is (MET if reached else MISSED)


@given(COUNTS, COUNTS, TENTHS, TENTHS, ROUNDINGS, st.sampled_from(["higher", "lower"]))
def test_doing_better_never_gets_a_worse_status(
    one: tuple[int, int], other: tuple[int, int], target: int, minimum: int, rounding: Rounding | None, better: str
) -> None:
    assume((minimum <= target) == (better == "higher"))
    asked = measure(f"{target / 10} %", f"{minimum / 10} %", rounding)
    worse, good = sorted((Fraction(*one), Fraction(*other)), reverse=better == "lower")
    before, after = (contract_status(asked, reading(value), better) for value in (worse, good))
    assert ORDER.index(before) <= ORDER.index(after)


@given(COUNTS, st.integers(0, 9), st.sampled_from(RoundingMode))
def test_rounding_moves_a_value_by_half_a_step_or_a_directed_one_by_less_than_one(
    counted: tuple[int, int], digits: int, mode: RoundingMode
) -> None:
    value = Fraction(*counted)
    found = round_measure(value, "score", Rounding(digits=digits, mode=mode))
    assert abs(found - value) * 10**digits <= (Fraction(1, 2) if mode.startswith("half") else 1)
    assert (found * 10**digits).denominator == 1


@pytest.mark.parametrize(
    ("low", "high", "better", "outcome"),
    [
        (0.81, 0.9, "higher", Outcome.GOOD),
        (0.80, 0.9, "higher", Outcome.GOOD),
        (0.7, 0.79, "higher", Outcome.BAD),
        (0.7, 0.81, "higher", Outcome.CANNOT_TELL),
        (0.7, 0.8, "higher", Outcome.CANNOT_TELL),
        (0.7, 0.79, "lower", Outcome.GOOD),
        (0.7, 0.80, "lower", Outcome.GOOD),
        (0.81, 0.9, "lower", Outcome.BAD),
        (0.7, 0.81, "lower", Outcome.CANNOT_TELL),
    ],
)
def test_an_outcome_is_told_where_the_whole_interval_lies_on_one_side(
    low: float, high: float, better: str, outcome: Outcome
) -> None:
    assert outcome_status(Quantity.parse("80 %"), reading(Fraction("0.75"), low=low, high=high), better) is outcome


@pytest.mark.parametrize(
    ("target", "held"),
    [("", reading(Fraction(1), low=0.9, high=1)), ("80 %", None), ("80 %", reading(Fraction(1))),
     ("80 %", reading(Fraction(1), low=0.9))],
)  # fmt: skip
def test_without_a_target_or_an_interval_an_outcome_cannot_be_told(target: str, held: Reading | None) -> None:
    assert outcome_status(Quantity.parse(target) if target else None, held, "higher") is Outcome.CANNOT_TELL


@pytest.mark.parametrize(("answers", "outcome"), [(20, Outcome.CANNOT_TELL), (2000, Outcome.GOOD)])
def test_the_same_share_of_happy_customers_is_told_only_from_enough_answers(answers: int, outcome: Outcome) -> None:
    low, high = wilson(answers * 17 // 20, answers)
    held = reading(Fraction(17, 20), rows=answers, low=low, high=high)
    assert outcome_status(Quantity.parse("80 %"), held, "higher") is outcome
