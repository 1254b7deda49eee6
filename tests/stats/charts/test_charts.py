"""Charts of months: limits as published, alarms where something changed, none where there are too few months."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.charts.ewma import ewma
from truegreen.stats.charts.laney import rate_chart, share_chart
from truegreen.stats.charts.rules import Alarm, Rule, alarms
from truegreen.stats.charts.xmr import xmr

KNOWN = [52, 50, 54, 49, 51, 55, 48, 53, 52, 66]


def test_figures_have_the_published_limits() -> None:
    made = xmr(KNOWN)
    assert made.chart.centre == 53
    assert made.mean_range == pytest.approx(4.88889, abs=5e-6)
    assert (made.chart.lows[0], made.chart.highs[0]) == pytest.approx((39.9956, 66.0044), abs=5e-5)
    assert made.high_range == pytest.approx(15.977, abs=5e-4)


def test_a_dozen_months_may_alarm_and_eleven_may_not() -> None:
    months = [50.0, 51, 49, 50, 51, 49, 50, 51, 49, 50]
    assert xmr([*months, 90]).chart.alarms == ()
    assert not xmr([*months, 90]).chart.enough
    assert xmr([*months, 50, 90]).chart.alarms == (Alarm(11, Rule.POINT, is_high=True),)
    assert xmr([*months, 50, 90], baseline=10).chart.alarms == ()


def test_missing_months_stay_empty_and_no_step_leads_across_them() -> None:
    made = xmr([1, 2, None, float("nan"), 5, 4])
    assert made.ranges == (1, None, None, None, 1)
    assert made.mean_range == 1
    assert made.chart.points == (1, 2, None, None, 5, 4)
    assert made.chart.false_alarms == pytest.approx(4 / 370.398, rel=1e-5)


def test_rules_are_named_and_their_false_alarms_counted() -> None:
    one, all_rules = xmr([*KNOWN, *KNOWN]), xmr([*KNOWN, *KNOWN], list(Rule))
    assert one.chart.rules == (Rule.POINT,)
    assert one.chart.run_length == pytest.approx(370.40, abs=0.005)
    assert all_rules.chart.run_length == pytest.approx(91.75, abs=0.005)
    assert all_rules.chart.false_alarms > 4 * one.chart.false_alarms


def test_months_that_never_differ_raise_no_alarm() -> None:
    assert xmr([5.0] * 24).chart.alarms == ()
    assert share_chart([10] * 24, [10] * 24).chart.alarms == ()
    assert share_chart([0] * 24, [10] * 24).widened == 1


@pytest.mark.parametrize(
    ("scores", "rule", "at"),
    [
        ([0, 0, 3.1], Rule.POINT, 2),
        ([2.1, 0, 2.1], Rule.TWO_OF_THREE, 2),
        ([1.1, 1.1, 0, 1.1, 1.1], Rule.FOUR_OF_FIVE, 4),
        ([0.1] * 8, Rule.EIGHT, 7),
    ],
)
def test_each_rule_holds_where_it_says(scores: list[float], rule: Rule, at: int) -> None:
    assert alarms(scores, [rule]) == (Alarm(at, rule, is_high=True),)
    assert alarms([-score for score in scores], [rule]) == (Alarm(at, rule, is_high=False),)
    assert alarms(scores[:-1], [rule]) == ()
    assert alarms([None, *scores], [rule]) == (Alarm(at + 1, rule, is_high=True),)


def test_the_two_sides_are_never_mixed() -> None:
    assert alarms([2.5, -2.5, 0, 1.5, -1.5, 1.5, -1.5, 1.5], list(Rule)) == ()


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30), st.floats(0.01, 100), st.floats(-1e6, 1e6))
def test_other_units_move_the_limits_with_the_figures(values: list[float], scale: float, shift: float) -> None:
    one, other = xmr(values), xmr([value * scale + shift for value in values])
    assert other.chart.highs[0] == pytest.approx(one.chart.highs[0] * scale + shift, rel=1e-6, abs=1e-3)
    assert other.mean_range == pytest.approx(one.mean_range * scale, rel=1e-6, abs=1e-6)


def test_laneys_limits_are_those_worked_out_by_hand() -> None:
    """Shares .10 .13 .09 .15 of 1,000: p̄ .1175, σ .010183, steps of the scores 2.946 3.928 5.892."""
    made = share_chart([100, 130, 90, 150], [1000] * 4)
    sigma = sqrt(0.1175 * 0.8825 / 1000)
    widened = (0.03 + 0.04 + 0.06) / sigma / 3 / 1.128
    assert made.widened == pytest.approx(widened)
    assert made.chart.highs[0] == pytest.approx(0.1175 + 3 * widened * sigma)
    assert made.chart.lows[0] == pytest.approx(0.1175 - 3 * widened * sigma, abs=1e-12)
    rates = rate_chart([10, 13, 9, 15], [2.0] * 4)
    assert rates.widened == pytest.approx((1.5 + 2 + 3) / sqrt(5.875 / 2) / 3 / 1.128)


def test_with_huge_months_laney_does_not_flag_what_a_plain_chart_would() -> None:
    rng, totals = np.random.default_rng(1), [100_000] * 36
    worlds = [rng.binomial(totals, 0.8 + rng.normal(0, 0.01, 36)).tolist() for _ in range(20)]
    charts = [share_chart(hits, totals) for hits in worlds]
    plain = [abs(hit / 100_000 - 0.8) > 3 * sqrt(0.16 / 100_000) for hits in worlds for hit in hits]
    assert sum(plain) > 400
    assert sum(len(each.chart.alarms) for each in charts) <= 8
    worlds[0][20] = 70_000
    assert [alarm.at for alarm in share_chart(worlds[0], totals).chart.alarms] == [20]


def test_months_without_rows_are_gaps() -> None:
    made = share_chart([1, 0, 2, 3], [10, 0, 10, 10])
    assert made.chart.points == (0.1, None, 0.2, 0.3)
    assert made.chart.centre == pytest.approx(0.2)


def test_the_weighted_mean_is_that_of_its_formula() -> None:
    made = ewma([1, 2, None, 3], 0, 1, weight=0.5, width=3)
    assert made.points == (0.5, 1.25, 1.25, 2.125)
    assert made.highs[0] == pytest.approx(3 * 0.5)
    assert made.highs[3] == pytest.approx(3 * sqrt(1 / 3 * (1 - 0.5**8)))
    assert made.alarms == (3,)


def test_what_is_no_chart_is_refused() -> None:
    with pytest.raises(ValueError, match="no figures"):
        xmr([])
    with pytest.raises(ValueError, match="no two figures in a row"):
        xmr([1, None, 2])
    with pytest.raises(ValueError, match="endless"):
        xmr([1, float("inf")])
    with pytest.raises(ValueError, match="more hits than rows"):
        share_chart([2], [1])
    with pytest.raises(ValueError, match="below nought"):
        rate_chart([-1], [1])
    with pytest.raises(ValueError, match="no month with rows"):
        share_chart([0, 0], [0, 0])
    with pytest.raises(ValueError, match="sigma of 0"):
        ewma([1], 0, 0)


def test_months_that_keep_of_the_month_before_get_wider_limits() -> None:
    random, carry = np.random.default_rng(6), 0.8
    series = random.normal(size=(200, 24))
    for month in range(1, 24):
        series[:, month] = carry * series[:, month - 1] + np.sqrt(1 - carry**2) * series[:, month]
    plain = [bool(xmr(row.tolist()).chart.alarms) for row in series]
    wider = [bool(xmr(row.tolist(), carry=carry).chart.alarms) for row in series]
    assert np.mean(plain) > 0.6
    assert np.mean(wider) < 0.05
    with pytest.raises(ValueError, match="1 is no carry-over"):
        xmr(KNOWN, carry=1)


@pytest.mark.slow
def test_charts_of_independent_months_keep_to_their_false_alarms() -> None:
    draws = np.random.default_rng(5).normal(size=(400, 60))
    found = sum(len(xmr(row.tolist()).chart.alarms) for row in draws)
    assert 0.7 < found / (400 * 60 / 370.4) < 1.6
