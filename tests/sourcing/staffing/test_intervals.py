"""Intervals of local days: those of daylight saving have fewer or more, and everything is counted in its own."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pytest

from truegreen.clocks.hours import agreed
from truegreen.model.agreement import Calendar
from truegreen.sourcing.staffing.intervals import intervals
from truegreen.units.calendar import Holiday, Shift

DESK = Calendar(
    zone="Europe/London",
    open=(Shift.parse("mon-fri 08:15-18:00"), Shift.parse("sun 00:00-04:00")),
    holidays=(Holiday(date(2025, 4, 18), "Good Friday"),),
)


@pytest.mark.parametrize(
    ("day", "zone", "number"),
    [
        (date(2025, 3, 30), "Europe/London", 46),
        (date(2025, 10, 26), "Europe/London", 50),
        (date(2025, 6, 1), "Europe/London", 48),
        (date(2025, 10, 5), "Australia/Lord_Howe", 47),
        (date(2025, 4, 6), "Australia/Lord_Howe", 49),
        (date(2025, 6, 1), "Asia/Kathmandu", 48),
    ],
)
def test_days_of_daylight_saving_have_fewer_or_more(day: date, zone: str, number: int) -> None:
    found = intervals(day, day, zone, 1800)
    assert len(found.starts) == number
    assert np.all(np.diff(found.starts) == 1800)
    assert found.place.min() == day.weekday() * 48
    assert found.place.max() == day.weekday() * 48 + 47


def test_the_hour_that_comes_twice_has_one_place_and_the_skipped_one_none() -> None:
    twice = intervals(date(2025, 10, 26), date(2025, 10, 26), "Europe/London", 1800)
    skipped = intervals(date(2025, 3, 30), date(2025, 3, 30), "Europe/London", 1800)
    assert np.bincount(twice.place - 6 * 48, minlength=48)[:6].tolist() == [1, 1, 2, 2, 1, 1]
    assert np.bincount(skipped.place - 6 * 48, minlength=48)[:6].tolist() == [1, 1, 0, 0, 1, 1]


def test_a_year_has_as_many_as_its_hours() -> None:
    found = intervals(date(2024, 1, 1), date(2024, 12, 31), "Europe/London", 1800)
    assert len(found.starts) == 366 * 48
    assert np.bincount(found.day).tolist().count(48) == 364


def test_open_is_a_share_and_closed_days_have_none() -> None:
    hours = agreed("desk", {None: DESK})
    found = intervals(date(2025, 4, 14), date(2025, 4, 20), "Europe/London", 1800, hours)
    monday = found.open[found.day == 0]
    assert monday[15:18].tolist() == [0.0, 0.5, 1.0]
    assert found.by_day(found.hours).tolist() == [9.75, 9.75, 9.75, 9.75, 0.0, 0.0, 4.0]


def test_hours_through_the_change_are_those_of_the_clocks_on_the_wall() -> None:
    hours = agreed("desk", {None: DESK})
    spring, autumn = (
        intervals(day, day, "Europe/London", 1800, hours).hours.sum() for day in (date(2025, 3, 30), date(2025, 10, 26))
    )
    assert (spring, autumn) == (3.0, 5.0)


def test_what_happened_is_counted_where_it_did() -> None:
    found = intervals(date(2025, 3, 30), date(2025, 3, 31), "Europe/London", 1800)
    at = [datetime(2025, 3, 30, 0, 0, tzinfo=UTC), datetime(2025, 3, 30, 1, 15, tzinfo=UTC),
          datetime(2025, 3, 29, 23, 59, tzinfo=UTC), datetime(2025, 3, 31, 23, 0, tzinfo=UTC)]  # fmt: skip
    counts = found.counted(np.array([int(each.timestamp()) for each in at]), np.array([1.0, 2.0, 4.0, 8.0]))
    assert counts.sum() == 3.0
    assert counts[0] == 1.0
    assert found.place[counts == 2.0].tolist() == [6 * 48 + 4]  # a quarter past one in UTC is past two on the wall
