"""DuckDB, PostgreSQL and Spark, as real servers, count the same seconds and run the same clocks, row for row."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.clocks.asking import CASES, COLUMNS, PAUSES, columns, question, tables
from tests.clocks.drawn import Case, cases
from tests.clocks.drawn_lives import CALENDARS, FIRST, LAST, RECORDED, Dice
from tests.clocks.engines import Engine, duckdb, postgres, spark
from truegreen.clocks.days import TYPES, Grid, grids
from truegreen.clocks.due import due, unreached
from truegreen.clocks.elapsed import missing, reach
from truegreen.clocks.lives import moments
from truegreen.clocks.measured import Grids, measured
from truegreen.engine.compile import to_sql

COUNT, LIVES, CLOCKS = 60_000, 400, 12
TEXTS = ("case_id", "team", "priority", "provider", "site", "service", "zone")
TIMES = ("opened_at", "first_response_at", "resolved_at", "closed_at")
CASE = dict.fromkeys(TEXTS, "string") | dict.fromkeys(TIMES, "timestamp")
TOLD = ("case_id", "kind", "team", "priority", "calendar", "state")
STEP = {"at": "timestamp", "number": "int64"} | dict.fromkeys(TOLD, "string")
LATE = datetime(2026, 3, 1, 23, 59, 59, 999_999)
# What no draw would hit: no calendar, one that nobody has, days beyond the tables, before 1970, nothing known.
ODD = (
    Case(-1, None, datetime(1969, 12, 31, 23, 59, 59, 999_999), datetime(2040, 1, 1), 3_000_000_000, []),
    Case(-2, "", datetime(2025, 3, 30, 0, 59, 59, 500_000), datetime(2025, 3, 30, 1), -5, []),
    Case(-3, "Oslo", datetime(2025, 1, 1), datetime(2025, 1, 2), 60, [(datetime(2025, 1, 1), None)]),
    Case(-4, "london", LATE, LATE + timedelta(microseconds=1), 60, [(LATE, None)]),
    Case(-5, "london", datetime(2026, 2, 25), datetime(2011, 6, 1), 10_000_000, []),
    Case(-6, "apia", datetime(2011, 5, 31, 23, 59, 59), datetime(2011, 6, 1), 0, []),
)


def answers(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Give what an engine answers to every question, each in an order of its own."""
    import ibis

    drawn = [*ODD, *cases(COUNT, seed=7)]
    for name, kinds, held in zip(("cases", "pause"), (CASES, PAUSES), columns(drawn), strict=True):
        engine.load(name, kinds, held)
    day, cell = tables()
    _load(engine, day, cell)
    rows, ends = ibis.table(CASES, name="cases"), ("opened_at", "resolved_at")
    by = due(rows, day.expression, cell.expression, "opened_at", "target")
    asked = {
        "counted": question(day, cell).select(*COLUMNS),
        "missing": missing(rows, day.expression, ends),
        "reach": reach(rows, ends),
        "unreached": unreached(by, "opened_at", "target"),
    }
    return {name: sorted(engine.rows(to_sql(query, engine.dialect)), key=str) for name, query in asked.items()}


def runs(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Give the runs of clocks drawn at random over lives drawn at random, each clock's in an order of its own."""
    import ibis

    dice = Dice(random.Random(7))  # noqa: S311 (no secret)
    lives = [dice.case(number) for number in range(LIVES)]
    steps = [{"case_id": case["case_id"]} | {n: getattr(each, n, None) for n in STEP if n != "case_id"}
             for case, listed in lives for each in listed]  # fmt: skip
    engine.load("lived", CASE, {name: [case[name] for case, _ in lives] for name in CASE})
    engine.load("step", STEP, {name: [each[name] for each in steps] for name in STEP})
    tables = grids(CALENDARS.values(), FIRST, LAST, "hours")
    _load(engine, *tables)
    every = moments(ibis.table(CASE, name="lived"), ibis.table(STEP, name="step"))
    by = Grids(tables[0].expression, tables[1].expression, tuple(RECORDED))
    asked = {f"clock {number}": measured("k", dice.clock(), every, by) for number in range(CLOCKS)}
    return {name: sorted(engine.rows(to_sql(query, engine.dialect)), key=str) for name, query in asked.items()}


def _load(engine: Engine, *tables: Grid) -> None:
    for each in tables:
        engine.load(each.name, {name: TYPES.get(name, "int64") for name in each.columns}, each.columns)


@pytest.fixture(scope="module")
def by_duckdb() -> Iterator[dict[str, list[tuple[Any, ...]]]]:
    with duckdb() as engine:
        yield answers(engine) | runs(engine)


@pytest.mark.slow
def test_what_no_draw_would_hit(by_duckdb: dict[str, list[tuple[Any, ...]]]) -> None:
    counted = {row[0]: row[1:] for row in by_duckdb["counted"]}
    years = int((datetime(2040, 1, 1) - datetime(1970, 1, 1)).total_seconds())
    assert counted[-1] == (years + 1, 0, 3_000_000_000 - 1)
    assert counted[-2] == (1, 0, 1_743_296_399)
    assert counted[-3] == counted[-4] == (None, 0, None)
    assert counted[-6] == (None, 0, 1_306_886_399)
    assert by_duckdb["missing"] == [
        ("Oslo", date(2025, 1, 1), 1), ("Oslo", date(2025, 1, 2), 1), ("apia", date(2011, 5, 31), 1),
        ("london", date(2026, 3, 2), 1),
    ]  # fmt: skip
    assert by_duckdb["unreached"] == [("Oslo", 1), ("london", 2)]
    assert ("Oslo", datetime(2025, 1, 1), datetime(2025, 1, 2)) in by_duckdb["reach"]
    assert len(counted) == COUNT + len(ODD)
    assert sum(bool(rows) for name, rows in by_duckdb.items() if name.startswith("clock")) > CLOCKS // 2


@pytest.mark.slow
@pytest.mark.parametrize("server", [postgres, spark])
def test_another_engine_answers_the_same(
    server: Callable[[], AbstractContextManager[Engine]], by_duckdb: dict[str, list[tuple[Any, ...]]]
) -> None:
    with server() as engine:
        found = answers(engine) | runs(engine)
    for name, rows in by_duckdb.items():
        differ = [pair for pair in zip(found[name], rows, strict=True) if pair[0] != pair[1]]
        assert not differ, f"{name}: {len(differ)} rows differ, first {differ[:3]}"
