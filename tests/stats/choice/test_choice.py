"""Weights and rankings: the textbooks' answers, and what must hold for any table."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.choice.acceptability import acceptability, reversals
from truegreen.stats.choice.best_worst import best_worst, most_inconsistent
from truegreen.stats.choice.pairwise import agreed, contradiction, pairwise
from truegreen.stats.choice.ranking import Floats, Preference, nearness, outranking, weighted

FIGHTERS = [[2.0, 1500, 20000, 5.5, 5, 9], [2.5, 2700, 18000, 6.5, 3, 5], [1.8, 2000, 21000, 4.5, 7, 7],
            [2.2, 1800, 20000, 5.0, 5, 5]]  # fmt: skip
BETTER = [True, True, True, False, True, True]


def near(scores: Floats, weights: Floats) -> Floats:
    return nearness(scores, weights, more_is_better=BETTER)


def table(above: list[list[float]]) -> Floats:
    """Give the whole table from what stands above its diagonal."""
    found = np.ones((len(above) + 1, len(above) + 1))
    for row, numbers in enumerate(above):
        for place, number in enumerate(numbers, row + 1):
            found[row, place], found[place, row] = number, 1 / number
    return found


def test_choosing_a_leader() -> None:
    criteria = pairwise(table([[4, 3, 7], [1 / 3, 3], [5]]))
    assert criteria.weights.round(4).tolist() == [0.5476, 0.1266, 0.2699, 0.0559]
    assert round(criteria.ratio, 3) == 0.044
    compared: list[list[list[float]]] = [[[1 / 4, 4], [9]], [[3, 1 / 5], [1 / 7]], [[5, 9], [4]], [[1 / 3, 5], [9]]]
    people = [pairwise(table(each)).weights for each in compared]
    assert weighted(np.array(people).T, criteria.weights).round(4).tolist() == [0.3581, 0.4928, 0.1491]


def test_what_people_drink() -> None:
    """Coffee, wine, tea, beer, soda, milk and water, as compared in the United States (Saaty)."""
    drinks = pairwise(table([
        [9, 5, 2, 1, 1, 1 / 2], [1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9], [1 / 3, 1 / 4, 1 / 3, 1 / 9], [1 / 2, 1, 1 / 3],
        [2, 1 / 2], [1 / 3],
    ]))  # fmt: skip
    assert drinks.weights.round(3).tolist() == [0.177, 0.019, 0.042, 0.116, 0.19, 0.129, 0.327]
    assert round(drinks.ratio, 3) == 0.022
    assert drinks.is_consistent


def test_judgements_that_contradict_each_other_are_told() -> None:
    assert not pairwise(table([[5, 1 / 5], [5]])).is_consistent


def test_the_comparison_that_fits_least_is_named() -> None:
    """All others say 1 : 2 : 4 : 8; one says that the first counts more than the last after all."""
    asked = table([[1 / 2, 1 / 4, 3], [1 / 2, 1 / 4], [1 / 2]])
    found = contradiction(asked)
    assert not pairwise(asked).is_consistent
    assert (found.row, found.column, found.said) == (0, 3, 3.0)
    assert found.implied < 1


@given(st.lists(st.floats(0.05, 1.0), min_size=3, max_size=8))
def test_consistent_judgements_give_their_weights_back(weights: list[float]) -> None:
    true = np.array(weights) / sum(weights)
    found = pairwise(true[:, None] / true[None, :])
    assert found.weights == pytest.approx(true, rel=1e-6)
    assert found.ratio == pytest.approx(0.0, abs=1e-9)


def test_a_panel_that_says_one_and_its_opposite_says_nothing() -> None:
    one = table([[4, 2], [3]])
    assert agreed([one, one.T]) == pytest.approx(np.ones((3, 3)))


@pytest.mark.parametrize("wrong", [[[1, 2], [2, 1]], [[1, -2], [-0.5, 1]], [[1, 2, 3], [0.5, 1, 2]]])
def test_a_table_that_is_none_is_refused(wrong: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="reciprocal"):
        pairwise(wrong)


def test_buying_a_car() -> None:
    found = best_worst([2, 1, 4, 2, 8], [4, 8, 2, 4, 1])
    assert found.weights.round(4).tolist() == [0.2105, 0.4211, 0.1053, 0.2105, 0.0526]
    assert found.deviation == pytest.approx(0.0, abs=1e-9)
    assert found.ratio == 0.0
    assert found.least == pytest.approx(found.weights, abs=1e-4)


def test_how_goods_travel() -> None:
    """Load, access and cost of a way to travel (Rezaei 2016): 0.0714, 0.3387 and 0.5899, and ξ = 0.26 of 4.47."""
    found = best_worst([8, 2, 1], [1, 5, 8])
    middle = (found.least + found.most) / 2
    assert middle == pytest.approx([0.0714, 0.3387, 0.5899], abs=1e-4)
    assert (found.most - found.least).max() < 1e-4
    assert found.ratio * most_inconsistent(8) == pytest.approx(0.26, abs=0.005)


def test_a_range_by_hand() -> None:
    """(3 − ξ)(5 − ξ) = 7 + ξ gives ξ = 1, hence 8 : 4 : c : 1; c lies from 8/5 to 8/3, and the weights follow."""
    found = best_worst([1, 3, 4, 7], [7, 5, 2, 1])
    assert found.ratio * most_inconsistent(7) == pytest.approx(1.0, abs=1e-6)
    ends = np.array([[8, 4, c, 1] for c in (8 / 5, 8 / 3)])
    ends /= ends.sum(axis=1, keepdims=True)
    assert found.least == pytest.approx(ends.min(axis=0), abs=1e-5)
    assert found.most == pytest.approx(ends.max(axis=0), abs=1e-5)


def test_judgements_that_do_not_fit_leave_a_range() -> None:
    found = best_worst([1, 3, 4, 7], [7, 5, 2, 1])
    assert 0 < found.ratio < 1
    assert (found.least <= found.most + 1e-9).all()
    assert (found.most - found.least).max() > 0.001


def test_the_example_of_promethee() -> None:
    scores = [[80, 90, 6, 5.4, 8, 5], [65, 58, 2, 9.7, 1, 1], [83, 60, 4, 7.2, 4, 7], [40, 80, 10, 7.5, 7, 10],
              [52, 72, 6, 2.0, 3, 8], [94, 96, 7, 3.6, 5, 6]]  # fmt: skip
    kinds = [Preference("u", q=10), Preference("v", p=30), Preference("linear", q=0.5, p=5),
             Preference("level", q=1, p=6), Preference(), Preference("gaussian", s=5)]  # fmt: skip
    found = outranking(scores, [1] * 6, kinds, more_is_better=[False, True, False, False, False, True])
    assert found.leaving[:4].round(3).tolist() == [0.220, 0.396, 0.247, 0.329]
    assert found.entering[:5].round(3).tolist() == [0.366, 0.379, 0.336, 0.349, 0.162]
    assert found.net.sum() == pytest.approx(0.0)
    assert found.is_better(4, 0) is True
    assert found.is_better(1, 2) is None


def test_the_winner_of_a_textbook_wins_a_fifth_of_the_weights() -> None:
    assert near(np.array(FIGHTERS), np.array([0.2, 0.1, 0.1, 0.1, 0.2, 0.3])).round(4).tolist() == [
        0.6433, 0.2684, 0.6135, 0.3123]  # fmt: skip
    found = acceptability(FIGHTERS, near)
    assert found.shares[:, 0] == pytest.approx([0.21, 0.22, 0.55, 0.02], abs=0.012)
    assert found.shares.sum(axis=0) == pytest.approx(np.ones(4))
    assert found.shares.sum(axis=1) == pytest.approx(np.ones(4))


def test_who_is_better_in_everything_always_wins_and_doubt_takes_that_away() -> None:
    scores = [[0.6, 0.6], [0.5, 0.5]]
    assert acceptability(scores, weighted, draws=500).shares[0, 0] == 1.0
    assert 0.5 < acceptability(scores, weighted, doubt=0.2, draws=4000).shares[0, 0] < 0.8


def test_a_score_that_is_missing_may_be_anything_between_its_bounds() -> None:
    """Between 0 and 1 it beats 0.5 half of the time, whatever the weights are."""
    found = acceptability([[0.5, 0.5], [0.5, 0.5]], weighted, within=[[0.5, 0.0], [0.0, 0.0]], draws=4000)
    assert found.shares[0, 0] == pytest.approx(0.5, abs=0.03)


@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=2, max_size=5))
def test_names_do_not_matter_and_who_is_worse_in_everything_is_never_first(scores: list[list[float]]) -> None:
    whole = np.array([*scores, np.min(scores, axis=0) - 0.1])
    found = acceptability(whole, weighted, draws=600).shares
    assert found[-1, 0] == 0
    assert found.sum(axis=0) == pytest.approx(np.ones(len(whole)))
    assert found.sum(axis=1) == pytest.approx(np.ones(len(whole)))
    turned = acceptability(whole[::-1], weighted, draws=600).shares[::-1]
    assert turned == pytest.approx(found, abs=0.15)  # who is alike comes first by lot


@given(st.lists(st.floats(0.1, 9), min_size=6, max_size=6), st.floats(0.1, 50))
def test_weights_may_be_on_any_scale(weights: list[float], times: float) -> None:
    whole = np.array(weights)
    assert near(np.array(FIGHTERS), whole * times) == pytest.approx(near(np.array(FIGHTERS), whole))
    assert weighted(FIGHTERS, whole * times) == pytest.approx(weighted(FIGHTERS, whole))


def test_weights_that_are_sure_leave_the_doubt_of_scores() -> None:
    scores = [[0.6, 0.0], [0.5, 1.0]]
    assert acceptability(scores, weighted, weights=[1, 0], draws=50).shares[0, 0] == 1.0
    assert acceptability(scores, weighted, weights=[1, 0], doubt=[[0.1, 0], [0.1, 0]]).shares[0, 0] == pytest.approx(
        0.760, abs=0.02
    )


def test_the_order_of_criteria_narrows_the_weights() -> None:
    scores = [[1.0, 0.0], [0.0, 1.0]]
    assert acceptability(scores, weighted, draws=2000).shares[0, 0] == pytest.approx(0.5, abs=0.04)
    assert acceptability(scores, weighted, levels=(2, 1), draws=500).shares[0, 0] == 1.0
    assert acceptability(scores, weighted, levels=(1, 1), draws=2000).shares[0, 0] == pytest.approx(0.5, abs=0.04)


def test_only_what_is_known_of_the_order_of_criteria_counts() -> None:
    """The first counts most, so that the mean weights are 11/18 and, of the two alike, 7/36 each (Barron 1992)."""
    found = acceptability([[1.0, 1.0, 1.0], [0.0, 0.0, 0.0]], weighted, levels=(2, 1, 1), draws=40_000)
    assert found.central[0] == pytest.approx([11 / 18, 7 / 36, 7 / 36], abs=0.005)


@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=3, max_size=5))
def test_a_weighted_sum_never_reverses(scores: list[list[float]]) -> None:
    assert reversals(scores, [1, 2, 3], weighted) == ()


def test_distances_can_reverse_and_say_so() -> None:
    draw = np.random.default_rng(5)
    assert any(reversals(draw.uniform(0, 1, (4, 3)), [1, 1, 1], nearness) for _ in range(200))
