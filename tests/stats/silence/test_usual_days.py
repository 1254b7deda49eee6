"""What days are worth: weekends, feeds that were out, quiet weeks, and nothing where there is nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.silence.usual_days import usual_days

DAYS = np.arange(728)
WEEK = np.where(DAYS % 7 < 5, 1.0, 0.1)


def drawn(mean: float, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).poisson(mean * WEEK * (1 + 0.3 * np.sin(DAYS / 200)))


@pytest.mark.parametrize("mean", [1, 8, 300])
def test_where_nothing_is_out_no_day_is_taken_out(mean: float) -> None:
    assert sum(len(usual_days(drawn(mean, seed)).runs) for seed in range(8)) == 0


def test_a_day_is_worth_what_is_usual_on_its_weekday() -> None:
    found = usual_days(drawn(50, 1))
    assert found.weekdays == pytest.approx(7 * WEEK[:7] / WEEK[:7].sum(), abs=0.05)
    assert found.weekdays.sum() == pytest.approx(7)
    assert found.weights == pytest.approx(found.weekdays[DAYS % 7])


def test_a_feed_that_was_out_is_found_to_the_day_and_worth_nothing() -> None:
    counts = drawn(20, 2)
    counts[301:308] = 0
    counts[700:] = 0
    out, ended = usual_days(counts).runs
    assert (out.first, out.last, out.came, out.is_out) == (301, 307, 0, True)
    assert abs(ended.first - 700) <= 2
    assert ended.last == 727
    assert usual_days(counts).weights[302:307].sum() == 0


def test_a_quiet_season_is_worth_as_much_less_as_fewer_came() -> None:
    counts = drawn(100, 3)
    counts[200:228] = counts[200:228] * 4 // 10
    found = usual_days(counts)
    assert all(run.first >= 198 and run.last <= 229 and not run.is_out for run in found.runs)
    assert (found.weights / found.weekdays[DAYS % 7])[200:228].mean() == pytest.approx(0.4, abs=0.05)


def test_what_was_quiet_a_year_before_needs_less_to_be_seen() -> None:
    counts = drawn(5, 4)
    counts[564:571] = counts[564:571] * 4 // 10
    assert usual_days(counts).runs == ()
    counts[200:228] = counts[200:228] * 3 // 10
    assert [run.known for run in usual_days(counts).runs] == [False, True]


def test_a_holiday_that_is_known_needs_less_to_be_seen() -> None:
    counts, known = drawn(8, 5), np.zeros(728, np.bool_)
    counts[211], known[211] = 1, True
    assert usual_days(counts).runs == ()
    (holiday,) = usual_days(counts, expected_low=known).runs
    assert (holiday.first, holiday.last, holiday.known) == (211, 211, True)
    assert usual_days(drawn(8, 5), expected_low=known).runs == ()  # a day off on which they came all the same


def test_a_portfolio_that_grows_was_not_quiet_before() -> None:
    accounts = np.minimum(20 + DAYS * 2, 300)
    counts = np.random.default_rng(6).poisson(0.1 * accounts * WEEK)
    assert usual_days(counts).runs != ()
    assert usual_days(counts, among=accounts).runs == ()


def test_with_too_few_to_tell_days_are_all_alike() -> None:
    assert usual_days([3, 0, 1, 0]).weights.tolist() == [1.0] * 4
    assert usual_days(np.zeros(100)).runs == ()
    assert usual_days([]).weights.size == 0


@given(st.lists(st.integers(0, 40), min_size=1, max_size=120), st.integers(0, 6))
def test_no_day_is_worth_less_than_nothing_and_runs_do_not_overlap(counts: list[int], monday: int) -> None:
    found = usual_days(counts, monday)
    assert np.all(found.weights >= 0)
    assert np.isfinite(found.weights).all()
    assert all(one.last < other.first for one, other in zip(found.runs, found.runs[1:], strict=False))


@pytest.mark.parametrize(("counts", "low"), [([-1.0], None), ([np.nan], None), ([1.0, 2.0], [True])])
def test_what_are_no_counts_is_refused(counts: list[float], low: list[bool] | None) -> None:
    with pytest.raises(ValueError, match="not negative"):
        usual_days(counts, expected_low=low)
