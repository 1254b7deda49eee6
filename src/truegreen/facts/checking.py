"""What is wrong with rows that can be read: conditions that the fact tables should not meet, as findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.facts.contradictions import contradiction_findings
from truegreen.facts.store import State, restored
from truegreen.facts.tables import DUCKDB, Table
from truegreen.model.finding import Finding, error, warning
from truegreen.units.span import Span


@dataclass(frozen=True, slots=True)
class Problem:
    """A condition on one row that should not hold."""

    id: str
    when: str
    says: str
    remedy: str


_BACKWARDS: Final = (
    "Check the date order and the zone of both columns in the mapping; measures of time leave these rows as they are."
)


def _backwards(later: str, earlier: str) -> Problem:
    says = f"{{rows}} with {later} before {earlier}"
    return Problem("negative-duration", f"{later} < {earlier}", says, _BACKWARDS)


def _below_zero(column: str) -> Problem:
    return Problem(
        "negative-duration",
        f"{column} < 0",
        f"{{rows}} with {column} below zero",
        "Ask the source what it means by it.",
    )


PROBLEMS: Final[dict[str, tuple[Problem, ...]]] = {
    "case": (
        _backwards("first_response_at", "opened_at"),
        _backwards("resolved_at", "opened_at"),
        _backwards("closed_at", "opened_at"),
        _backwards("due_at", "opened_at"),
        _below_zero("waiting_seconds"),
        _below_zero("work_seconds"),
        Problem(
            "closed-before-resolved",
            "closed_at < resolved_at",
            "{rows} closed before they were resolved",
            "Look whether closed and resolved are swapped in the mapping.",
        ),
    ),
    "interaction": (
        _backwards("answered_at", "offered_at"),
        _backwards("abandoned_at", "offered_at"),
        _backwards("ended_at", "answered_at"),
        _below_zero("talk_seconds"),
        _below_zero("hold_seconds"),
        _below_zero("wrap_seconds"),
        Problem(
            "answered-and-abandoned",
            "answered_at IS NOT NULL AND abandoned_at IS NOT NULL",
            "{rows} both answered and abandoned",
            "Map abandoned only where nobody answered; both counts would take these rows.",
        ),
    ),
    "feedback": (
        _backwards("answered_at", "invited_at"),
        _backwards("invited_at", "eligible_at"),
        Problem(
            "answer-off-scale",
            "value < scale_min OR value > scale_max",
            "{rows} with an answer outside the scale",
            "Correct scale_min and scale_max in the mapping, or declare the odd values as missing.",
        ),
        Problem(
            "answer-without-a-value",
            "answered_at IS NOT NULL AND value IS NULL",
            "{rows} answered, but without a value",
            "Map the value, or leave answered_at empty for those who did not answer.",
        ),
    ),
    "account": (_backwards("ended_on", "started_on"),),
    "account_month": (
        Problem(
            "negative-amount",
            "recurring_revenue < 0 OR expansion < 0 OR contraction < 0",
            "{rows} with an amount below zero",
            "Give contraction as a positive amount lost and expansion as a positive amount gained.",
        ),
    ),
    "relief": (_backwards("ends_at", "starts_at"),),
}


def row_findings(duck: Duck, table: Table, relation: str, now: str) -> Iterator[tuple[str, Finding]]:
    """Check new rows one by one, in one pass; give each finding with the source it belongs to.

    Args:
        duck: the connection.
        table: the table the rows are for.
        relation: the new rows, with ``source``, ``_file`` and ``_row``.
        now: the time it is, ISO; later times are in the future.
    """
    future = [
        Problem(
            "time-in-the-future",
            f"{sql.name(column.name)} > TIMESTAMP {sql.text(now)}",
            f"{{rows}} with {column.name} in the future",
            "Check the date order and the zone in the mapping; due times may lie ahead, what happened may not.",
        )
        for column in table.columns
        if column.kind == "time" and column.name not in ("due_at", "ends_at", "locked_at")
    ]
    problems = (*PROBLEMS.get(table.name, ()), *future)
    if not problems:
        return
    counts = ", ".join(f"count_if({each.when}), min(_row) FILTER ({each.when})" for each in problems)
    for source, file, *found in duck.rows(
        f"SELECT source, _file, {counts} FROM {relation} GROUP BY source, _file ORDER BY source, _file"
    ):
        for problem, count, first in zip(problems, found[::2], found[1::2], strict=True):
            if count:
                rows = f"{count:,} rows of {table.name}" if count > 1 else f"One row of {table.name}"
                at = Span(file, first or 0)
                yield source, warning(at, problem.id, problem.says.format(rows=rows) + ".", problem.remedy, count)


def order_findings(duck: Duck, relation: str) -> Iterator[tuple[str, Finding]]:
    """Find cases whose new events stand in an impossible order: something before they were opened."""
    query = f"""
        SELECT source, _file, count(*), min(first_row) FROM (
            SELECT source, _file, case_id, min("at") AS begun, min(_row) AS first_row,
                   min("at") FILTER (kind = 'opened') AS opened
            FROM {relation} GROUP BY source, _file, case_id)
        WHERE begun < opened GROUP BY source, _file ORDER BY source, _file"""
    for source, file, count, row in duck.rows(query):
        says = f"{count:,} cases have an event before they were opened."
        remedy = "Check the zone of both times; clocks would start before the case."
        yield source, warning(Span(file, row or 0), "events-out-of-order", says, remedy, count)


def duplicate_findings(duck: Duck, table: Table, everything: str, fresh: str) -> Iterator[Finding]:
    """Find keys that stand more than once; each is an error, for one of the rows would be counted twice.

    Args:
        duck: the connection.
        table: the table.
        everything: all rows that would be kept.
        fresh: the new rows, with ``source``, ``_file`` and ``_row``; only their keys can be double.
    """
    key = sql.names(table.key)
    if duck.row(f"SELECT count(*) = count(DISTINCT hash({key})) FROM {everything}")[0]:
        return  # Equal keys have equal hashes, so there are none; this is far cheaper than naming them.
    query = f"""
        SELECT {key}, count(*) FROM {everything}
        WHERE {sql.name(table.key[0])} IN (SELECT {sql.name(table.key[0])} FROM {fresh})
        GROUP BY {key} HAVING count(*) > 1 ORDER BY {key}"""
    double = duck.rows(f"SELECT count(*) FROM ({query})")[0][0]
    if not double:
        return
    *example, _ = duck.rows(f"{query} LIMIT 1")[0]
    same = " AND ".join(
        f"{sql.name(column)} IS NOT DISTINCT FROM CAST({sql.text(str(value))} AS {kind})"
        if value is not None
        else f"{sql.name(column)} IS NULL"
        for column, value, kind in zip(table.key, example, _kinds(table), strict=True)
    )
    places = duck.rows(f"SELECT _file, _row FROM {fresh} WHERE {same} ORDER BY _file, _row LIMIT 5")
    at = Span(places[-1][0], places[-1][1] or 0)
    shown = ", ".join(str(value) for value in example)
    others = ", ".join(f"{file}:{row}" for file, row in places)
    yield error(
        at,
        "duplicate-key",
        f"{double:,} {'key stands' if double == 1 else 'keys stand'} more than once in {table.name}; "
        f"for example {shown} ({others}).",
        f"Send each {table.name} once, or name the row that counts in the mapping: keep: {{last: …, per: […]}}.",
        double,
    )


def _kinds(table: Table) -> Sequence[str]:
    return [DUCKDB[column.kind] for name in table.key if (column := table.column(name))]


# Outcomes that a column copied from the future would give away, with the columns that may decide them honestly.
_OUTCOMES: Final = {
    "case": ("on_target", ("due_at", "resolved_at", "closed_at", "first_response_at", "opened_at")),
    "account_month": ("churned", ("month",)),
}
_LEAST_ROWS: Final = 200


def leak_findings(duck: Duck, table: Table, relation: str) -> Iterator[tuple[str, Finding]]:
    """Find columns whose value decides the outcome completely: they were filled in after it was known."""
    if table.name not in _OUTCOMES:
        return
    outcome, honest = _OUTCOMES[table.name]
    columns = [
        column.name
        for column in table.columns
        if column.kind in ("text", "integer", "boolean") and column.name not in (outcome, *table.key, *honest)
    ]
    for column in columns:
        query = f"""
            SELECT count(*), count_if(hits = 0), count_if(hits = n), sum(n) FROM (
                SELECT {sql.name(column)}, count(*) AS n, count_if({outcome}) AS hits FROM {relation}
                WHERE {sql.name(column)} IS NOT NULL AND {outcome} IS NOT NULL GROUP BY 1)"""
        members, never, always, rows = duck.row(query)
        if members and members <= 50 and never and always and never + always == members and rows >= _LEAST_ROWS:
            source, file = duck.row(f"SELECT min(source), min(_file) FROM {relation}")
            says = f"{column} alone decides {outcome}: each of its {members} values goes with one answer only."
            remedy = f"It was probably filled in afterwards; do not explain or predict {outcome} by it."
            yield source, warning(Span(file), "label-leakage", says, remedy, rows)


def gaps(table: str, months: Sequence[str]) -> Iterator[Finding]:
    """Find months without any row between the first and the last."""
    for earlier, later in pairwise(month for month in months if month[:1].isdigit()):
        missing = _between(earlier, later)
        if missing:
            shown = missing[0] if len(missing) == 1 else f"{missing[0]} to {missing[-1]}"
            yield warning(
                Span(f"facts/{table}"),
                "period-without-data",
                f"{table} has no row in {shown}, though it has before and after.",
                "Load the missing file; until then nothing of that time is measured.",
                len(missing),
            )


def _between(earlier: str, later: str) -> list[str]:
    first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (earlier, later))
    return [f"{month // 12}-{month % 12 + 1:02}" for month in range(first + 1, last)]


def standing_findings(state: State) -> list[Finding]:
    """Give what is known to be wrong with the rows that count now, whenever they were loaded."""
    found = [restored(kept) for source in state.sources.values() for kept in source.findings]
    tables = dict.fromkeys(table for table, _ in state.partitions)
    found += contradiction_findings(state)
    return [*found, *(finding for table in tables for finding in gaps(table, [*state.of(table)]))]
