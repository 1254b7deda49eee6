"""Effects of what seldom happens: that none of a few left is no proof that nobody would have."""

from __future__ import annotations

import numpy as np
import pytest

from truegreen.signals.validity.links import estimated, measured
from truegreen.stats.panel.equations import Unfit, Way
from truegreen.stats.panel.moments import Moments, of
from truegreen.stats.panel.regression import Regression, regression


def seldom(seed: int, accounts: int = 300, months: int = 12) -> Moments:
    """Draw accounts that seldom wait and seldom leave, with nothing between the two."""
    random = np.random.default_rng(seed)
    waited = random.random(accounts * months) < 0.03
    left = random.random(accounts * months) < 0.01
    return of(np.column_stack([waited, left]).astype(float), np.repeat(np.arange(accounts), months), ["waited", "left"])


def chances(*, guarded: bool, worlds: int = 300) -> np.ndarray:
    found = [(estimated if guarded else regression)(seldom(seed), "left", ["waited"], Way.POOLED)
             for seed in range(worlds)]  # fmt: skip
    return np.array([each.estimates["waited"].p for each in found if isinstance(each, Regression)])


@pytest.mark.slow
def test_what_seldom_happens_is_claimed_no_more_often_than_promised() -> None:
    """Errors that know accounts alone claim it many times as often: no event, no spread."""
    assert (chances(guarded=False) < 0.01).mean() > 0.05
    assert (chances(guarded=True) < 0.01).mean() <= 0.04


def test_errors_that_are_greater_stay() -> None:
    """Where rows of an account go together the errors are those that know it."""
    random = np.random.default_rng(1)
    keys = np.repeat(np.arange(60), 20)
    figure, outcome = (random.normal(size=60)[keys] + random.normal(size=1200) for _ in range(2))
    moments = of(np.column_stack([figure, outcome]), keys, ["figure", "outcome"])
    plain, found = (each(moments, "outcome", ["figure"], Way.POOLED) for each in (regression, estimated))
    assert isinstance(plain, Regression)
    assert isinstance(found, Regression)
    assert found.estimates["figure"] == plain.estimates["figure"]


def test_what_does_not_differ_is_said() -> None:
    moments = of(np.ones((40, 2)), np.repeat(np.arange(4), 10), ["figure", "outcome"])
    assert isinstance(estimated(moments, "outcome", ["figure"], Way.WITHIN), Unfit)
    told = measured(moments, "outcome", "figure")
    assert told.per_sd is None
    assert told.because


@pytest.mark.parametrize("by", [0.01, 60.0])
def test_effects_in_deviations_know_no_unit(by: float) -> None:
    random = np.random.default_rng(2)
    figure, keys = random.normal(size=600), np.repeat(np.arange(30), 20)
    outcome = figure + random.normal(size=600)
    one, other = (measured(of(np.column_stack([scale * figure, outcome]), keys, ["x", "y"]), "y", "x")
                  for scale in (1.0, by))  # fmt: skip
    assert one.per_sd is not None
    assert other.per_sd is not None
    assert other.per_sd.value == pytest.approx(one.per_sd.value)
    assert other.per_sd.p == pytest.approx(one.per_sd.p)
