"""Curves of Lorenz, Gini's measure, groups on a line: published figures, laws, and chance that is kept to."""

from __future__ import annotations

from itertools import combinations
from math import erf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.unequal.alike import alike
from truegreen.stats.unequal.groups import groups, scatter
from truegreen.stats.unequal.lorenz import concentration, gini, lorenz

HELD = st.lists(st.floats(0, 1e6), min_size=1, max_size=40).filter(lambda each: sum(each) > 1e-3)


@pytest.mark.parametrize(
    ("values", "published"),
    [
        ([1, 1, 2, 2], 1 / 6),  # half hold twice as much as the other half
        ([0, 0, 0, 1], 0.75),  # one of n has everything: 1 − 1/n
        ([*range(1, 11)], (10 - 1) / (3 * 10)),  # 1 to n: (n − 1) / (3 n)
        ([7, 7, 7, 7, 7], 0.0),
    ],
)
def test_gini_is_as_published(values: list[float], published: float) -> None:
    assert gini(values) == pytest.approx(published, abs=1e-12)


def test_gini_of_known_distributions() -> None:
    share = (np.arange(200_000) + 0.5) / 200_000
    assert gini(share) == pytest.approx(1 / 3, abs=1e-5)  # uniform
    assert gini(-np.log1p(-share)) == pytest.approx(1 / 2, abs=1e-4)  # exponential
    assert gini((1 - share) ** (-1 / 3)) == pytest.approx(1 / 5, abs=1e-3)  # Pareto, 1 / (2 · 3 − 1)
    from scipy.special import ndtri

    assert gini(np.exp(0.8 * ndtri(share))) == pytest.approx(erf(0.8 / 2), abs=1e-3)  # lognormal


@given(HELD)
def test_curve_is_convex_and_gini_between_nought_and_one(values: list[float]) -> None:
    curve = lorenz(values)
    assert curve.held[0] == 0
    assert curve.held[-1] == pytest.approx(1)
    assert (np.diff(curve.held, 2) >= -1e-9).all()
    assert (curve.held <= curve.holders + 1e-9).all()
    area = float(np.trapezoid(curve.held, curve.holders))
    assert gini(values) == pytest.approx(1 - 2 * area, abs=1e-9)
    assert -1e-12 <= gini(values) < 1


@given(HELD, st.floats(0.01, 100))
def test_gini_does_not_mind_scale_order_or_copies(values: list[float], times: float) -> None:
    assert gini([times * each for each in values]) == pytest.approx(gini(values), abs=1e-9)
    assert gini(values[::-1]) == pytest.approx(gini(values), abs=1e-9)
    assert gini(values * 3) == pytest.approx(gini(values), abs=1e-9)


@given(st.lists(st.tuples(st.floats(0, 100), st.integers(0, 5)), min_size=1, max_size=30))
def test_concentration_lies_within_gini(pairs: list[tuple[float, int]]) -> None:
    values, order = [value for value, _ in pairs], [place for _, place in pairs]
    if sum(values) <= 1e-3:
        return
    assert abs(concentration(values, order)) <= gini(values) + 1e-9
    assert concentration(values, [-each for each in order]) == pytest.approx(-concentration(values, order), abs=1e-9)


def test_nobody_holds_less_than_nothing() -> None:
    for values in ([], [0.0], [1.0, -1.0]):
        with pytest.raises(ValueError, match="hold"):
            gini(values)


@pytest.mark.parametrize("elasticity", [1.0, 0.0, 0.6, 1.5])
def test_what_is_shared_alike_is_told_from_what_is_not(elasticity: float) -> None:
    random = np.random.default_rng(3)
    worth = random.lognormal(0, 1.5, 400)
    found = alike(worth**elasticity * random.lognormal(0, 0.5, 400), worth)
    assert found
    assert found.between.is_shown is (elasticity != 1.0)
    assert (found.between.value < 0) is (elasticity < 1) or elasticity == 1.0
    assert (found.ranks.low > 0) is (elasticity > 0)


def test_where_nothing_is_planted_one_in_twenty_is_shown() -> None:
    random = np.random.default_rng(0)
    shown = 0
    for seed in range(300):
        worth = random.lognormal(0, 1.4, 80)
        found = alike(worth * random.lognormal(0, 0.8, 80), worth, draws=99, seed=seed)
        shown += found is not None and found.between.is_shown
    assert 5 <= shown <= 27  # 15 expected; what a binomial of 300 at 1 in 20 does 998 times in 1,000


def test_too_few_say_nothing_and_the_worthless_do_not_count() -> None:
    worth = np.arange(1.0, 31.0)
    assert alike(worth[:19], worth[:19]) is None
    assert alike(worth * 0, worth) is None
    more, none = np.concatenate([worth, np.full(9, 5.0)]), np.concatenate([worth, np.zeros(9)])
    found, with_others = alike(worth, worth, draws=99), alike(more, none, draws=99)
    assert found
    assert found == with_others
    assert found.between.value == pytest.approx(0, abs=1e-12)
    assert not found.between.is_shown


def test_groups_are_those_that_were_published() -> None:
    # Ckmeans.1d.dp, R Journal 3/2 (2011) and its manual: sizes 4, 3, 3, within 0, 0, 2
    values = [-1, 2, -1, 2, 4, 5, 6, -1, 2, -1]
    found = groups(values, 3)
    assert np.bincount(found).tolist() == [4, 3, 3]
    assert scatter(values, found) == 2.0


@given(st.lists(st.integers(-20, 20), min_size=1, max_size=9), st.integers(1, 4))
def test_no_other_groups_are_closer(values: list[int], many: int) -> None:
    ranked, count = np.sort(np.array(values, dtype=np.float64)), len(values)
    cuts = (cut for some in range(min(many, count)) for cut in combinations(range(1, count), some))
    best = min(sum(_squares(ranked[a:b]) for a, b in zip((0, *cut), (*cut, count), strict=True)) for cut in cuts)
    found = groups(values, many)
    assert scatter(values, found) == pytest.approx(best, abs=1e-9)
    order = np.argsort(values, kind="stable")
    assert (np.diff(found[order]) >= 0).all()


def _squares(values: np.ndarray) -> float:
    return float(((values - values.mean()) ** 2).sum())


def test_groups_need_numbers() -> None:
    for values, many in (([], 2), ([1.0, np.nan], 2), ([1.0], 0)):
        with pytest.raises(ValueError, match="groups"):
            groups(values, many)
