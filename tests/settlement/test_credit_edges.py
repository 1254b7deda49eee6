"""Credits at their edges: nothing measured, nothing charged, excused months, caps, causes, ends; and their laws."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.settlement.settling import agreement, amounts, statements
from truegreen.model.agreement import Versions
from truegreen.model.statement import Statement
from truegreen.model.step import steps_of
from truegreen.units.money import Money

CARE = """
currency: EUR
charges: {{monthly: {charge}}}
measures:
  on-time: {{metric: reported, unit: share, better: {better}, target: 90 %{measure}}}
{more}
"""
CREDIT = """
  {name}:
    kind: service-credit
    measure: {measure}
    level: target
    base: {{charges: [monthly], credits: before credits, month: month measured}}
    deadband: {{width: 0 %, beyond: only the excess}}
    {amount}
    unmeasured: {unmeasured}
    rounding: {{digits: 2, mode: half-up}}
    paid: same invoice
"""
STEPS = "steps: [{worse_than: 90 %, share: 5 %}, {worse_than: 80 %, share: 10 %}]"
POINTS = "per_point: {share: 1 %, fractions: pro rata}"
NEITHER = "neither met nor missed"
RELIEF = """
  relief:
    kind: relief
    measures: [on-time]
    causes: [storm]
    effect: {effect}
    decision: holds unless refused
