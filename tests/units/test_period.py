"""Periods tile the term, whatever their kind and whichever day they begin on, and their names read back."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.units.period import KINDS, Period, add_months, parse_period, period_of, periods

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
KIND = st.sampled_from(KINDS)
ANCHOR = st.integers(1, 28)
YEAR_STARTS = st.none() | DAYS


@given(DAYS, KIND, ANCHOR, YEAR_STARTS)
def test_every_day_lies_in_the_period_it_is_given(day: date, kind: str, anchor: int, year_starts: date | None) -> None:
    found = period_of(day, kind, anchor, year_starts)
    assert day in found
    assert not found.partial
    assert (
        period_of(found.start, kind, anchor, year_starts) == found == period_of(found.last, kind, anchor, year_starts)
    )
    assert found.end not in found


@given(DAYS, st.integers(1, 1500), KIND, ANCHOR, YEAR_STARTS)
def test_periods_tile_the_term(first: date, days: int, kind: str, anchor: int, year_starts: date | None) -> None:
    end = first + timedelta(days=days)
    found = list(periods(first, end, kind, anchor, year_starts))
    assert (found[0].start, found[-1].end) == (first, end)
    assert all(one.end == other.start for one, other in pairwise(found))
    assert not any(each.partial for each in found[1:-1])
    for each in found:
        whole = period_of(each.start, kind, anchor, year_starts)
        assert each.partial == ((each.start, each.end) != (whole.start, whole.end))


@given(DAYS, KIND, ANCHOR, YEAR_STARTS)
def test_the_name_of_a_whole_period_reads_back(day: date, kind: str, anchor: int, year_starts: date | None) -> None:
    found = period_of(day, kind, anchor, year_starts)
    assert parse_period(str(found)) == found


@given(DAYS, st.integers(1, 1500))
def test_the_name_of_a_partial_period_names_its_days(first: date, days: int) -> None:
    found = Period(first, first + timedelta(days=days), partial=True)
    read = parse_period(str(found))
    assert (read.start, read.end) == (found.start, found.end)


@given(DAYS, ANCHOR)
def test_the_first_contract_year_begins_with_the_contract(starts: date, anchor: int) -> None:
    whole = period_of(starts, "year", anchor, starts)
    assert whole.start <= starts < add_months(whole.start, 1)


@given(DAYS)
def test_weeks_are_named_as_iso_names_them(day: date) -> None:
    year, week, _ = day.isocalendar()
    assert str(period_of(day, "week")) == f"{year}-W{week:02}"


@pytest.mark.parametrize(
    ("day", "kind", "anchor", "year_starts", "name"),
    [
        ("2024-02-29", "month", 1, None, "2024-02"),
        ("2024-02-29", "month", 22, None, "2024-02-22..2024-03-21"),
        ("2025-03-21", "month", 22, None, "2025-02-22..2025-03-21"),
        ("2025-01-21", "month", 22, None, "2024-12-22..2025-01-21"),
        ("2024-12-30", "week", 1, None, "2025-W01"),
        ("2021-01-03", "week", 1, None, "2020-W53"),
        ("2025-03-31", "quarter", 1, None, "2025-Q1"),
        ("2025-03-10", "quarter", 1, "2024-02-01", "2025-02-01..2025-04-30"),
        ("2025-01-10", "quarter", 1, "2023-05-17", "2024-11-01..2025-01-31"),
        ("2025-03-31", "year", 1, "2020-04-01", "2024-04-01..2025-03-31"),
        ("2025-03-31", "year", 1, None, "2025"),
        ("2024-03-15", "year", 22, "2024-03-15", "2024-02-22..2025-02-21"),
        ("2024-03-30", "year", 22, "2024-03-30", "2024-03-22..2025-03-21"),
    ],
)
def test_periods_as_contracts_count_them(day: str, kind: str, anchor: int, year_starts: str | None, name: str) -> None:
    starts = date.fromisoformat(year_starts) if year_starts else None
    assert str(period_of(date.fromisoformat(day), kind, anchor, starts)) == name


def test_quarters_and_months_have_their_usual_names() -> None:
    year = date(2025, 1, 1), date(2026, 1, 1)
    assert [str(each) for each in periods(*year, "quarter")] == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
    assert [str(each) for each in periods(*year)] == [f"2025-{month:02}" for month in range(1, 13)]


def test_the_first_and_the_last_period_of_a_term_may_be_partial() -> None:
    found = list(periods(date(2025, 1, 15), date(2025, 3, 10)))
    assert [str(each) for each in found] == ["2025-01-15..2025-01-31", "2025-02", "2025-03-01..2025-03-09"]
    assert [each.partial for each in found] == [True, False, True]
    assert list(periods(date(2025, 1, 15), date(2025, 1, 15))) == []


def test_a_month_later_keeps_to_the_days_there_are() -> None:
    assert add_months(date(2025, 1, 31), 1) == date(2025, 2, 28)
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert [add_months(date(2025, 10, 31), months) for months in (1, 2, 4)] == [
        date(2025, 11, 30), date(2025, 12, 31), date(2026, 2, 28),
    ]  # fmt: skip
    assert add_months(date(2024, 3, 31), -13) == date(2023, 2, 28)


@pytest.mark.parametrize("anchor", [0, 29, -1])
def test_a_month_begins_on_a_day_that_every_month_has(anchor: int) -> None:
    with pytest.raises(ValueError, match="choose a day that every month has, 1 to 28"):
        period_of(date(2025, 1, 1), "week", anchor)


def test_an_unknown_kind_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="“fortnight” is no kind of period; choose one of week, month, quarter, year"):
        period_of(date(2025, 1, 1), "fortnight")


def test_a_period_has_a_day_in_it() -> None:
    with pytest.raises(ValueError, match="has no day in it"):
        Period(date(2025, 1, 1), date(2025, 1, 1))


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "2025-13", "2025-00", "2025-3", "2025-03-15", "2025-03x", "2025-Q0", "2025-Q5", "2025-Q11",
        "2025-W00", "2025-W53", "2025-W7", "0000", "9999", "9999-W52", "2025-03-02..2025-03-01", "2025-01-01..",
        "2025-01-01..9999-12-31", "2025-01-01..2025-01-02..2025-01-03", " 2025", "٢٠٢٥",
    ],
)  # fmt: skip
def test_what_names_no_period_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no period; write 2025-03, 2025-W07, 2025-Q1, 2025 or 2025-02-22\.\."):
        parse_period(text)
