"""Laws of hazards, curves and rankings that hold whatever the records."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.hazard.brier import brier
from truegreen.stats.hazard.concordance import concordance, uno
from truegreen.stats.hazard.discrete import Hazard, hazard, over
from truegreen.stats.hazard.log_rank import log_rank
from truegreen.stats.hazard.ranked import average_precision, first
from truegreen.stats.hazard.survival import Shape, kaplan_meier, nelson_aalen

Records = list[tuple[int, bool, int]]
RECORDS = st.lists(st.tuples(st.integers(1, 9), st.booleans(), st.integers(0, 4)), min_size=4, max_size=40)


def told(records: Records) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    stops, hits, scores = (np.array(each, dtype=np.float64) for each in zip(*records, strict=True))
    return stops, hits, scores


@given(RECORDS, st.sampled_from(list(Shape)))
def test_fewer_stay_as_time_goes_on_and_never_fewer_than_none(records: Records, shape: Shape) -> None:
    stops, hits, _ = told(records)
    curve = kaplan_meier(stops, hits, shape=shape)
    assert np.all(np.diff(np.append(1, curve.values)) < 0)
    assert np.all((curve.values >= 0) & (curve.values < 1))
    assert np.all(np.diff(nelson_aalen(stops, hits).values) > 0)
    assert np.all(-np.log(np.maximum(curve.values, 1e-300)) >= nelson_aalen(stops, hits).values - 1e-12)


@given(RECORDS)
def test_who_is_followed_longer_never_lowers_the_curve(records: Records) -> None:
    stops, hits, _ = told(records)
    longer = kaplan_meier(np.where(hits > 0, stops, stops + 20), hits)
    shorter = kaplan_meier(stops, hits)
    assert np.all(longer.at(np.arange(10)) >= shorter.at(np.arange(10)) - 1e-12)


@given(RECORDS, st.integers(0, 99))
def test_order_and_the_unit_of_time_do_not_matter(records: Records, seed: int) -> None:
    stops, hits, scores = told(records)
    order = np.random.default_rng(seed).permutation(len(stops))
    one, other = kaplan_meier(stops, hits), kaplan_meier(stops[order] * 7, hits[order])
    assert one.values == pytest.approx(other.values)
    for rank in (concordance, uno):
        first_, second = rank(scores, stops, hits), rank(scores[order], stops[order] * 7, hits[order])
        assert (first_ is None) == (second is None)
        if first_ and second:
            assert first_.estimate.value == pytest.approx(second.estimate.value)
            assert first_.estimate.error == pytest.approx(second.estimate.error)


@given(RECORDS)
def test_a_ranking_turned_round_is_as_far_below_a_half(records: Records) -> None:
    stops, hits, scores = told(records)
    for rank in (concordance, uno):
        one, other = rank(scores, stops, hits), rank(-scores, stops, hits)
        if one and other:
            assert one.estimate.value + other.estimate.value == pytest.approx(1)
            assert 0 <= one.estimate.value <= 1
            assert rank(np.exp(scores) - 3, stops, hits) == one


@given(RECORDS)
def test_groups_named_otherwise_are_as_different(records: Records) -> None:
    stops, hits, scores = told(records)
    one, other = log_rank(stops, hits, scores), log_rank(stops, hits, -scores)
    assert (one is None) == (other is None)
    if one and other:
        assert one.square == pytest.approx(other.square, abs=1e-9)
        assert sum(one.observed.values()) == pytest.approx(sum(one.expected.values()))


@given(RECORDS)
def test_a_longer_list_catches_no_fewer(records: Records) -> None:
    _, hits, scores = told(records)
    caught = [first(scores, hits, length) for length in range(1, len(hits) + 2)]
    if hits.sum():
        held = [each.caught for each in caught if each]
        assert len(held) == len(caught)
        assert np.all(np.diff(held) >= -1e-12)
        assert held[-1] == hits.sum()
        assert hits.mean() / len(hits) < float(average_precision(scores, hits) or 0) <= 1


@given(RECORDS, st.floats(0, 1))
def test_a_brier_score_is_best_where_chances_are_right(records: Records, chance: float) -> None:
    stops, hits, _ = told(records)
    curve = kaplan_meier(stops, hits)
    staying = float(curve.at(5))
    best, other = (brier(np.full((len(stops), 1), each), [5], stops, hits) for each in (staying, chance))
    if best and other:
        assert best.scores[0] <= other.scores[0] + 1e-9


@given(st.lists(st.floats(0, 1), min_size=1, max_size=5), st.integers(0, 30))
def test_more_months_are_never_less_likely(chances: list[float], months: int) -> None:
    assert np.all(over(chances, months) <= over(chances, months + 1))
    assert over(chances, 1) == pytest.approx(chances)


@given(st.integers(0, 20), st.floats(-3, 3), st.floats(0.01, 100))
def test_a_hazard_is_the_same_in_other_units(seed: int, shift: float, scale: float) -> None:
    random = np.random.default_rng(seed)
    columns, hits = random.normal(size=(60, 2)), (random.random(60) < 0.4).astype(np.float64)
    one = hazard(columns, hits, np.arange(60) // 2, ("a", "b"))
    other = hazard(columns * scale + shift, hits, np.arange(60) // 2, ("a", "b"))
    assert isinstance(one, Hazard)
    assert isinstance(other, Hazard)
    assert other.chance(columns * scale + shift) == pytest.approx(one.chance(columns), abs=1e-7)
    assert other.estimates["a"].p == pytest.approx(one.estimates["a"].p, abs=1e-6)
