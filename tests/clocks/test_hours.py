"""Where local hours become UTC: days on which clocks jump, go back, or leave a day out; and what is refused."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from truegreen.clocks.days import grids
from truegreen.clocks.hours import Hours, agreed, week
from truegreen.clocks.recorded import recorded
from truegreen.clocks.spans import known_from, open_spans
from truegreen.model.agreement import Calendar
from truegreen.units.calendar import Holiday, Shift

EPOCH = datetime(1970, 1, 1)


def spans(hours: Hours, first: str, last: str | None = None) -> list[str]:
    found = open_spans(hours, date.fromisoformat(first), date.fromisoformat(last or first))
    moments = [[EPOCH + timedelta(seconds=edge) for edge in span] for span in found]
    return [f"{opens:%a %H:%M}-{closes:%a %H:%M}" for opens, closes in moments]


def calendar(zone: str, *shifts: str, holidays: tuple[str, ...] = ()) -> Hours:
    days = tuple(Holiday(date.fromisoformat(each)) for each in holidays)
    return agreed("any", {None: Calendar(zone=zone, open=tuple(map(Shift.parse, shifts)), holidays=days)})


@pytest.mark.parametrize(
    ("zone", "shifts", "first", "last", "opened"),
    [
        # Summer time begins: 01:00 UTC is 02:00, and 01:30 is never shown.
        ("Europe/London", ["sun 01:30-09:00"], "2025-03-30", None, ["Sun 01:00-Sun 08:00"]),
        ("Europe/London", ["sun 00:30-01:30"], "2025-03-30", None, ["Sun 00:30-Sun 01:00"]),
        ("Europe/London", ["sun 01:00-02:00"], "2025-03-30", None, []),
        # It ends: 01:00 to 02:00 is shown twice. A shift begins at the first time, and ends at the first time.
        ("Europe/London", ["sun 01:30-09:00"], "2025-10-26", None, ["Sun 00:30-Sun 09:00"]),
        ("Europe/London", ["sun 01:00-01:30"], "2025-10-26", None, ["Sun 00:00-Sun 00:30"]),
        ("Europe/London", ["sun 01:30-02:00"], "2025-10-26", None, ["Sun 00:30-Sun 02:00"]),
        ("Europe/London", ["sun 00:00-01:30", "sun 01:30-03:00"], "2025-10-26", None, ["Sun 00:00-Sun 03:00"]),
        # Half an hour, both ways.
        ("Australia/Lord_Howe", ["sun 01:00-03:00"], "2025-04-05", None, ["Sat 14:00-Sat 16:30"]),
        ("Australia/Lord_Howe", ["sun 01:00-03:00"], "2025-10-04", None, ["Sat 14:30-Sat 16:00"]),
        # Midnight that is not shown, and one that is shown late.
        ("America/Sao_Paulo", ["sun 00:00-02:00"], "2018-11-04", None, ["Sun 03:00-Sun 04:00"]),
        ("America/Sao_Paulo", ["sat 22:00-24:00"], "2019-02-17", None, ["Sun 00:00-Sun 03:00"]),
        # A day that Apia left out.
        ("Pacific/Apia", ["thu-sat 09:00-17:00"], "2011-12-29", "2011-12-31",
         ["Thu 19:00-Fri 03:00", "Fri 19:00-Sat 03:00"]),
        ("Asia/Kathmandu", ["mon 09:00-12:00"], "2025-06-02", None, ["Mon 03:15-Mon 06:15"]),
        # Overnight by two shifts; around the clock; what lies outside the days asked for is cut off.
        ("UTC", ["mon 22:00-24:00", "tue 00:00-06:00"], "2025-06-02", "2025-06-03", ["Mon 22:00-Tue 06:00"]),
        ("Asia/Tokyo", ["mon-sun 00:00-24:00"], "2025-06-02", "2025-06-03", ["Mon 00:00-Wed 00:00"]),
        ("Asia/Tokyo", ["mon 09:00-18:00", "mon 12:00-20:00"], "2025-06-02", None, ["Mon 00:00-Mon 11:00"]),
    ],
)  # fmt: skip
def test_local_hours_in_utc(zone: str, shifts: list[str], first: str, last: str | None, opened: list[str]) -> None:
    assert spans(calendar(zone, *shifts), first, last) == opened


def test_a_closed_day_is_a_local_one_and_cuts_the_night_before_it() -> None:
    nights = Hours("any", (week(None, "America/New_York", [(1320, 1440 + 360)]),), frozenset({date(2025, 6, 3)}))
    assert spans(nights, "2025-06-03", "2025-06-04") == ["Tue 02:00-Tue 04:00"]
    assert spans(calendar("America/New_York", "mon-sun 00:00-24:00", holidays=("2025-06-03",)), "2025-06-03") == [
        "Tue 00:00-Tue 04:00"
    ]


def test_hours_change_on_a_local_day() -> None:
    weeks = (
        week(None, "Asia/Tokyo", [(1320, 1440 + 360)]),
        week(date(2025, 6, 3), "Asia/Tokyo", [(1440 + 540, 1440 + 600)]),
    )
    assert spans(Hours("any", weeks), "2025-06-02", "2025-06-03") == ["Mon 13:00-Mon 15:00", "Tue 00:00-Tue 01:00"]


def test_before_hours_are_known_there_are_no_days() -> None:
    row = {"calendar": "any", "zone": "Asia/Tokyo", "opens_minute": 0, "closes_minute": 10080, "source": ""}
    hours = recorded([{**row, "since": date(2025, 6, 3)}], [])[0]["any"]
    assert known_from(hours) == date(2025, 6, 2)  # the third begins there
    assert known_from(calendar("UTC")) == date.min
    day, _ = grids([hours], date(2025, 5, 1), date(2025, 6, 4))
    assert day.columns["utc_day"] == [date(2025, 6, 2), date(2025, 6, 3), date(2025, 6, 4)]
    assert list(day.columns["before"]) == [0, 9 * 3600, 33 * 3600]


@pytest.mark.parametrize(
    ("calendars", "says"),
    [
        ([calendar("UTC"), calendar("UTC")], "“any” cannot name a calendar"),
        ([agreed("", {None: Calendar(zone="UTC", open=())})], "“” cannot name a calendar"),
    ],
)
def test_names_tell_calendars_apart(calendars: list[Hours], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        grids(calendars, date(2025, 1, 1), date(2025, 1, 2))


def test_days_that_lie_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(ValueError, match="no days lie between 2025-01-02 and 2025-01-01"):
        grids([calendar("UTC")], date(2025, 1, 2), date(2025, 1, 1))


def test_a_calendar_that_would_fill_the_memory_is_refused() -> None:
    nearly_always = [(day * 1440 + 40, day * 1440 + 1380) for day in range(7)]
    flicker = Hours("any", (week(None, "UTC", [(30, 31), *nearly_always]),))
    assert len(grids([flicker], date(2025, 1, 1), date(2025, 3, 31))[1].columns["cell"]) > 100_000
    with pytest.raises(ValueError, match="“any” opens for only 60 seconds at a time; leave that opening out"):
        grids([flicker], date(2015, 1, 1), date(2024, 12, 31))


def test_a_calendar_that_never_opens_has_days_and_no_due_times() -> None:
    day, cell = grids([calendar("UTC")], date(2025, 1, 1), date(2025, 1, 3))
    assert (list(day.columns["before"]), len(cell.columns["cell"])) == ([0, 0, 0], 0)
