"""A figure shows when it shows: at its lag where months are dense, over three months together where they are not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.signals.panels import drawn
from truegreen.model.validity import Grain, Link
from truegreen.readings.panel import Panel
from truegreen.signals.validity.judged import Asked, links
from truegreen.signals.validity.lags import by_lag, is_dense
from truegreen.signals.validity.links import Measured, besides
from truegreen.signals.validity.months import WHEN, by_month
from truegreen.stats.validity.said import Said


def measured(panel: Panel, figure: str = "figure-0") -> Measured:
    found = by_lag(panel, "revenue", figure)
    assert found is not None
    return found


def said(*found: Measured) -> list[Link]:
    blank = [Link(figure=f"{at}", outcome="revenue", grain=Grain.MONTH, when="", said=Said.NOT_ENOUGH)
             for at in range(len(found))]  # fmt: skip
    return links([Asked(link=link, measured=each) for link, each in zip(blank, found, strict=True)])


def test_it_shows_two_months_later() -> None:
    found = measured(drawn(1, effect=4.0))
    assert found.when == "2 months before"
    assert [each.back for each in found.lags] == [1, 2, 3, -1]
    by_back = {each.back: each.per_sd for each in found.lags}
    assert by_back[2] == found.per_sd
    assert all(each.low < 0 < each.high for back, each in by_back.items() if back != 2)
    [link] = said(found)
    assert (link.said, link.when) == (Said.PREDICTS, "2 months before")
    assert link.per_sd is not None
    assert 0.2 < link.per_sd.value < 0.5


def test_a_lasting_effect_is_told_of_all_months_together() -> None:
    panel = drawn(2, effect=1.2, back=1)
    more = {back: drawn(2, effect=1.2, back=back).revenue - drawn(2).revenue for back in (2, 3)}
    found = measured(replace(panel, revenue=panel.revenue + sum(more.values())))
    assert found.when == "in each of the 3 months before"
    assert found.per_sd == found.in_all


def test_what_follows_from_the_outcome_is_confounded() -> None:
    """The figure answers to revenue a month later; with memory it seems to come before it as well."""
    [link] = said(measured(drawn(3, ahead=1.5, memory=0.8)))
    assert link.said is not Said.PREDICTS
    assert link.placebo is not None
    assert link.placebo.p is not None
    assert link.placebo.p < 0.05


def test_nothing_is_shown_only_at_every_lag() -> None:
    found = measured(drawn(4, accounts=400))
    assert len(besides(found)) == 4
    [link] = said(found)
    assert link.said is Said.NOTHING
    wide = replace(found.lags[2].per_sd, error=1.0)
    [doubted] = said(replace(found, lags=(*found.lags[:2], replace(found.lags[2], per_sd=wide))))
    assert doubted.said is Said.NOT_ENOUGH


def test_thin_months_are_pooled() -> None:
    panel = drawn(5, cases=2, effect=4.0)
    assert not is_dense(panel, "figure-0")
    assert by_lag(panel, "revenue", "figure-0") is None
    assert by_month(panel, "revenue", "figure-0").when == WHEN


def test_few_accounts_tell_no_lags() -> None:
    assert by_lag(drawn(6, accounts=12, effect=4.0), "revenue", "figure-0") is None


@pytest.mark.slow
def test_searching_lags_finds_nothing_more_often_than_promised() -> None:
    """Worlds of three figures with memory and nothing planted: at most one in twenty holds a false claim or two."""
    told = 0
    for seed in range(60):
        panel = drawn(100 + seed, accounts=50, months=18, memory=0.8, figures=3)
        found = said(*(measured(panel, name) for name in panel.measures))
        told += any(each.said in (Said.PREDICTS, Said.PERVERSE) for each in found)
    assert told <= 7  # of 60 at one in twenty there are more than seven once in a hundred


@pytest.mark.slow
def test_permuted_outcomes_say_nothing() -> None:
    panel, told = drawn(7, effect=4.0), 0
    for seed in range(40):
        order = np.random.default_rng(seed).permutation(len(panel.accounts))
        [link] = said(measured(replace(panel, revenue=panel.revenue[order])))
        told += link.said in (Said.PREDICTS, Said.PERVERSE)
    assert told <= 5
