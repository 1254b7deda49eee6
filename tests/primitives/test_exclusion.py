"""What a reading is without some of its rows, and which claims hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.files.texts import whole
from truegreen.files.agreements import read_agreement
from truegreen.model.agreement import Versions
from truegreen.model.given import Claim, Given, Givens
from truegreen.model.statement import Statement
from truegreen.model.step import Step
from truegreen.primitives.days import Days, Within
from truegreen.primitives.exclusion import Decision, counted_as_met, met_row, refusal, taken_out
from truegreen.primitives.now import Now
from truegreen.settlement.settle import settle
from truegreen.units.period import parse_period
from truegreen.units.span import NOWHERE
from truegreen.units.value import Value

CREDIT = """
    kind: service-credit
    measure: {measure}
    level: target
    base: {{charges: [fee], credits: before credits, month: month measured}}
    deadband: {{width: 0 %, beyond: only the excess}}
    per_point: {{share: 1 %, fractions: pro rata}}
    unmeasured: neither met nor missed
    rounding: {{digits: 2, mode: half-up}}
    paid: same invoice
"""
TEXT = f"""
currency: EUR
measures:
  on-time: {{metric: reported, unit: share, better: higher, target: 80 %, averaged: {{periods: 2, pooled: yes}}}}
  weekly: {{metric: reported, unit: share, better: higher, target: 90 %, window: week}}
charges: {{fee: 10000.00}}
pipeline: [relief, late, weeks]
terms:
  relief:
    kind: relief
    measures: [on-time, weekly]
    causes: [outage]
    decision: must be granted
    effect: rows are taken out
  late: {CREDIT.format(measure="on-time")}
  weeks: {CREDIT.format(measure="weekly")}
