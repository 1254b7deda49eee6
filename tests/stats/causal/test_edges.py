"""Causal statistics: what is thin, odd or wrong gets an answer in words or a clear refusal, and never a warning."""

from __future__ import annotations

from collections.abc import Callable
from math import inf, nan
from typing import Any

import numpy as np
import pytest

from truegreen.stats.causal import sensitivity as unseen
from truegreen.stats.causal.adjusted import adjusted
from truegreen.stats.causal.aggregated import Aggregated, By, aggregated
from truegreen.stats.causal.before import before
from truegreen.stats.causal.placebo import Placebos, placebos
from truegreen.stats.causal.robustness import robustness
from truegreen.stats.causal.staggered import staggered
from truegreen.stats.causal.synthetic import Synthetic, Twin, synthetic
from truegreen.stats.causal.two_by_two import TwoByTwo, two_by_two
from truegreen.stats.causal.two_way import two_way
from truegreen.stats.panel.equations import Unfit

RANDOM = np.random.default_rng(4)
PANEL = RANDOM.normal(size=(24, 8)).cumsum(axis=1)
FIRST = np.array([-1] * 10 + [3] * 7 + [5] * 7)
POOL, OWN = PANEL[:10], PANEL[10]
CURVE = aggregated(staggered(PANEL, FIRST), By.EVENT, draws=9)

REFUSED: list[tuple[str, Callable[[], Any]]] = [
    ("whole number", lambda: staggered(PANEL, np.where(FIRST == 5, nan, FIRST))),
    ("whole number", lambda: staggered(PANEL, FIRST + 0.5)),
    ("whole number", lambda: two_way(PANEL, np.where(FIRST == 5, nan, FIRST))),
    ("weight", lambda: staggered(PANEL, FIRST, weights=np.where(FIRST == 5, inf, 1.0))),
    ("do not fit", lambda: staggered(PANEL, FIRST, columns=np.ones((3, 1)))),
    ("are none", lambda: aggregated(staggered(PANEL, FIRST), By.EVENT, draws=0)),
    ("are none", lambda: aggregated(staggered(PANEL, FIRST), By.ALL, confidence=1)),
    ("is none", lambda: before(CURVE, 0) if isinstance(CURVE, Aggregated) else None),
    ("before and after", lambda: two_by_two(PANEL[:, 0], PANEL[:3, 1], FIRST > 0)),
    ("infinite", lambda: two_by_two([1, inf, 2], [1, inf, 2], [0, 1, 1])),
    ("same months", lambda: synthetic(POOL, OWN[:-1], 5)),
    ("same months", lambda: synthetic(POOL, np.empty((0, 8)), 5)),
    ("same months", lambda: synthetic(POOL, OWN.reshape(1, 1, 8), 5)),
    ("same months", lambda: synthetic(POOL, np.where(np.arange(8) == 2, nan, OWN), 5)),
    ("size above", lambda: placebos(made(), POOL, 5, sizes=np.zeros(11))),
    ("says nothing", lambda: robustness(2, 100, part=inf)),
    ("not above nought", lambda: unseen.e_value_of_hazards(inf)),
    ("not above nought", lambda: unseen.e_value(0.0)),
    ("spread above", lambda: unseen.e_value_of_means(nan, 0.1)),
]


def made(twin: Twin = Twin.SYNTHETIC_DIFFERENCE, own: Any = OWN) -> Synthetic:
    found = synthetic(POOL, own, 5, twin)
    assert isinstance(found, Synthetic)
    return found


@pytest.mark.parametrize(("says", "asked"), REFUSED, ids=[f"{at}-{says}" for at, (says, _) in enumerate(REFUSED)])
def test_what_is_none_is_refused_in_words(says: str, asked: Callable[[], Any]) -> None:
    with pytest.raises(ValueError, match=says):
        asked()


def test_differences_far_out_need_something_unseen_that_is_far_out() -> None:
    sure = unseen.e_value_of_means(1e12, 1.0)
    assert sure.point > 1e100
    assert sure.bound == sure.point
    assert unseen.e_value_of_means(0.5, 1e12).bound == 1
    assert unseen.e_value(1e200).point == pytest.approx(2e200)
    assert unseen.e_value(1e-200).point == pytest.approx(2e200)


@pytest.mark.parametrize("scale", [1e-12, 1e12])
def test_figures_may_be_large_or_small(scale: float) -> None:
    one, other = (two_by_two(PANEL[:, 0] * by, PANEL[:, 7] * by, FIRST > 0) for by in (1.0, scale))
    assert isinstance(one, TwoByTwo)
    assert isinstance(other, TwoByTwo)
    assert other.estimate.value / scale == pytest.approx(one.estimate.value)
    assert other.estimate.p == pytest.approx(one.estimate.p)
    curves = [aggregated(staggered(PANEL * by, FIRST), By.EVENT, draws=99) for by in (1.0, scale)]
    assert all(isinstance(each, Aggregated) for each in curves)
    values = [[each.value for each in curve.estimates] for curve in curves if isinstance(curve, Aggregated)]
    assert np.array(values[1]) / scale == pytest.approx(np.array(values[0]))
    for twin in Twin:
        told = [synthetic(POOL * by, OWN * by, 5, twin) for by in (1.0, scale)]
        found = [each.value for each in told if isinstance(each, Synthetic)]
        assert found[1] / scale == pytest.approx(found[0], rel=1e-6)


@pytest.mark.parametrize("twin", list(Twin))
def test_where_everything_stands_still_nothing_was_done(twin: Twin) -> None:
    still = np.full((8, 9), 5.0)
    found = synthetic(still, still[0], 5, twin)
    assert isinstance(found, Synthetic)
    assert found.value == 0
    told = placebos(found, still, 5)
    assert isinstance(told, Placebos)
    assert (told.rank, told.estimate.value, told.estimate.error) == (1, 0, 0)


def test_units_of_which_all_or_none_were_treated_tell_nothing() -> None:
    for first in (np.full(24, -1), np.full(24, 3), np.zeros(24)):
        assert isinstance(aggregated(staggered(PANEL, first)), Unfit)
    for marks in (np.zeros(24), np.ones(24)):
        assert isinstance(two_by_two(PANEL[:, 0], PANEL[:, 7], marks), Unfit)
        found = adjusted(PANEL[:, 0], marks, PANEL[:, 1:2], np.arange(24), ("x",))
        assert found.estimate is None
        assert "too few" in found.because
    assert two_way(PANEL, np.full(24, -1)) is None


def test_nothing_that_is_given_is_changed() -> None:
    panel, first = PANEL.copy(), FIRST.copy()
    for each in (panel, first):
        each.flags.writeable = False
    found = staggered(panel, first, clusters=first, weights=first + 10.0)
    aggregated(found, By.EVENT, draws=9)
    two_way(panel, first)
    two_by_two(panel[:, 0], panel[:, 1], first > 0)
    twin = synthetic(panel[:10], panel[10], 5)
    if isinstance(twin, Synthetic):
        placebos(twin, panel[:10], 5)
    adjusted(panel[:, 0], first > 0, panel[:, 1:3], first, ("a", "b"))
