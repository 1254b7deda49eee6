"""When in the week calls come: drawn towards all days where calls are few, and nothing is lost when days are spread."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from truegreen.clocks.hours import agreed
from truegreen.model.agreement import Calendar
from truegreen.sourcing.staffing.intervals import Floats, intervals
from truegreen.sourcing.staffing.profiles import profile, spread
from truegreen.units.calendar import Shift

FIRST, LAST = date(2025, 3, 3), date(2025, 4, 27)  # eight weeks, through the change to summer time
HOURS = agreed("desk", {None: Calendar(zone="Europe/London", open=(Shift.parse("mon-sat 09:00-17:00"),))})
WEEKS = intervals(FIRST, LAST, "Europe/London", 1800, HOURS)


def drawn(a_day: float, seed: int, *, late: bool = False) -> Floats:
    """Draw calls that come in the middle of the day; on Fridays late, if they do."""
    place = WEEKS.place % 48
    middle = np.where((WEEKS.place // 48 == 4) & late, 31, 25)
    shape = np.exp(-(((place - middle) / 4) ** 2)) * WEEKS.open
    means = a_day * shape / np.bincount(WEEKS.day, shape, minlength=WEEKS.days)[WEEKS.day].clip(1e-9)
    return np.asarray(np.random.default_rng(seed).poisson(means), float)


def test_every_weekday_adds_up_to_one() -> None:
    for calls in (drawn(5.0, 1), np.zeros(len(WEEKS.starts))):
        found = profile(WEEKS, calls)
        assert found.shape == (7, 48)
        assert np.allclose(found.sum(axis=1), 1.0)
        assert (found >= 0).all()


def test_days_that_run_alike_are_told_alike_and_others_are_not() -> None:
    alike, differing = profile(WEEKS, drawn(12.0, 2)), profile(WEEKS, drawn(300.0, 2, late=True))
    assert np.abs(alike[:6] - alike[0]).sum(axis=1).max() < 0.1
    assert np.abs(differing[4] - differing[0]).sum() > 1.0
    assert np.argmax(differing[4]) > np.argmax(differing[0])


def test_few_calls_are_told_better_than_by_their_own_count() -> None:
    truth = profile(WEEKS, drawn(100_000.0, 9))
    ours, own = 0.0, 0.0
    for seed in range(10):
        calls = drawn(12.0, seed)
        counts = np.bincount(WEEKS.place, calls, minlength=336).reshape(7, 48)
        ours += np.abs(profile(WEEKS, calls) - truth)[:6].sum()
        own += np.abs(counts / counts.sum(axis=1, keepdims=True).clip(1) - truth)[:6].sum()
    assert ours < 0.6 * own


@given(st.integers(0, 500), st.floats(0.1, 1000.0))
def test_no_call_is_lost_on_open_days_and_none_comes_on_closed_ones(seed: int, a_day: float) -> None:
    days = np.random.default_rng(seed).gamma(2.0, a_day / 2, WEEKS.days)
    found = spread(days, profile(WEEKS, drawn(20.0, seed)), WEEKS)
    is_open = WEEKS.by_day(WEEKS.open) > 0
    assert np.allclose(WEEKS.by_day(found), np.where(is_open, days, 0.0))
    assert found[WEEKS.open == 0].sum() == 0.0
