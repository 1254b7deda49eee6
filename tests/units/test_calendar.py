"""Shifts and holidays are read as agreements write them."""

from __future__ import annotations

from datetime import date

import pytest

from truegreen.units.calendar import DAYS, Holiday, Shift


@pytest.mark.parametrize(
    ("text", "shift"),
    [
        ("mon-fri 08:00-18:00", Shift(("mon", "tue", "wed", "thu", "fri"), 480, 1080)),
        ("sat,sun 10:00-24:00", Shift(("sat", "sun"), 600, 1440)),
        ("fri-mon 00:00-06:30", Shift(("fri", "sat", "sun", "mon"), 0, 390)),
        ("mon,wed-thu 09:00-17:00", Shift(("mon", "wed", "thu"), 540, 1020)),
        ("MON-SUN 00:00-24:00", Shift(DAYS, 0, 1440)),
    ],
)
def test_a_shift_has_days_and_hours(text: str, shift: Shift) -> None:
    assert Shift.parse(text) == shift


@pytest.mark.parametrize(
    "text",
    ["", "mon-fri", "08:00-18:00", "mon-fry 08:00-18:00", "mon 8-18", "mon 08:00", "mon 08:00-25:00", "mon 08:60-18:00",
     "mon 08:00-24:01", "mon 08:00-12:00-18:00", "mon - fri 08:00-18:00"],
)  # fmt: skip
def test_what_is_no_shift_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="is no shift; write it like mon-fri 08:00-18:00"):
        Shift.parse(text)


@pytest.mark.parametrize("text", ["mon 18:00-08:00", "mon 08:00-08:00"])
def test_a_night_shift_is_split_at_midnight(text: str) -> None:
    with pytest.raises(ValueError, match="closes before it opens; split a night shift at 24:00"):
        Shift.parse(text)


def test_a_holiday_may_have_a_name() -> None:
    assert Holiday(date(2025, 12, 25)) == Holiday(date(2025, 12, 25), "")
