"""Plain charts: chance alone makes their limits, so with many contacts nearly every month is an alarm."""

from __future__ import annotations

import numpy as np
import pytest

from truegreen.stats.charts.laney import rate_chart, share_chart
from truegreen.stats.charts.plain import plain_rate_chart, plain_share_chart


def test_laneys_limits_are_the_plain_ones_made_wider() -> None:
    hits, totals = [100, 130, 90, 150, 120] * 3, [1000, 900, 1100, 1000, 800] * 3
    plain, wide = plain_share_chart(hits, totals), share_chart(hits, totals)
    assert plain.centre == wide.chart.centre
    for one, other in zip(plain.highs, wide.chart.highs, strict=True):
        assert (other - plain.centre) == pytest.approx((one - plain.centre) * wide.widened)


def test_with_many_contacts_months_that_differ_a_little_are_all_alarms_on_the_plain_chart() -> None:
    rng = np.random.default_rng(1)
    hits = rng.binomial(20_000, rng.normal(0.8, 0.02, 24)).tolist()
    plain, wide = plain_share_chart(hits, [20_000] * 24), share_chart(hits, [20_000] * 24)
    assert len(plain.alarms) > 12
    assert wide.chart.alarms == ()


def test_where_chance_alone_is_at_work_both_are_quiet() -> None:
    rng = np.random.default_rng(2)
    counts = rng.poisson(40, 24).tolist()
    assert plain_rate_chart(counts, [1.0] * 24).alarms == ()
    assert rate_chart(counts, [1.0] * 24).chart.alarms == ()


def test_few_months_and_months_without_rows_raise_nothing() -> None:
    made = plain_share_chart([0, 50, 0], [50, 50, 0])
    assert made.points == (0.0, 1.0, None)
    assert not made.enough
    assert made.alarms == ()
    for work in (plain_share_chart, plain_rate_chart):
        with pytest.raises(ValueError, match="chart needs points"):
            work([0], [0])
    with pytest.raises(ValueError, match="more hits than rows"):
        plain_share_chart([2], [1])
    with pytest.raises(ValueError, match="below nought"):
        plain_rate_chart([-1], [1])
