"""A search among lags keeps its promise, finds what is planted, and does not believe what shows before it happened."""

from __future__ import annotations

import numpy as np
import pytest

from tests.stats.validity.worlds import LAGS, LEADS, by_month
from truegreen.stats.panel.bootstrap import wild
from truegreen.stats.panel.equations import Unfit, Way, equations
from truegreen.stats.panel.moments import Moments, of
from truegreen.stats.panel.regression import Regression, regression
from truegreen.stats.validity.lags import Lagged, lagged, shifted
from truegreen.stats.validity.search import searched


def fitted(moments: Moments, draws: int = 199, seed: int = 0) -> Lagged:
    found = lagged(moments, "outcome", LAGS, LEADS, draws=draws, seed=seed)
    assert isinstance(found, Lagged)
    return found


def test_two_months_are_found_as_two_months() -> None:
    found = fitted(by_month(1, 0.8, effect=0.3))
    assert found.best == 2
    assert found.established
    assert not found.confounded
    assert found.lags[2].low < 0.3 < found.lags[2].high
    assert found.in_all.low < 0.3 < found.in_all.high
    assert found.strongest.p == 0.005


def test_what_answers_the_outcome_is_confounded() -> None:
    found = fitted(by_month(1, 0.8, back=0.5))
    assert found.confounded
    assert not found.established
    assert found.leads[1].value > 0.3


def test_estimates_are_those_of_the_regression_at_all_lags() -> None:
    moments = by_month(3, 0.5, effect=0.2)
    plain, found = regression(moments, "outcome", list(LAGS.values())), fitted(moments)
    assert isinstance(plain, Regression)
    assert [each.value for each in found.lags.values()] == pytest.approx(plain.coefficients)
    assert found.in_all.value == pytest.approx(plain.coefficients.sum())
    assert found.in_all.error == pytest.approx(np.sqrt(plain.covariance.sum()))


def test_a_search_of_one_is_the_wild_bootstrap() -> None:
    """Signs alone, and every one tried, in :func:`wild`; drawn here: they agree to the noise of the draws."""
    moments = by_month(5, 0.5, accounts=14, effect=0.12)
    made = equations(moments, "outcome", ["0 months ago", "2 months ago"], Way.WITHIN)
    alone, every = searched(made, ["2 months ago"], [["2 months ago"]], draws=9999), wild(made, "2 months ago", 20_000)
    assert not isinstance(every, Unfit)
    assert alone.t[0] == pytest.approx(every.t)
    assert alone.p[0] == pytest.approx(every.p, abs=0.015)


def test_a_search_allows_for_what_it_searches() -> None:
    made = equations(by_month(6, 0.5), "outcome", list(LAGS.values()), Way.WITHIN)
    names = list(LAGS.values())
    together = searched(made, names, [[each] for each in names], draws=499)
    alone = searched(made, names, [[names[0]]], draws=499)
    assert together.p[0] > alone.p[0]
    assert (searched(made, names, [[each] for each in names], draws=499).p == together.p).all()
    strongest = np.argmax(np.abs(together.t))
    assert together.p[strongest] == together.p.min()


def test_units_do_not_matter() -> None:
    moments = by_month(7, 0.5, effect=0.1)
    scale = np.array([3600.0, *[1e-4] * (len(moments.names) - 1)])
    left, right = np.triu_indices(len(scale))
    other = Moments(
        moments.names,
        moments.centre * scale,
        moments.clusters,
        moments.counts,
        moments.sums * scale,
        moments.products * scale[left] * scale[right],
    )
    assert [each.p for each in fitted(other).lags.values()] == [each.p for each in fitted(moments).lags.values()]


@pytest.mark.slow
@pytest.mark.parametrize("memory", [0.8, 0.9, 0.95])
def test_unrelated_figures_are_found_one_time_in_twenty(memory: float) -> None:
    """400 panels: the promise is 5 %, its error 1.1 points."""
    found = [fitted(by_month(seed, memory, accounts=30), seed=seed) for seed in range(400)]
    assert np.mean([each.established for each in found]) <= 0.05 + 0.022
    assert np.mean([each.confounded for each in found]) <= 0.05 + 0.022


@pytest.mark.slow
@pytest.mark.parametrize("memory", [0.8, 0.95])
def test_planted_lags_are_found(memory: float) -> None:
    found = [fitted(by_month(seed, memory, effect=0.2), seed=seed) for seed in range(60)]
    assert np.mean([each.established for each in found]) >= 0.8
    assert np.mean([each.best == 2 for each in found]) >= 0.9


def test_leads_need_not_be_tried() -> None:
    found = lagged(by_month(1, 0.5), "outcome", {0: "0 months ago"}, {}, ["1 months ago"], draws=99)
    assert isinstance(found, Lagged)
    assert (found.leads, found.confounded) == ({}, False)


def test_thin_data_say_why() -> None:
    moments = by_month(1, 0.5, accounts=1)
    assert isinstance(lagged(moments, "outcome", LAGS, LEADS), Unfit)
    assert isinstance(lagged(moments.only(np.zeros(1, dtype=bool)), "outcome", LAGS, LEADS), Unfit)


def test_what_makes_no_sense_is_refused() -> None:
    moments = by_month(1, 0.5)
    with pytest.raises(ValueError, match="at least one lag"):
        lagged(moments, "outcome", {}, LEADS)
    with pytest.raises(ValueError, match="leads at 1"):
        lagged(moments, "outcome", LAGS, {0: "next month"})
    with pytest.raises(ValueError, match="needs columns among"):
        searched(equations(moments, "outcome", ["next month"], Way.WITHIN), ["next month"], [[]])


def test_shifting_looks_up_the_period_and_not_the_row() -> None:
    keys, months, values = [1, 1, 1, 2, 2], [3, 1, 2, 2, 4], [30, 10, 20, 200, 400]
    assert shifted(values, keys, months, 1).tolist() == pytest.approx([20, np.nan, 10, np.nan, np.nan], nan_ok=True)
    assert shifted(values, keys, months, -2).tolist() == pytest.approx([np.nan, 30, np.nan, 400, np.nan], nan_ok=True)
    assert shifted(values, keys, months, 0).tolist() == values
    assert shifted([], [], [], 1).tolist() == []
    with pytest.raises(ValueError, match="two rows for one period"):
        shifted([1, 2], [1, 1], [5, 5], 1)


def test_rows_without_a_lag_are_left_out_and_counted() -> None:
    moments = by_month(1, 0.5, accounts=10, months=12)
    assert (moments.rows, moments.incomplete) == (10 * (12 - 6 - 2), 80)
    assert of([[1.0, np.nan]], [1], ["a", "b"]).incomplete == 1
