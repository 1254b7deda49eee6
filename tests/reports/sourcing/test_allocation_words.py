"""What a plan says of itself: no more than was computed, the same in text, record and page."""

from __future__ import annotations

import json
from dataclasses import replace
from html import unescape

import pytest

from tests.reports.sourcing.allocated import allocated, cell, cells, impossible, large, placed
from truegreen.model.allocated import Allocated, BillLine, Losing, Proof, WishCost
from truegreen.reports.sourcing import allocation_words as words
from truegreen.reports.sourcing import further_words as further
from truegreen.reports.sourcing import rest_words
from truegreen.reports.sourcing.allocation_page import allocation_page, impossible_page
from truegreen.reports.sourcing.allocation_record import allocation_record, impossible_record
from truegreen.reports.sourcing.allocation_text import allocation_text, impossible_text
from truegreen.reports.sourcing.why_words import why, would_win


def test_the_answer_says_how_much_moves_and_what_above_all() -> None:
    of = allocated()
    assert words.answer(of) == "41 % of issues should move."
    assert words.above_all(of) == (
        "Above all tracking from Manila to self-service (8,000 issues) and customs documents from Manila to Rotterdam "
        "(3,200 issues)."
    )


def test_where_nothing_moves_the_answer_says_so() -> None:
    stays = cell(("Core", "tracking"), 10.0, 1.0, placed("Manila", 1.0, 1.0, 10.0, each=1.0, worth=1.0, solved=0.5))
    of = allocated(cells=(stays,))
    assert words.answer(of) == "Where it is today."
    assert words.above_all(of) == ""


def test_the_difference_is_told_in_money_with_what_is_paid_once() -> None:
    assert words.difference(allocated()) == (
        "Over 12 months it costs 22,800 EUR more than today, and what it solves is worth 37,000 EUR more: together "
        "14,200 EUR better. 13,000 EUR of the cost is for moving, and is paid once."
    )


@pytest.mark.parametrize(("cost", "value", "said"), [
    (100.0, 50.0, "it costs as much as today, and what it solves is worth as much: together as good."),
    (90.0, 40.0, "it costs 10 EUR less than today, and what it solves is worth 10 EUR less: together as good."),
    (110.0, 55.0, "it costs 10 EUR more than today, and what it solves is worth 5 EUR more: together 5 EUR worse."),
])  # fmt: skip
def test_more_less_and_the_same(cost: float, value: float, said: str) -> None:
    bill = tuple(BillLine(name=name, words="", plan=plan, today=today)
                 for name, plan, today in (("cost", cost, 100.0), ("value", value, 50.0)))  # fmt: skip
    assert words.difference(allocated(bill=bill)).endswith(said)


def test_a_today_that_nobody_knows_is_not_put_beside_the_plan() -> None:
    bill = tuple(replace(each, today=None) for each in allocated().bill)
    assert "Today cannot be put beside it" in words.difference(allocated(bill=bill))


def test_the_certificate_is_in_money_and_promises_no_more_than_it_can() -> None:
    assert words.sure(allocated()) == (
        "No plan that keeps to all wishes can be better by more than 500 EUR, 0.47 % of what today costs. "
        "That holds for these numbers; whether they come true is another matter."
    )
    proof = allocated().proof
    assert words.sure(allocated(proof=replace(proof, gap=0.0))).startswith(
        "No plan that keeps to all wishes is better."
    )
    assert "not to be relied on" in words.sure(allocated(proof=replace(proof, is_kept=False)))


def test_why_says_who_would_have_to_give_how_much() -> None:
    of = allocated()
    assert why(of, of.cells[0]) == (
        "all at Rotterdam; today 80 % at Manila and 20 % at Rotterdam. At list prices that costs 22,400 EUR more, and "
        "what is solved is worth 28,800 EUR more. Manila would begin to win it for 12,300 EUR less, 41 % of the list "
        "price of all of it, all else as planned. Rotterdam has no hours left; one more would save 12.50 EUR."
    )


@pytest.mark.parametrize(("cut", "part", "is_least", "said"), [
    (0.0, 0.0, False, "could do some of it without the plan getting worse."),
    (0.0, 0.0, True, "may be as good; a team would have to begin there, and more cannot be said."),
    (10.0, 0.1, True, "would begin to win it for at least 10 EUR less, 10 % of the list price of all of it"),
    (10.0, 1.2, False, "would not win it at any price: what it solves would have to be worth 10 EUR more"),
])  # fmt: skip
def test_a_loser_is_told_what_it_lacks(cut: float, part: float, is_least: bool, said: str) -> None:
    told = would_win(Losing(site="Lima", cut=cut, part=part, is_least=is_least), "EUR")
    assert told in (f"Lima {said}", f"Lima {said}, all else as planned.")


