"""How well it was told: concordance by looking at every pair, Brier scores, and lists that end among equals."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truegreen.stats.hazard.brier import brier
from truegreen.stats.hazard.concordance import below, concordance, uno
from truegreen.stats.hazard.ranked import average_precision, first
from truegreen.stats.hazard.survival import followed

rows = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 6), st.booleans()), min_size=1, max_size=25)


def pairs(scores: np.ndarray, stops: np.ndarray, hits: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Look at every pair: right, wrong, tied."""
    found = np.zeros(3)
    for one in range(len(scores)):
        for other in range(len(scores)):
            if hits[one] and (stops[one] < stops[other] or (stops[one] == stops[other] and not hits[other])):
                away = scores[one] - scores[other]
                found[0 if away > 0 else 1 if away < 0 else 2] += weights[one]
    return found


@given(rows)
@settings(max_examples=60)
def test_pairs_are_counted_without_making_them(drawn: list[tuple[int, int, bool]]) -> None:
    scores, stops, hits = np.array(drawn, dtype=float).T
    for told, weights in (
        (concordance(scores, stops, hits), np.ones(len(hits))),
        (uno(scores, stops, hits, until=5), _by_followed(stops, hits, 5)),
    ):
        expected = pairs(scores, stops, hits, weights)
        if told is None:
            assert not expected.any()
        else:
            assert (told.right, told.wrong, told.tied) == pytest.approx(tuple(expected))
            assert told.estimate.value == pytest.approx((expected[0] + expected[2] / 2) / expected.sum())


def _by_followed(stops: np.ndarray, hits: np.ndarray, until: float) -> np.ndarray:
    share = followed(stops, hits).at(stops, just_before=True)
    return np.asarray(np.where((hits > 0) & (stops < until), 1 / np.maximum(share, 1e-300) ** 2, 0))


def test_the_error_is_that_of_leaving_each_out_a_little() -> None:
    random = np.random.default_rng(1)
    scores, stops = random.integers(0, 9, 80).astype(float), random.integers(1, 12, 80).astype(float)
    hits = (random.random(80) < 0.6).astype(float)
    whole = concordance(scores, stops, hits)
    assert whole
    changes = []
    for out in range(80):
        kept = np.arange(80) != out
        told = concordance(scores[kept], stops[kept], hits[kept])
        assert told
        changes.append(told.estimate.value - whole.estimate.value)
    assert whole.estimate.error == pytest.approx(np.sqrt(np.square(changes).sum()), rel=0.06)


def test_what_differs_by_rounding_alone_is_the_same() -> None:
    told = concordance([0.1 + 0.2, 0.3, 0.1], [1, 2, 3], [1, 1, 1])
    assert told
    assert (told.right, told.tied) == (2, 1)


@given(st.lists(st.integers(0, 12), max_size=30), st.integers(0, 30), st.integers(0, 14))
def test_sums_below_a_limit_are_those_of_looking(values: list[int], upto: int, limit: int) -> None:
    weights = np.arange(1.0, len(values) + 1)
    looked = min(upto, len(values))
    expected = sum(weight for value, weight in zip(values[:looked], weights, strict=False) if value < limit)
    assert below(np.array(values, dtype=np.intp), weights, np.array([looked]), np.array([limit]))[0] == expected


def test_a_foretelling_of_nothing_is_ranked_at_a_half() -> None:
    random = np.random.default_rng(2)
    told = [concordance(random.random(60), random.random(60), np.ones(60)) for _ in range(200)]
    away = [(each.estimate.value - 0.5) / each.estimate.error for each in told if each]
    assert np.std(away) == pytest.approx(1.0, abs=0.15)
    assert np.mean([(each.estimate.p or 0) < 0.05 for each in told if each]) < 0.11


def test_without_a_pair_there_is_no_concordance() -> None:
    assert concordance([], [], []) is None
    assert concordance([1, 2], [1, 1], [1, 1]) is None
    assert uno([1, 2], [1, 2], [0, 0]) is None
    with pytest.raises(ValueError, match="do not fit"):
        concordance([1], [1, 2], [1, 1])
    with pytest.raises(ValueError, match="no number"):
        concordance([np.nan, 1], [1, 2], [1, 1])


def test_without_losses_the_brier_score_is_the_mean_square() -> None:
    random = np.random.default_rng(3)
    stops, chances = random.integers(1, 9, 50).astype(float), random.random((50, 4))
    told = brier(chances, [1, 3, 4, 7], stops, np.ones(50))
    assert told
    came = stops[:, None] > np.array([1, 3, 4, 7])
    scores = ((came - chances) ** 2).mean(axis=0)
    assert told.scores == pytest.approx(scores)
    assert told.integrated.value == pytest.approx(np.trapezoid(scores, [1, 3, 4, 7]) / 6)


def test_losses_by_chance_leave_the_brier_score_where_it_was() -> None:
    random = np.random.default_rng(4)
    risk = np.exp(random.normal(size=40_000) * 0.7)
    leaves, seen = random.exponential(size=40_000) / risk, random.exponential(size=40_000) * 1.5
    times = np.array([0.3, 0.8, 1.2])
    staying = np.exp(-risk[:, None] * times)
    whole = brier(staying, times, leaves, np.ones(40_000))
    told = brier(staying, times, np.minimum(leaves, seen), leaves <= seen)
    assert whole
    assert told
    assert told.scores == pytest.approx(whole.scores, abs=0.004)
    constant = brier(np.full((40_000, 3), 0.5), times, np.minimum(leaves, seen), leaves <= seen)
    assert constant
    assert constant.scores == pytest.approx(np.full(3, 0.25), abs=0.005)


def test_where_nobody_is_followed_that_long_there_is_no_brier_score() -> None:
    assert brier(np.ones((2, 1)), [9.0], [1, 2], [1, 0]) is None
    assert brier(np.ones((0, 1)), [9.0], [], []) is None
    for chances, times, says in (
        (np.ones((2, 2)), [1.0], "do not fit"),
        (np.full((2, 1), 1.1), [1.0], "between 0 and 1"),
        (np.ones((2, 2)), [2.0, 1.0], "times grow"),
    ):
        with pytest.raises(ValueError, match=says):
            brier(chances, times, [1, 2], [1, 0])


@given(st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=6), st.integers(1, 7))
@settings(max_examples=40)
def test_a_list_catches_what_it_would_on_average_over_all_orders(drawn: list[tuple[int, bool]], length: int) -> None:
    scores, hits = np.array(drawn, dtype=float).T
    told = first(scores, hits, length)
    if not hits.sum():
        assert told is None
        return
    caught = [
        hits[list(order)][np.argsort(-scores[list(order)], kind="stable")][:length].sum()
        for order in permutations(range(len(hits)))
    ]
    assert told
    assert told.caught == pytest.approx(np.mean(caught))
    assert told.precision * told.listed == pytest.approx(told.recall * told.hits)


def test_precision_on_average_does_not_go_with_the_order_of_equals() -> None:
    random = np.random.default_rng(5)
    scores, hits = random.integers(0, 4, 40).astype(float), (random.random(40) < 0.3).astype(float)
    order = random.permutation(40)
    assert average_precision(scores, hits) == average_precision(scores[order], hits[order])
    assert average_precision(np.ones(40), hits) == pytest.approx(hits.mean())
    assert average_precision(hits, hits) == 1.0
    assert average_precision([np.nan, 1], [1, 0]) is None
    with pytest.raises(ValueError, match="at least one"):
        first([1], [1], 0)
    with pytest.raises(ValueError, match="0 or 1"):
        first([1], [2], 1)
