"""The clocks of all agreements over all cases, kept by month beside the facts: one row per run of a clock.

    cases and their steps ──▶ moments ──▶ per clock: runs measured ──▶ clocks/in_month=…/part-SIGNATURE.parquet

A month holds the clocks of the cases that were opened in it. It is built again when one of those cases, or a step of
one, changed, or what the agreements say of clocks and hours. Which months' cases a month of steps belongs to is
remembered, so that a late step builds its case's month and no other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from truegreen.clocks.defined import Defined, agreed_hours, defined
from truegreen.clocks.hours import Hours
from truegreen.clocks.kept import kept_hours
from truegreen.clocks.lives import Rows
from truegreen.clocks.measured import measured
from truegreen.clocks.ready import be_sure, expression, put_hours, put_moments, see
from truegreen.clocks.tables import CLOCK_RUN
from truegreen.engine import sql
from truegreen.engine.compile import to_sql
from truegreen.engine.duck import Duck
from truegreen.engine.engine import Engine
from truegreen.facts.loading import local_day
from truegreen.facts.months import Progress, RowCount
from truegreen.facts.store import Partition, State, Store
from truegreen.facts.tables import CASE, CASE_EVENT, DUCKDB
from truegreen.facts.where import Files, Held
from truegreen.files.writing import replace as replace_file
from truegreen.model.agreement import Versions
from truegreen.model.finding import Finding, error
from truegreen.units.span import Span

LAYOUT: Final = 2
AT_ONCE: Final = 4_000_000
"""Steps whose clocks are built together."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was built.

    Attributes:
        partitions: clocks by month.
        linked: months of the cases whose steps a file of steps has, by the file's digest.
        cases: digest of the cases of each month, as they were then.
    """

    partitions: Mapping[str, Partition]
    linked: Mapping[str, Sequence[str]]
    cases: Mapping[str, str]


def clocked(store: Store, state: State) -> State:
    """Give the facts together with the clocks that were built last."""
    kept = _read(store)
    return _with(state, kept.partitions.values())


def build(
    duck: Duck,
    store: Store,
    state: State,
    agreements: Iterable[Versions],
    zone: str,
    progress: Progress = lambda what, done, of: None,
    engine: Engine | None = None,
) -> tuple[State, list[Finding]]:
    """Build the clocks that are missing or stale.

    Args:
        duck: the connection.
        store: where facts and clocks are kept.
        state: the facts that count.
        agreements: whose clocks.
        zone: time zone of the project; days are counted in it.
        progress: told what is done, how much of it, of how much.
        engine: who runs them; the embedded one if left out.

    Returns:
        The facts together with all clocks, and what is wrong with the hours that they run by; with an error among it,
        the facts alone.
    """
    asked = {versions.id: (versions, defined(versions)) for versions in agreements}
    asked = {name: each for name, each in asked.items() if each[1]}
    cases = state.of("case")
    if not asked or not cases:
        return state, []
    before = _read(store)
    linked = _linked(duck, store, state, before, progress)
    by = engine or duck
    base = _base(asked.values(), state, zone, by.mark)
    touching = {month: sorted(d for d, months in linked.items() if month in months) for month in cases}
    marks = {month: _digest(base, month, cases[month].digest, *touching[month]) for month in cases}
    held = {month: each for month, each in before.partitions.items() if marks.get(month) == each.digest}
    stale = [month for month in cases if month not in held]
    recorded, findings = kept_hours(duck, store, state)
    work = _Work(duck, by, store, state, zone, recorded)
    made, done, all_rows = dict(held), 0, RowCount(sum(cases[month].rows for month in stale))
    try:
        for chunk in _chunks(state, stale, linked):
            progress("running clocks of cases", RowCount(done), all_rows)
            done += sum(cases[month].rows for month in chunk)
            built, odd_cases = work.build(chunk, list(asked.values()), linked, marks)
            made, findings = made | built, [*findings, *odd_cases]
    except (ValueError, LookupError) as odd:
        remedy = "Correct the calendar's hours, in the agreement or at their source."
        return state, [*findings, error(Span("clocks"), "calendar-cannot-be-counted", f"{odd}.", remedy)]
    progress("running clocks of cases", all_rows, all_rows)
    _write(store, _Kept(made, linked, {month: each.digest for month, each in cases.items()}))
    return _with(state, made.values()), findings


def _with(state: State, partitions: Iterable[Partition]) -> State:
    own = {(CLOCK_RUN.name, each.month): each for each in partitions}
    return replace(state, partitions={**state.partitions, **own})


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _base(asked: Iterable[tuple[Versions, Sequence[Defined]]], state: State, zone: str, mark: str) -> str:
    """Sum up what decides every month: clocks, hours, zone, engine."""
    listed = list(asked)
    said = [repr([(each.name, each.first, each.last, _plain(each.clock)) for each in clocks]) for _, clocks in listed]
    said += [repr(_plain(agreed_hours(versions))) for versions, _ in listed]
    hours = [each.digest for table in ("hours", "holiday") for each in state.of(table).values()]
    return _digest(f"layout {LAYOUT}", mark, zone, *said, *hours)


def _plain(said: Any) -> Any:
    """Give what a text says without the places where it stands."""
    if is_dataclass(said) and not isinstance(said, type):
        return {each.name: _plain(getattr(said, each.name)) for each in fields(said) if each.name != "at"}
    if isinstance(said, Mapping):
        return {str(name): _plain(each) for name, each in said.items()}
    if isinstance(said, Set):
        return sorted(str(each) for each in said)  # a set has another order in every process
    return [_plain(each) for each in said] if isinstance(said, tuple) else str(said)


def _read(store: Store) -> _Kept:
    path = store.folder / "clocks.json"
    held = json.loads(path.read_text("utf-8")) if path.exists() else {}
    if held.get("layout") != LAYOUT:
        return _Kept({}, {}, {})
    listed = [Partition(**{**each, "filled": tuple(each["filled"])}) for each in held["partitions"]]
    return _Kept({each.month: each for each in listed}, held["linked"], held["cases"])


def _write(store: Store, kept: _Kept) -> None:
    listed = [asdict(each) for _, each in sorted(kept.partitions.items())]
    linked, cases = (dict(sorted(each.items())) for each in (kept.linked, kept.cases))
    held = {"layout": LAYOUT, "partitions": listed, "linked": linked, "cases": cases}
    replace_file(store.folder / "clocks.json", json.dumps(held, indent=1))
    store.sweep("clocks", kept.partitions.values())


def _linked(
    duck: Duck, store: Store, state: State, before: _Kept, progress: Progress
) -> dict[str, Sequence[str]]:  # fmt: skip
    """Say for each file of steps, by its digest, which months' cases it has steps of.

    A new file is held against all cases; one that is known only against the months that changed, for a case may come
    later than its steps.
    """
    cases = state.of("case")
    changed = [month for month, each in cases.items() if before.cases.get(month) != each.digest]
    linked: dict[str, Sequence[str]] = {}
    files = state.of("case_event").values()
    asked = {each.digest: changed if each.digest in before.linked else [*cases] for each in files}
    done, all_rows = 0, RowCount(sum(each.rows for each in files if asked[each.digest]))
    for each in files:
        months = asked[each.digest]
        found = {month for month in before.linked.get(each.digest, ()) if month in cases and month not in months}
        if months:
            progress("finding the cases of steps", RowCount(done), all_rows)
            done += each.rows
            steps, held = sql.parquet(store.files([each])), store.files(cases[month] for month in months)
            query = f"SELECT DISTINCT c.in_month FROM {steps} AS e JOIN {sql.parquet(held)} AS c USING (case_id)"
            found |= {month for (month,) in duck.rows(query)}
        linked[each.digest] = sorted(found)
    return linked


def _chunks(state: State, months: Sequence[str], linked: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Put months together as long as their steps can be held at once."""
    steps = {each.digest: each.rows for each in state.of("case_event").values()}
    chunks: list[list[str]] = []
    size = 0
    for month in months:
        own = state.of("case")[month].rows + sum(
            rows // max(len(linked[digest]), 1) for digest, rows in steps.items() if month in linked[digest]
        )
        if chunks and size + own <= AT_ONCE:
            chunks[-1].append(month)
            size += own
        else:
            chunks.append([month])
            size = own
    return chunks