"""


def care(
    *terms: str, charge: str = "1000.00", better: str = "higher", measure: str = "", more: str = "", last: str = ""
) -> Versions:
    """Give an agreement with one measure, a charge and some clauses, settled in the order in which they are written."""
    head = CARE.format(charge=charge, better=better, measure=measure, more=more)
    return agreement(f"{head}terms:{''.join(terms)}{last}")


def credit(name: str = "late", measure: str = "on-time", amount: str = STEPS, unmeasured: str = NEITHER) -> str:
    return CREDIT.format(name=name, measure=measure, amount=amount, unmeasured=unmeasured)


def paid(versions: Versions, table: str, until: str = "2025-01", line: str = "late") -> str:
    """Give what one line of a period comes to, or nothing."""
    return amounts(statements(versions, table, until)[-1]).get(line, "")


def points(statement: Statement, term: str = "points") -> Fraction:
    """Give the points that a clause keeps."""
    return next(each.because.value.number for each in statement.records
                if (each.term, each.name) == (term, "points") and each.because.value)  # fmt: skip


def month(place: int) -> str:
    return f"{2025 + place // 12}-{place % 12 + 1:02}"


# --- nothing measured


@pytest.mark.parametrize(
    ("given_value", "unmeasured", "expected"),
    [
        ("0 %", NEITHER, "-100.00 EUR"), ("none", NEITHER, ""), ("none", "met", ""), ("none", "missed", "-100.00 EUR"),
        ("90 %", "missed", ""),
    ],
)  # fmt: skip
def test_no_data_is_neither_zero_nor_met_nor_missed_unless_agreed(
    given_value: str, unmeasured: str, expected: str
) -> None:
    table = f"period,on-time\n2025-01,{given_value}\n"
    assert paid(care(credit(unmeasured=unmeasured)), table) == expected


@pytest.mark.parametrize(("rows", "said"), [("", ["reading-not-given"]), ("2025-01,none\n", [])])
def test_a_reading_that_was_forgotten_is_said_and_one_that_is_none_is_not(rows: str, said: list[str]) -> None:
    month = statements(care(credit()), f"period,on-time\n{rows}", "2025-01")[-1]
    assert [each.id for each in month.findings] == said


def test_n_below_the_minimum_is_not_judged() -> None:
    text = care(credit(), measure=", sample: {minimum: 50}")
    assert paid(text, "period,on-time\n2025-01,0/49\n") == ""
    assert paid(text, "period,on-time\n2025-01,0/50\n") == "-100.00 EUR"


@pytest.mark.parametrize(("unmeasured", "expected"), [(NEITHER, ""), ("missed", "-100.00 EUR")])
def test_all_traffic_excluded_is_nothing_measured(unmeasured: str, expected: str) -> None:
    text = care(RELIEF.format(effect="rows are taken out"), credit(unmeasured=unmeasured))
    row = "2025-01,on-time,{value},{cause},{count},{total}\n"
    table = "period,name,value,cause,excused_count,excused_total\n" + row.format(
        value="40/100", cause="storm", count=100, total=40
    )
    assert paid(text, table) == expected
    partly = "period,name,value,cause,excused_count,excused_total\n2025-01,on-time,40/100,storm,50,0\n"
    assert paid(text, partly) == "-50.00 EUR", "40 of the 50 rows that are left"


def test_a_period_excused_as_a_whole_moves_no_money_even_where_unmeasured_is_missed() -> None:
    text = care(RELIEF.format(effect="the period is excused"), credit(unmeasured="missed"))
    assert paid(text, "period,name,value,cause\n2025-01,on-time,40 %,storm\n") == ""
    assert paid(text, "period,name,value,cause\n2025-01,on-time,40 %,\n") == "-100.00 EUR"


# --- thresholds


@pytest.mark.parametrize(
    ("better", "value", "expected"),
    [
        ("higher", "90 %", ""), ("higher", "89.9999999 %", "-50.00 EUR"), ("higher", "80 %", "-50.00 EUR"),
        ("higher", "79.9999999 %", "-100.00 EUR"), ("lower", "90 %", ""), ("lower", "90.0000001 %", "-50.00 EUR"),
    ],
)  # fmt: skip
def test_a_threshold_reached_exactly_is_held_in_both_directions(better: str, value: str, expected: str) -> None:
    steps = STEPS if better == "higher" else "steps: [{worse_than: 90 %, share: 5 %}]"
    assert paid(care(credit(amount=steps), better=better), f"period,on-time\n2025-01,{value}\n") == expected


@pytest.mark.parametrize(
    ("better", "value", "expected"),
    [
        ("higher", "80.1 %", "-50.00 EUR"), ("higher", "80 %", "-100.00 EUR"), ("higher", "79.9 %", "-100.00 EUR"),
        ("lower", "95.1 %", "-100.00 EUR"), ("lower", "95 %", "-100.00 EUR"), ("lower", "94.9 %", "-50.00 EUR"),
    ],
)  # fmt: skip
def test_a_threshold_may_count_when_it_is_reached_in_both_directions(better: str, value: str, expected: str) -> None:
    edge = "80 %" if better == "higher" else "95 %"
    steps = f"steps: [{{share: 5 %}}, {{at_or_worse_than: {edge}, share: 10 %}}]"
    assert paid(care(credit(amount=steps), better=better), f"period,on-time\n2025-01,{value}\n") == expected


@pytest.mark.parametrize(
    ("rounding", "expected"), [("", "-50.00 EUR"), (", rounding: {digits: 0, mode: half-up}", ""),
                               (", rounding: {digits: 0, mode: down}", "-50.00 EUR")],
)  # fmt: skip
def test_a_value_in_the_gap_between_two_bands_is_in_one_of_them(rounding: str, expected: str) -> None:
    """A table that says "90 and more: none; to 89: five per cent" leaves 89.5 to the rounding."""
    assert paid(care(credit(), measure=rounding), "period,on-time\n2025-01,89.5 %\n") == expected


# --- measures that come and go

POOL = """
  pool:
    kind: at-risk-pool
    base: {charges: [monthly], credits: before credits, month: month measured}
    at_risk: 10 %
    levels:
      - {measure: on-time, allocation: 60 %}
      - {measure: solved, allocation: 40 %}
    expected: {times: 3, of: 12, starts_anew: no}
    unmeasured: neither met nor missed
    rounding: {digits: 2, mode: half-up}
    paid: same invoice
"""
SOLVED = "  solved: {metric: reported, unit: share, better: higher, target: 70 %}"


def test_a_measure_added_in_the_year_is_counted_from_then_on_and_the_others_weigh_less() -> None:
    added = """
