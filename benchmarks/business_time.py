"""Working seconds of all cases at once, against loops that people write and against pandas' business hours.

The peers see fewer cases and their time is scaled by the row, which favours nobody: a loop costs what its rows cost.
Every figure of a peer is first seen to be ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.loops import CALENDARS, FIRST, LAST, OFFICE, ZONES, Bisecting, Row, counting, hours_by_pandas, walk
from benchmarks.measuring import Result, cpu, peak_gigabytes
from truegreen.clocks.days import Grid, grids, load
from truegreen.clocks.due import due
from truegreen.clocks.elapsed import elapsed, missing, refuse_missing, second, worked
from truegreen.clocks.hours import agreed
from truegreen.clocks.pauses import clipped, total
from truegreen.engine import sql
from truegreen.engine.compile import to_sql
from truegreen.engine.duck import Duck

LARGE = 10_000_000
WALKED, BISECTED, BY_PANDAS = 20_000, 400_000, 1_000
CASE = {"case_id": "int64", "calendar": "string", "opened_at": "timestamp", "resolved_at": "timestamp"}
PAUSE = {"case_id": "int64", "calendar": "string", "paused_at": "timestamp", "resumed_at": "timestamp"}


@dataclass(frozen=True)
class Made:
    """Cases and pauses in files, and what counts them."""

    duck: Duck
    day: Grid
    cell: Grid

    @property
    def cases(self) -> Any:
        return _table("cases", CASE)

    @property
    def pauses(self) -> Any:
        return _table("pause", PAUSE)

    def elapsed(self) -> Any:
        return elapsed(self.cases, self.day.expression, "opened_at", "resolved_at")

    def less(self, pauses: Any, disjoint: bool) -> Any:
        """Give elapsed time less pauses that lie within their case, overlapping or not."""
        ends = worked(pauses, self.day.expression, {"paused_at": "begins", "resumed_at": "ends"})
        counted = self.elapsed()
        both = counted.left_join(total(ends, "case_id", "begins", "ends", disjoint=disjoint), "case_id")
        return both.select("case_id", elapsed=both.elapsed - both.paused_seconds.fill_null(0))

    def raw(self) -> Any:
        """Give raw pauses, cut to their case."""
        raw = _table("raw_pause", {name: kind for name, kind in PAUSE.items() if name != "calendar"})
        return clipped(raw, self.cases, "case_id", "opened_at", "resolved_at")

    def due(self) -> Any:
        import ibis

        rows = self.cases.mutate(target=ibis.literal(4 * 3600))
        return due(rows, self.day.expression, self.cell.expression, "opened_at", "target")


def run(cases: int) -> list[Result]:
    """Time everything at a size."""
    with TemporaryDirectory() as folder:
        made = _made(Path(folder), cases)
        refuse_missing(made.duck.rows(to_sql(missing(made.cases, made.day.expression, ("opened_at", "resolved_at")))))
        plain, apart, merged, by = (
            made.elapsed(),
            made.less(made.pauses, True),
            made.less(made.raw(), False),
            made.due(),
        )
        asked = {
            "elapsed": plain.elapsed,
            "elapsed less pauses": apart.elapsed,
            "elapsed less raw pauses": merged.elapsed,
            "due": second(by.due_at),
        }
        queries = {what: to_sql(column.sum().as_table()) for what, column in asked.items()}
        assert made.duck.rows(queries["elapsed less pauses"]) == made.duck.rows(queries["elapsed less raw pauses"])
        seconds = {what: cpu(partial(made.duck.rows, query)) for what, query in queries.items()}
        peers = list(_peers(made, apart, plain, cases))
        made.duck.close()
    for what, taken in seconds.items():
        print(f"working time, {what}: {cases / taken / 1e6:.2f} million cases a CPU-second")
    for what, peer, taken, _ in peers:
        print(f"working time, {what}: {taken / seconds[what]:,.0f} times as fast as {peer}")
    print(f"{cases:,} cases, peak {peak_gigabytes():.1f} GB")
    at_size = cases >= LARGE  # below it, what a query costs before its first row is most of the time
    return [
        Result(f"working time, {what}", seconds[what], peer, taken, limit if at_size else None, size=cases)
        for what, peer, taken, limit in peers
    ]


def _table(name: str, kinds: Mapping[str, str]) -> Any:
    import ibis

    return ibis.table(kinds, name=name)


def _made(folder: Path, count: int) -> Made:
    """Draw cases of two days on average, every second one with a pause and every tenth with one that overlaps it."""
    duck = Duck()
    day, cell = grids((agreed(name, {None: each}) for name, each in CALENDARS.items()), FIRST, LAST)
    load(duck, day, cell)
    named = ", ".join(sql.text(name) for name in CALENDARS)
    chance = "(hash({}) % 1000003 + 1) / 1000004.0"
    moments = f"""SELECT n AS case_id, [{named}][1 + (hash(n) % {len(CALENDARS)})::INTEGER] AS calendar,
        TIMESTAMP '2023-01-01' + to_microseconds((hash(n + 7) % (86400000000 * 1000))::BIGINT) AS opened_at,
        to_microseconds((-ln({chance.format("n + 9")}) * 172800e6)::BIGINT) AS length FROM range({count}) AS r(n)"""
    drawn = "SELECT case_id, calendar, opened_at, opened_at + length AS resolved_at FROM m ORDER BY opened_at"
    first = "opened_at + 0.2 * length AS paused_at, opened_at + 0.5 * length AS resumed_at"
    again = "opened_at + 0.4 * length AS paused_at, opened_at + 1.1 * length AS resumed_at"
    queries = {
        "cases": f"WITH m AS ({moments}) {drawn}",
        "raw_pause": f"""WITH m AS ({moments}) SELECT case_id, {first} FROM m WHERE case_id % 2 = 0
            UNION ALL SELECT case_id, {again} FROM m WHERE case_id % 10 = 0""",
        "pause": """SELECT case_id, calendar, greatest(min(paused_at), any_value(opened_at)) AS paused_at,
            least(max(resumed_at), any_value(resolved_at)) AS resumed_at
            FROM raw_pause JOIN cases USING (case_id) GROUP BY ALL""",
    }
    for name, query in queries.items():
        duck.write(query, folder / f"{name}.parquet")
        duck.view(name, f"SELECT * FROM {sql.cells([folder / f'{name}.parquet'])}")
    return Made(duck, day, cell)


def _peers(made: Made, apart: Any, plain: Any, cases: int) -> Iterator[tuple[str, str, float, float | None]]:
    """Time the peers on the first cases, and scale their time to all: the task, the peer, its seconds, the limit."""
    rows = _rows(made.duck, min(BISECTED, cases))
    bisecting = Bisecting(agreed(name, {None: each}) for name, each in CALENDARS.items())
    for what, counted in (("elapsed", plain), ("elapsed less pauses", apart)):
        ours = _first(made.duck, counted, len(rows))
        for peer, count, one, limit in (
            ("a Python loop that walks days", min(WALKED, cases), walk, 1 / 50),
            ("a Python loop that bisects", len(rows), bisecting.seconds, None),
        ):
            loop = counting(one, rows[:count], pauses=counted is apart)
            assert loop() == ours[:count]
            yield what, peer, cpu(loop, times=1) * cases / count, limit if counted is plain else None
    if not find_spec("pandas"):
        print("pandas is not installed, so nothing is held against it")
        return
    zone, at_closing = ZONES[OFFICE], 17  # pandas would count one hour too many from there, and one where none passes
    hours = [
        [each.replace(minute=0, second=0).astimezone(zone) for each in row[1:3]] for row in rows if row[0] == OFFICE
    ]
    pairs = [(start, end) for start, end in hours if end > start and start.hour != at_closing][:BY_PANDAS]
    loop = hours_by_pandas(pairs)
    assert [3600 * each for each in loop()] == [bisecting.seconds(OFFICE, *pair) for pair in pairs]
    yield "elapsed", "pandas' business hours", cpu(loop, times=1) * cases / len(pairs), 1 / 10


def _rows(duck: Duck, count: int) -> list[Row]:
    """Give the first cases with their pause, in whole seconds."""
    query = f"""SELECT calendar, opened_at, resolved_at, paused_at, resumed_at
        FROM (SELECT * FROM cases WHERE case_id < {count}) LEFT JOIN pause USING (case_id, calendar) ORDER BY case_id"""
    rows: list[Row] = []
    for calendar, *moments in duck.rows(query):
        opened, resolved, *pause = (each and each.replace(microsecond=0, tzinfo=UTC) for each in moments)
        rows.append((calendar, opened, resolved, [(pause[0], pause[1])] if pause[0] else []))
    return rows


def _first(duck: Duck, counted: Any, count: int) -> list[int]:
    rows = counted.filter(counted.case_id < count).order_by("case_id").select("elapsed")
    return [seconds for (seconds,) in duck.rows(to_sql(rows))]
