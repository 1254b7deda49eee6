"""How long customers wait: a known patience comes back within its interval, though hardly any wait ends with it."""

from __future__ import annotations

import numpy as np
import pytest

from truegreen.stats.queueing.patience import patience, still_waiting


@pytest.mark.parametrize("answered", [20.0, 60.0, 600.0])
def test_a_known_patience_comes_back(answered: float) -> None:
    held = 0
    for seed in range(200):
        draw = np.random.default_rng(seed)
        stays, until = draw.exponential(180.0, 400), draw.exponential(answered, 400)
        found = patience(int((stays < until).sum()), float(np.minimum(stays, until).sum()))
        held += found.low <= 180.0 <= found.high
    assert held >= 184  # of 200 intervals of 95 %, fewer would come once in ten thousand


def test_the_mean_of_those_who_gave_up_would_say_far_too_little() -> None:
    draw = np.random.default_rng(5)
    stays, until = draw.exponential(180.0, 20_000), draw.exponential(20.0, 20_000)
    gone = stays < until
    assert stays[gone].mean() < 30
    assert patience(int(gone.sum()), float(np.minimum(stays, until).sum())).seconds > 160


def test_who_never_gives_up_is_endlessly_patient() -> None:
    found = patience(0, 3600.0)
    assert (found.seconds, found.high) == (np.inf, np.inf)
    assert found.low == pytest.approx(3600 / 3.689, rel=1e-3)


def test_the_curve_without_answers_is_the_share_that_waits_longer() -> None:
    waits = np.random.default_rng(1).integers(1, 50, 300).astype(float)
    times, shares = still_waiting(waits, np.ones(300, bool))
    assert shares == pytest.approx([(waits > each).mean() for each in times])


def test_the_curve_with_answers_follows_the_patience() -> None:
    draw = np.random.default_rng(2)
    stays, until = draw.exponential(100.0, 50_000), draw.exponential(50.0, 50_000)
    times, shares = still_waiting(np.minimum(stays, until), stays < until)
    at = np.searchsorted(times, [25.0, 50.0, 100.0])
    assert shares[at] == pytest.approx(np.exp([-0.25, -0.5, -1.0]), abs=0.01)


def test_less_than_nothing_cannot_be() -> None:
    with pytest.raises(ValueError, match="cannot be"):
        patience(-1, 10.0)
