"""What is held against a level: means, rounding, small numbers; and the chance of missing it by chance."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.settlement.settling import agreement, figures
from truegreen.model.agreement import Few, Sample
from truegreen.model.reading import Contract
from truegreen.primitives.level import reaches
from truegreen.primitives.measure import Judged
from truegreen.primitives.sample_rule import chance_of_so_few, let_pass
from truegreen.settlement.judge import judged, remembered
from truegreen.units.period import parse_period
from truegreen.units.quantity import Quantity

MEASURE = "measures: {{on-time: {{metric: reported, unit: {unit}, better: {better}, target: {target}{more}}}}}\n"


def judge(
    *rows: str, target: str = "95 %", more: str = "", unit: str = "share", better: str = "higher", month: str = ""
) -> Judged:
    """Judge the last month of some, written one after the other from January."""
    versions = agreement(MEASURE.format(unit=unit, better=better, target=target, more=f", {more}" if more else ""))
    table = "".join(f"2025-{place:02},{row}\n" for place, row in enumerate(rows, 1))
    last = parse_period(month or f"2025-{len(rows):02}")
    given = figures(versions, "period,on-time\n" + table)
    found = judged(versions, given, last, {}, "on-time", remembered(versions, given, last, {}))
    assert found
    return found


# --- small numbers


@pytest.mark.parametrize(("rows", "chance"), [(35, 0.283), (40, 0.118), (100, 0.081), (1000, 0.0002)])
def test_the_chance_that_good_work_misses(rows: int, chance: float) -> None:
    """Work that is truly at 97 % misses a target of 95 % with so many rows so often."""
    fails = chance_of_so_few(ceil(Fraction(95, 100) * rows) - 1, rows, Fraction(97, 100))
    assert float(fails) == pytest.approx(chance, abs=0.0005 if rows < 1000 else 0.00005)


def test_the_tail_is_exact() -> None:
    assert chance_of_so_few(0, 2, Fraction(1, 2)) == Fraction(1, 4)
    assert chance_of_so_few(1, 2, Fraction(1, 2)) == Fraction(3, 4)
    assert chance_of_so_few(2, 2, Fraction(1, 2)) == 1
    assert chance_of_so_few(9, 10, Fraction(1)) == 0


@given(st.integers(0, 40), st.integers(0, 40), st.fractions(0, 1, max_denominator=50))
def test_the_tail_grows_with_what_it_allows_and_falls_with_the_level(few: int, more: int, level: Fraction) -> None:
    few, more = sorted((few, more))
    assert chance_of_so_few(few, 40, level) <= chance_of_so_few(more, 40, level) <= 1
    assert chance_of_so_few(few, 40, level) >= chance_of_so_few(few, 40, (level + 1) / 2)


def test_two_misses_of_35_fail_and_two_of_40_pass() -> None:
    assert judge("33/35").status is Contract.MISSED
    assert judge("38/40").status is Contract.MET


def test_rows_that_are_too_few_are_not_judged_and_say_how_many_are_missing() -> None:
    found = judge("0/35", more="sample: {minimum: 36}")
    assert found.status is Contract.NOT_JUDGED
    assert found.step.value is None
    assert found.step.sentence == "on-time: 35 of the 36 rows it needs; 0 % is not judged"
    assert judge("0/36", more="sample: {minimum: 36}").status is Contract.MISSED


POOLED = "sample: {minimum: 60, otherwise: pooled with the periods before}"


@pytest.mark.parametrize(
    ("rows", "status", "value"),
    [
        (("33/35", "33/35"), Contract.MISSED, Fraction(66, 70)),
        (("35/35", "33/35"), Contract.MET, Fraction(68, 70)),
        (("0/90", "35/35", "33/35"), Contract.MET, Fraction(68, 70)),
        (("35/35", "none", "33/35"), Contract.MET, Fraction(68, 70)),
        (("33/35",), Contract.NOT_JUDGED, None),
        (("100/100", "57/60"), Contract.MET, Fraction(57, 60)),
    ],
)
def test_too_few_are_pooled_with_as_many_months_before_as_it_takes(
    rows: tuple[str, ...], status: Contract, value: Fraction | None
) -> None:
    found = judge(*rows, more=POOLED)
    assert found.status is status
    assert (found.step.value and found.step.value.number) == value


@pytest.mark.parametrize(
    ("row", "status"),
    [("33/35", Contract.MET), ("32/35", Contract.MISSED), ("37/40", Contract.MISSED), ("94.3 %", Contract.MISSED)],
)
def test_some_misses_are_allowed_with_few_rows_only(row: str, status: Contract) -> None:
    assert judge(row, more="sample: {minimum: 40, otherwise: some misses are allowed, misses: 2}").status is status


def test_a_rounded_share_of_few_rows_is_counted_in_whole_rows() -> None:
    """94.28 % of 35 rows are 33, whichever way the share was rounded."""
    rule = Sample(minimum=40, otherwise=Few.ALLOWED, misses=2)
    assert let_pass(rule, Fraction("0.9428"), Fraction(35), Fraction("0.95"))
    assert let_pass(rule, Fraction("0.9429"), Fraction(35), Fraction("0.95"))
    assert not let_pass(rule, Fraction("0.9142"), Fraction(35), Fraction("0.95"))


@pytest.mark.parametrize(("better", "target", "row", "status"), [
    ("higher", "95 %", "31/35", Contract.MET), ("higher", "95 %", "30/35", Contract.MISSED),
    ("lower", "5 %", "4/35", Contract.MET), ("lower", "5 %", "5/35", Contract.MISSED),
])  # fmt: skip
def test_only_a_miss_beyond_chance_counts(better: str, target: str, row: str, status: Contract) -> None:
    more = "sample: {minimum: 40, otherwise: only a miss beyond chance counts, doubt: 5 %}"
    assert judge(row, better=better, target=target, more=more).status is status


def test_a_measure_that_is_no_share_is_never_let_pass_by_chance() -> None:
    sample = Sample(minimum=40, otherwise=Few.SIGNIFICANT, doubt=Quantity.parse("5 %"))
    assert let_pass(sample, Fraction(20, 35), Fraction(35), Fraction(1, 2)) != ""
    more = "sample: {minimum: 40, otherwise: only a miss beyond chance counts, doubt: 5 %}"
    assert judge("735/35", unit="seconds", better="lower", target="20 s", more=more).status is Contract.MISSED


# --- means


@pytest.mark.parametrize(
    ("pooled", "rows", "value"),
    [
        ("no", ("80/100", "10/10"), Fraction(9, 10)),
        ("yes", ("80/100", "10/10"), Fraction(90, 110)),
        ("no", ("10/10",), Fraction(1)),
        ("no", ("0/10", "80/100", "10/10"), Fraction(9, 10)),
        ("no", ("none", "10/10"), Fraction(1)),
        ("yes", ("80 %", "10/10"), None),
    ],
)
def test_the_mean_of_two_months_counts_each_alike_or_by_its_rows(
    pooled: str, rows: tuple[str, ...], value: Fraction | None
) -> None:
    found = judge(*rows, more=f"averaged: {{periods: 2, pooled: {pooled}}}")
    assert (found.step.value and found.step.value.number) == value


def test_a_month_without_a_value_has_no_mean_either() -> None:
    assert judge("99 %", "none", more="averaged: {periods: 2, pooled: no}").status is Contract.NOT_JUDGED


# --- levels


@pytest.mark.parametrize(
    ("row", "more", "status"),
    [
        ("95 %", "", Contract.MET), ("94.99 %", "", Contract.MISSED),
        ("94.95 %", "rounding: {digits: 1}", Contract.MET), ("94.94 %", "rounding: {digits: 1}", Contract.MISSED),
        ("80 %", "minimum: 80 %", Contract.MISSED),
        ("79.99 %", "minimum: 80 %", Contract.BELOW_MINIMUM), ("none", "", Contract.NOT_JUDGED),
    ],
)  # fmt: skip
def test_a_level_is_held_when_it_is_reached(row: str, more: str, status: Contract) -> None:
    assert judge(row, target="95.0 %", more=more).status is status


@given(st.fractions(), st.fractions())
def test_a_value_reaches_a_level_one_way_or_the_other(value: Fraction, level: Fraction) -> None:
    assert reaches(value, level, higher=True) == reaches(-value, -level, higher=False)
    assert reaches(value, level, higher=True) or reaches(value, level, higher=False)
