"""When meetings are next: every rhythm, never on a closed day, none left out and none twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.governance.room import room
from truegreen.governance.cadence import AHEAD, EVERY, coming, next_days, open_days
from truegreen.model.agreement import Governance, Meeting

DAYS = st.dates(date(2001, 1, 1), date(2090, 1, 1))
SHORTEST = {"day": 1, "week": 7, "month": 28, "quarter": 89, "year": 365}
LONGEST = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}


def weekday(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(("every", "starts", "since", "days"), [
    ("day", "2026-01-01", "2026-01-09", ["2026-01-09", "2026-01-12", "2026-01-13"]),
    ("week", "2026-01-03", "2026-01-05", ["2026-01-05", "2026-01-12", "2026-01-19"]),
    ("month", "2026-01-31", "2026-02-02", ["2026-02-02", "2026-03-02", "2026-03-31"]),
    ("quarter", "2024-01-01", "2026-11-23", ["2027-01-01", "2027-04-01", "2027-07-01"]),
    ("year", "2024-02-29", "2025-01-01", ["2025-02-28", "2026-03-02", "2027-03-01"]),
    ("month", "2030-05-01", "2026-01-01", ["2030-05-01", "2030-06-03", "2030-07-01"]),
    ("fortnight", "2026-01-01", "2026-01-01", []),
])  # fmt: skip
def test_a_rhythm(every: str, starts: str, since: str, days: list[str]) -> None:
    found = next_days(every, date.fromisoformat(starts), date.fromisoformat(since), 3, weekday)
    assert [each.isoformat() for each in found] == days


@given(st.sampled_from(EVERY), DAYS, DAYS, st.integers(1, 12))
def test_days_come_in_order_open_and_neither_too_often_nor_too_rarely(
    every: str, starts: date, since: date, many: int
) -> None:
    found = next_days(every, starts, since, many, weekday)
    assert len(found) == many
    assert all(weekday(each) and each >= max(since, starts) for each in found)
    gaps = [(later - one).days for one, later in pairwise(found)]
    assert all(SHORTEST[every] - 2 <= gap <= LONGEST[every] + 2 and gap > 0 for gap in gaps)
    assert found[0] <= max(since, starts) + timedelta(days=LONGEST[every] + 2)


@given(st.sampled_from(EVERY), DAYS, DAYS, st.integers(0, 800))
def test_whoever_looks_later_sees_the_same_days(every: str, starts: date, since: date, later: int) -> None:
    then = since + timedelta(days=later)
    all_of_them = next_days(every, starts, since, later + 8, weekday)
    seen = next_days(every, starts, then, 2, weekday)
    assert seen == [each for each in all_of_them if each >= then][: len(seen)]


@given(st.sampled_from(EVERY), DAYS)
def test_where_it_is_never_open_nobody_waits(every: str, starts: date) -> None:
    assert next_days(every, starts, starts, 3, lambda day: False) == []


@given(DAYS, DAYS)
def test_every_open_day_has_its_daily_meeting(starts: date, since: date) -> None:
    found = next_days("day", starts, since, 20, weekday)
    first = max(starts, since)
    days = [first + timedelta(days=each) for each in range(AHEAD)]
    assert found == [each for each in days if weekday(each)][:20]


def test_meetings_of_an_agreement_skip_its_holidays_and_stand_in_order(tmp_path: Path) -> None:
    agreement = room(tmp_path)
    assert agreement.governance
    meetings = {"board": Meeting(every="year"), "review": Meeting(every="month"), "odd": Meeting(every="moon")}
    held = replace(agreement, governance=replace(agreement.governance, meetings=meetings), starts=date(2025, 12, 6))
    found = coming(held, date(2026, 1, 5))
    assert [(each.name, each.days[:1]) for each in found] == [
        ("review", (date(2026, 1, 7),)),  # the 6th is Epiphany
        ("board", (date(2026, 12, 7),)), ("odd", ()),
    ]  # fmt: skip
    assert not open_days(agreement)(date(2026, 1, 10))
    assert open_days(replace(agreement, governance=Governance()))(date(2026, 1, 6))
    assert coming(replace(agreement, governance=None), date(2026, 1, 5)) == []
