"""Alternatives beside each other: what must hold for any evaluation, and what a reader could work out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truegreen.model.agreement import Better
from truegreen.model.evaluated import Alternative, Evaluated, Flip, Method, Scored, Source
from truegreen.model.plan_evaluation import Criterion, Evaluation, Measured, Range, Score, Voice
from truegreen.sourcing.evaluation.alternatives import mixed
from truegreen.sourcing.evaluation.evaluated import evaluated, findings
from truegreen.units.quantity import Quantity

LEAST, MOST = Quantity(Decimal(0)), Quantity(Decimal(10))


def of(number: float, unit: str = "") -> Quantity:
    return Quantity(Decimal(str(number)), unit)


def assumed(weight: float | None = 1, **scores: float) -> Criterion:
    said: Mapping[str, Score] = {name: of(each) for name, each in scores.items()}
    return Criterion(weight=None if weight is None else Decimal(str(weight)), assumed=said, least=LEAST, most=MOST)


def among(*names: str, out: str = "") -> list[Alternative]:
    return [Alternative(each, each, "team", False, 1, 1, ("no",) if each == out else (), (), None) for each in names]


def come_out(criteria: Mapping[str, Criterion], *names: str, draws: int = 2000, out: str = "") -> Evaluated:
    return evaluated(Evaluation(criteria=criteria), among(*names, out=out), {}, 100.0, draws)


def first(found: Evaluated) -> dict[str, float]:
    return {each.name: each.stand.shares[0] for each in found.alternatives if each.stand}


def test_a_weighted_scorecard_by_hand() -> None:
    found = come_out({"quality": assumed(3, a=8, b=6), "price": assumed(1, a=2, b=10)}, "a", "b")
    stands = {each.name: each.stand for each in found.alternatives if each.stand}
    assert stands["a"].worth == pytest.approx(0.75 * 0.8 + 0.25 * 0.2)
    assert stands["b"].worth == pytest.approx(0.75 * 0.6 + 0.25 * 1.0)
    assert [each.name for each in found.ranked] == ["b", "a"]
    # a wins where w · 0.8 + (1 − w) · 0.2 > w · 0.6 + (1 − w): w > 0.8, a fifth of all weights.
    assert first(found)["a"] == pytest.approx(0.2, abs=0.03)
    assert stands["b"].central is not None
    assert stands["b"].central[0] == pytest.approx(0.4, abs=0.02)


def test_who_is_worse_than_its_limit_is_out_and_shown() -> None:
    criteria = {"solved": replace(assumed(1, a=9, b=4), limit=of(5)), "price": assumed(9, a=1, b=10)}
    found = come_out(criteria, "a", "b")
    assert [each.name for each in found.ranked] == ["a"]
    assert found.alternatives[1].out == ("solved: 4, and at least 5 is asked for.",)
    assert first(found) == {"a": 1.0}


def test_nobody_is_out_for_bad_luck_and_that_nobody_can_tell_is_told() -> None:
    """The limit of 83 lies within the doubt of 82.7, and beyond that of 75."""
    a, b = (Scored(mean, mean - 0.8, mean + 0.8, 0.4, Source.MEASURED) for mean in (82.7, 75.0))
    scores = {"a": a, "b": b}
    asked = Evaluation(criteria={"solved": Criterion(measured=Measured.SOLVED, limit=of(83, "%"))})
    found = evaluated(asked, among("a", "b", "c"), {"solved": ("%", scores)}, 1.0, 100)
    assert [bool(each.out) for each in found.alternatives] == [False, True, False]
    said = ("solved: nobody can tell that it is at least 83 %.",)
    assert [each.close for each in found.alternatives] == [said, (), said]  # c has no score


def test_lower_may_be_better_for_limits_and_for_worth() -> None:
    price = replace(assumed(1, a=9, b=4), better=Better.LOWER, limit=of(8))
    found = come_out({"price": price, "other": assumed(1, a=9, b=1)}, "a", "b")
    assert found.alternatives[0].out == ("price: 9, and at most 8 is asked for.",)
    assert found.ranked[0].stand is not None
    assert found.ranked[0].stand.worth == pytest.approx(0.5 * 0.6 + 0.5 * 0.1)


def test_a_missing_score_may_be_anything_and_is_never_nought() -> None:
    known = come_out({"one": assumed(1, a=5, b=5), "two": assumed(1, a=5)}, "a", "b", draws=4000)
    assert first(known)["b"] == pytest.approx(0.5, abs=0.03)
    assert known.measures[1].scores[1].source is Source.MISSING
    said = list(findings(Evaluation(criteria={"one": assumed(), "two": assumed()}), known))
    assert [(each.id, each.count) for each in said] == [("score-missing", 1)]


def test_both_sides_are_kept_with_what_they_gave_and_leave_doubt() -> None:
    scores: Mapping[str, Mapping[str, Score]] = {
        "client": {"a": of(4), "b": Range(low=of(5), high=of(7))}, "provider": {"a": of(8), "b": of(6)},
    }  # fmt: skip
    found = come_out({"brand": Criterion(scores=scores, least=LEAST, most=MOST)}, "a", "b")
    one = found.measures[0].scores[0]
    assert (one.value, one.low, one.high, one.source) == (6.0, 4.0, 8.0, Source.GIVEN)
    assert [(each.who, each.low, each.high) for each in one.by] == [("client", 4, 4), ("provider", 8, 8)]
    assert first(found)["a"] == pytest.approx(0.5, abs=0.05)


def test_a_panel_weighs_and_says_who_contradicts() -> None:
    criteria = {each: assumed(None, a=5, b=6) for each in ("x", "y", "z")}
    pairs = {"x": {"y": of(2), "z": of(4)}, "y": {"z": of(2)}}
    round_about = {"x": {"y": of(5)}, "y": {"z": of(5)}, "z": {"x": of(5)}}
    asked = Evaluation(
        criteria=criteria, panel={"Ann": Voice(side="client", pairs=pairs), "Bo": Voice(pairs=round_about)}
    )
    found = evaluated(asked, among("a", "b"), {}, 1.0, 200)
    ann, bo = found.voices
    assert ann.weights == pytest.approx((4 / 7, 2 / 7, 1 / 7))
    assert ann.ratio == pytest.approx(0.0, abs=1e-9)
    assert bo.odd
    root = np.sqrt([4, 2, 1])  # Bo says that all are alike, as far as he says anything
    assert found.weights.weights == pytest.approx(tuple(root / root.sum()), rel=0.02)
    assert [each.id for each in findings(asked, found)] == ["panel-contradicts-itself"]


def test_a_voice_by_best_and_worst_counts_beside_one_by_pairs() -> None:
    names = ("price", "quality", "comfort", "safety", "style")
    over = dict(zip(names, map(of, (2, 1, 4, 2, 8)), strict=True))
    under = dict(zip(names, map(of, (4, 8, 2, 4, 1)), strict=True))
    voice = Voice(best="quality", worst="style", over=over, under=under)
    asked = Evaluation(criteria={each: assumed(None, a=5, b=6) for each in names}, panel={"Ann": voice})
    found = evaluated(asked, among("a", "b"), {}, 1.0, 200)
    assert [round(each, 4) for each in found.weights.weights] == [0.2105, 0.4211, 0.1053, 0.2105, 0.0526]
    assert found.voices[0].odd == ""


def test_nobody_left_is_said() -> None:
    asked = Evaluation(criteria={"x": replace(assumed(1, a=1, b=2), limit=of(9))})
    found = evaluated(asked, among("a", "b"), {}, 1.0, 100)
    assert found.ranked == ()
    assert "everybody-out" in [each.id for each in findings(asked, found)]


@settings(max_examples=25)
@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=2, max_size=4), st.floats(0.01, 100))
def test_weights_may_be_on_any_scale_and_the_worst_in_all_is_never_first(rows: list[list[int]], times: float) -> None:
    rows = [[each + 1 for each in row] for row in rows] + [[0, 0, 0]]
    names = [f"s{at}" for at in range(len(rows))]
    made = [
        come_out({f"c{at}": assumed((at + 1) * by, **{name: row[at] for name, row in zip(names, rows, strict=True)})
                  for at in range(3)}, *names, draws=200)
        for by in (1, times)
    ]  # fmt: skip
    one, other = ([each.stand for each in found.alternatives if each.stand] for found in made)
    assert [each.worth for each in one] == pytest.approx([each.worth for each in other])
    assert one[-1].shares[0] == 0.0
    assert one[-1].places[Method.WEIGHTED] == len(rows)
    table = np.array([each.shares for each in one])
    assert table.sum(axis=0) == pytest.approx(np.ones(len(rows)))
    assert table.sum(axis=1) == pytest.approx(np.ones(len(rows)))


def test_a_third_may_turn_two_and_that_is_told() -> None:
    """Where the ends of the scale are those of the alternatives, leaving one out moves them."""
    rows = {"x": (2, (1.0, 0.0, 5.0)), "y": (1, (0.0, 0.5, 0.0))}
    criteria = {name: replace(assumed(weight, **dict(zip("abc", each, strict=True))), least=None, most=None)
                for name, (weight, each) in rows.items()}  # fmt: skip
    found = come_out(criteria, "a", "b", "c")
    assert Flip(Method.WEIGHTED, "c", "b", "a") in found.flips


def test_nobody_looks_worse_for_doing_the_harder_work() -> None:
    """Hard work is solved by 60 %, easy work by 90 %, everywhere; one site does hard work only."""
    values = np.array([[60.0, 60.0, 60.0], [90.0, 90.0, 90.0]])
    cases = np.array([[900.0, 100.0, 0.0], [0.0, 900.0, 0.0]])
    might, errors = np.full((2, 3), 500.0), np.ones((2, 3))
    told = [mixed(values, errors, cases, might, np.arange(3) == at, np.arange(2), is_ratio=False) for at in range(3)]
    assert [each.value for each in told] == pytest.approx([told[0].value] * 3)
    assert told[0].value == pytest.approx((1000 * 60 + 900 * 90) / 1900)
    assert told[2].error == pytest.approx(1.0)  # without cases it may err alike in all of its work
    assert told[1].error < 1.0
    alike = mixed(values, errors, cases, might, np.arange(3) == 1, np.zeros(2, np.intp), is_ratio=False)
    assert alike.error == pytest.approx(1.0)  # cells of one kind may be told by the same cases


def test_what_costs_half_as_much_everywhere_costs_half_as_much() -> None:
    values = np.array([[10.0, 5.0], [40.0, 20.0]])
    cases = np.array([[50.0, 50.0], [90.0, 10.0]])
    one, other = (
        mixed(values, values * 0, cases, cases, np.arange(2) == at, np.arange(2), is_ratio=True).value
        for at in range(2)
    )
    assert other < one
    assert one / other == pytest.approx(2.0, rel=0.1)


def test_measured_differences_within_their_doubt_do_not_settle_who_wins() -> None:
    scores = {
        name: Scored(80 + more, 76 + more, 84 + more, 2.0, Source.MEASURED) for name, more in (("a", 0.3), ("b", 0.0))
    }
    asked = Evaluation(criteria={"solved": Criterion(measured=Measured.SOLVED)})
    found = evaluated(asked, among("a", "b"), {"solved": ("%", scores)}, 1.0)
    assert 0.45 < first(found)["a"] < 0.62


def test_what_is_measured_beyond_its_scale_is_told() -> None:
    scores = {"a": Scored(30.0, 29, 31, 0.5, Source.MEASURED), "b": Scored(5.0, 4, 6, 0.5, Source.MEASURED)}
    criterion = Criterion(measured=Measured.COST, better=Better.LOWER, least=of(0, "EUR"), most=of(25, "EUR"))
    asked = Evaluation(criteria={"cost": criterion})
    found = evaluated(asked, among("a", "b"), {"cost": ("EUR", scores)}, 1.0, 100)
    (told,) = findings(asked, found)
    assert (told.id, told.says) == ("score-off-scale", "cost of a lies beyond 0 to 25 EUR.")