number: 1
effective: 2025-03-01
set:
  measures.calls: {metric: reported, unit: share, better: higher, target: 80 %}
  terms.pool.levels:
    - {measure: on-time, allocation: 40 %}
    - {measure: solved, allocation: 40 %}
    - {measure: calls, allocation: 20 %}
"""
    text = agreement(CARE.format(charge="1000.00", better="higher", measure="", more=SOLVED) + f"terms:{POOL}", added)
    rows = "".join(f"{month(place)},80 %,60 %,{'50 %' if place > 1 else ''}\n" for place in range(5))
    lines = [amounts(each) for each in statements(text, "period,on-time,solved,calls\n" + rows, "2025-05")]
    assert [each.get("pool.on-time", "") for each in lines] == ["", "", "-40.00 EUR", "-40.00 EUR", "-40.00 EUR"]
    assert [each.get("pool.calls", "") for each in lines] == ["", "", "", "", "-20.00 EUR"], "three of its own months"


def test_a_measure_retired_in_the_year_is_judged_no_more_and_its_weight_goes_where_the_parties_say() -> None:
    retired = """
number: 1
effective: 2025-04-01
set:
  terms.pool.levels: [{measure: on-time, allocation: 100 %}]
"""
    text = agreement(CARE.format(charge="1000.00", better="higher", measure="", more=SOLVED) + f"terms:{POOL}", retired)
    rows = "".join(f"{month(place)},80 %,60 %\n" for place in range(4))
    lines = [amounts(each) for each in statements(text, "period,on-time,solved\n" + rows, "2025-04")]
    assert lines[2] == {"monthly": "1,000.00 EUR", "pool.on-time": "-60.00 EUR", "pool.solved": "-40.00 EUR"}
    assert lines[3] == {"monthly": "1,000.00 EUR", "pool.on-time": "-100.00 EUR"}


def test_k_of_twelve_with_fewer_than_twelve_months_counts_the_months_there_are() -> None:
    text = agreement(CARE.format(charge="1000.00", better="higher", measure="", more=SOLVED) + f"terms:{POOL}")
    lines = [amounts(each) for each in statements(text, "period,on-time\n2025-01,80 %\n2025-02,80 %\n2025-03,80 %\n",
                                                  "2025-03")]  # fmt: skip
    assert [each.get("pool.on-time", "") for each in lines] == ["", "", "-60.00 EUR"]


# --- rows of misses


@pytest.mark.parametrize(("breaks", "expected"), [("yes", "-50.00 EUR"), ("no", "-100.00 EUR")])
def test_an_excused_month_inside_a_row_ends_it_or_is_passed_over(breaks: str, expected: str) -> None:
    repeat = f"{STEPS}\n    repeat: {{times: 2, excused_breaks: {breaks}, unmeasured_breaks: yes}}"
    text = care(RELIEF.format(effect="the period is excused"), credit(amount=repeat))
    table = "period,name,value,cause\n2025-01,on-time,85 %,\n2025-02,on-time,85 %,storm\n2025-03,on-time,85 %,\n"
    assert paid(text, table, "2025-03") == expected
    assert paid(text, table, "2025-02") == ""


def test_point_histories_follow_the_rules_in_force_at_the_time() -> None:
    stricter = "number: 1\neffective: 2025-02-01\nset: {measures.on-time.target: 95 %}\n"
    repeat = "steps: [{share: 5 %}]\n    repeat: {times: 2, excused_breaks: no}"
    text = agreement(CARE.format(charge="1000.00", better="higher", measure="", more="")
                     + f"terms:{credit(amount=repeat)}", stricter)  # fmt: skip
    assert paid(text, "period,on-time\n2025-01,92 %\n2025-02,92 %\n", "2025-02") == "-50.00 EUR", "92 % was met"


# --- causes

TWO_TOWERS = """
  south: {metric: reported, unit: share, better: higher, target: 90 %}
