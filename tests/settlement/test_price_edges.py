"""Prices at their edges: corrections, cut and changed months, no units, other months and currencies; and their laws."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.settlement.settling import agreement, amounts, statements
from truegreen.model.statement import Statement
from truegreen.model.step import steps_of
from truegreen.primitives.deadband import Edge, Fractions
from truegreen.primitives.tiers import Applies, Shelf, Slab

USED = """
currency: {currency}
services: {{care: {{title: Care, volume: {{baseline: 1000, unit: case}}}}}}
figures: {{cases: {{unit: count}}, forecast: {{unit: count}}}}
{more}
terms:
"""
PRICE = """
  price:
    kind: unit-price
    service: care
    unit: case
    counts: cases
    fractions: whole ones only
    rounding: {{digits: {digits}, mode: half-up}}
    paid: same invoice
    {price}
"""
TIERS = """tiers:
      applies: {applies}
      gathers: {gathers}
      each: [{{up_to: 100, price: 3.00, flat: 20.00}}, {{price: 2.00, flat: 10.00}}]
"""
BAND = """
  band:
    kind: volume-band
    service: care
    counts: cases
    against: baseline
    deadband: {width: 0, beyond: only the excess}
    above: 2.00
    below: 1.00
    fractions: pro rata
    rounding: {digits: 2, mode: half-up}
    paid: same invoice
