"""Whoever holds arrays need not make lists of them."""

from __future__ import annotations

import numpy as np
import pytest

from truegreen.stats.charts.budget import needed_run_length
from truegreen.stats.charts.dispersion import dispersion
from truegreen.stats.charts.funnel import share_funnel
from truegreen.stats.charts.laney import share_chart
from truegreen.stats.charts.xmr import xmr
from truegreen.stats.raters.many import gwet
from truegreen.stats.raters.ratings import tabled
from truegreen.stats.raters.two import cohen
from truegreen.stats.validity.importance import divided

HITS, TOTALS = np.array([80, 85, 90, 70, 95, 88]), np.full(6, 100)


def test_arrays_and_lists_say_the_same() -> None:
    assert share_chart(HITS, TOTALS) == share_chart(HITS.tolist(), TOTALS.tolist())  # type: ignore[arg-type]
    assert xmr(HITS).mean_range == xmr(HITS.tolist()).mean_range  # type: ignore[arg-type]
    funnel, other = share_funnel(HITS, TOTALS), share_funnel(HITS.tolist(), TOTALS.tolist())  # type: ignore[arg-type]
    assert [peer.z for peer in funnel.peers] == pytest.approx([peer.z for peer in other.peers])
    scores = np.array([-1.0, 0.5, 2.0, 0.0, 1.0])
    assert dispersion(scores, np.ones(5)).ratio == dispersion(scores.tolist(), [1.0] * 5).ratio  # type: ignore[arg-type]
    assert needed_run_length(np.ones(30), 0.1) == 300  # type: ignore[arg-type]


def test_categories_may_be_an_array_too() -> None:
    table, names = [[8, 1], [2, 9]], np.array([1, 2])
    assert cohen(table, categories=names) == cohen(table)  # type: ignore[arg-type]
    assert gwet(tabled(table, names)) == gwet(tabled(table))  # type: ignore[arg-type]


def test_a_matrix_may_be_a_list() -> None:
    matrix = [[1.0, 0.5, 0.6], [0.5, 1.0, 0.4], [0.6, 0.4, 1.0]]
    assert divided(matrix).sum() == pytest.approx((0.36 + 0.16 - 2 * 0.5 * 0.24) / 0.75)