pipeline: [late, southern, one]
"""
ONE = """
  one:
    kind: one-per-cause
    covers: [late, southern]
    stands: the largest
"""


def test_two_failures_of_two_towers_with_one_root_cause_are_credited_once() -> None:
    text = care(credit(), credit("southern", "south"), ONE, more=TWO_TOWERS)
    head = "period,name,value,incident\n"
    both = "2025-01,on-time,85 %,{0}\n2025-01,south,75 %,{1}\n"
    one = amounts(statements(text, head + both.format("core", "core"), "2025-01")[-1])
    two = amounts(statements(text, head + both.format("core", "edge"), "2025-01")[-1])
    none = amounts(statements(text, head + both.format("", ""), "2025-01")[-1])
    assert one == {"monthly": "1,000.00 EUR", "late": "0.00 EUR", "southern": "-100.00 EUR"}
    assert two == none == {"monthly": "1,000.00 EUR", "late": "-50.00 EUR", "southern": "-100.00 EUR"}


def test_an_incident_with_braces_in_its_name_is_only_a_name() -> None:
    text = care(credit(), credit("southern", "south"), ONE, more=TWO_TOWERS)
    table = "period,name,value,incident\n2025-01,on-time,85 %,{0} {x}\n2025-01,south,75 %,{0} {x}\n"
    (line,) = [each for each in statements(text, table, "2025-01")[-1].lines if each.id == "late"]
    assert "incident (0) (x)" in [step.sentence for step in steps_of(line.because)][-1]


def test_a_credit_over_weeks_with_several_incidents_is_not_taken_away_by_one() -> None:
    weekly = "\n  south: {metric: reported, unit: share, better: higher, target: 90 %, window: week}\n"
    text = care(credit(), credit("southern", "south"), ONE, more=weekly + "pipeline: [late, southern, one]\n")
    table = (
        "period,name,value,incident\n2025-01,on-time,85 %,core\n2025-W02,south,85 %,core\n2025-W03,south,85 %,edge\n"
    )
    last = statements(text, table, "2025-01")[-1]
    assert amounts(last)["southern"] == "-100.00 EUR"
    assert "several-causes" in {each.id for each in last.findings}


# --- more credit than charge

ALL_CHARGES = """
  no-more:
    kind: liability-cap
    covers: [late]
    per: month
    share: 100 %
    base: {charges: [monthly], credits: before credits, month: month measured}
    excess: carried forward
"""


def test_a_credit_larger_than_the_invoice_is_paid_out() -> None:
    text = care(credit(amount="steps: [{share: 150 %}]"))
    assert statements(text, "period,on-time\n2025-01,85 %\n", "2025-01")[-1].total == Money(Decimal(-500), "EUR")


def test_a_credit_larger_than_the_invoice_is_carried_where_that_is_agreed() -> None:
    text = care(credit(amount="steps: [{share: 150 %}]"), ALL_CHARGES)
    first, second = statements(text, "period,on-time\n2025-01,85 %\n2025-02,95 %\n", "2025-02")
    assert (str(first.total), str(second.total)) == ("0.00 EUR", "500.00 EUR")


def test_credits_while_charges_are_zero_are_zero_and_their_misses_count() -> None:
    text = agreement(CARE.format(charge="{2025-01-01: 0.00, 2025-02-01: 1000.00}", better="higher", measure="", more="")
                     + "terms:" + credit(amount=f"{STEPS}\n    repeat: {{times: 2, excused_breaks: no}}"))  # fmt: skip
    first, second = statements(text, "period,on-time\n2025-01,85 %\n2025-02,85 %\n", "2025-02")
    assert amounts(first) == {"monthly": "0.00 EUR"}
    assert amounts(second)["late"] == "-100.00 EUR"


ONE_LEVEL = """
  pool:
    kind: at-risk-pool
    base: {charges: [monthly], credits: before credits, month: month measured}
    at_risk: 10 %
    levels: [{measure: on-time, allocation: 100 %}]
    expected: {times: 1, of: 1, starts_anew: no}
    unmeasured: missed
    rounding: {digits: 2, mode: half-up}
    paid: same invoice
