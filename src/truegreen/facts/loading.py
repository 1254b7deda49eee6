"""Load staged rows into month partitions: all or nothing, replacing exactly the rows of the files that changed.

Staged rows are gathered per table, checked, and joined with the kept rows of the months they touch; a month whose
content comes out different is written under its new digest. Only when every table is sound is the manifest replaced.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.checking import duplicate_findings, leak_findings, order_findings, row_findings
from truegreen.facts.contradictions import contradictions
from truegreen.facts.forgetting import without
from truegreen.facts.identifying import identified
from truegreen.facts.months import Progress, content_columns, write_months
from truegreen.facts.store import Partition, Source, State, Store, StoredFinding, stored
from truegreen.facts.tables import DUCKDB, TABLES, Table
from truegreen.model.finding import Finding, error, has_errors
from truegreen.model.identity import Who
from truegreen.units.span import Span

WHOLE: Final = "all"


@dataclass(frozen=True, slots=True)
class Arrival:
    """Rows of some sources, staged on the connection.

    Attributes:
        inputs: for each source, by label, its digest and stamp as in ``Source``; a label is a file's path in the
            project, or a mapping's id.
        staged: (table, relation) with the table's loadable columns, ``source``, ``_file`` and ``_row``.
        findings: what reading them found.
        completes: tables to which no later arrival adds; they are written at once, and their rows let go of.
        mapping: id of the mapping they came by.
    """

    inputs: Mapping[str, tuple[str, str]]
    staged: Sequence[tuple[str, str]]
    findings: Sequence[Finding] = ()
    completes: Sequence[str] = ()
    mapping: str = ""


def load(
    duck: Duck,
    store: Store,
    arrivals: Iterable[Arrival],
    replaced: Collection[str],
    zone: str,
    now: datetime,
    who: Who,
    progress: Progress = lambda what, done, of: None,
) -> tuple[State, list[Finding]]:
    """Load what arrived and drop what is gone, and whoever is forgotten.

    Args:
        duck: the connection on which rows are staged; arrivals are taken one at a time.
        store: where facts are kept.
        arrivals: sources that are new or changed.
        replaced: labels of all sources that are new, changed or gone: their rows are not kept.
        zone: time zone of the project; days and months are counted in it.
        now: the time it is.
        who: how people, accounts and providers are called.
        progress: told what is done, how much of it, of how much.

    Returns:
        The state that counts now and the findings. With an error among them, the state is the one before.
    """
    before = store.read()
    purged = without(duck, store, before, who.forgotten - before.forgotten)
    work = _Work(duck, store, frozenset(replaced), zone, now, who, progress, dict(purged.partitions))
    for arrival in arrivals:
        work.take(arrival)
        for name in arrival.completes:
            work.finish(TABLES[name])
    lost = {table for label in replaced if label in before.sources for table in before.sources[label].rows}
    for name in TABLES:
        if name in lost or name in work.fresh:
            work.finish(TABLES[name])
    if has_errors(work.findings):
        return before, work.findings
    kept = {label: source for label, source in before.sources.items() if label not in replaced}
    mark = who.key.mark if who.key else before.key
    after = State(work.partitions, {**kept, **work.sources}, before.contradictions, mark, who.forgotten)
    changed = {key for key, each in after.partitions.items() if before.partitions.get(key) != each}
    after = replace(after, contradictions=contradictions(duck, store, after, changed))
    store.commit(after)
    return after, work.findings


@dataclass(slots=True)
class _Work:
    """A load while it goes on; nothing of it counts until it is committed.

    Attributes:
        partitions: those that will count.
        fresh: new rows by table: the relation they are gathered in.
        finished: tables whose partitions are written.
    """

    duck: Duck
    store: Store
    replaced: frozenset[str]
    zone: str
    now: datetime
    who: Who
    progress: Progress
    partitions: dict[tuple[str, str], Partition]
    findings: list[Finding] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    fresh: dict[str, str] = field(default_factory=dict)
    finished: set[str] = field(default_factory=set)

    def take(self, arrival: Arrival) -> None:
        """Gather an arrival's rows."""
        self.findings += arrival.findings
        rows, counts = dict[str, dict[str, int]](), dict[str, Mapping[str, Mapping[str, int]]]()
        for table, relation in arrival.staged:
            with identified(self.duck, TABLES[table], relation, arrival.mapping, self.who) as found:
                rows[table] = _gather(self.duck, self.fresh, table, found.relation, self.zone)
                counts[table] = found.counts
        self.sources |= _sources(arrival, rows, counts)

    def finish(self, table: Table) -> None:
        """Check a table's new rows and write the months they touch; after an error, nothing more is written."""
        if table.name in self.finished or has_errors(self.findings):
            return
        self.finished.add(table.name)
        relation = self.fresh.get(table.name) or _gather_nothing(self.duck, table)
        for label, finding in _check(self.duck, table, relation, self.now):
            self.findings.append(finding)
            noted = (*self.sources[label].findings, stored(finding))
            self.sources[label] = replace(self.sources[label], findings=noted)
        _merge(self.duck, self.store, table, relation, self.replaced, self.partitions, self.now, self.progress)
        held = [self.store.folder / each.file for (name, _), each in self.partitions.items() if name == table.name]
        if held and table.name in self.fresh:
            self.findings += duplicate_findings(self.duck, table, sql.parquet(held), relation)
        self.duck.run(f"DROP TABLE {relation}")


