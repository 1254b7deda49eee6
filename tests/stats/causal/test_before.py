"""Whether both sides moved alike before, what the test would have missed, and what is left if they did not go on so."""

from __future__ import annotations

import numpy as np
import pytest

from tests.stats.causal.worlds import months
from truegreen.stats.causal.aggregated import Aggregated, By, aggregated
from truegreen.stats.causal.before import Before, before, joint
from truegreen.stats.causal.departures import Departures, bounded, departures
from truegreen.stats.causal.staggered import staggered
from truegreen.stats.panel.equations import Unfit


def curve(seed: int, effect: float = 1.0, drift: float = 0.0, units: int = 300, by: By = By.EVENT) -> Aggregated:
    world = months(seed, effect, drift=drift, units=units)
    found = aggregated(staggered(world.outcome, world.first), by)
    assert isinstance(found, Aggregated)
    return found


def looked(found: Aggregated) -> Before:
    made = before(found)
    assert isinstance(made, Before), made
    return made


def test_a_drift_is_seen_and_its_slope_told() -> None:
    made = looked(curve(1, drift=0.3))
    assert made.p < 0.001
    assert made.slope == pytest.approx(0.3, abs=0.08)


def test_a_small_world_without_drift_is_rarely_called_one() -> None:
    assert sum(looked(curve(seed, units=100)).p < 0.05 for seed in range(30)) <= 4


def test_a_weak_test_says_that_it_is_weak() -> None:
    small, large = looked(curve(2, 0.5, units=60)), looked(curve(2, 0.5, units=1200))
    assert small.missed > 2 * large.missed
    assert small.power < large.power
    assert small.feigned == pytest.approx(small.missed * 3.5)


def test_one_month_is_a_t_test() -> None:
    """F of one month is t², and a drift is missed half the time where its ncf has its half at the critical value."""
    made = joint(np.array([2.0]), np.array([[1.0]]), [-1.0], 1.0, 2.0, 30.0, 0.05)
    assert isinstance(made, Before)
    assert made.p == pytest.approx(2 * 0.02747, abs=2e-4)
    assert made.missed == pytest.approx(2.02, abs=0.05)


def test_too_little_to_test() -> None:
    assert isinstance(joint(np.zeros(3), np.eye(3), [-3, -2, -1], 1.0, 1.0, 3.0, 0.05), Unfit)
    assert isinstance(joint(np.zeros(2), np.ones((2, 2)), [-2, -1], 1.0, 1.0, 30.0, 0.05), Unfit)
    with pytest.raises(ValueError, match="months since the change"):
        before(curve(3, by=By.GROUP))
    with pytest.raises(ValueError, match="one month since the change"):
        departures(curve(3, by=By.GROUP))


def test_departures_by_hand() -> None:
    """One month ahead by 0.5, effect 2 with error 0.1, drift 0.5 for sure: at once the furthest drift it is 2 ± 0.5."""
    made = bounded(
        np.array([0.5, 0.0, 2.0]), np.diag([0.0, 0.0, 0.01]), np.array([0.0, 0.0, 1.0]),
        np.array([[-1.0, 1.0, 0.0]]), [1], [0.0, 1.0], 2.0,
    )  # fmt: skip
    assert made.low == pytest.approx((1.8, 1.3))
    assert made.high == pytest.approx((2.2, 2.7))
    assert made.furthest == pytest.approx(0.5)
    assert made.explains == pytest.approx(4)
    assert made.breakdown == pytest.approx(3.6)


def test_the_more_may_depart_the_less_is_left() -> None:
    made = departures(curve(4, 2.0))
    assert isinstance(made, Departures)
    assert list(made.low) == sorted(made.low, reverse=True)
    assert list(made.high) == sorted(made.high)
    assert made.breakdown > 0
    later = departures(curve(4, 2.0), months=3)
    assert isinstance(later, Departures)
    assert later.breakdown < made.breakdown
    nothing = departures(curve(5, 0.0))
    assert isinstance(nothing, Departures)
    assert nothing.breakdown == 0
    short = departures(curve(4), months=20)
    assert isinstance(short, Unfit)


@pytest.mark.slow
def test_the_test_finds_what_it_says_it_finds() -> None:
    """Nothing drifts: one time in twenty. The drift that is missed half the time: half the time."""
    alike = [looked(curve(seed, units=120)) for seed in range(300)]
    assert np.mean([each.p < 0.05 for each in alike]) <= 0.09
    missed = float(np.median([each.missed for each in alike]))
    drifting = [looked(curve(seed, drift=missed, units=120)) for seed in range(300)]
    assert np.mean([each.p < 0.05 for each in drifting]) == pytest.approx(0.5, abs=0.12)


@pytest.mark.slow
def test_the_interval_holds_the_truth_where_drift_goes_on() -> None:
    """Both sides drift apart as fast after the change as before it: at once that drift the interval holds the truth."""
    held = []
    for seed in range(200):
        made = departures(curve(seed, 0.5, drift=0.4, units=120), [1.0])
        assert isinstance(made, Departures)
        held.append(made.low[0] <= 0.5 * 4 / 3 <= made.high[0])
    assert np.mean(held) >= 0.93
