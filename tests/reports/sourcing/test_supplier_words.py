"""Words about suppliers never say more than weights and scores hold."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from truegreen.model.evaluated import Alternative, Evaluated, Supplied
from truegreen.model.plan import Level, Needs
from truegreen.model.plan_evaluation import Criterion, Evaluation, Score
from truegreen.model.profile import Candidate, Card, Condition, Reason, Solving, Told
from truegreen.reports.sourcing import profile_words, score_words, supplier_words
from truegreen.reports.sourcing.supplier_page import supplier_page
from truegreen.reports.sourcing.supplier_pictures import ranks_of, scores_of, weights_of
from truegreen.sourcing.evaluation.evaluated import evaluated
from truegreen.units.calendar import Shift
from truegreen.units.quantity import Quantity

LEAST, MOST = Quantity(Decimal(0)), Quantity(Decimal(10))


def among(rows: Mapping[str, Mapping[str, float]], weights: Mapping[str, int]) -> Evaluated:
    """Hold alternatives beside each other; a score that is left out is missing."""
    criteria = {}
    for name, weight in weights.items():
        said: dict[str, Score] = {
            each: Quantity(Decimal(str(row[name]))) for each, row in rows.items() if name in row
        }  # fmt: skip
        criteria[name] = Criterion(weight=Decimal(weight), least=LEAST, most=MOST, assumed=said)
    names = [Alternative(each, each, "team", False, 1, 1, (), (), None) for each in rows]
    return evaluated(Evaluation(criteria=criteria), names, {}, 10.0, 4000)


def whole(of: Evaluated | None, *cards: Card) -> Supplied:
    return Supplied(
        "p", "The plan", "EUR", "UTC", "2025-01-01", "2025-06-30", ("contact_type",), ("Porto", "Manila"), cards, of
    )


def test_who_wins_most_of_weight_space_is_the_answer() -> None:
    found = among({"a": {"x": 9, "y": 8}, "b": {"x": 3, "y": 4}}, {"x": 1, "y": 1})
    assert supplier_words.answer(whole(found)) == "a, by the weights given."
    assert supplier_words.space(found).startswith(
        "a wins in 100 % of weight space, scores within their doubt; b in 0 %."
    )
    assert supplier_words.decides(found) == ""
    assert supplier_words.methods(found) == "Weighted sum, nearness to the best and outranking all put a first."


def test_who_wins_less_than_half_of_weight_space_is_not_settled_and_what_decides_is_told() -> None:
    found = among({"a": {"x": 9, "y": 1}, "b": {"x": 1, "y": 10}}, {"x": 3, "y": 2})
    assert supplier_words.answer(whole(found)) == "a, by the weights given; that is not settled."
    said = supplier_words.decides(found)
    assert said.startswith("It is not settled by these weights. What would decide it: b comes first where “y” counts")
    assert "a comes first where “x” counts" in said


def test_scores_that_nobody_gave_leave_it_open_and_are_named() -> None:
    found = among({"a": {"x": 6, "y": 6}, "b": {"x": 5}}, {"x": 1, "y": 3})
    assert supplier_words.answer(whole(found)) == "Nobody can tell yet."
    assert "“y” of b" in supplier_words.decides(found)
    assert score_words.score(found.measures[1].scores[1], found.measures[1]) == "–"


def test_nobody_is_drawn_who_is_out_and_everybody_else_is() -> None:
    found = among({"a": {"x": 9, "y": 1}, "<b>": {"x": 1, "y": 10}}, {"x": 3, "y": 2})
    page = supplier_page(whole(found))
    for drawn in (ranks_of(found), scores_of(found), weights_of(found)):
        assert "<b>" not in drawn
        assert drawn in page
    assert ranks_of(among({"a": {"x": 1}}, {"x": 1})) == ""


def test_a_card_says_what_is_needed_and_why_not() -> None:
    needs = Needs(
        languages={"de": Level.C1}, open=(Shift.parse("mon-wed,fri 08:00-18:30"),), certificates=("ISO 27001",),
        residency=("EU", "UK"), solved=Quantity(Decimal(70), "%"),
    )  # fmt: skip
    said = (
        "de at C1; mon-wed,fri 08:00-18:30 (UTC); ISO 27001; data kept in EU or UK; 70 % solved, with a chance of 80 %"
    )
    assert profile_words.needs(needs, "UTC") == said
    assert profile_words.needs(Needs(), "UTC") == profile_words.NOTHING
    known = Solving(0.8, 0.75, 0.85, 0.97, 1200, Told.MEASURED)
    may = Candidate("Porto", "N", (), known, 0.4)
    assert profile_words.beside(may) == (
        "Porto: 80 % solved (75–85 %; 1,200 cases), enough with a chance of 97 %, 40 % of it today"
    )
    not_ = Candidate("Manila", "N", (Reason(Condition.LANGUAGE, "No de."),), Solving(), 0.6)
    card = Card(("claims",), "", "claims", needs, 100, "", (may, not_))
    assert profile_words.who(card) == "Only Porto may do it."
    assert profile_words.why_not(not_) == "Not Manila: No de. It has 60 % of it today."
    assert (
        profile_words.answer([card])
        == "0 of 1 kinds of work have two sites or more to choose from and 1 hangs on one alone."
    )
    assert profile_words.misplaced([card]) == "60 issues (60 %) are today where they may not be, at Manila."
    assert supplier_words.answer(whole(None, card)) == profile_words.answer([card])