"""


def text(terms: str, more: str = "", currency: str = "EUR") -> str:
    return USED.format(currency=currency, more=more) + terms


def tiered(applies: str = "units inside the tier", gathers: str = "contract year", more: str = "") -> str:
    tiers = TIERS.format(applies=applies, gathers=gathers)
    return text(PRICE.format(digits=2, price=tiers), more)


def settled(fragment: str, table: str, until: str, *amendments: str) -> tuple[Statement, ...]:
    return statements(agreement(fragment, *amendments), table, until)


def paid(each: tuple[Statement, ...], line: str = "price") -> list[str]:
    return [amounts(statement).get(line, "") for statement in each]


# --- corrections


def test_a_negative_correction_that_crosses_a_tier_downwards_gives_back_what_its_units_cost() -> None:
    each = settled(tiered(), "period,cases\n2025-01,110\n2025-02,-20\n2025-03,-90\n", "2025-03")
    assert paid(each) == ["350.00 EUR", "-60.00 EUR", "-290.00 EUR"]
    sentences = [step.sentence for step in steps_of(each[1].lines[0].because)]
    assert "10.00 EUR of a tier that was left" in sentences


def test_where_a_price_is_for_all_units_a_correction_brings_the_old_price_back() -> None:
    each = settled(tiered("all units"), "period,cases\n2025-01,110\n2025-02,-20\n", "2025-02")
    assert paid(each) == ["230.00 EUR", "60.00 EUR"]  # 90 at 3.00 and 20.00, less 110 at 2.00 and 10.00


def test_more_corrections_than_cases_are_credited_at_the_first_tier() -> None:
    each = settled(tiered(gathers="month"), "period,cases\n2025-01,-5\n", "2025-01")
    assert paid(each) == ["-15.00 EUR"]


# --- no units, no numbers


def test_a_month_with_no_units_is_charged_nothing_and_says_so() -> None:
    (one,) = settled(tiered(), "period,cases\n2025-01,0\n", "2025-01")
    assert amounts(one) == {"price": "0.00 EUR"}
    assert not one.findings


def test_a_month_in_which_nobody_counted_is_no_month_without_units() -> None:
    (one,) = settled(tiered(), "period,cases\n2025-01,none\n", "2025-01")
    assert amounts(one) == {}
    assert [each.id for each in one.findings] == ["number-not-given"]


def test_a_month_with_no_volume_at_all_credits_the_whole_baseline() -> None:
    (one,) = settled(text(BAND), "period,cases\n2025-01,0\n", "2025-01")
    assert amounts(one) == {"band": "-1,000.00 EUR"}


def test_a_baseline_of_zero_divides_nothing() -> None:
    share = BAND.replace("width: 0,", "width: 10 %,").replace("rounding:", "renegotiate_beyond: 30 %\n    rounding:")
    fragment = text(share.replace("against: baseline", "against: baseline\n    baseline: 0"))
    (one,) = settled(fragment, "period,cases\n2025-01,5\n", "2025-01")
    assert amounts(one) == {"band": "10.00 EUR"}
    assert [each.id for each in one.findings] == ["baseline-to-renegotiate"]


@pytest.mark.parametrize("size", ["0", "-1", "forecast"])
def test_a_unit_of_no_size_is_said_and_divides_nothing(size: str) -> None:
    fragment = text(PRICE.format(digits=2, price=f"price: 1.00\n    per: {size}"))
    (one,) = settled(fragment, "period,cases,forecast\n2025-01,5,0\n", "2025-01")
    assert amounts(one) == {}
    assert [each.id for each in one.findings] == ["number-not-given"]


def test_units_beyond_the_last_tier_without_a_price_are_said() -> None:
    fragment = text(PRICE.format(digits=2, price="tiers: {applies: all units, each: [{up_to: 10, price: 1.00}]}"))
    (one, two) = settled(fragment, "period,cases\n2025-01,10\n2025-02,11\n", "2025-02")
    assert (amounts(one), amounts(two)) == ({"price": "10.00 EUR"}, {})
    assert "none is agreed" in two.findings[0].says


def test_a_tier_that_another_number_decides_holds_for_all_units_or_is_refused() -> None:
    fragment = tiered(gathers="month").replace("applies:", "by: forecast\n      applies:")
    (one,) = settled(fragment, "period,cases,forecast\n2025-01,50,500\n", "2025-01")
    assert [each.id for each in one.findings] == ["number-not-given"]
    (one,) = settled(fragment.replace("units inside the tier", "all units"), "period,cases,forecast\n2025-01,50,500\n",
                     "2025-01")  # fmt: skip
    assert amounts(one) == {"price": "110.00 EUR"}


@pytest.mark.parametrize(
    ("end", "per", "expected"),
    [("100 min", "60 s", "220.00 EUR"), ("6000 s", "1 min", "220.00 EUR"), ("100", "60 s", "nothing"),
     ("100 EUR", "60 s", "nothing"), ("100 min", "60 EUR", "nothing")],
)  # fmt: skip
def test_the_ends_of_tiers_are_in_the_unit_of_what_is_counted(end: str, per: str, expected: str) -> None:
    tiers = f"tiers: {{applies: units inside the tier, each: [{{up_to: {end}, price: 2.00}}, {{price: 1.00}}]}}"
    price = PRICE.format(digits=2, price=f"per: {per}\n    {tiers}").replace("counts: cases", "counts: handled")
    text = agreement(
        USED.format(currency="EUR", more="").replace("cases: {unit: count}", "handled: {unit: seconds}") + price
    )
    month = statements(text, "period,handled\n2025-01,7200\n", "2025-01")[-1]
    assert amounts(month).get("price", "nothing") == expected
    assert [each.id for each in month.findings] == ["number-not-given"] * (expected == "nothing")


@pytest.mark.parametrize(
    ("window", "expected"),
    [("week", ["40.00 EUR", "40.00 EUR", "50.00 EUR"]), ("quarter", ["0.00 EUR", "0.00 EUR", "7.00 EUR"])],
)
def test_units_of_a_measure_are_charged_in_the_month_in_which_its_window_ends(window: str, expected: list[str]) -> None:
    measure = f"measures: {{work: {{metric: reported, unit: count, better: higher, window: {window}}}}}"
    fragment = text(PRICE.format(digits=2, price="price: 1.00").replace("counts: cases", "counts: work"), measure)
    weeks = "".join(f"2025-W{week:02},10\n" for week in range(1, 14))
    each = settled(fragment, f"period,work\n{weeks}2025-Q1,7\n", "2025-03")
    assert paid(each) == expected


def test_a_locked_forecast_that_no_figure_gives_is_no_baseline() -> None:
    (one,) = settled(text(BAND.replace("baseline", "locked forecast")), "period,cases\n2025-01,5\n", "2025-01")
    assert (amounts(one), [each.id for each in one.findings]) == ({}, ["number-not-given"])


@pytest.mark.parametrize("price", ["2.00 USD", "2 %", "forecast"])
def test_a_price_that_is_no_amount_in_the_currency_is_an_error_and_stands_on_no_invoice(price: str) -> None:
    fragment = text(PRICE.format(digits=2, price=f"price: {price}"))
    (one,) = settled(fragment, "period,cases,forecast\n2025-01,5,7\n", "2025-01")
    assert amounts(one) == {}
    assert [each.id for each in one.findings] == ["not-in-currency"]


# --- cut and changed months

AGREED = """effective: 2025-02-15
set: {services.care.volume.baseline: 1280}
"""


@pytest.mark.parametrize(
    ("part", "expected"),
    [("by days", "280.00 EUR"), ("whole", "0.00 EUR")],  # 14 days of 1,000 and 14 of 1,280 are 1,140.
)
def test_a_baseline_renegotiated_mid_month_counts_by_days_or_as_on_the_last_day(part: str, expected: str) -> None:
    table = "period,cases\n2025-01,1000\n2025-02,1280\n2025-03,1280\n"
    each = settled(text(BAND, f"part_months: {part}"), table, "2025-03", AGREED)
    assert [line or "0.00 EUR" for line in paid(each, "band")] == ["0.00 EUR", expected, "0.00 EUR"]
    assert not [finding for statement in each for finding in statement.findings]


def test_a_baseline_renegotiated_mid_month_without_a_rule_is_an_error() -> None:
    each = settled(text(BAND), "period,cases\n2025-01,1000\n2025-02,1280\n", "2025-02", AGREED)
    assert [finding.id for finding in each[1].findings] == ["part-month-unsaid"]


def test_first_and_last_months_that_the_term_cuts_have_a_part_of_the_baseline() -> None:
    cut = "starts: 2025-01-17\nends: 2025-02-07\npart_months: by days"
    each = settled(text(BAND, cut), "period,cases\n2025-01,500\n2025-02,500\n", "2025-03")
    assert paid(each, "band") == ["32.26 EUR", "500.00 EUR", ""]  # 15 of 31 days of 1,000, and 7 of 28
    assert not each[2].findings


def test_a_minimum_changed_within_its_quarter_counts_by_days() -> None:
    least = """
  least:
    kind: minimum-commitment
    charges: [price]
    amount: 900.00
    every: quarter
    billed: the difference
    part_periods: pro rata
    rounding: {digits: 2, mode: half-up}
    paid: same invoice
