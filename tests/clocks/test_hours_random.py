"""Any hours in any zone are open exactly when one who walks the minutes finds them open, also where clocks change."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.clocks.slowly import WEEK, Walked, Written
from tests.drawing import drawn
from truegreen.clocks.days import grids
from truegreen.clocks.hours import Hours, week
from truegreen.clocks.spans import open_spans, second_of

# Zones, and the days around which their clocks change: by an hour, by half of one, at midnight, by a whole day.
CHANGES = {
    "Europe/London": ("2025-03-30", "2025-10-26"),
    "America/New_York": ("2025-03-09", "2025-11-02"),
    "America/St_Johns": ("2010-03-14", "2010-11-07"),
    "America/Sao_Paulo": ("2018-11-04", "2019-02-17"),
    "Australia/Lord_Howe": ("2025-04-06", "2025-10-05"),
    "Asia/Kathmandu": ("2025-01-01",),
    "Asia/Pyongyang": ("2015-08-15", "2018-05-05"),
    "Africa/Casablanca": ("2025-02-23", "2025-04-06"),
    "Pacific/Apia": ("2011-12-30", "2012-04-01"),
    "Pacific/Kiritimati": ("1994-12-31",),
    "UTC": ("2025-01-01",),
}
# Many begin in the hours in which clocks change: around 02:00, or around midnight.
EDGES = st.integers(0, WEEK - 1) | st.builds(
    lambda day, minute: (day * 1440 + minute) % WEEK, st.integers(0, 6), st.integers(-60, 190)
)
PERIODS = st.lists(
    st.builds(lambda opens, lasts: (opens, opens + lasts), EDGES, st.integers(1, WEEK) | st.integers(1, 200)),
    max_size=6,
)
SETTINGS = drawn(few=25, many=300)


@st.composite
def calendars(draw: st.DrawFn) -> tuple[Written, date, date]:
    """Draw a calendar whose hours, and perhaps zone, change on some day, and UTC days around a change of its clocks."""
    zone = draw(st.sampled_from(sorted(CHANGES)))
    near = date.fromisoformat(draw(st.sampled_from(CHANGES[zone])))
    days = st.integers(-4, 4).map(lambda number: near + timedelta(days=number))
    first = draw(days)
    changes = [None, *sorted(draw(st.sets(days, max_size=2)))][draw(st.integers(0, 1)) :] or [None]
    zones = st.just(zone) | st.sampled_from(sorted(CHANGES))
    weeks = tuple((since, draw(zones), tuple(draw(PERIODS))) for since in changes)
    closed = frozenset(draw(st.sets(days, max_size=3)))
    return Written(weeks, closed), first, first + timedelta(days=draw(st.integers(0, 5)))


def counted(written: Written) -> Hours:
    return Hours("any", tuple(week(*each) for each in written.weeks), written.closed)


def as_minutes(written: Written, first: date, last: date) -> list[bool]:
    begins, ends = datetime.combine(first, time()), datetime.combine(last, time()) + timedelta(days=1)
    return [bool(each) for each in Walked(written, begins, ends).minutes]


@SETTINGS
@given(calendars())
def test_hours_are_open_when_walking_finds_them_open(drawn: tuple[Written, date, date]) -> None:
    written, first, last = drawn
    spans = open_spans(counted(written), first, last)
    expected = as_minutes(written, first, last)
    found = [False] * len(expected)
    for opens, closes in spans:
        start, end = opens - second_of(first), closes - second_of(first)
        assert start % 60 == end % 60 == 0
        found[start // 60 : end // 60] = [True] * ((end - start) // 60)
    assert found == expected
    assert all(one[1] < other[0] for one, other in pairwise(spans))


@SETTINGS
@given(calendars())
def test_the_two_tables_undo_each_other(drawn: tuple[Written, date, date]) -> None:
    """Each working second that a cell holds is the one that the day table counts there."""
    written, first, last = drawn
    day, cell = grids([counted(written)], first, last)
    windows = [name for name in day.columns if name.startswith("idle_")]
    worked: dict[int, int] = {}  # for each open minute, the seconds worked before it
    for number, before in enumerate(day.columns["before"]):
        done = before
        for name in windows:
            idle, then = day.columns[name][number], day.columns[name.replace("idle", "done")][number]
            worked |= {idle + seconds: seconds for seconds in range(done, then, 60)}
            done = max(done, then)
    step = day.columns["cell_seconds"][0] if day.columns["cell_seconds"] else 0
    rows = zip(*(cell.columns[name] for name in ("cell", "starts", "lasts", "goes_on")), strict=True)
    for number, starts, lasts, goes_on in rows:
        inside = [starts + rest if rest < lasts else goes_on + rest - lasts for rest in range(0, step, 60)]
        assert [worked[each] for each in inside] == [number * step + rest for rest in range(0, step, 60)]
    assert len(cell.columns["cell"]) == (60 * len(worked) // step if step else 0)
