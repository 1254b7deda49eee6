"""How many calls come: misses by hand, chance by simulation, and no forecast that looks ahead."""

from __future__ import annotations

import numpy as np
import pytest

from truegreen.sourcing.staffing.expected import Floats, expected, locked, missed

WEEK = np.array([1.2, 1.1, 1.0, 1.0, 0.95, 0.4, 0.3])


def history(days: int, seed: int = 1, level: float = 80.0) -> Floats:
    return np.asarray(np.random.default_rng(seed).poisson(level * np.resize(WEEK, days)), float)


def test_misses_are_what_they_are_by_hand() -> None:
    found = missed(np.array([90.0, 110.0, 100.0, 100.0]), np.array([100.0, 100.0, 100.0, 120.0]))
    assert found is not None
    assert found.wape == pytest.approx(40 / 420)
    assert found.bias == pytest.approx(-20 / 420)
    assert found.days == 4


@pytest.mark.parametrize("mean", [0.4, 3.0, 23.0, 400.0])
def test_chance_is_what_is_missed_by_whoever_knows_the_mean(mean: float) -> None:
    came = np.random.default_rng(3).poisson(mean, 200_000).astype(float)
    found = missed(np.full(len(came), mean), came)
    assert found is not None
    assert found.chance == pytest.approx(found.wape, rel=0.02)


def test_nothing_that_came_is_no_miss() -> None:
    assert missed(np.array([1.0]), np.array([0.0])) is None
    assert missed(np.zeros(0), np.zeros(0)) is None


def test_far_ahead_the_last_week_goes_on() -> None:
    said = expected(history(120), 365, 0.8)
    assert (len(said.expected), said.told) == (365, 46)
    assert np.allclose(said.expected[46:53], said.expected[39:46])
    assert said.expected[:42].reshape(-1, 7).mean(axis=0) == pytest.approx(80 * np.roll(WEEK, -1), rel=0.15)
    assert (said.least <= said.expected).all()
    assert (said.expected <= said.most).all()


def test_too_few_days_say_nothing() -> None:
    with pytest.raises(ValueError, match="too few"):
        expected(history(60), 30, 0.8)


def test_what_is_locked_knows_nothing_of_what_came_later() -> None:
    known = history(300)
    other = known.copy()
    other[200:] = 7.0
    locks, days = np.array([200, 200, 40]), np.array([230, 250, 60])
    first, second = locked(known, locks, days), locked(other, locks, days)
    assert np.array_equal(first, second, equal_nan=True)
    assert np.isnan(first[2])
    assert np.isfinite(first[:2]).all()