@dataclass(frozen=True, slots=True)
class _Work:
    """What it takes to build months: the facts, and the hours that records keep."""

    duck: Duck
    engine: Engine
    store: Store
    state: State
    zone: str
    recorded: Mapping[str, Hours]

    def build(
        self,
        months: Sequence[str],
        asked: Sequence[tuple[Versions, Sequence[Defined]]],
        linked: Mapping[str, Sequence[str]],
        marks: Mapping[str, str],
    ) -> tuple[dict[str, Partition], list[Finding]]:
        """Run the clocks of some months' cases and write each month; also give what is odd about them."""
        held = self.state.of("case")
        events = [each for each in self.state.of("case_event").values() if set(linked[each.digest]) & set(months)]
        cases = [held[month] for month in months]
        see(self.duck, Files(self.store), CASE, cases)
        facts = Held(self.store, self.engine)
        see(self.engine, facts, CASE, cases)
        see(self.engine, facts, CASE_EVENT, events)
        rows, findings = put_moments(self.engine)
        columns = [(column.name, DUCKDB[column.kind]) for column in CLOCK_RUN.columns if column.name != "account_id"]
        self.duck.empty("clocks_now", columns)
        for versions, clocks in asked:
            hours = {**self.recorded, **agreed_hours(versions)}
            tables = put_hours(self.engine, hours, tuple(self.recorded), *(each.clock for each in clocks))
            for each in clocks:
                own = _of_its_days(each, rows)
                be_sure(self.engine, each.clock, own, tables)
                query = to_sql(measured(each.name, each.clock, own, tables), self.engine.dialect)
                listed = sql.names(name for name, _ in columns)
                self.engine.into(self.duck, "clock_now", f"SELECT {listed} FROM ({query}) AS now")
                self.duck.run(f"INSERT INTO clocks_now SELECT {listed} FROM clock_now")
        built = {month: self._written(month, marks[month]) for month in months}
        self.duck.run("DROP TABLE clocks_now; DROP TABLE IF EXISTS clock_now; DROP TABLE IF EXISTS moments")
        return built, findings

    def _written(self, month: str, mark: str) -> Partition:
        """Write the clocks of a month's cases."""
        days = ", ".join(
            f"{local_day(column.name, self.zone)} AS {sql.name(column.day)}"
            for column in CLOCK_RUN.columns
            if column.dated
        )
        rows = f"""
            SELECT k.*, {days}, k.clock AS source, CAST(NULL AS TIMESTAMP) AS ingested_at FROM (
                SELECT k.*, c.account_id FROM clocks_now AS k JOIN "case" AS c USING (case_id)
                WHERE c.in_month = {sql.text(month)}) AS k"""
        listed = sql.names(column.name for column in CLOCK_RUN.stored)
        path = Path("clocks", f"in_month={month}", f"part-{mark}.parquet")
        order = sql.names(CLOCK_RUN.key)
        self.duck.write(f"SELECT {listed} FROM ({rows}) ORDER BY {order}", self.store.folder / path)
        read = sql.parquet([self.store.folder / path])
        each = (f"CASE WHEN count({sql.name(c.name)}) > 0 THEN {sql.text(c.name)} END" for c in CLOCK_RUN.stored)
        filled_in = f"concat_ws(' ', {', '.join(each)})"
        told = f"SELECT count(*), CAST(max(started_at) AS VARCHAR), CAST(max(due_at) AS VARCHAR), {filled_in}"
        count, came, due, filled = self.duck.row(f"{told} FROM {read}")
        happened = self.state.latest("happened", "case", "case_event")
        known = (came, str(happened) if happened else came, due, tuple(filled.split()))
        return Partition(CLOCK_RUN.name, month, str(path), count, mark, *known)


def _of_its_days(each: Defined, rows: Rows) -> Rows:
    """Give the steps of the cases that a clock is for."""
    if each.first == date.min and each.last == date.max:
        return rows
    case = expression(CASE)
    day = case.opened_on.fill_null(case.due_on).fill_null(case.resolved_on)
    return rows.semi_join(case.filter(day.between(each.first, each.last)), "case_id")