"""
TENTH = """
  cap:
    kind: liability-cap
    per: month
    covers: [late]
    share: 10 %
    base: {charges: [monthly], credits: before credits, month: month measured}
    excess: forfeited
"""


@pytest.mark.parametrize("clause", [credit(), credit(amount=POINTS), ONE_LEVEL])
def test_a_miss_costs_the_client_nothing_in_a_month_that_is_corrected_below_zero(clause: str) -> None:
    month = statements(care(clause, charge="-1000.00"), "period,on-time\n2025-01,50 %\n", "2025-01")[-1]
    assert str(month.total) == "-1,000.00 EUR"


def test_a_cap_on_charges_below_zero_leaves_nothing() -> None:
    amount = credit(amount="steps: [{worse_than: 90 %, share: 50 EUR}]")
    month = statements(care(amount, TENTH, charge="-1000.00"), "period,on-time\n2025-01,50 %\n", "2025-01")[-1]
    assert amounts(month) == {"monthly": "-1,000.00 EUR", "late": "0.00 EUR"}


def test_without_any_charge_there_is_nothing_to_take_a_share_of() -> None:
    late = "number: 1\neffective: 2025-02-01\nset: {charges.monthly: 1000.00}\n"
    head = CARE.replace("charges: {{monthly: {charge}}}", "charges: {{other: 1.00}}")
    text = agreement(head.format(better="higher", measure="", more="") + "terms:" + credit(), late)
    first, second = statements(text, "period,on-time\n2025-01,85 %\n2025-02,85 %\n", "2025-02")
    assert "late" not in amounts(first)
    assert amounts(second)["late"] == "-50.00 EUR"


# --- caps


def test_a_cap_reached_within_a_period_gives_what_is_left_of_it() -> None:
    weekly = ", window: week"
    cap = f"{POINTS}\n    cap: {{amount: 100.00, per: contract year, excess: accrues unpaid}}"
    text = care(credit(amount=cap), measure=weekly)
    table = "period,on-time\n2025-W02,86 %\n2025-W03,86 %\n2025-W04,86 %\n"
    last = statements(text, table, "2025-01")[-1]
    kept = {each.name: each.because.value for each in last.records if each.term == "late"}
    assert amounts(last)["late"] == "-100.00 EUR"
    assert str(kept["accrued"]) == "20.00 EUR"


def test_what_was_posted_uses_up_a_cap_and_not_what_was_exact() -> None:
    cap = f"{POINTS}\n    cap: {{amount: 20.00, per: contract year, excess: forfeited}}"
    text = care(credit(amount=cap))
    rows = "".join(f"{month(place)},269/300\n" for place in range(7))
    each = [amounts(one).get("late", "") for one in statements(text, "period,on-time\n" + rows, "2025-07")]
    assert each == ["-3.33 EUR"] * 6 + ["-0.02 EUR"]


def test_a_cap_shared_by_three_equal_credits_foots() -> None:
    third = "\n".join(f"      - {{measure: {name}, allocation: 50 %}}" for name in ("on-time", "solved", "calls"))
    pool = POOL.partition("    levels:")[0] + "    levels:\n" + third + POOL.partition("allocation: 40 %}")[2]
    pool = (
        pool.replace("times: 3, of: 12", "times: 1, of: 1") + "    cap: {share: 10 %, per: month, excess: forfeited}\n"
    )
    calls = "\n  calls: {metric: reported, unit: share, better: higher, target: 70 %}"
    text = agreement(CARE.format(charge="1000.00", better="higher", measure="", more=SOLVED + calls) + f"terms:{pool}")
    last = statements(text, "period,on-time,solved,calls\n2025-01,80 %,60 %,60 %\n", "2025-01")[-1]
    assert sorted(amounts(last).values()) == ["-33.33 EUR", "-33.33 EUR", "-33.34 EUR", "1,000.00 EUR"]
    assert str(last.total) == "900.00 EUR"
    assert {str(line.changes[0].before.value) for line in last.lines if line.changes} == {"-50.00 EUR"}


# --- the term's end

EARNED = """
  earned:
    kind: earn-back
    credit: late
    reaches: 90 %
    months: 2
    in_a_row: yes
    share: 100 %
    never: []
    meanwhile: held
    {at_end}
    paid: next invoice