"""
    fragment = text(PRICE.format(digits=2, price="price: 1.00") + least, "part_months: by days")
    more = "effective: 2025-02-15\nset: {terms.least.amount: 1800.00}\n"
    each = settled(fragment, "period,cases\n2025-01,0\n2025-02,0\n2025-03,0\n", "2025-03", more)
    assert paid(each, "least") == ["", "", "1,350.00 EUR"]  # 45 of the quarter's 90 days each


def test_a_minimum_for_less_than_is_settled_at_once_is_an_error() -> None:
    least = "  least: {kind: minimum-commitment, charges: [], amount: 1.00, every: week, billed: the difference, "
    least += "part_periods: pro rata, rounding: {digits: 2, mode: half-up}, paid: same invoice}\n"
    for wrong in (least, least.replace("week", "whole term")):
        (one,) = settled(text(wrong), "period\n", "2025-01")
        assert [each.id for each in one.findings] == ["minimum-not-settled"]


# --- months from the 22nd, currencies


def test_a_month_from_the_22nd_to_the_21st_has_its_own_units_baseline_and_year() -> None:
    months = "starts: 2024-12-22\nmonth_starts_on: 22\npart_months: by days"
    table = "period,cases\n2024-12-22..2025-01-21,1100\n2025-01-22..2025-02-21,900\n"
    versions = agreement(tiered(more=months) + BAND)
    each = statements(versions, table, "2025-01-22..2025-02-21")
    assert paid(each, "band") == ["200.00 EUR", "-100.00 EUR"]
    assert paid(each) == ["2,330.00 EUR", "1,800.00 EUR"]  # The second month goes on in the year's second tier.


@pytest.mark.parametrize(
    ("currency", "digits", "price", "cases", "expected"),
    [("JPY", 0, "33.5", "3", "101 JPY"), ("KWD", 3, "0.0335", "3", "0.101 KWD"), ("KWD", 3, "1.5", "0", "0.000 KWD")],
)
def test_a_currency_without_digits_or_with_three_is_rounded_to_its_own(
    currency: str, digits: int, price: str, cases: str, expected: str
) -> None:
    fragment = text(PRICE.format(digits=digits, price=f"price: {price}"), currency=currency)
    (one,) = settled(fragment, f"period,cases\n2025-01,{cases}\n", "2025-01")
    assert amounts(one) == {"price": expected}


# --- prices that follow an index


def test_an_index_moves_every_price_that_a_clause_names_and_each_is_rounded_where_it_says() -> None:
    index = """
  wages:
    kind: indexation
    charges: [price, band, least, fee]
    series: Labour costs
    index: forecast
    basis: the base month
    base_month: 2024-11-01
    months_behind: 1
    first: 2025-01-01
    every: year
    sensitivity: 100 %
    may_fall: yes
    revised: no
    rounding: {digits: 2, mode: half-up}
