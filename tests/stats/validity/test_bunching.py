"""Work done to the threshold is found; rounding and the shape of honest work are not taken for it."""

from __future__ import annotations

import numpy as np
import pytest

from truegreen.stats.panel.moments import Floats
from truegreen.stats.validity.bunching import Bunching, binned, bunching
from truegreen.stats.validity.heaps import heaped, round_values
from truegreen.stats.validity.poisson import smoothed

DAY = 24.0
SHAPES = ("log-normal", "narrow", "gamma", "mixture", "exponential")
ROUNDINGS = ("none", "minutes", "half hours", "hours", "all hours", "hours begun", "half days", "quarters and hours")


def durations(random: np.random.Generator, shape: str, count: int = 5000) -> Floats:
    mixed = np.where(random.random(count) < 0.5, random.lognormal(1.5, 1, count), random.gamma(9, 3, count))
    return {
        "log-normal": random.lognormal(np.log(14), 0.9, count),
        "narrow": random.lognormal(np.log(20), 0.5, count),
        "gamma": random.gamma(2.2, 8, count),
        "mixture": mixed,
        "exponential": random.exponential(12, count),
    }[shape]


def backdated(random: np.random.Generator, hours: Floats, share: float = 0.35) -> tuple[Floats, int]:
    """So many of those up to four hours late are written down as done in the last two hours."""
    moved = (hours > DAY) & (hours < DAY + 4) & (random.random(len(hours)) < share)
    return np.where(moved, DAY - 2 * random.random(len(hours)), hours), int(moved.sum())


def rounded(random: np.random.Generator, hours: Floats, how: str) -> Floats:
    def some(unit: float, share: float, given: Floats) -> Floats:
        nearest = np.maximum(unit, np.round(given / unit) * unit)
        return np.where(random.random(len(given)) < share, nearest, given)

    return {
        "none": hours,
        "minutes": np.ceil(hours * 60) / 60,
        "half hours": some(0.5, 0.4, hours),
        "hours": some(1, 0.5, hours),
        "all hours": some(1, 1, hours),
        "hours begun": np.ceil(hours),
        "half days": some(12, 0.2, hours),
        "quarters and hours": some(12, 0.1, some(1, 0.3, some(0.25, 0.3, hours))),
    }[how]


def found_in(hours: Floats) -> Bunching:
    found = bunching(binned(hours, DAY), DAY)
    assert found is not None
    return found


@pytest.mark.parametrize("shape", SHAPES)
def test_a_third_back_dated_is_found_and_counted(shape: str) -> None:
    random = np.random.default_rng(11)
    hours, moved = backdated(random, durations(random, shape, 10_000))
    found = found_in(hours)
    assert found.p < 0.001
    assert found.low <= moved <= found.high
    assert found.low > 0
    assert found.reach == 4


@pytest.mark.parametrize("how", ["hours", "all hours", "hours begun", "minutes"])
def test_it_is_found_where_people_round(how: str) -> None:
    random = np.random.default_rng(5)
    found = found_in(rounded(random, backdated(random, durations(random, "gamma", 20_000))[0], how))
    assert found.p < 0.01


@pytest.mark.parametrize("how", ROUNDINGS)
def test_rounding_does_not_alarm(how: str) -> None:
    random = np.random.default_rng(8)
    found = [found_in(rounded(random, durations(random, "log-normal"), how)) for _ in range(40)]
    assert sum(each.p < 0.05 for each in found) <= 6


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("how", ROUNDINGS)
def test_honest_work_alarms_one_time_in_twenty(shape: str, how: str) -> None:
    random = np.random.default_rng(2)
    found = [found_in(rounded(random, durations(random, shape), how)) for _ in range(300)]
    assert np.mean([each.p < 0.05 for each in found]) <= 0.05 + 0.03


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_the_interval_holds_the_number_moved(shape: str) -> None:
    random, held, seen = np.random.default_rng(4), [], []
    for _ in range(100):
        hours, moved = backdated(random, durations(random, shape))
        found = found_in(hours)
        held.append(found.low <= moved <= found.high)
        seen.append(found.p < 0.05)
    assert np.mean(held) >= 0.87
    assert np.mean(seen) >= 0.95


