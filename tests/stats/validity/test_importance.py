"""Importance is divided as published, adds up, and does not depend on units or order."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.stats.validity.swiss import SWISS
from truegreen.stats.panel.equations import Unfit, Way
from truegreen.stats.panel.moments import Floats, of
from truegreen.stats.validity.importance import Importance, Measure, divided, importance

PUBLISHED = {
    Measure.LMG: (0.0570912, 0.1711730, 0.2601350, 0.1055702, 0.1127659),
    Measure.LAST: (0.04287, 0.00739, 0.16196, 0.06237, 0.05695),
    Measure.FIRST: (0.12466, 0.41716, 0.44062, 0.21500, 0.17352),
    Measure.GENIZI: (0.04842, 0.15471, 0.27196, 0.11468, 0.11697),
    Measure.CAR: (0.00057, 0.15113, 0.32327, 0.11507, 0.11669),
}


def products(columns: int, seed: int) -> Floats:
    rows = np.random.default_rng(seed).normal(size=(60, columns + 1)) @ np.random.default_rng(seed + 1).normal(
        size=(columns + 1, columns + 1)
    )
    return np.asarray(np.cov(rows.T))


@pytest.mark.parametrize("measure", list(Measure))
def test_the_swiss_districts_of_relaimpo(measure: Measure) -> None:
    """Grömping, Journal of Statistical Software 17 (2006) and R's relaimpo, calc.relimp(swiss)."""
    found = divided(np.cov(SWISS[:, [1, 2, 3, 4, 5, 0]].T), measure)
    assert found == pytest.approx(PUBLISHED[measure], abs=5.1e-6)


@given(st.integers(1, 5), st.integers(0, 10**6))
def test_lmg_is_the_mean_over_all_orders(columns: int, seed: int) -> None:
    matrix = products(columns, seed)

    def explained(chosen: list[int]) -> float:
        if not chosen:
            return 0.0
        at = matrix[chosen, -1]
        return float(at @ np.linalg.solve(matrix[np.ix_(chosen, chosen)], at) / matrix[-1, -1])

    gains = np.zeros(columns)
    orders = list(permutations(range(columns)))
    for order in orders:
        for place, each in enumerate(order):
            gains[each] += explained(list(order[: place + 1])) - explained(list(order[:place]))
    assert divided(matrix) == pytest.approx(gains / len(orders), abs=1e-8)


@given(st.integers(2, 7), st.integers(0, 10**6), st.randoms())
def test_shares_add_up_and_follow_their_columns(columns: int, seed: int, random: object) -> None:
    matrix, order = products(columns, seed), list(range(columns))
    random.shuffle(order)  # type: ignore[attr-defined]
    turned = matrix[np.ix_([*order, columns], [*order, columns])]
    scale = np.exp(np.random.default_rng(seed).normal(size=columns + 1) * 5)
    full = float(matrix[-1, :-1] @ np.linalg.solve(matrix[:-1, :-1], matrix[:-1, -1]) / matrix[-1, -1])
    for measure in Measure:
        shares = divided(matrix, measure)
        assert divided(turned, measure) == pytest.approx(shares[order], abs=1e-7)
        assert divided(matrix * np.outer(scale, scale), measure) == pytest.approx(shares, abs=1e-7)
        if measure in {Measure.LMG, Measure.GENIZI, Measure.CAR}:
            assert shares.sum() == pytest.approx(full, abs=1e-7)


def test_a_figure_told_twice_shares_with_itself() -> None:
    """The same column twice has half each; nothing is divided by nothing."""
    twice = np.array([[1, 1, 0.6], [1, 1, 0.6], [0.6, 0.6, 1]])
    assert divided(twice) == pytest.approx([0.18, 0.18])
    assert divided(twice, Measure.LAST) == pytest.approx([0, 0])


def test_many_matrices_at_once_are_each_alone() -> None:
    some = np.stack([products(4, seed) for seed in range(5)])
    for measure in Measure:
        assert divided(some, measure) == pytest.approx(np.stack([divided(each, measure) for each in some]))


def test_fifteen_figures_add_up() -> None:
    matrix = products(15, 3)
    assert divided(matrix).sum() == pytest.approx(
        float(matrix[-1, :-1] @ np.linalg.solve(matrix[:-1, :-1], matrix[:-1, -1]) / matrix[-1, -1]), abs=1e-9
    )


def accounts(seed: int, count: int = 150, months: int = 12) -> tuple[Floats, NDArray[np.int64]]:
    """Two figures that go together, of which only the first matters; accounts differ for good."""
    random = np.random.default_rng(seed)
    keys = np.repeat(np.arange(count), months)
    common = random.normal(size=len(keys))
    one, other = common + random.normal(size=len(keys)), common + random.normal(size=len(keys))
    level = random.normal(size=count)[keys] * 3
    return np.column_stack([one + level, other - level, 0.5 * one + 2 * level + random.normal(size=len(keys))]), keys


def test_it_looks_within_accounts() -> None:
    rows, keys = accounts(1)
    moments = of(rows, keys, ["one", "other", "outcome"])
    found = importance(moments, "outcome", ["one", "other"], draws=200, seed=4)
    assert isinstance(found, Importance)
    correlation = np.corrcoef((rows - np.stack([rows[keys == each].mean(axis=0) for each in keys])).T)
    assert found.shares == pytest.approx(divided(correlation))
    assert found.shares.sum() == pytest.approx(found.explained)
    assert (found.low <= found.shares).all()
    assert (found.shares <= found.high).all()
    assert found.low[0] > found.high[1]
    again = importance(moments, "outcome", ["one", "other"], draws=200, seed=4)
    assert isinstance(again, Importance)
    assert (again.low == found.low).all()
    everywhere = importance(moments, "outcome", ["one", "other"], way=Way.POOLED, draws=20)
    assert isinstance(everywhere, Importance)
    assert everywhere.shares == pytest.approx(divided(np.cov(rows.T)))


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    held = []
    truth = divided(np.array([[2, 1, 1.0], [1, 2, 0.5], [1.0, 0.5, 1.5]]))  # of the two within accounts, as drawn
    for seed in range(40):
        rows, keys = accounts(seed + 100, count=100)
        found = importance(of(rows, keys, ["one", "other", "outcome"]), "outcome", ["one", "other"], draws=200)
        assert isinstance(found, Importance)
        held.append((found.low <= truth) & (truth <= found.high))
    assert np.mean(held) > 0.86


def test_thin_data_say_why() -> None:
    rows, keys = accounts(1)
    doubled = of(np.column_stack([rows[:, 0], -3 * rows[:, 0], rows[:, 2]]), keys, ["one", "other", "outcome"])
    found = importance(doubled, "outcome", ["one", "other"])
    assert isinstance(found, Unfit)
    assert set(found.columns) == {"one", "other"}
    alone = importance(of(rows, np.zeros(len(keys)), ["one", "other", "outcome"]), "outcome", ["one"])
    assert isinstance(alone, Unfit)


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="no square matrix"):
        divided(np.ones((2, 3)))
    with pytest.raises(ValueError, match="at most 15"):
        importance(of(np.ones((1, 1)), [1], ["a"]), "a", [str(each) for each in range(16)])
