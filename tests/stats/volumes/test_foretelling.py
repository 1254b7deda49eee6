"""How much will come: intervals hold what they promise, in worlds that wander, stand still, or know no season."""

from __future__ import annotations

import numpy as np
import pytest

from truegreen.stats.volumes.foretelling import foretold, wape
from truegreen.stats.volumes.methods import METHODS, Floats, last_season

WEEK = np.array([1.2, 1.1, 1.0, 1.0, 0.95, 0.4, 0.3])


def days(seed: int, count: int, *, wanders: float = 0.01, week: Floats = WEEK, spread: float = 50.0) -> Floats:
    """Draw a count a day: a level that wanders, a week, and more spread than chance alone."""
    draw = np.random.default_rng(seed)
    level = 100 * np.exp(np.cumsum(draw.normal(0, wanders, count)))
    return draw.poisson(level * np.resize(week, count) * draw.gamma(spread, 1 / spread, count)).astype(float)


@pytest.mark.parametrize(("wanders", "week"), [(0.01, WEEK), (0.0, WEEK), (0.005, np.ones(7))])
def test_intervals_hold_what_they_promise(wanders: float, week: Floats) -> None:
    held = []
    for seed in range(12):
        known = days(seed, 400 + 14, wanders=wanders, week=week)
        said = foretold(known[:400], ahead=14, season=7, origins=12)
        held.append(((known[400:] >= said.least) & (known[400:] <= said.most)).mean())
    assert 0.74 <= np.mean(held) <= 0.92


def test_what_is_chosen_beats_last_week() -> None:
    missed = []
    for seed in range(12):
        known = days(seed, 400 + 28)
        said = foretold(known[:400], ahead=28, season=7, origins=12)
        assert said.wape[said.method] == min(said.wape.values())
        missed.append([wape(said.expected, known[400:]), wape(last_season(known[:400], 28, 7), known[400:])])
    chosen, last = np.mean(missed, axis=0)
    assert chosen < 0.9 * last


@pytest.mark.parametrize("name", METHODS)
def test_a_week_that_repeats_is_said_as_it_is(name: str) -> None:
    known = np.resize(100 * WEEK, 7 * 40)
    assert METHODS[name](known, 14, 7) == pytest.approx(np.resize(100 * WEEK, 14), rel=1e-6)


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("shift", range(7))
def test_a_history_may_begin_on_any_day(name: str, shift: int) -> None:
    known = np.resize(np.roll(100 * WEEK, shift), 7 * 40 + shift)
    expected = np.resize(np.roll(100 * WEEK, shift), 7 * 40 + shift + 7)[-7:]
    assert METHODS[name](known, 7, 7) == pytest.approx(expected, rel=1e-6)


def test_nothing_that_came_is_nothing_that_is_expected() -> None:
    said = foretold(np.zeros(120), ahead=7, season=7)
    assert (said.expected < 1e-6).all()
    assert (said.least >= 0).all()


def test_a_short_history_is_refused() -> None:
    with pytest.raises(ValueError, match="42 at least"):
        foretold(np.ones(30), ahead=14, season=7)