def test_just_outside_is_no_suspicion() -> None:
    random = np.random.default_rng(3)
    hours = durations(random, "gamma", 20_000)
    late = (hours < DAY) & (hours > DAY - 4) & (random.random(len(hours)) < 0.35)
    found = found_in(np.where(late, DAY + 2 * random.random(len(hours)), hours))
    assert found.jump.z < -3
    assert found.p > 0.99


def test_the_unit_does_not_matter() -> None:
    random = np.random.default_rng(6)
    hours, _ = backdated(random, durations(random, "gamma"))
    here, there = found_in(hours), bunching(binned(hours * 3600, DAY * 3600), DAY * 3600)
    assert there is not None
    assert (there.z, there.moved) == pytest.approx((here.z, here.moved))
    assert there.reach == here.reach * 3600


def test_at_the_threshold_is_inside() -> None:
    assert binned([24.0, 24.0001, np.nan, -1, 0, 1e9], DAY, parts=24)[23:25].tolist() == [1, 1]
    assert binned([], DAY).sum() == 0


def test_heaps_are_told_by_their_unit() -> None:
    random = np.random.default_rng(9)
    hours = durations(random, "gamma", 20_000)
    assert heaped(binned(hours, DAY), 1440) == []
    assert heaped(binned(rounded(random, hours, "hours"), DAY), 1440) == [60]
    assert 720 in heaped(binned(rounded(random, hours, "half days"), DAY), 1440)
    assert round_values(6, 30, [12]).tolist() == [6, 18, 30]


def test_a_half_day_is_held_against_other_half_days() -> None:
    random = np.random.default_rng(10)
    found = found_in(rounded(random, durations(random, "log-normal"), "half days"))
    assert found.heaped[-1] == 12
    assert found.peers[-1] >= 3
    assert found.jump.z > 2
    assert found.p > 0.05


def test_a_wall_is_found() -> None:
    """Nobody is ever late: every case of the next day is written down as done in time."""
    random = np.random.default_rng(12)
    hours = durations(random, "gamma")
    found = found_in(np.where(hours > DAY, DAY - 3 * random.random(len(hours)), hours))
    assert found.p < 0.01
    assert found.low > 0


def test_too_few_cases_say_nothing() -> None:
    assert bunching(binned([], DAY), DAY) is None
    assert bunching(binned(np.linspace(0.1, 48, 60), DAY), DAY) is None
    assert bunching(binned(np.full(500, 24.0), DAY), DAY) is None
    with pytest.raises(ValueError, match="do not reach beyond"):
        bunching([1, 2, 3], DAY)


def test_the_smooth_curve_is_the_likeliest() -> None:
    """At the greatest likelihood the counts' moments are the curve's own; a constant is the mean."""
    random = np.random.default_rng(1)
    places = np.linspace(-1, 1, 30)
    counts = random.poisson(np.exp(3 + places - 2 * places**2)).astype(float)
    found = smoothed(counts, places)
    assert found is not None
    expected = found.expected(places)
    for power in range(3):
        assert (expected * places**power).sum() == pytest.approx((counts * places**power).sum(), abs=1e-5)
    assert found.coefficients == pytest.approx([3, 1, -2], abs=0.3)
    flat = smoothed(counts, places, degree=0)
    assert flat is not None
    assert np.exp(flat.coefficients[0]) == pytest.approx(counts.mean())
    assert flat.covariance[0, 0] == pytest.approx(1 / counts.sum())


@pytest.mark.slow
def test_the_smooth_curve_is_statsmodels() -> None:
    statsmodels = pytest.importorskip("statsmodels.api")
    places = np.linspace(-1, 0, 24)
    counts = np.random.default_rng(2).poisson(np.exp(2 - places)).astype(float)
    found = smoothed(counts, places)
    assert found is not None
    oracle = statsmodels.GLM(counts, np.vander(places, 3, increasing=True), family=statsmodels.families.Poisson()).fit(
        tol=1e-12
    )
    assert found.coefficients == pytest.approx(oracle.params, abs=1e-6)
    assert np.sqrt(np.diagonal(found.covariance)) == pytest.approx(oracle.bse, rel=1e-5)
    assert found.excess == pytest.approx(oracle.pearson_chi2, rel=1e-5)
