"""Working seconds and due times on DuckDB, in examples a person can follow with a clock at hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest

from truegreen.clocks.days import Grid, grids, load
from truegreen.clocks.due import due, unreached
from truegreen.clocks.elapsed import elapsed, missing, reach, refuse_missing, worked
from truegreen.clocks.hours import agreed
from truegreen.clocks.pauses import clipped, total
from truegreen.engine.compile import to_sql
from truegreen.engine.duck import Duck
from truegreen.model.agreement import Calendar
from truegreen.units.calendar import Holiday, Shift

DESK = Calendar(
    zone="Europe/London",
    open=(Shift.parse("mon-fri 08:00-12:30"), Shift.parse("mon-fri 13:00-17:00")),
    holidays=(Holiday(date(2025, 4, 18), "Good Friday"),),
)
CASES = """SELECT * FROM (VALUES {}) AS v(case_id, calendar, opened_at, resolved_at, target)"""


class Desk:
    """A desk in London on a DuckDB, from March to May 2025."""

    def __init__(self) -> None:
        self.duck = Duck()
        self.day, self.cell = grids([agreed("desk", {None: DESK})], date(2025, 3, 1), date(2025, 5, 31))
        load(self.duck, self.day, self.cell)

    def cases(self, *values: str) -> Any:
        import ibis

        self.duck.run(f"CREATE OR REPLACE TABLE cases AS {CASES.format(', '.join(values))}")
        kinds = {"case_id": "string", "calendar": "string", "opened_at": "timestamp", "resolved_at": "timestamp"}
        return ibis.table({**kinds, "target": "int64"}, name="cases")

    def rows(self, expression: Any, *columns: str) -> list[tuple[Any, ...]]:
        return sorted(self.duck.rows(to_sql(expression.select(*columns))), key=str)


@pytest.fixture
def desk() -> Iterator[Desk]:
    opened = Desk()
    yield opened
    opened.duck.close()


def case(opened: str | None, resolved: str | None = None, calendar: str | None = "desk", target: int = 0) -> str:
    begins, ends, hours = ("NULL" if each is None else f"'{each}'" for each in (opened, resolved, calendar))
    return f"('1', {hours}::VARCHAR, {begins}::TIMESTAMP, {ends}::TIMESTAMP, {target})"


@pytest.mark.parametrize(
    ("opened", "resolved", "seconds"),
    [
        ("2025-03-03 08:00", "2025-03-03 17:00", 8.5 * 3600),  # a day in winter, when London is UTC
        ("2025-03-03 12:15", "2025-03-03 13:15", 1800),  # over lunch
        ("2025-03-03 12:40", "2025-03-03 12:50", 0),  # at lunch
        ("2025-03-07 16:59:59", "2025-03-10 08:00:01", 2),  # over a weekend
        ("2025-03-28 16:00", "2025-03-31 08:00", 2 * 3600),  # over the change to summer: opens at 07:00 UTC
        ("2025-04-17 16:00", "2025-04-22 07:00", 8.5 * 3600),  # over Good Friday; Easter Monday is worked
        ("2025-03-03 09:00:00.9", "2025-03-03 09:00:01.1", 1),  # seconds as clocks show them
        ("2025-03-03 10:00", "2025-03-03 09:00", -3600),  # in the wrong order
        ("2025-03-03 10:00", None, None),
        (None, "2025-03-03 10:00", None),
    ],
)
def test_time_passes_only_while_the_desk_is_open(
    desk: Desk, opened: str | None, resolved: str | None, seconds: int | None
) -> None:
    cases = desk.cases(case(opened, resolved))
    counted = elapsed(cases, desk.day.expression, "opened_at", "resolved_at")
    assert desk.rows(counted, "elapsed") == [(seconds,)]


@pytest.mark.parametrize("calendar", ["", None])
def test_without_a_calendar_time_never_stops(desk: Desk, calendar: str | None) -> None:
    cases = desk.cases(case("2025-03-08 12:00", "2025-03-09 12:00", calendar, target=90))
    assert desk.rows(elapsed(cases, desk.day.expression, "opened_at", "resolved_at"), "elapsed") == [(86_400,)]
    by = due(cases, desk.day.expression, desk.cell.expression, "opened_at", "target")
    assert desk.rows(by, "due_at") == [(datetime(2025, 3, 8, 12, 1, 30),)]


@pytest.mark.parametrize(
    ("opened", "hours", "at"),
    [
        ("2025-03-03 08:00", 1, "2025-03-03 09:00"),
        ("2025-03-03 08:00", 4.5, "2025-03-03 12:30"),  # used up as lunch begins
        ("2025-03-03 08:00", 8.5, "2025-03-03 17:00"),  # a day's work is due at closing
        ("2025-03-03 12:45", 1, "2025-03-03 14:00"),  # opened at lunch
        ("2025-03-07 16:00", 2, "2025-03-10 09:00"),  # over a weekend
        ("2025-03-28 16:00", 2, "2025-03-31 08:00"),  # over the change to summer
        ("2025-03-08 12:00", 0, "2025-03-08 12:00"),  # nothing to do is due at once, even on a Saturday
        ("2025-03-08 12:00", -1, "2025-03-08 12:00"),
        ("2025-03-03 08:00:00.5", 1, "2025-03-03 09:00"),
        ("2025-03-03 08:00", 34, "2025-03-06 17:00"),
        (None, 1, None),
    ],
)
def test_a_case_is_due_when_its_hours_are_used_up(desk: Desk, opened: str | None, hours: float, at: str | None) -> None:
    cases = desk.cases(case(opened, target=int(hours * 3600)))
    by = due(cases, desk.day.expression, desk.cell.expression, "opened_at", "target")
    assert desk.rows(by, "due_at") == [(at and datetime.fromisoformat(at),)]


def test_what_is_due_later_than_is_known_is_said(desk: Desk) -> None:
    cases = desk.cases(case("2025-05-30 08:00", target=99 * 3600), case(None, target=1), case("2025-05-01", target=1))
    by = due(cases, desk.day.expression, desk.cell.expression, "opened_at", "target")
    assert desk.rows(unreached(by, "opened_at", "target"), "calendar", "rows") == [("desk", 1)]


def test_days_and_calendars_that_are_not_known_are_said(desk: Desk) -> None:
    cases = desk.cases(
        case("2025-05-31 23:59:59", "2025-06-01 00:00"), case("2025-05-01", "2025-06-01 12:00"),
        case("2025-03-01", "2025-03-02", "desc"), case("2024-01-01", "2099-01-01", ""),
        case("2024-01-01", None, None), case(None),
    )  # fmt: skip
    asked = missing(cases, desk.day.expression, ["opened_at", "resolved_at"])
    found = desk.rows(asked, "calendar", "utc_day", "moments")
    assert found == [
        ("desc", date(2025, 3, 1), 1),
        ("desc", date(2025, 3, 2), 1),
        ("desk", date(2025, 6, 1), 2),
    ]
    with pytest.raises(LookupError, match="4 moments have no hours to count by, the first on 2025-03-01 by “desc”"):
        refuse_missing(found)
    refuse_missing([])
    assert desk.rows(reach(cases, ["opened_at", "resolved_at"]), "calendar", "first", "last") == [
        ("desc", datetime(2025, 3, 1), datetime(2025, 3, 2)),
        ("desk", datetime(2025, 5, 1), datetime(2025, 6, 1, 12)),
    ]


def test_pauses_count_once_and_only_while_the_case_is_open(desk: Desk) -> None:
    import ibis

    cases = desk.cases(case("2025-03-03 09:00", "2025-03-04 09:00"))
    desk.duck.run(
        """CREATE TABLE pause AS SELECT '1' AS case_id, CAST(a AS TIMESTAMP) AS paused_at,
           CAST(b AS TIMESTAMP) AS resumed_at FROM (VALUES
             ('2025-03-03 08:00', '2025-03-03 09:30'),  -- half an hour of it
             ('2025-03-03 10:00', '2025-03-03 12:00'), ('2025-03-03 10:30', '2025-03-03 11:00'),
             ('2025-03-03 11:30', '2025-03-03 13:30'),  -- three hours with the two before, without lunch
             ('2025-03-03 20:00', '2025-03-03 21:00'),  -- at night
             ('2025-03-04 08:45', NULL),                -- never resumed: a quarter
             ('2025-03-05 08:00', '2025-03-05 09:00')) AS v(a, b)"""
    )
    kinds = {"case_id": "string", "paused_at": "timestamp", "resumed_at": "timestamp"}
    cut = clipped(ibis.table(kinds, name="pause"), cases, "case_id", "opened_at", "resolved_at")
    measured = worked(cut, desk.day.expression, {"paused_at": "begins", "resumed_at": "ends"})
    summed = total(measured, "case_id", "begins", "ends")
    assert desk.rows(summed, "paused_seconds") == [(int(3.75 * 3600),)]
    apart = total(measured.filter(measured.begins < measured.ends), "case_id", "begins", "ends", disjoint=True)
    assert desk.rows(apart, "paused_seconds") == [(int(3.75 * 3600) + 3600,)]


def test_rows_keep_their_columns_and_can_be_joined_by_what_is_added(desk: Desk) -> None:
    cases = desk.cases(case("2025-03-03 09:00", "2025-03-04 09:00"))
    both = worked(cases, desk.day.expression, {"opened_at": "from_seconds", "resolved_at": "until_seconds"})
    assert both.columns == (*cases.columns, "from_seconds", "until_seconds")
    again = both.join(both.view(), "until_seconds").select(passed=both.until_seconds - both.from_seconds)
    assert desk.rows(again, "passed") == [(int(8.5 * 3600),)]


def test_a_table_is_loaded_as_it_is(desk: Desk) -> None:
    for grid in (desk.day, desk.cell):
        assert isinstance(grid, Grid)
        held = desk.duck.rows(f'SELECT * FROM "{grid.name}" ORDER BY 1, 2')
        assert held == list(zip(*grid.columns.values(), strict=True))


def test_what_is_due_as_the_tables_end_is_still_found(desk: Desk) -> None:
    always = agreed("always", {None: Calendar(zone="UTC", open=(Shift.parse("mon-sun 00:00-24:00"),))})
    day, cell = grids([always], date(2025, 3, 1), date(2025, 3, 2))
    load(desk.duck, day, cell)
    cases = desk.cases(case("2025-03-01", None, "always", 2 * 86_400), case("2025-03-02", None, "always", 86_401))
    by = due(cases, day.expression, cell.expression, "opened_at", "target")
    assert desk.rows(by, "target", "due_at") == [(172_800, datetime(2025, 3, 3)), (86_401, None)]