"""


def versions(text: str = TEXT) -> Versions:
    found, mistakes = read_agreement(whole(text), "care.yml")
    assert found, mistakes
    return found


def now() -> Now:
    found = versions()
    return Now(found, found.latest, parse_period("2025-01"), Givens(), {}, "relief", "", NOWHERE, {}, (), {}, {})


def step(number: int | Fraction, unit: str = "count") -> Step:
    return Step("given", Value(Fraction(number), unit))


def outage(count: int, total: int) -> Claim:
    return Claim(cause="outage", count=Fraction(count), total=Fraction(total), granted=True)


def reading(name: str, period: str, met: int, of: int, *claims: Claim) -> Given:
    return Given(name=name, period=parse_period(period), value=Fraction(met, of), count=Fraction(of), claims=claims)


def settled(until: str, givens: Iterable[Given]) -> Statement:
    return settle(versions(), Givens.of(givens), parse_period(until), {})[-1]


def paid(statement: Statement, name: str) -> str:
    return next((f"{each.amount.amount:.2f}" for each in statement.lines if each.id == name), "nothing")


@given(st.integers(0, 50), st.integers(1, 50), st.integers(0, 50))
def test_taking_out_failures_never_lowers_a_share_that_should_be_high(met: int, missed: int, gone: int) -> None:
    gone = min(gone, missed)
    value = Fraction(met, met + missed)
    left = taken_out(now(), step(value, "share"), Fraction(met + missed), step(gone), step(0)).value
    assert left.number >= value if left else gone == met + missed


@given(st.integers(0, 50), st.integers(1, 50), st.integers(0, 50))
def test_rows_that_count_as_met_help_no_less_than_rows_taken_out(met: int, missed: int, gone: int) -> None:
    gone, count = min(gone, missed), Fraction(met + missed)
    value = step(Fraction(met, met + missed), "share")
    as_met = counted_as_met(now(), value, count, step(gone), step(0), Fraction(1)).value
    without = taken_out(now(), value, count, step(gone), step(0)).value
    assert as_met is not None
    assert without is None or as_met.number >= without.number


def test_all_traffic_excluded_is_nothing_measured() -> None:
    assert taken_out(now(), step(Fraction(7, 10), "share"), Fraction(10), step(10), step(7)).value is None


def test_a_row_of_a_mean_without_a_target_is_not_known_to_be_met() -> None:
    assert met_row("seconds", higher_is_better=False, target=None) is None


WITHIN = Within(days=5, counted=Days.BUSINESS)


@pytest.mark.parametrize(
    ("claim", "says"),
    [
        (Claim(cause="rain", granted=True), "its cause is none that is accepted"),
        (Claim(cause="outage", granted=True), "it does not say when the party knew and when it gave notice"),
        (
            Claim(cause="outage", granted=True, aware=date(2025, 1, 3), notice=date(2025, 1, 13)),
            "notice came later than 5 business days after the party knew",
        ),
        (
            Claim(cause="outage", granted=False, aware=date(2025, 1, 3), notice=date(2025, 1, 10)),
            "it was refused",
        ),
        (Claim(cause="outage", aware=date(2025, 1, 3), notice=date(2025, 1, 10)), "it has not been granted"),
        (Claim(cause="outage", granted=True, aware=date(2025, 1, 3), notice=date(2025, 1, 10)), ""),
    ],
)
def test_a_claim_that_does_not_hold_says_why(claim: Claim, says: str) -> None:
    assert refusal(versions().latest, claim, ("outage",), WITHIN, Decision.GRANTED) == says


def test_relief_of_a_month_counts_in_the_mean_of_the_next() -> None:
    months = [reading("on-time", "2025-01", 60, 100, outage(20, 0)), reading("on-time", "2025-02", 68, 100)]
    statement = settled("2025-02", months)  # (60 + 68) of (80 + 100) rows: 71.1 %, 8.9 points short
    assert paid(statement, "late") == "-888.89"


def test_relief_of_a_week_leaves_the_other_weeks() -> None:
    weeks = [reading("weekly", "2025-W02", 80, 100, outage(20, 0)), reading("weekly", "2025-W03", 80, 100)]
    assert paid(settled("2025-01", weeks), "weeks") == "-1000.00"


def of_relief(statement: Statement) -> list[str]:
    """Give what is said of relief; the other measures have no readings here."""
    return [each.id for each in statement.findings if each.id.startswith("relief-")]


@pytest.mark.parametrize(
    "claim",
    [
        Claim(cause="outage", count=Fraction(101), total=Fraction(0), granted=True),
        Claim(cause="outage", count=Fraction(10), granted=True),
        Claim(cause="outage", count=Fraction(-10), total=Fraction(0), granted=True),
        Claim(cause="outage", count=Fraction(40), total=Fraction(0), granted=True),
        Claim(cause="outage", count=Fraction(80), total=Fraction(80), granted=True),
    ],
)
def test_rows_that_are_not_known_excuse_nothing_and_that_is_said(claim: Claim) -> None:
    statement = settled("2025-01", [reading("on-time", "2025-01", 70, 100, claim)])
    assert paid(statement, "late") == "-1000.00"
    assert of_relief(statement) == ["relief-without-rows"]


def test_a_claim_that_no_clause_accepts_is_said() -> None:
    rain = Claim(cause="{rain}", count=Fraction(10), total=Fraction(0), granted=True)
    statement = settled("2025-01", [reading("on-time", "2025-01", 70, 100, rain)])
    assert of_relief(statement) == ["relief-refused"]


def test_business_days_of_a_calendar_that_is_not_there_are_said() -> None:
    text = TEXT.replace("    effect:", "    notice: {days: 5, counted: business days, calendar: office}\n    effect:")
    statement = settle(versions(text), Givens(), parse_period("2025-01"), {})[-1]
    assert "unknown-calendar" in [each.id for each in statement.findings]


def test_relief_of_a_reading_that_was_deemed_holds_against_what_it_was_deemed() -> None:
    silent = """  silent:
    kind: reporting-default
    reports: [on-time]
    within: {days: 5, counted: calendar days}
    counts_as: missed
    reading: 50 %
    rounding: {digits: 2, mode: half-up}
    paid: same invoice
"""
    found = versions(TEXT.replace("pipeline: [", "pipeline: [silent, ").replace("terms:\n", f"terms:\n{silent}"))
    late = replace(reading("on-time", "2025-01", 70, 100, outage(20, 0)), reported=date(2025, 2, 15))
    statement = settle(found, Givens.of([late]), parse_period("2025-01"), {})[-1]
    assert paid(statement, "late") == "-1750.00"  # 50 of 80 rows, 17.5 points short
