"""Several looks: the recursion against drawn trials, what spending promises, and laws of limits and estimates."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truegreen.stats.estimate import Estimate
from truegreen.stats.trials.always_valid import always_valid, e_value, multiplier, tuned
from truegreen.stats.trials.arms import Arm
from truegreen.stats.trials.crossing import crossing
from truegreen.stats.trials.difference import difference
from truegreen.stats.trials.futility import with_futility
from truegreen.stats.trials.sequential import (
    Bounds,
    Rule,
    Shape,
    bounds,
    drift_for,
    evenly,
    false_alarms,
    inflation,
    power,
)
from truegreen.stats.trials.spending import Spending, spent
from truegreen.stats.trials.stopped import chance_of_more, repeated, stopped

PLAIN = difference(Arm(200, 0.4, 1.0), Arm(200, 0.0, 1.0))
RULES = [
    Rule(),
    Rule(shape=Spending.POCOCK, alpha=0.1),
    Rule(shape=Spending.POWER, parameter=2, sides=1, alpha=0.025),
    Rule(shape=Spending.HWANG, parameter=-4),
    Rule(shape=Shape.POCOCK),
    Rule(shape=Shape.OBRIEN_FLEMING, sides=1),
    Rule(shape=Shape.WANG_TSIATIS, parameter=0.25),
    Rule(shape=Shape.HAYBITTLE_PETO),
]
TIMES = st.lists(st.floats(0.02, 1), min_size=1, max_size=6).map(
    lambda gaps: tuple(float(each) for each in np.cumsum(gaps) / sum(gaps))
)


def drawn(times: tuple[float, ...], drift: float, trials: int, seed: int) -> np.ndarray:
    """Draw z at each look, (trials, looks)."""
    at = np.array(times)
    steps = np.diff(at, prepend=0.0)
    rng = np.random.default_rng(seed)
    sums = np.cumsum(rng.normal(size=(trials, len(at))) * np.sqrt(steps) + drift * steps, axis=1)
    return np.asarray(sums / np.sqrt(at))


def test_looking_every_week_at_one_limit_finds_something_in_a_third_of_all_trials() -> None:
    """Registered without a rule; 52 weekly looks come to 32.4 of 100, 12 monthly ones to 20.8."""
    found = {looks: false_alarms(evenly(looks)) for looks in (1, 5, 12, 26, 52)}
    assert found == pytest.approx({1: 0.05, 5: 0.1417, 12: 0.2075, 26: 0.2688, 52: 0.3235}, abs=5e-5)


def test_the_recursion_is_what_trials_drawn_do() -> None:
    times, lower, upper = (0.1, 0.45, 0.5, 1.0), (-inf, -0.5, 0.2, 0.4), (2.5, inf, 2.2, 1.9)
    found = crossing(times, lower, upper, 1.2)
    z = drawn(times, 1.2, 100_000, 3)
    up, down = z >= np.array(upper), z <= np.array(lower)
    first = np.where((up | down).any(axis=1), (up | down).argmax(axis=1), -1)
    for look in range(4):
        for said, side in ((found.upper, up), (found.lower, down)):
            share = np.mean((first == look) & side[:, look])
            assert share == pytest.approx(said[look], abs=4 * (said[look] / 100_000) ** 0.5 + 1e-6)


@pytest.mark.parametrize("rule", RULES, ids=[str(rule.shape) for rule in RULES])
@given(times=TIMES)
@settings(max_examples=10, deadline=None)
def test_a_rule_spends_what_it_promises(rule: Rule, times: tuple[float, ...]) -> None:
    limits = bounds(times, rule)
    assert limits.spent[-1] == pytest.approx(rule.alpha, abs=1e-8)
    assert list(limits.spent) == sorted(limits.spent)
    low = [-each for each in limits.upper] if rule.sides == 2 else [-inf] * len(times)
    assert limits.lower == tuple(low)


@given(TIMES, TIMES)
@settings(max_examples=15, deadline=None)
def test_what_was_spent_depends_on_what_was_seen_alone(times: tuple[float, ...], other: tuple[float, ...]) -> None:
    whole = bounds([each / 2 for each in times], Rule(), closing=False)
    later = bounds([*(each / 2 for each in times), *(0.5 + each / 2 for each in other)], Rule())
    assert later.upper[: len(times)] == pytest.approx(whole.upper, abs=1e-9)
    assert whole.spent[-1] == pytest.approx(2 * spent(Spending.OBRIEN_FLEMING, 0.5, 0.025), abs=1e-8)


def test_a_trial_that_ends_early_spends_the_rest() -> None:
    ended = bounds([0.2, 0.6], Rule())
    assert ended.spent[-1] == pytest.approx(0.05)
    assert ended.upper[-1] < bounds([0.2, 0.6], Rule(), closing=False).upper[-1]
    assert bounds([0.5, 1.1], Rule()).spent[-1] == pytest.approx(0.05)


def test_weekly_looks_for_a_year_cost_little_power() -> None:
    for rule, most in ((Rule(), 1.06), (Rule(shape=Shape.POCOCK), 1.5)):
        limits = bounds(evenly(52), rule)
        assert limits.spent[-1] == pytest.approx(0.05, abs=1e-8)
        assert inflation(limits, 0.9) < most
        drift = drift_for(limits, 0.9)
        assert power(limits, drift) == pytest.approx(0.9)
        assert sum(crossing(limits.times, limits.lower, limits.upper, drift).upper[:44]) > 0.6
    single = bounds([1.0], Rule())
    assert inflation(single, 0.8) == pytest.approx(1.0, abs=1e-5)


def test_futile_looks_keep_the_promise_and_stop_early() -> None:
    limits = bounds(evenly(4), Rule(sides=1, alpha=0.025))
    futile = with_futility(limits, 0.8)
    assert futile.upper == limits.upper
    drift = drift_for(futile, 0.8)
    assert crossing(futile.times, futile.lower, futile.upper, drift).total == pytest.approx(1)
    assert sum(crossing(futile.times, futile.lower, futile.upper).upper) < 0.025
    assert sum(crossing(futile.times, futile.lower, futile.upper).lower[:2]) > 0.5
    with pytest.raises(ValueError, match="only better counts"):
        with_futility(bounds(evenly(4), Rule()), 0.8)


@pytest.mark.slow
@pytest.mark.parametrize("drift", [0.0, 2.8])
def test_after_stopping_the_interval_holds_the_truth_and_the_middle_is_in_the_middle(drift: float) -> None:
    limits = bounds(evenly(4), Rule(shape=Shape.POCOCK))
    z = drawn(limits.times, drift, 400, 9)
    held, below, plain = 0, 0, 0
    for row in z:
        over = np.abs(row) >= np.array(limits.upper)
        look = int(over.argmax()) if over.any() else 3
        error = limits.times[look] ** -0.5
        seen = replace(PLAIN, value=float(row[look]) * error, error=error)
        found = stopped(limits, look, seen)
        held += found.low <= drift <= found.high
        below += found.value <= drift
        plain += abs(seen.value - drift) <= 1.96 * error
        assert found.p is not None
        if over.any():
            assert found.p <= 0.05 + 1e-9
    assert 0.92 <= held / 400 <= 0.98
    assert 0.43 <= below / 400 <= 0.57
    assert held > plain


@given(st.floats(-4, 4), st.integers(0, 3))
@settings(max_examples=15, deadline=None)
def test_a_single_look_is_the_plain_test(z: float, look: int) -> None:
    seen = replace(PLAIN, value=z * 0.1, error=0.1)
    one = stopped(bounds([1.0], Rule()), 0, seen)
    assert (one.low, one.high) == pytest.approx((seen.value - 0.1959964, seen.value + 0.1959964), abs=1e-6)
    limits = bounds(evenly(4), Rule())
    assert chance_of_more(limits, look, z, -1) < chance_of_more(limits, look, z, 1)
    mirrored = stopped(limits, look, replace(seen, value=-seen.value))
    found = stopped(limits, look, seen)
    assert (mirrored.low, mirrored.high) == pytest.approx((-found.high, -found.low), abs=1e-6)


def test_a_repeated_interval_leaves_out_nought_just_past_the_limit() -> None:
    limits = bounds(evenly(3), Rule())
    for look, limit in enumerate(limits.upper):
        assert repeated(limits, look, replace(PLAIN, value=limit * 1.001 * PLAIN.error)).low > 0
        assert repeated(limits, look, replace(PLAIN, value=limit * 0.999 * PLAIN.error)).low < 0
    with pytest.raises(ValueError, match="no look 4 of 3"):
        repeated(limits, 3, PLAIN)
    with pytest.raises(ValueError, match="scatter"):
        stopped(limits, 0, replace(PLAIN, error=0.0))


@given(st.floats(-8, 8), st.floats(10, 1e6), st.floats(10, 1e6))
def test_always_valid_leaves_out_nought_just_where_the_bet_has_won_twentyfold(
    z: float, rows: float, expected: float
) -> None:
    found = always_valid(replace(PLAIN, value=z * PLAIN.error), expected=expected, rows=rows)
    won = e_value(z, rows, tuned(expected))
    if abs(won - 20) > 1e-6:
        assert (won > 20) == (not found.low <= 0 <= found.high)
    assert multiplier(rows, tuned(rows)) <= multiplier(rows, tuned(expected)) * 1.001


def weekly(drift: float, trials: int, seed: int) -> tuple[np.ndarray, tuple[float, ...]]:
    return drawn(evenly(52), drift, trials, seed), evenly(52)


def alarmed(z: np.ndarray, limits: list[float]) -> float:
    return float(np.mean((np.abs(z) >= np.array(limits)).any(axis=1)))


@pytest.mark.slow
def test_a_pilot_watched_weekly_for_a_year_keeps_its_promise() -> None:
    """Nothing planted, 20,000 pilots: at most 5 of 100 alarm under each rule, a third at 1.96."""
    z, times = weekly(0.0, 20_000, 11)
    error = 3 * (0.05 * 0.95 / 20_000) ** 0.5
    always = [multiplier(10_000 * time, tuned(10_000)) for time in times]
    assert alarmed(z, [1.959964] * 52) == pytest.approx(0.3235, abs=0.011)
    for rule in (Rule(), Rule(shape=Spending.POCOCK), Rule(shape=Shape.OBRIEN_FLEMING), Rule(shape=Shape.POCOCK)):
        assert alarmed(z, list(bounds(times, rule).upper)) == pytest.approx(0.05, abs=error)
    assert alarmed(z, always) <= 0.05 + error


@pytest.mark.slow
def test_what_is_planted_is_found_with_nearly_full_power() -> None:
    """A difference that a single look finds nine times in ten, 20,000 pilots watched weekly."""
    z, times = weekly(3.2415, 20_000, 12)
    always = [multiplier(10_000 * time, tuned(10_000)) for time in times]
    assert np.mean(z[:, -1] >= 1.959964) == pytest.approx(0.9, abs=0.01)
    assert alarmed(z, list(bounds(times, Rule()).upper)) > 0.87
    assert alarmed(z, list(bounds(times, Rule(shape=Shape.POCOCK)).upper)) > 0.72
    assert alarmed(z, always) > 0.5


@pytest.mark.slow
def test_real_pilots_with_few_customers_a_week_keep_it_too() -> None:
    """Shares of 40 customers a week, an arm each way, of 8 in 100: exact rows, not normal ones."""
    rng, alarms, ever, trials = np.random.default_rng(13), 0, 0, 2000
    upper = np.array(bounds(evenly(52), Rule()).upper)
    rho = tuned(52 * 40)
    for _ in range(trials):
        hits = np.cumsum(rng.binomial(20, 0.08, (2, 52)), axis=1)
        rows = 20 * np.arange(1, 53)
        share = hits / rows
        smooth = (hits + 1) / (rows + 2)
        error = np.sqrt((smooth * (1 - smooth)).sum(axis=0) / rows)
        z = np.abs(share[0] - share[1]) / error
        alarms += bool((z >= upper).any())
        ever += bool((z >= np.array([multiplier(float(2 * each), rho) for each in rows])).any())
    assert alarms / trials < 0.065
    assert ever / trials < 0.05


def test_what_cannot_be_kept_is_refused() -> None:
    with pytest.raises(ValueError, match="something new"):
        bounds([0.5, 0.5, 1.0], Rule())
    with pytest.raises(ValueError, match="at nothing"):
        bounds([], Rule())
    with pytest.raises(ValueError, match="need all looks"):
        bounds([0.5], Rule(shape=Shape.POCOCK), closing=False)
    with pytest.raises(ValueError, match="takes a parameter"):
        bounds([0.5], Rule(shape=Spending.POWER))
    with pytest.raises(ValueError, match="take a parameter"):
        bounds([0.5], Rule(shape=Shape.WANG_TSIATIS))
    with pytest.raises(ValueError, match="spend all"):
        bounds(evenly(5), Rule(shape=Shape.HAYBITTLE_PETO, parameter=2.0))
    with pytest.raises(ValueError, match="false alarm"):
        bounds([1.0], Rule(alpha=0))
    with pytest.raises(ValueError, match="power of 1"):
        drift_for(bounds([1.0], Rule()), 1)
    with pytest.raises(ValueError, match="0 looks"):
        evenly(0)
    with pytest.raises(ValueError, match="not below it"):
        crossing([1.0], [2.0], [1.0])
    with pytest.raises(ValueError, match="no interval"):
        multiplier(0, 1)
    with pytest.raises(ValueError, match="scatter"):
        always_valid(replace(PLAIN, error=0.0), expected=100)
    with pytest.raises(ValueError, match="tuned"):
        tuned(0)
    with pytest.raises(ValueError, match="no bet"):
        e_value(1, 0, 1)


def test_results_are_what_they_say() -> None:
    limits = bounds(evenly(2), Rule())
    assert isinstance(limits, Bounds)
    assert isinstance(stopped(limits, 1, PLAIN), Estimate)
    assert limits.nominal[0] == pytest.approx(spent(Spending.OBRIEN_FLEMING, 0.5, 0.025))