"""


@pytest.mark.parametrize(
    ("at_end", "released"), [("at_end: the client's", "-50.00 EUR"), ("at_end: the provider's", "")]
)
def test_an_earn_back_open_at_the_contracts_end_is_on_the_invoice_after_it(at_end: str, released: str) -> None:
    text = care(credit(), EARNED.format(at_end=at_end), more="ends: 2025-03-31")
    months = statements(text, "period,on-time\n2025-01,95 %\n2025-02,85 %\n2025-03,95 %\n2025-04,95 %\n", "2025-05")
    assert amounts(months[1]) == {"monthly": "1,000.00 EUR", "late": "-50.00 EUR", "earned.held": "50.00 EUR"}
    assert amounts(months[3]).get("earned.released 2025-03", "") == released
    assert not any(each.held() for each in months[2:])


LATE_REPORT = """
  report:
    kind: reporting-default
    reports: [on-time]
    within: {days: 10, counted: calendar days}
    counts_as: missed
    rounding: {digits: 2, mode: half-up}
    paid: same invoice
"""


@pytest.mark.parametrize("reported", ["2025-02-10", "2025-02-11"])
def test_a_bad_month_is_in_the_years_mean_even_if_it_is_reported_late(reported: str) -> None:
    earned = EARNED.replace("months: 2\n    in_a_row: yes", "yearly_mean: each period alike").format(at_end="")
    text = care(LATE_REPORT, credit(), earned.replace("held\n", "paid and given back\n"), more="ends: 2025-03-31")
    rows = (
        f"period,name,value,reported\n2025-01,on-time,60 %,{reported}\n2025-02,on-time,89 %,\n2025-03,on-time,92 %,\n"
    )
    assert "earned.returned 2025-03" not in amounts(statements(text, rows, "2025-04")[-1])


@pytest.mark.parametrize(
    ("value", "reported", "expected"),
    [("60 %", "2025-02-10", "-50.00 EUR"), ("60 %", "2025-02-11", "-50.00 EUR"), ("85 %", "2025-02-11", "nothing")],
)
def test_a_month_below_the_minimum_is_no_better_for_being_reported_late(
    value: str, reported: str, expected: str
) -> None:
    least = credit(amount="steps: [{share: 5 %}]").replace("level: target", "level: minimum")
    text = care(LATE_REPORT, least, measure=", minimum: 80 %")
    month = statements(text, f"period,name,value,reported\n2025-01,on-time,{value},{reported}\n", "2025-01")[-1]
    assert amounts(month).get("late", "nothing") == expected


def test_an_earn_back_that_does_not_say_whose_it_is_at_the_end_stays_held_and_says_so() -> None:
    text = care(credit(), EARNED.format(at_end=""), more="ends: 2025-03-31")
    last = statements(text, "period,on-time\n2025-03,85 %\n", "2025-03")[-1]
    assert str(last.held()["earned"]) == "50.00 EUR"
    assert "open-at-end" in {each.id for each in last.findings}


@pytest.mark.parametrize(
    ("window", "rows"),
    [
        ("week", "2025-W22,95 %\n2025-W23,95 %\n2025-W24,95 %\n2025-W25,85 %\n2025-W26,85 %\n"),
        ("quarter", "2025-Q2,85 %\n2025-Q3,85 %\n"),
    ],
)
def test_a_window_that_the_terms_end_cuts_is_judged_in_the_last_month(window: str, rows: str) -> None:
    ends = "ends: 2025-06-18\npart_months: whole"
    text = care(LATE_REPORT, credit(), measure=f", window: {window}", more=ends)
    *_, june, july, august = statements(text, f"period,on-time\n{rows}", "2025-08")
    assert amounts(june)["late"] == "-50.00 EUR"
    assert amounts(july) == amounts(august) == {}
    assert not june.findings


@pytest.mark.parametrize("period", ["2025-01", "2025-01-10..2025-01-31"])
def test_a_first_month_that_is_cut_costs_its_share_of_the_next_invoice(period: str) -> None:
    late = credit().replace("month measured", "month invoiced").replace("same invoice", "next invoice")
    text = care(late, more="starts: 2025-01-10\npart_months: by days")
    february = statements(text, f"period,on-time\n{period},85 %\n", "2025-02")[-1]
    assert amounts(february) == {"monthly": "1,000.00 EUR", "late": "-50.00 EUR"}


def test_nothing_is_missed_after_the_contracts_end() -> None:
    text = care(credit(unmeasured="missed"), more="ends: 2025-01-31")
    assert [amounts(each) for each in statements(text, "period,on-time\n", "2025-03")] == [
        {"monthly": "1,000.00 EUR", "late": "-100.00 EUR"}, {}, {},
    ]  # fmt: skip


# --- mistakes in what is written


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (credit().replace("level: target", "level: minimum"), "level-not-agreed"),
        (credit().replace("level:", "claim: {figure: c, within: {days: 1, counted: calendar days}}\n    level:"),
         "credit-lapsed"),
        (POOL.replace("on-time, allocation", "on-time, category: a, allocation"), "unknown-category"),
        (POOL.replace("at_risk: 10 %", "at_risk: 10 %\n    pool: 90 %"), "pool-exceeded"),
        (POOL.replace("at_risk: 10 %", "at_risk: 10 %\n    most_levels: 1"), "pool-exceeded"),
        (POOL.replace("at_risk: 10 %", "at_risk: 10 %\n    most_each: 50 %"), "pool-exceeded"),
        (credit() + EARNED.format(at_end="").replace("    in_a_row: yes\n", ""), "earn-back-unclear"),
        (credit() + EARNED.format(at_end="").replace("months: 2", "yearly_mean: by their rows"), "earn-back-unclear"),
    ],
)  # fmt: skip
def test_what_cannot_be_settled_is_said(text: str, finding: str) -> None:
    figures_of = "\nfigures: {c: {unit: count}}"
    versions = care(text, more=SOLVED + figures_of)
    last = statements(versions, "period,on-time\n2025-01,85 %\n", "2025-01")[-1]
    assert finding in {each.id for each in last.findings}


def test_a_share_of_nothing_is_said_and_not_credited() -> None:
    base = "base: {charges: [monthly], credits: before credits, month: month measured}"
    last = statements(care(credit().replace(base, "")), "period,on-time\n2025-01,85 %\n", "2025-01")[-1]
    assert "late" not in amounts(last)
    assert any("credits" in each.says or "moves no money" in each.says for each in last.findings)


# --- laws

SHARES = st.integers(0, 100).map(lambda each: f"{each} %")
POINTS_CLAUSE = """
  points:
    kind: service-points
    measures:
      - measure: on-time
        severities: [{points: 1}, {worse_than: 80 %, points: 3}, {worse_than: 50 %, points: 9}]
    repeat: {times: 2, excused_breaks: no, compounds: no}
    one_per_cause: no
    unmeasured: neither met nor missed
    per_point: 1 %
    base: {charges: [monthly], credits: before credits, month: month measured}
    CAP
    rounding: {digits: 2, mode: half-up}
    paid: same invoice
