"""Clocks over all cases inside an engine are what a walk over each case says, whatever the clock and the case."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import pytest

from tests.clocks.drawn_lives import CALENDARS, FIRST, KNOWN_UNTIL, LAST, RECORDED, Dice
from tests.drawing import one_in
from truegreen.clocks.days import grids, load
from truegreen.clocks.life import Event, life_of
from truegreen.clocks.lives import moments
from truegreen.clocks.measured import Grids, measured
from truegreen.clocks.ready import expression
from truegreen.clocks.walk import Run, walk
from truegreen.clocks.working import Calendars, working
from truegreen.engine.compile import to_sql
from truegreen.engine.duck import Duck
from truegreen.facts.tables import CASE, CASE_EVENT, DUCKDB, Table
from truegreen.model.clock import Clock

CASES = 40
WORKING = Calendars({name: working(each, FIRST, LAST) for name, each in CALENDARS.items()}, RECORDED)
Drawn = tuple[dict[str, Any], list[Event]]


@pytest.mark.parametrize("seed", one_in(80, range(80)))
def test_all_at_once_is_one_by_one(seed: int) -> None:
    """Runs, their states, targets, due times and seconds are equal, for clocks and cases drawn at random."""
    dice = Dice(random.Random(seed))  # noqa: S311 (no secret)
    clock, cases = dice.clock(), [dice.case(number) for number in range(CASES)]
    assert _all_at_once(clock, cases) == _one_by_one(clock, cases)


def _all_at_once(clock: Clock, cases: list[Drawn]) -> dict[tuple[str, int], dict[str, Any]]:
    duck = Duck(threads=1)
    _fill(duck, CASE, [case for case, _ in cases])
    steps = [
        {"case_id": case["case_id"]} | {name: getattr(each, name) for name in Event.__dataclass_fields__}
        for case, listed in cases
        for each in listed
    ]
    _fill(duck, CASE_EVENT, steps)
    days, cells = grids(CALENDARS.values(), FIRST, LAST)
    load(duck, days, cells)
    tables = Grids(days.expression, cells.expression, tuple(RECORDED))
    rows = duck.records(to_sql(measured("k", clock, moments(expression(CASE), expression(CASE_EVENT)), tables)))
    duck.close()
    return {(row["case_id"], row["number"]): {name: row[name] for name in _told(row)} for row in rows}


def _told(row: Mapping[str, Any]) -> list[str]:
    return [name for name in row if name not in ("case_id", "number", "clock", "calendar", "actual_seconds")]


def _one_by_one(clock: Clock, cases: list[Drawn]) -> dict[tuple[str, int], dict[str, Any]]:
    lives = [life_of(case, listed, KNOWN_UNTIL) for case, listed in cases]
    return {(str(life.case["case_id"]), run.number): _row(run) for life in lives for run in walk(clock, life, WORKING)}


def _row(run: Run) -> dict[str, Any]:
    ended = run.stopped_at is not None
    return {
        "state": run.state,
        "team": run.team,
        "priority": run.held_to,
        "target_seconds": run.target,
        "started_at": run.started_at,
        "stopped_at": run.stopped_at,
        "due_at": run.due_at,
        "elapsed_seconds": run.elapsed if ended else None,
        "customer_seconds": run.waited("customer") if ended else None,
        "other_seconds": run.waited("other") if ended else None,
        "on_time": run.on_time if run.state == "stopped" else None,
    }


def _fill(duck: Duck, table: Table, rows: list[dict[str, Any]]) -> None:
    columns = [(column.name, DUCKDB[column.kind]) for column in table.stored]
    duck.empty(table.name, [*columns, ("in_month", "VARCHAR")])
    for row in rows:
        names = ", ".join(f'"{name}"' for name in row)
        given = ", ".join("?" for _ in row)
        duck.connection.execute(f'INSERT INTO "{table.name}" ({names}) VALUES ({given})', [*row.values()])