"""
    others = """
  least: {kind: minimum-commitment, charges: [price], amount: 9000.00, every: month, billed: the difference,
    part_periods: pro rata, rounding: {digits: 2, mode: half-up}, paid: same invoice}
  fee: {kind: delivery-fee, fee: 1200.00, instalments: 12, rest: not paid, foots: no,
    rounding: {digits: 2, mode: half-up}, paid: same invoice}
"""
    unit = "price: 1.55\n    unit_rounding: {digits: 2, mode: half-up}"
    fragment = text(index + PRICE.format(digits=2, price=unit) + BAND + others)
    (one,) = settled(fragment, "period,cases,forecast\n2024-11,0,100\n2024-12,0,103\n2025-01,1100,103\n", "2025-01")
    assert amounts(one) == {
        "price": "1,760.00 EUR", "band": "206.00 EUR", "least": "7,510.00 EUR", "fee": "103.00 EUR",
    }  # fmt: skip


# --- laws

LADDER = (Slab(None, Fraction(10)), Slab(Fraction(10), Fraction(25)), Slab(Fraction(25), None))
volumes = st.fractions(0, 60, max_denominator=8)


def cost(shelf: Shelf, volume: Fraction, prices: list[int]) -> Fraction:
    parts = zip(shelf.filled(volume), prices, strict=True)
    return sum(((units + flat) * price for (units, flat), price in parts), Fraction(0))


@given(
    volumes,
    volumes,
    st.lists(st.integers(0, 9), min_size=3, max_size=3),
    st.sampled_from(Fractions),
    st.sampled_from(Edge),
)
@settings(max_examples=60)
def test_graduated_cost_never_falls_with_more_units(
    low: Fraction, more: Fraction, prices: list[int], fractions: Fractions, edge: Edge
) -> None:
    shelf = Shelf(LADDER, Applies.EACH, edge, Fraction(1), fractions)
    assert cost(shelf, low + more, prices) >= cost(shelf, low, prices)


counts = st.lists(st.integers(-50, 200), min_size=1, max_size=4)


def table(cases: list[int]) -> list[str]:
    return [f"2025-{month:02},{count}\n" for month, count in enumerate(cases, 1)]


@given(counts, st.sampled_from(Applies))
@settings(max_examples=20, deadline=None)
def test_months_of_a_year_cost_together_what_all_their_units_cost_in_one(cases: list[int], applies: Applies) -> None:
    each = settled(tiered(applies), "period,cases\n" + "".join(table(cases)), f"2025-{len(cases):02}")
    (whole,) = settled(tiered(applies), f"period,cases\n2025-01,{sum(cases)}\n", "2025-01")
    assert sum(one.total.amount for one in each) == whole.total.amount


@given(counts)
@settings(max_examples=10, deadline=None)
def test_the_same_months_give_the_same_lines_in_whatever_order_they_are_given(cases: list[int]) -> None:
    fragment, until = tiered("all units") + BAND, f"2025-{len(cases):02}"
    one, other = (
        settled(fragment, "period,cases\n" + "".join(order), until) for order in (table(cases), table(cases)[::-1])
    )
    assert [[(line.id, line.amount, line.because.sentence) for line in each.lines] for each in one] == (
        [[(line.id, line.amount, line.because.sentence) for line in each.lines] for each in other]
    )