"""
CAPPED = care(POINTS_CLAUSE.replace("CAP", "cap: {share: 2.5 %, per: contract year, excess: forfeited}"))
FREE = care(POINTS_CLAUSE.replace("    CAP\n", ""))


@given(st.lists(SHARES, min_size=1, max_size=14))
@settings(max_examples=25, deadline=None)
def test_points_keep_counting_where_the_money_is_capped(values: list[str]) -> None:
    table = "period,on-time\n" + "".join(f"{month(place)},{each}\n" for place, each in enumerate(values))
    until = month(len(values) - 1)
    capped, free = statements(CAPPED, table, until), statements(FREE, table, until)
    assert list(map(points, capped)) == list(map(points, free))
    assert all(each.total >= other.total for each, other in zip(capped, free, strict=True))


MONTH_CAP = care(
    credit(amount=f"{POINTS}\n    cap: {{share: 3 %, per: month, excess: carried forward}}"), charge="999.99"
)
YEAR_CAP = care(credit(amount=f"{POINTS}\n    cap: {{amount: 123.45, per: contract year, excess: accrues unpaid}}"))
TERM_CAP = care(credit(amount=f"{POINTS}\n    cap: {{amount: 123.45, per: whole term, excess: forfeited}}"))


@given(st.lists(st.integers(0, 997).map(lambda each: f"{each}/997"), min_size=1, max_size=14))
@settings(max_examples=25, deadline=None)
def test_caps_are_never_exceeded_not_even_by_a_cent(values: list[str]) -> None:
    table = "period,on-time\n" + "".join(f"{month(place)},{each}\n" for place, each in enumerate(values))
    until = month(len(values) - 1)

    def credited(versions: Versions) -> list[Fraction]:
        months = statements(versions, table, until)
        return [-sum((Fraction(line.amount.amount) for line in each.lines if line.id == "late"), Fraction(0))
                for each in months]  # fmt: skip

    assert all(each <= Fraction("30.00") for each in credited(MONTH_CAP))
    years = credited(YEAR_CAP)
    assert sum(years[:12]) <= Fraction("123.45")
    assert sum(years[12:]) <= Fraction("123.45")
    assert sum(credited(TERM_CAP)) <= Fraction("123.45")


KINDS = {
    "pro rata": care(credit(amount=POINTS)),
    "whole points": care(credit(amount=POINTS.replace("pro rata", "whole ones only"))),
    "started points": care(credit(amount=POINTS.replace("pro rata", "each started one"))),
    "deductible": care(credit(amount=POINTS).replace("width: 0 %", "width: 3 %")),
    "franchise": care(credit(amount=POINTS).replace("width: 0 %, beyond: only the excess",
                                                    "width: 3 %, beyond: everything, edge: when reached")),
    "steps": care(credit()),
    "points": FREE,
    "points in bands": care(POINTS_CLAUSE.replace("CAP", "deadband: {width: 1, beyond: only the excess}\n    bands: "
                                                  "{applies: all units, each: [{up_to: 2, times: 1}, {times: 2}]}")),
    "pool": care(POOL.replace("{measure: solved, allocation: 40 %}", "{measure: on-time, allocation: 40 %}").replace(
        "times: 3, of: 12", "times: 1, of: 1"), measure=", minimum: 70 %"),
    "a missing report counts as the worst": care(credit(amount=POINTS, unmeasured="missed")),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@given(better=st.integers(0, 500), worse=st.integers(0, 500))
@settings(max_examples=15, deadline=None)
def test_doing_better_never_pays_less(kind: str, better: int, worse: int) -> None:
    worse, better = sorted((worse, better))
    row = "period,on-time\n2025-01,85 %\n2025-02,{0}/500\n"
    low, high = (statements(KINDS[kind], row.format(each), "2025-02")[-1].total for each in (worse, better))
    assert low <= high


@given(st.integers(0, 500))
@settings(max_examples=15, deadline=None)
def test_not_reporting_never_pays_better_than_the_worst_report(value: int) -> None:
    versions = KINDS["a missing report counts as the worst"]
    told, silent = (statements(versions, f"period,on-time\n2025-01,{each}\n", "2025-01")[-1].total
                    for each in (f"{value}/500", "none"))  # fmt: skip
    assert silent <= told
