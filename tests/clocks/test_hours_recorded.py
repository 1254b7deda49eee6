"""Hours that a source recorded become calendars, and what cannot be meant is said with its file."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from truegreen.clocks.hours import DAY, Hours, agreed, in_zone, week
from truegreen.clocks.recorded import recorded
from truegreen.model.agreement import Calendar
from truegreen.units.calendar import Holiday, Shift

TUE = DAY


def hours(opens: int = 540, closes: int = 1020, **other: Any) -> dict[str, Any]:
    given = {"calendar": "desk", "since": None, "zone": "Europe/Lisbon", "source": "hours.json"}
    return {**given, "opens_minute": opens, "closes_minute": closes, **other}


def holiday(first: str, last: str | None = None, calendar: str = "desk") -> dict[str, Any]:
    days = {"first_on": date.fromisoformat(first), "last_on": last and date.fromisoformat(last)}
    return {"calendar": calendar, **days, "source": "holidays.json"}


def test_rows_of_a_week_and_its_holidays_are_a_calendar() -> None:
    rows = [hours(), hours(TUE + 1320, TUE + 1800), hours(600, 660, since=date(2025, 6, 2), zone="Asia/Tokyo")]
    found, wrong = recorded(reversed(rows), [holiday("2025-12-24", "2025-12-26"), holiday("2025-06-10")])
    before = week(None, "Europe/Lisbon", [(540, 1020), (TUE + 1320, TUE + 1800)])
    after = week(date(2025, 6, 2), "Asia/Tokyo", [(600, 660)])
    closed = {date(2025, 12, 24), date(2025, 12, 25), date(2025, 12, 26), date(2025, 6, 10)}
    assert (found, wrong) == ({"desk": Hours("desk", (before, after), frozenset(closed))}, [])


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (hours(since=date(2025, 6, 1), zone="Nowhere"), "“Nowhere” is no time zone; write it like Europe/Lisbon."),
        (hours(1020, 540), "they open in minute 1020 and close in minute 540, which is no part of a week."),
        (hours(540, 540), "they open in minute 540 and close in minute 540, which is no part of a week."),
        (hours(0, 7 * DAY + 1), "they open in minute 0 and close in minute 10081, which is no part of a week."),
        (hours(-1, 540), "they open in minute -1, and a week has the minutes 0 to 10079."),
        (hours(7 * DAY, 7 * DAY + 1), "they open in minute 10080, and a week has the minutes 0 to 10079."),
        (hours(600, 700, zone="Asia/Tokyo"), "they are in Asia/Tokyo and in Europe/Lisbon at once."),
    ],
)  # fmt: skip
def test_hours_that_cannot_be_meant_are_said_and_their_calendar_left_out(row: dict[str, Any], says: str) -> None:
    found, (wrong,) = recorded([hours(700, 800), row, hours(calendar="night")], [])
    assert list(found) == ["night"]
    assert (str(wrong.at), wrong.id, wrong.level) == ("hours.json", "odd-hours", "error")
    assert wrong.says == f"The hours of “desk” cannot be used: {says}"


def test_a_calendar_that_opens_every_other_minute_is_none() -> None:
    found, (wrong,) = recorded([hours(2 * number, 2 * number + 1) for number in range(49)], [])
    assert (found, wrong.says) == ({}, "The hours of “desk” cannot be used: they open more than 48 times a day.")
    assert recorded([hours(2 * number, 2 * number + 1) for number in range(48)], [])[1] == []


@pytest.mark.parametrize(("first", "last"), [("2025-12-26", "2025-12-24"), ("2025-12-24", "9999-12-31")])
def test_a_holiday_that_cannot_be_meant_is_said(first: str, last: str) -> None:
    found, (wrong,) = recorded([hours()], [holiday(first, last)])
    assert (found, wrong.id, str(wrong.at)) == ({}, "odd-hours", "holidays.json")
    assert wrong.says == f"“desk” is closed from {first} to {last}, which is no holiday."


def test_holidays_of_a_calendar_without_hours_are_said_once() -> None:
    found, (wrong,) = recorded([hours()], [holiday("2025-12-24", None, "dsk"), holiday("2025-12-25", None, "dsk")])
    assert (list(found), wrong.id, wrong.level) == (["desk"], "holiday-without-hours", "warning")
    assert wrong.says == "There are holidays of “dsk”, and no hours."


def test_an_agreement_and_a_source_say_the_same_hours() -> None:
    shifts = (Shift.parse("mon-tue 09:00-12:00"), Shift.parse("mon 11:00-17:00"), Shift.parse("sun 22:00-24:00"))
    calendar = Calendar(zone="Europe/Lisbon", open=shifts, holidays=(Holiday(date(2025, 6, 10), "Portugal"),))
    rows = [hours(540, 1020), hours(TUE + 540, TUE + 720), hours(6 * DAY + 1320, 7 * DAY)]
    assert recorded(rows, [holiday("2025-06-10")])[0]["desk"] == agreed("desk", {None: calendar})


def test_each_version_of_an_agreement_has_its_own_hours_and_holidays() -> None:
    def version(zone: str, *days: str) -> Calendar:
        shift = Shift.parse("mon 09:00-10:00" if zone == "UTC" else "tue 09:00-10:00")
        return Calendar(zone=zone, open=(shift,), holidays=tuple(Holiday(date.fromisoformat(day)) for day in days))

    change = date(2025, 6, 1)
    before, after = version("UTC", "2025-05-31", "2025-06-02"), version("Asia/Tokyo", "2025-05-30", "2025-06-01")
    found = agreed("desk", {change: after, None: before})
    assert [(each.since, each.zone) for each in found.weeks] == [(date.min, "UTC"), (change, "Asia/Tokyo")]
    assert found.closed == {date(2025, 5, 31), date(2025, 6, 1)}
    assert found.on(date(2025, 5, 26)) == ("UTC", ((540, 600),))
    assert found.on(date(2025, 6, 3)) == ("Asia/Tokyo", ((540, 600),))


def test_hours_may_be_read_in_the_customers_zone() -> None:
    desk = agreed("desk", {None: Calendar(zone="UTC", open=(Shift.parse("mon 09:00-10:00"),))})
    assert in_zone(desk, "Asia/Tokyo").on(date(2025, 6, 2)) == ("Asia/Tokyo", ((540, 600),))
    with pytest.raises(ValueError, match="“Nowhere” is no time zone"):
        in_zone(desk, "Nowhere")