def _sources(
    arrival: Arrival, rows: Mapping[str, Mapping[str, int]], counts: Mapping[str, Mapping[str, Mapping[str, int]]]
) -> dict[str, Source]:
    """Give the sources that arrived, each with its rows by table, what was found in it, and whom it names."""
    first = next(iter(arrival.inputs))
    noted: dict[str, list[StoredFinding]] = {label: [] for label in arrival.inputs}
    for each in arrival.findings:
        noted.get(each.at.file, noted[first]).append(stored(each))
    return {
        label: Source(
            digest,
            stamp,
            {table: counts[label] for table, counts in rows.items() if label in counts},
            tuple(noted[label]),
            {table: found[label] for table, found in counts.items() if label in found},
        )
        for label, (digest, stamp) in arrival.inputs.items()
    }


def _gather_nothing(duck: Duck, table: Table) -> str:
    relation = f"new_{table.name}"
    columns = [(column.name, DUCKDB[column.kind]) for column in table.stored]
    duck.empty(relation, [*columns, ("in_month", "VARCHAR"), ("_file", "VARCHAR"), ("_row", "BIGINT")])
    return relation


def _gather(duck: Duck, fresh: dict[str, str], name: str, relation: str, zone: str) -> dict[str, int]:
    """Add rows to the table's new rows, with their local days and month; say how many, by source."""
    table = TABLES[name]
    if name not in fresh:
        fresh[name] = _gather_nothing(duck, table)
    filled = "coalesce(asked_at, invited_at, eligible_at, answered_at)"
    given = [
        f"{filled} AS asked_at" if column.name == "asked_at" else sql.name(column.name) for column in table.columns
    ]
    inner = f"SELECT {', '.join(given)}, source, _file, _row FROM {relation}"
    days = [f", {local_day(column.name, zone)} AS {sql.name(column.day)}" for column in table.columns if column.dated]
    duck.run(
        f"INSERT INTO {fresh[name]} BY NAME SELECT *, {_month(table)} AS in_month FROM "
        f"(SELECT *{''.join(days)} FROM ({inner}))"
    )
    return dict(duck.rows(f"SELECT source, count(*) FROM {relation} GROUP BY source"))


def local_day(column: str, zone: str) -> str:
    """Give SQL of the local day of a time in UTC."""
    if zone == "UTC":
        return f"CAST({sql.name(column)} AS DATE)"
    return f"CAST(timezone({sql.text(zone)}, timezone('UTC', {sql.name(column)})) AS DATE)"


def _month(table: Table) -> str:
    """Write the month of a row: of the first of its times that is known."""
    columns = [each for name in table.month_of if (each := table.column(name))]
    days = [sql.name(each.day if each.dated else each.name) for each in columns]
    return f"strftime(coalesce({', '.join(days)}), '%Y-%m')" if days else sql.text(WHOLE)


def _check(duck: Duck, table: Table, relation: str, now: datetime) -> list[tuple[str, Finding]]:
    found = [*row_findings(duck, table, relation, f"{now:%Y-%m-%d %H:%M:%S}"), *leak_findings(duck, table, relation)]
    if table.name == "case_event":
        found += order_findings(duck, relation)
    for source, file, count, row in duck.rows(
        f"SELECT source, _file, count(*), min(_row) FROM {relation} WHERE in_month IS NULL GROUP BY ALL ORDER BY ALL"
    ):
        says = f"{count:,} rows of {table.name} have no time at all, so they belong to no month."
        found.append((source, error(Span(file, row), "row-without-a-time", says, "Map one of its times.", count)))
    return found


def _merge(
    duck: Duck,
    store: Store,
    table: Table,
    relation: str,
    replaced: frozenset[str],
    partitions: dict[tuple[str, str], Partition],
    now: datetime,
    progress: Progress,
) -> None:
    """Write the months whose content changes and enter them into ``partitions``."""
    held = {month: each for (name, month), each in partitions.items() if name == table.name}
    labels = ", ".join(sql.text(label) for label in sorted(replaced)) or "''"
    months = {month for (month,) in duck.rows(f"SELECT DISTINCT in_month FROM {relation} WHERE in_month IS NOT NULL")}
    if held:
        query = f"SELECT DISTINCT in_month FROM {sql.parquet(store.files(held.values()))} WHERE source IN ({labels})"
        months |= {month for (month,) in duck.rows(query)}
    columns = content_columns(table)
    stamp = f"TIMESTAMP {sql.text(f'{now:%Y-%m-%d %H:%M:%S}')}"
    union = f"SELECT {columns}, {stamp} AS ingested_at, in_month FROM {relation}"
    old = store.files(each for month, each in held.items() if month in months)
    if old:
        union += (
            f" UNION ALL SELECT {columns}, ingested_at, in_month FROM {sql.parquet(old)} WHERE source NOT IN ({labels})"
        )
    write_months(duck, store, table, union, months, partitions, progress)
