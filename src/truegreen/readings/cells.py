"""Cells: additive whole numbers per month, period keys and slices; everything that people see is read from them.

A cell file is named by a signature of all that decides it: the fact partitions it reads (its own, those it looks ahead
to, those its rows belong to), the formulas, the slices and until when the records are known. A refresh builds exactly
the files whose signature changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.engine.engine import Engine
from truegreen.facts.months import Progress, RowCount
from truegreen.facts.store import State, Store
from truegreen.facts.where import Facts, Held
from truegreen.readings.plan import BACKLOG, Plan
from truegreen.readings.query import cell_query, spread_query
from truegreen.readings.relations import accounts_are_dated, relations
from truegreen.readings.staleness import Linked, base_signature, known_until, period_ends, signature
from truegreen.units.period import add_months

ROWS_AT_ONCE: Final = 6_000_000


NOTHING: Final = Linked()


@dataclass(frozen=True, slots=True)
class Cell:
    """One file of cells.

    Attributes:
        table, month: the fact partition it is made from.
        file: path under the store.
        signature: of all that decides it.
        spreads: file of log histograms under the store, or empty.
        linked: which cases its rows belong to.
        rows: how many cells there are.
    """

    table: str
    month: str
    file: str
    signature: str
    spreads: str = ""
    linked: Linked = NOTHING
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Cells:
    """All cells of a build.

    Attributes:
        files: by table and month.
        columns: for each table and spec, the names of its columns.
        slices: for each table, the slices its cells are kept by.
        shares: for each spec that is a quantile, which one.
    """

    files: Mapping[tuple[str, str], Cell] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    slices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    shares: Mapping[str, str] = field(default_factory=dict)

    def of(self, table: str) -> list[Cell]:
        """Give a table's cells, by month."""
        return [each for (name, _), each in sorted(self.files.items()) if name == table]

    def dump(self) -> dict[str, object]:
        """Write for JSON."""
        return {
            "files": [asdict(each) for _, each in sorted(self.files.items())],
            "columns": self.columns,
            "slices": self.slices,
            "shares": self.shares,
        }

    @classmethod
    def restore(cls, held: Mapping[str, Any]) -> Cells:
        """Read from JSON."""
        files = [Cell(**{**each, "linked": _restore_linked(each["linked"])}) for each in held["files"]]
        rest = (held["columns"], held["slices"], held["shares"])
        return cls({(each.table, each.month): each for each in files}, *rest)


def _restore_linked(held: Any) -> Linked:
    return Linked(tuple(held["cases"]) if held["cases"] else None, held["lost"])


def build(
    duck: Duck,
    store: Store,
    state: State,
    plans: Mapping[str, Plan],
    before: Cells,
    anchor: int = 1,
    progress: Progress = lambda what, done, of: None,
    engine: Engine | None = None,
) -> Cells:
    """Build the cells that are missing or stale, and give all.

    Args:
        duck: the connection.
        store: where facts and cells are kept.
        state: the facts that count.
        plans: what to compute from each table.
        before: cells of an earlier build; files whose signature holds are kept.
        anchor: day on which a month begins, for periods' ends.
        progress: told what is done, how much of it, of how much.
        engine: who sums up; the embedded one if left out.
    """
    by = engine or duck
    files: dict[tuple[str, str], Cell] = {}
    columns: dict[str, Mapping[str, Mapping[str, str]]] = {}
    shares: dict[str, str] = {}
    accounts = accounts_are_dated(duck, store, state)
    for name, plan in plans.items():
        months = _months(plan, state, anchor)
        known = known_until(plan, state)
        if not months:
            continue
        query, columns[name], quantiles = cell_query(plan, known, accounts, by.dialect)
        shares |= quantiles
        base = base_signature(plan, by.mark)
        stale = []
        for month in months:
            held = before.files.get((name, month))
            if held and held.signature == signature(base, plan, state, month, known, held.linked):
                files[name, month] = held
            else:
                stale.append(month)
        spreads = spread_query(plan, known, accounts, by.dialect)
        work = _Work(duck, by, Held(store, by), store, state, plan, known, accounts, base, query, spreads)
        chunks = _chunks(plan, state, stale)
        done, all_rows = 0, RowCount(sum(_rows(plan, state, chunk) for chunk in chunks))
        for chunk in chunks:
            progress(f"measuring {name}", RowCount(done), all_rows)
            files |= {(name, cell.month): cell for cell in work.build(chunk)}
            done += _rows(plan, state, chunk)
        progress(f"measuring {name}", all_rows, all_rows)
    return Cells(
        files,
        columns,
        {name: plan.slices for name, plan in plans.items()},
        shares,
    )


