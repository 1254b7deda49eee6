"""What is said of value: never more than was measured."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from truegreen.model.value import Amount, Grade
from truegreen.model.valued import Arm, Cost, Counted, Hangs, Modelled, Offers, Owned, Point, Saves, Valued, ValueTest
from truegreen.reports import value_tried_words, value_words
from truegreen.reports.value_pictures import against_cost_of, curves_of, picture_of, saved_of
from truegreen.stats.estimate import Estimate, Verdict
from truegreen.units.money import Money


def euros(amount: int) -> Money:
    return Money(Decimal(amount), "EUR")


def told(value: int, low: int, high: int, grade: Grade = Grade.RANDOMISED) -> Amount:
    return Amount(what="It", value=euros(value), low=euros(low), high=euros(high), grade=grade, method="m")


NONE = Amount(what="It", value=None, grade=Grade.DESCRIPTIVE, method="m", because="nobody was held out")
COST = Amount(what="Cost", value=euros(900), grade=Grade.DESCRIPTIVE, method="m")
LIFT = Estimate(
    value=-0.021, error=0.05, low=-0.12, high=0.08, count=500, effective=500.0, smallest=0.14, method="m", p=0.7
)
CURVE = [Point(0, 1.0, 1.0, 1.0), Point(40, 0.9, 0.8, 0.95), Point(180, 0.85, 0.7, 0.9)]
SAVES = Saves(
    days=180, first=date(2025, 1, 1), last=date(2025, 6, 1), attempts=420, decided=410, accepted=350,
    arms=[Arm(name="treated", entered=430, over=425, left=64, curve=CURVE),
          Arm(name="held out", entered=76, over=75, left=10, curve=CURVE)],
    waiting=5, had_decided=2, ratio="The arms have the accounts they should have.", lift=LIFT,
    by_time=LIFT, saved=(-8.9, -51.0, 34.0), because="",
    hangs=Hangs(held_out=75, alike=11.3, largest=0.4, otherwise=euros(-700_000), groups=5),
    test=ValueTest(brings=told(-94, -470, 282), offers=(0.1, None), attempt=euros(2), verdict=Verdict.NOT_ENOUGH),
)  # fmt: skip
VALUED = Valued(
    title="Acme", counted=Counted(margin=0.4, discount=0.1, years=5), why="By contract.",
    amounts={
        "worth": told(5_000_000, 4_000_000, 6_000_000, Grade.ADJUSTED), "protected": told(-40_000, -200_000, 120_000),
        "protected within": told(-2_000, -9_000, 7_000), "protected alike": told(10_000, -300_000, 320_000),
        "protected modelled": NONE, "attempts": COST,
        "net": told(-40_900, -200_900, 119_100), "influenced": COST, "brought": NONE,
    },
    accounts=(), given_notice=0, groups=(), staying=(), rates=(), year=None, saves=SAVES, offers=None, costs=(),
)  # fmt: skip


def test_the_usual_figure_stands_beside_the_measured_one() -> None:
    assert "350 of 410 attempts" in value_tried_words.reported(SAVES)
    assert "a save rate of 85.4 %" in value_tried_words.reported(SAVES)
    said = value_tried_words.measured(SAVES)
    assert "of 425 treated accounts 361 (84.9 %) stayed 180 days, of 75 held out by chance 65 (86.7 %)" in said
    assert "2.1 points fewer (−12.0 to 8.0 points)" in said
    assert "−9 of 425 accounts saved (−51 to 34)" in said
    assert "5 treated accounts" in value_tried_words.left_out(SAVES)
    assert "2 accounts that had given notice" in value_tried_words.left_out(SAVES)


def test_doubt_is_not_called_a_success() -> None:
    assert "may have protected nothing" in value_words.answer(VALUED)
    assert value_tried_words.value_test(VALUED).startswith("Nobody can tell yet if it pays.")


def test_what_is_not_measured_is_said_with_the_reason() -> None:
    unmeasured = replace(SAVES, lift=None, saved=None, because="Nobody was held out.")
    found = replace(VALUED, saves=unmeasured, amounts={**VALUED.amounts, "protected": NONE, "net": NONE})
    assert value_tried_words.measured(unmeasured) == "Measured: nobody can tell, because nobody was held out."
    assert "is not measured: Nobody was held out." in value_words.answer(found)
    assert value_tried_words.value_test(found) == ""
    assert value_words.amount(NONE) == "not measured"
    assert value_words.evidence(NONE) == "–"
    assert value_words.not_measured(found) == ["Not measured, because nobody was held out: It; it; it; it."]


def test_few_held_out_are_said_in_the_answer_itself() -> None:
    assert "That hangs on 75 accounts held out, worth as much as 11." in value_words.answer(VALUED)
    assert "Take care: had the largest of them, 40.0 % of their worth" in value_tried_words.hangs(SAVES)
    assert SAVES.hangs is not None
    many = replace(SAVES, hangs=replace(SAVES.hangs, alike=60.0))
    assert "That hangs on" not in value_words.answer(replace(VALUED, saves=many))
    assert "Take care" not in value_tried_words.hangs(many)


def test_what_is_modelled_stands_behind_what_is_measured_with_why_it_is_c() -> None:
    found = Modelled(
        months=6, treated=40, left=6, unsaid=4, foretold=(9.0, 5.0, 14.0), lift=LIFT, alike=80, decided=20, slope=LIFT,
        in_the_large=LIFT, held_out=6, held_out_left=4, held_out_foretold=2.1,
    )  # fmt: skip
    amounts = {**VALUED.amounts, "protected modelled": told(50_000, -10_000, 90_000, Grade.ADJUSTED)}
    beside = replace(VALUED, saves=replace(SAVES, modelled=found), amounts=amounts)
    said = " ".join(value_tried_words.modelled(beside))
    assert "of 40 treated accounts 9 (5 to 14) would have given notice within 6 months" in said
    assert "Of the 6 held out it would have expected 2.1 to give notice; 4 did." in said
    assert "regression to the mean" in said
    assert "Evidence C" in said
    assert "50,000" not in value_words.answer(beside)  # what is measured comes first
    alone = replace(beside, amounts={**amounts, "protected": NONE}, saves=replace(beside.saves or SAVES, hangs=None))
    assert "As early warning tells it, it is 50,000 EUR (−10,000 to 90,000 EUR), which may be nothing" in (
        value_words.answer(alone)
    )
    nothing = replace(VALUED, saves=replace(SAVES, modelled=Modelled(months=6, because="too few decided.")))
    assert value_tried_words.modelled(nothing) == [
        "Modelled: nothing is told by early warning, because too few decided."
    ]


def test_a_sentence_for_the_minutes_carries_doubt_evidence_and_cost() -> None:
    said = value_tried_words.minutes(VALUED)
    assert said.startswith("For the minutes: attempts to keep 425 accounts, from 1 January 2025 on, protected an")
    assert "−40,000 EUR (95 % interval −200,000 to 120,000 EUR)" in said
    assert "Whether anything was protected at all, nobody can tell yet." in said
    assert "Evidence A" in said
    assert said.endswith("The attempts cost 900.00 EUR. Nobody can tell yet if it pays.")
    assert value_tried_words.minutes(replace(VALUED, saves=None)) == ""


def test_costs_that_may_be_the_same_money_do_not_count_twice() -> None:
    lines = (
        Cost(category="invoices", provider="Ours", amount=euros(900), source="desk"),
        Cost(category="labour", provider="Ours", amount=euros(500), source="cost", is_counted=False),
    )
    ours = Owned(provider="Ours", invoiced=euros(900), credits=None, recorded=euros(500), counts=euros(900),
                 customers=9, cases=90, each_customer=euros(100), each_case=euros(10))  # fmt: skip
    found = replace(VALUED, costs=lines, owned=(ours,))
    assert value_words.cost(lines[1]) == "labour, Ours (not counted)"
    assert "nothing counts twice" in " ".join(value_words.ownership(found))
    assert value_words.served(ours) == "100.00 EUR for each of 9 customers, 10.00 EUR for each of 90 cases"
    unbilled = replace(found, costs=lines[:1], not_invoiced="Nothing is given.")
    assert value_words.ownership(unbilled) == ["No invoices are counted: nothing is given."]


def test_offers_nobody_was_held_out_of_are_not_measured() -> None:
    held = Offers(first=date(2025, 1, 1), last=date(2025, 2, 1), made=90, held_out=0, taken=7, credited=6,
                  window=14, by_orders=False, months=3, over=0, held_out_over=0,
                  because="no offer was held out by chance")  # fmt: skip
    credited, brought = value_tried_words.offers(replace(VALUED, offers=held))
    assert "7 of 90 offers were taken, 6 within 14 days after a solved case" in credited
    assert "revenue influenced 900.00 EUR a month, by the rule" in credited
    assert brought == "Measured: nobody can tell, because no offer was held out by chance."


@pytest.mark.parametrize(
    ("amount", "written"),
    [(77_188_510, "77,200,000 EUR"), (-2_754_779, "−2,750,000 EUR"), (0, "0 EUR"), (412, "412 EUR"), (-3, "−3 EUR")],
)
def test_estimates_are_written_with_three_digits(amount: int, written: str) -> None:
    assert value_words.estimated(euros(amount)) == written


def test_drawings_show_what_was_measured_or_nothing() -> None:
    assert "held out 85.0 %" in curves_of(SAVES)
    assert "Saved: " in saved_of(SAVES)
    assert "−9 (−51 to 34)" in saved_of(SAVES)
    assert "900.00 EUR" in against_cost_of(VALUED)
    unmeasured = replace(
        VALUED, saves=replace(SAVES, lift=None, saved=None), amounts={**VALUED.amounts, "protected": NONE}
    )
    assert against_cost_of(unmeasured) == ""
    assert picture_of(unmeasured) == ""
    assert saved_of(replace(SAVES, saved=None)) == ""
