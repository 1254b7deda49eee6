"""Alerts keep their budget, a challenger must be plainly better, and chances are corrected only where plainly wrong."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.model.backtest import Contender, Order
from truegreen.signals.warning.alerts import above, alerted
from truegreen.signals.warning.amounts import amount
from truegreen.signals.warning.choosing import told_apart, winner
from truegreen.signals.warning.recalibrated import AS_IT_IS, correction
from truegreen.stats.estimate import Estimate, Verdict


def estimate(value: float, error: float, effective: float = 50) -> Estimate:
    return Estimate(
        value=value, error=error, low=value - 2 * error, high=value + 2 * error, count=50, effective=effective,
        smallest=2.8 * error, method="drawn",
    )  # fmt: skip


@given(
    st.lists(st.tuples(st.floats(-4, 4), st.integers(0, 9), st.integers(-1, 2), st.integers(0, 2)), max_size=40),
    st.integers(1, 4),
    st.sampled_from(Order),
)
def test_nobody_is_told_of_more_than_the_budget_or_of_the_usual(
    rows: list[tuple[float, int, int, int]], budget: int, order: Order
) -> None:
    table = np.array(rows, dtype=float).reshape(-1, 4)
    score, revenue, owner, month = table[:, 0], table[:, 1], table[:, 2].astype(np.intp), table[:, 3].astype(np.intp)
    told = alerted(score, revenue, owner, order, budget, month)
    high = above(score, month) if rows else told
    assert not (told & ~high).any()
    for who in set(owner.tolist()):
        for when in set(month.tolist()):
            here = (owner == who) & (month == when)
            assert told[here].sum() == min(budget, high[here].sum())


def test_by_expected_loss_the_dear_one_comes_first_and_by_chance_the_likely_one() -> None:
    score, revenue, owner = (
        np.array([0.0, 1.0, -5.0, -5.0]),
        np.array([9e5, 10.0, 1e9, 1.0]),
        np.zeros(4, dtype=np.intp),
    )
    assert alerted(score, revenue, owner, Order.LOSS, 1).tolist() == [True, False, False, False]
    assert alerted(score, revenue, owner, Order.CHANCE, 1).tolist() == [False, True, False, False]
    unknown = np.array([np.nan, 1.0, np.nan, np.nan])
    assert alerted(score, unknown, owner, Order.LOSS, 2).tolist() == [True, True, False, False]


def test_a_challenger_wins_by_more_than_two_standard_errors_and_not_by_less() -> None:
    first = Contender(id="hazard", words="", auc=estimate(0.7, 0.02))
    near = Contender(
        id="bent",
        words="with bends: straight on until a point",
        auc=estimate(0.72, 0.02),
        difference=estimate(0.02, 0.011),
    )
    far = Contender(id="trees", words="", auc=estimate(0.75, 0.02), difference=estimate(0.05, 0.011))
    assert winner([first, near])[0] == "hazard"
    assert "best of them, with bends, ranks 2.0 points better" in winner([first, near])[1]
    assert winner([first, near, far])[0] == "trees"
    assert winner([first]) == ("hazard", "Nothing else could be held against it.")


def test_what_is_told_of_chance_is_called_nothing_and_of_few_not_enough() -> None:
    assert told_apart(Contender(id="x", words="", auc=estimate(0.62, 0.02))) == (Verdict.ESTABLISHED, None)
    assert told_apart(Contender(id="x", words="", auc=estimate(0.50, 0.02))) == (Verdict.REFUTED, None)
    assert told_apart(Contender(id="x", words="", auc=estimate(0.38, 0.02))) == (Verdict.PERVERSE, None)
    verdict, wanted = told_apart(Contender(id="x", words="", auc=estimate(0.55, 0.08, effective=12)))
    assert verdict is Verdict.NOT_ENOUGH
    assert wanted == 49  # 12 · (0.224 / 0.10)² = 60.2 decisions would show an AUC of 0.60 four times in five
    assert told_apart(Contender(id="x", words="")) == (Verdict.NOT_ENOUGH, None)


def test_chances_that_are_right_stay_and_bold_ones_are_drawn_in() -> None:
    random = np.random.default_rng(4)
    score = random.normal(-2, 1, 3000)
    hits = (random.random(3000) < 1 / (1 + np.exp(-score))).astype(float)[:, None]
    account = np.arange(3000, dtype=np.intp)
    assert correction([(account, 0, score)], hits) == AS_IT_IS
    bold = correction([(account, 0, 3 * score)], hits)
    assert bold.slope == pytest.approx(1 / 3, abs=0.05)
    shifted = correction([(account, 0, score - 1)], hits)
    assert shifted.constant == pytest.approx(1, abs=0.2)
    assert correction([(account[:60], 0, 3 * score[:60])], hits) == AS_IT_IS
    assert correction([], hits) == AS_IT_IS


def test_what_is_not_known_is_no_money() -> None:
    assert amount(float("nan"), "EUR") is None
    assert amount(1.0, "") is None
    assert str(amount(1234.567, "JPY")) == "1,235 JPY"