def _months(plan: Plan, state: State, anchor: int) -> list[str]:
    if plan.table is not BACKLOG:
        return [*state.of(plan.table.name)]
    return [f"{end - timedelta(days=1):%Y-%m}" for end in period_ends(state, anchor)]


def _rows(plan: Plan, state: State, months: Sequence[str]) -> int:
    """Count the rows that neighbouring months are built from: their own, or all cases until then of what is open."""
    if plan.table is BACKLOG:
        return sum(each.rows for month, each in state.of("case").items() if month <= months[-1])
    return sum(state.of(plan.table.name)[month].rows for month in months)


def _chunks(plan: Plan, state: State, months: Sequence[str]) -> list[list[str]]:
    """Cut months into runs of neighbours that together stay within what is held at once."""
    chunks: list[list[str]] = []
    size = 0
    neighbours = _neighbours(plan, state)
    for month in months:
        own = state.partitions.get((plan.table.name, month))
        rows = own.rows if own else 0
        follows = bool(chunks) and neighbours.get(chunks[-1][-1]) == month
        if follows and size + rows <= ROWS_AT_ONCE:
            chunks[-1].append(month)
            size += rows
        else:
            chunks.append([month])
            size = rows
    return chunks


def _neighbours(plan: Plan, state: State) -> dict[str, str]:
    if plan.table is BACKLOG:
        months = [*state.of("case")]
        return {month: f"{add_months(date.fromisoformat(f'{month}-01'), 1):%Y-%m}" for month in months}
    months = [*state.of(plan.table.name)]
    return dict(pairwise(months))


@dataclass(frozen=True, slots=True)
class _Work:
    """What it takes to build the cells of a table: a query for all sums, and one for the quantiles if it has any."""

    duck: Duck
    engine: Engine
    facts: Facts
    store: Store
    state: State
    plan: Plan
    known: Mapping[str, datetime]
    by_month: bool
    base: str
    query: str
    spreads: str | None

    def build(self, months: Sequence[str]) -> list[Cell]:
        """Run the queries for some neighbouring months and write the cells of each."""
        for name, relation in relations(self.facts, self.state, self.plan, months, self.by_month).items():
            self.engine.view(name, relation)
        within = f"in_month BETWEEN {sql.text(months[0])} AND {sql.text(months[-1])}"
        self.engine.into(self.duck, "cells_now", f"SELECT * FROM ({self.query}) AS now WHERE {within}")
        if self.spreads:
            self.engine.into(self.duck, "spreads_now", f"SELECT * FROM ({self.spreads}) AS now WHERE {within}")
        built = [self._write(month) for month in months]
        self.duck.run("DROP TABLE IF EXISTS cells_now; DROP TABLE IF EXISTS spreads_now")
        return built

    def _write(self, month: str) -> Cell:
        linked = _linked(self.duck, month)
        mark = signature(self.base, self.plan, self.state, month, self.known, linked)
        folder = Path("cells", self.plan.table.name, f"in_month={month}")
        order = sql.names([*(str(key) for key in self.plan.keys), *self.plan.slices])
        file, spreads = folder / f"part-{mark}.parquet", folder / f"spread-{mark}.parquet"
        self._copy("cells_now", month, order, file)
        if self.spreads:
            self._copy("spreads_now", month, f"spec, {order}, bucket", spreads)
        (rows,) = self.duck.row(f"SELECT count(*) FROM cells_now WHERE in_month = {sql.text(month)}")
        histogram = str(spreads) if self.spreads else ""
        return Cell(self.plan.table.name, month, str(file), mark, histogram, linked, int(rows))

    def _copy(self, relation: str, month: str, order: str, path: Path) -> None:
        query = f"SELECT * EXCLUDE (in_month) FROM {relation} WHERE in_month = {sql.text(month)} ORDER BY {order}"
        self.duck.write(query, self.store.folder / path)


def _linked(duck: Duck, month: str) -> Linked:
    if "_first_case" not in {name for name, *_ in duck.rows("DESCRIBE cells_now")}:
        return Linked()
    here = f"in_month = {sql.text(month)}"
    first, last, lost = duck.row(f"SELECT min(_first_case), max(_last_case), sum(_no_case) FROM cells_now WHERE {here}")
    return Linked((first, last) if first else None, int(lost or 0))