def test_that_no_other_site_may_is_said_only_where_every_site_was_looked_at() -> None:
    of = allocated()
    alone = of.cells[3]
    assert "No other site may do it." in why(of, alone)
    assert "No other site" not in why(of, replace(alone, barred=alone.barred[1:]))
    assert "No other site" not in why(of, replace(alone, barred=()))


def test_a_site_that_has_all_that_may_go_there_is_named() -> None:
    of = allocated()
    helped, manila = of.cells[1].placed
    full = replace(of.cells[1], placed=(replace(helped, most=0.4), manila))
    assert "self-service has as much of it as may go there, 40 %." in why(of, full)
    assert "as may go there" not in why(of, replace(full, placed=(replace(helped, most=0.6), manila)))


def test_work_that_a_limit_keeps_where_it_comes_to_more_is_told() -> None:
    """Tracking comes to 2.00 − 1.70 at Manila, and to 0.20 − 1.40 in self-service, which has room or has not."""
    of = allocated()
    helped, manila = of.cells[1].placed
    said = "An issue comes to 1.50 EUR more at Manila than at self-service, at list prices: a wish, "
    assert said in why(of, of.cells[1])
    assert "An issue comes to" not in why(of, replace(of.cells[1], placed=(replace(helped, most=0.4), manila)))
    assert "An issue comes to" not in why(replace(of, proof=replace(of.proof, gap=20_000.0)), of.cells[1])


def test_what_it_rests_on_is_weighed_by_issues() -> None:
    told = dict(rest_words.origins(allocated()))
    assert told["What is solved"] == "71 % of issues: measured in records; 29 % of issues: assumed by the plan"
    assert told["What it costs"] == "as the plan's terms say"


def test_how_much_nobody_has_measured_is_said_at_the_top() -> None:
    assert rest_words.guessed(allocated()) == (
        "Of 29 % of issues nobody has measured how many are solved where the plan has them."
    )
    assert rest_words.guessed(allocated()) in unescape(allocation_page(allocated()))
    assert rest_words.guessed(allocated(cells=cells()[:1])) == ""


def test_a_wish_says_what_is_proven() -> None:
    between = WishCost(wish="cover", words="", least=1200.0, most=1500.0)
    assert further.wish_cost(between, "EUR") == "between 1,200 EUR and 1,500 EUR"
    assert further.wish_cost(replace(between, most=1200.2), "EUR") == "1,200 EUR"
    assert further.wish_cost(replace(between, least=0.0, most=0.1), "EUR") == "nothing"


def test_regret_names_the_future_that_would_be_regretted() -> None:
    assert list(further.regret(allocated())) == [
        "2026: the best of these plans in every future.",
        "today: regretted most if “peso up” comes, by 30,000 EUR.",
    ]


def test_wishes_that_cannot_hold_are_named_with_what_would_be_enough() -> None:
    said = impossible_text(impossible())
    assert "what sites can do and one supplier at most cannot hold together" in said
    assert "800 hours more would be enough" in said
    assert "800 hours more would be enough" in impossible_page(impossible())
    assert impossible_record(impossible())["plan"] == "2026"


@pytest.mark.parametrize("of", [allocated(), large(6, 9, 5, 8), allocated(frontier=None, futures=None, wishes=())],
                         ids=["small", "large", "bare"])  # fmt: skip
def test_text_record_and_page_say_the_same(of: Allocated) -> None:
    text, page = allocation_text(of, 4000), unescape(allocation_page(of))
    record = allocation_record(of)
    for said in (words.answer(of), words.above_all(of), words.difference(of), words.sure(of), further.frontier(of)):
        assert said in text
        assert said in page
    assert record["difference"] == words.difference(of)
    json.dumps(record, allow_nan=False)
    assert "None" not in text
    assert ">None<" not in page
    assert "inf" not in text.split()


def test_the_page_runs_no_script_and_escapes_what_others_wrote() -> None:
    odd = cell(("<b>", "<script>x"), 10.0, 1.0, placed("A & <i>", 1.0, 1.0, 10.0, each=1.0, worth=1.0, solved=0.5))
    page = allocation_page(allocated(cells=(odd,), title="<u>"))
    for mark in ("<script", "<i>", "<u>"):
        assert mark not in page


def test_an_unproven_plan_has_a_gap_that_is_no_percentage_of_nothing() -> None:
    proof = Proof(objective=1.0, bound=0.0, gap=9e5, share=0.4, is_kept=True, rows=1, columns=1, seconds=1.0)
    assert "900,000 EUR, 40 % of what today costs" in words.sure(allocated(proof=proof))


@pytest.mark.parametrize(("weight", "said"), [
    (1.0, "Best is what has the least cost less what solved issues are worth, and more of it where futures are dear."),
    (2.0, "solved issues are worth, which counts 2 times, and more"),
    (0.0, "Best is what has the least cost, whatever solved issues are worth"),
])  # fmt: skip
def test_what_is_best_by_is_said(weight: float, said: str) -> None:
    assert said in words.best(allocated(value_weight=weight))
