"""Curves of staying: laws, and what has no answer. Published ones stand in hazard.yml."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truegreen.stats.hazard.log_rank import log_rank
from truegreen.stats.hazard.survival import Shape, followed, kaplan_meier, nelson_aalen

times = st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=1, max_size=40)


@given(times)
@settings(max_examples=30)
def test_if_all_are_followed_to_the_end_it_is_the_share(rows: list[tuple[int, bool]]) -> None:
    stops = np.array([stop for stop, _ in rows])
    curve = kaplan_meier(stops, np.ones(len(stops)))
    for time in range(10):
        assert curve.at(time) == pytest.approx((stops > time).mean())
        assert curve.at(time, just_before=True) == pytest.approx((stops >= time).mean())
    assert curve.mean_until(9) == pytest.approx(stops.mean())


@given(times)
@settings(max_examples=30)
def test_who_stays_and_who_is_followed_share_out_who_is_there(rows: list[tuple[int, bool]]) -> None:
    stops, hits = np.array(rows).T
    stays, seen = kaplan_meier(stops, hits), followed(stops, hits)
    for time in range(9):
        there = float((stops > time).mean())
        if there:
            assert stays.at(time) * seen.at(time) == pytest.approx(there)


@given(times)
@settings(max_examples=30)
def test_nobody_is_hurt_by_rows_cut_into_stretches(rows: list[tuple[int, bool]]) -> None:
    stops, hits = np.array(rows, dtype=float).T
    cut = np.minimum(stops, 3)
    later = cut < stops
    parts = np.append(cut, stops[later]), np.append(np.where(later, 0, hits), hits[later])
    starts = np.append(np.zeros(len(cut)), cut[later])
    for curve in (kaplan_meier, nelson_aalen):
        whole, made = curve(stops, hits), curve(*parts, starts=starts)
        np.testing.assert_allclose(made.values, whole.values, rtol=1e-12)
        np.testing.assert_allclose(made.low, whole.low, rtol=1e-12)


@given(times, st.sampled_from(list(Shape)))
@settings(max_examples=30)
def test_an_interval_holds_its_curve(rows: list[tuple[int, bool]], shape: Shape) -> None:
    curve = kaplan_meier(*np.array(rows).T, shape=shape)
    some = curve.values > 0
    assert (curve.low[some] <= curve.values[some] + 1e-12).all()
    assert (curve.high[some] >= curve.values[some] - 1e-12).all()
    assert np.isnan(curve.high[~some]).all()


@given(times)
@settings(max_examples=30)
def test_groups_that_are_the_same_are_no_different(rows: list[tuple[int, bool]]) -> None:
    stops, hits = np.array(rows).T
    found = log_rank(np.tile(stops, 2), np.tile(hits, 2), np.repeat(["a", "b"], len(stops)))
    if found:
        assert found.square == pytest.approx(0, abs=1e-9)
        assert sum(found.observed.values()) == pytest.approx(sum(found.expected.values())) == 2 * hits.sum()


def test_without_anybody_there_is_no_curve_and_no_test() -> None:
    assert kaplan_meier([], []).at([1.0]).tolist() == [1.0]
    assert kaplan_meier([1, 2], [0, 0]).when() is None
    assert log_rank([], [], []) is None
    assert log_rank([1, 2], [1, 1], ["a", "a"]) is None
    assert log_rank([1, 2], [0, 0], ["a", "b"]) is None
    assert log_rank([1, 1], [1, 1], ["a", "b"]) is None
    assert log_rank([1, 2], [1, 1], ["a", "b"])


def test_misuse_is_told() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        kaplan_meier([1, 2], [1])
    with pytest.raises(ValueError, match="no number from 0 on"):
        kaplan_meier([1, -2], [1, 1])
    with pytest.raises(ValueError, match="neither 0 nor 1"):
        kaplan_meier([1, 2], [1, 2])
    with pytest.raises(ValueError, match="ends before it starts"):
        kaplan_meier([1, 2], [1, 1], starts=[1, 1])
    with pytest.raises(ValueError, match="groups and times"):
        log_rank([1, 2], [1, 1], ["a"])


@pytest.mark.slow
def test_a_log_rank_finds_nothing_in_nothing_as_seldom_as_promised() -> None:
    random, found = np.random.default_rng(1), []
    for _ in range(400):
        stops, hits = np.ceil(random.exponential(size=120) * 6), random.random(120) < 0.7
        told = log_rank(stops, hits, random.integers(0, 3, 120))
        found.append(told is not None and told.p < 0.05)
    assert 0.02 < np.mean(found) < 0.085
