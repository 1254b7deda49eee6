"""A clock over all cases at once, against the plain walk over each case in turn.

The walk sees fewer cases and its time is scaled by the case; every run of those is first seen to be the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from benchmarks.loops import CALENDARS
from benchmarks.measuring import Result, cpu, peak_gigabytes
from truegreen.clocks.days import grids, load
from truegreen.clocks.hours import Hours, agreed
from truegreen.clocks.life import Event, life_of
from truegreen.clocks.lives import moments
from truegreen.clocks.measured import Grids, measured
from truegreen.clocks.ready import expression
from truegreen.clocks.walk import walk
from truegreen.clocks.working import Calendars, working
from truegreen.engine import sql
from truegreen.engine.compile import to_sql
from truegreen.engine.duck import Duck
from truegreen.facts.tables import CASE, CASE_EVENT, DUCKDB, Table
from truegreen.model.clock import Clock, Reopened, TargetBy
from truegreen.units.quantity import Quantity

AT_ONCE, WALKED = 500_000, 5_000
Told: TypeAlias = dict[str, tuple[dict[str, Any], list[Event]]]
FIRST, LAST = date(2024, 12, 1), date(2026, 6, 1)
KNOWN_UNTIL = datetime(2026, 1, 1)
STEPS = ("opened", "assigned", "waiting_on_customer", "resumed", "responded", "resolved", "closed")
DESK = "desk"
CLOCK = Clock(
    starts=("opened",),
    stops=("resolved",),
    pauses=("waiting_on_customer",),
    cancels=("cancelled",),
    reopened=Reopened.CONTINUES,
    calendar=DESK,
    target=TargetBy(each={"P1": Quantity(Decimal(4), "h")}, otherwise=Quantity(Decimal(8), "h")),
)


def run(cases: int) -> list[Result]:
    """Time a clock over as many cases of seven steps as a run takes at once."""
    cases, hours = min(cases, AT_ONCE), agreed(DESK, {None: CALENDARS[DESK]})
    calendars = Calendars({DESK: working(hours, FIRST, LAST)})
    with TemporaryDirectory() as folder:
        duck = Duck(spill=Path(folder), memory="4GB")
        queries = _made(duck, cases, hours)
        taken = cpu(partial(_clocked, duck, queries))
        told = _told(duck, min(WALKED, cases))
        assert _walked(told, calendars) == _ours(duck)
        walked = cpu(partial(_walked, told, calendars), times=1) * cases / len(told)
        duck.close()
    print(f"a clock over cases of {len(STEPS)} steps: {cases / taken:,.0f} cases a CPU-second")
    print(f"{cases:,} cases at once, peak {peak_gigabytes():.1f} GB")
    limit = 1 / 5 if cases == AT_ONCE else None  # below it, what a query costs before its first row counts most
    return [Result("a clock over all cases", taken, "a walk over each case", walked, limit, size=cases)]


def _made(duck: Duck, cases: int, hours: Hours) -> Mapping[str, str]:
    """Draw cases and their steps; give the queries that make the steps' table and the runs'."""
    opened = "TIMESTAMP '2025-01-01' + to_seconds((hash(n) % 15552000)::BIGINT)"
    later = "to_seconds((hash(n, s) % 9000)::BIGINT) + to_seconds(9000 * s)"
    listed = ", ".join(sql.text(each) for each in STEPS)
    own = {"case_id": "'case ' || n", "opened_at": opened, "priority": "['P1', 'P2', 'P3'][1 + n % 3]"}
    told = {
        "case_id": own["case_id"],
        "at": f"{opened} + CASE WHEN s = 0 THEN to_seconds(0) ELSE {later} END",
        "number": "s",
        "kind": f"[{listed}][s + 1]",
        "team": "'team ' || (n + s) % 9",
    }
    _table(duck, CASE, own, f"range({cases}) AS r(n)")
    _table(duck, CASE_EVENT, told, f"range({cases}) AS r(n), range({len(STEPS)}) AS t(s)")
    days, cells = grids([hours], FIRST, LAST)
    load(duck, days, cells)
    steps = moments(expression(CASE), expression(CASE_EVENT))
    runs = measured("clock", CLOCK, _named("moments", steps), Grids(days.expression, cells.expression))
    return {"moments": to_sql(steps), "runs": to_sql(runs)}


def _table(duck: Duck, table: Table, columns: Mapping[str, str], rows: str) -> None:
    each = (f"CAST({columns.get(c.name, 'NULL')} AS {DUCKDB[c.kind]}) AS {sql.name(c.name)}" for c in table.stored)
    duck.run(f"CREATE TEMP TABLE {sql.name(table.name)} AS SELECT {', '.join(each)}, '2025' AS in_month FROM {rows}")


def _named(name: str, rows: Any) -> Any:
    import ibis

    return ibis.table(rows.schema(), name=name)


def _clocked(duck: Duck, queries: Mapping[str, str]) -> None:
    for name, query in queries.items():
        duck.run(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}")


def _told(duck: Duck, cases: int) -> Told:
    """Read the first cases as a program that walks over each has them."""
    duck.run(f'CREATE TEMP TABLE first AS SELECT * FROM "case" WHERE substr(case_id, 6)::BIGINT < {cases}')
    told: Told = {row["case_id"]: (row, []) for row in duck.records("SELECT * FROM first")}
    columns = sql.names(each for each in Event.__dataclass_fields__)
    for case_id, *step in duck.rows(f"SELECT case_id, {columns} FROM case_event SEMI JOIN first USING (case_id)"):
        told[case_id][1].append(Event(*step))
    return told


def _walked(told: Told, calendars: Calendars) -> list[tuple[Any, ...]]:
    return sorted(
        (case_id, run.number, run.state, run.elapsed, run.due_at, run.on_time)
        for case_id, (case, steps) in told.items()
        for run in walk(CLOCK, life_of(case, steps, KNOWN_UNTIL), calendars)
    )


def _ours(duck: Duck) -> list[tuple[Any, ...]]:
    columns = "case_id, number, state, elapsed_seconds, due_at, on_time"
    return duck.rows(f"SELECT {columns} FROM runs SEMI JOIN first USING (case_id) ORDER BY case_id, number")
