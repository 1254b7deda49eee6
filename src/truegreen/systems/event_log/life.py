"""SQL that makes cases' lives of an event log: each event with the steps that it tells, and those that it implies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from truegreen.engine import sql
from truegreen.systems.event_log.words import BEGINS, DONE, OPEN, QUEUED, WAITING, Meaning

_UNKNOWN: Final = "unknown"
_CASE: Final = "PARTITION BY case_id ORDER BY occurred_at, _file, _row, half"
_EARLIER: Final = f"({_CASE} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"


@dataclass(frozen=True, slots=True)
class Log:
    """What is known of a log before its events are put in order.

    Attributes:
        words: what each pair of activity and transition means.
        lasting: whether it has a column of starts.
        ends: whether no word of it means that a case is done, so that the last event does.
        team: the column that says whose turn it is.
    """

    words: Mapping[tuple[str, str], Meaning]
    lasting: bool
    ends: bool
    team: str = "team"


def moments(lasting: bool, team: str = "team") -> str:
    """Give the query of events at their times; one with a start and an end is two.

    Args:
        lasting: whether the log has a column of starts.
        team: the column that says whose turn it is.
    """
    events = f"SELECT * REPLACE ({team} AS team), 1 AS half FROM event_log_event WHERE occurred_at IS NOT NULL"
    if not lasting:
        return events
    return (
        f"SELECT * REPLACE (CASE WHEN started_at < occurred_at THEN 'complete' ELSE lifecycle END AS lifecycle, "
        f"{team} AS team), 1 AS half FROM event_log_event WHERE occurred_at IS NOT NULL UNION ALL "
        f"SELECT * REPLACE ('start' AS lifecycle, started_at AS occurred_at, {team} AS team), 0 AS half "
        "FROM event_log_event WHERE started_at < occurred_at"
    )


def life(log: Log) -> str:
    """Give the query of steps.

    Columns besides those of events: ``number``, the order of steps of a case at one time; ``n``, the event's place in
    the case; ``kind``; ``state``; ``now``, how the case stands after the event; ``handed``, whether the team is another
    than before, told once for each event; ``ends``, whether the event ends the case though no word says so.
    """
    means = ", ".join(
        f"({sql.text(activity)}, {sql.text(transition)}, {sql.text(each.kind or '')}, {sql.text(each.state)}, "
        f"{sql.text(_stands(each))})"
        for (activity, transition), each in log.words.items()
    )
    return f"""
        WITH word(activity, lifecycle, means, state, stands) AS (VALUES {means or "('', '', '', '', '')"}),
        said AS (
            SELECT event.* EXCLUDE (activity), nullif(word.means, '') AS means,
                   coalesce(word.state, event.activity) AS state, nullif(word.stands, '') AS stands
            FROM ({moments(log.lasting, log.team)}) AS event
            LEFT JOIN word ON word.activity = coalesce(event.activity, '')
                          AND word.lifecycle = coalesce(event.lifecycle, '')
        ),
        standing AS (
            SELECT *, row_number() OVER ({_CASE}) AS n,
                   last_value(stands IGNORE NULLS) OVER {_EARLIER} AS before,
                   last_value(team IGNORE NULLS) OVER {_EARLIER} AS team_before
            FROM said
        ),
        meant AS (SELECT *, {_kinds()} AS kinds, {_ends() if log.ends else "false"} AS ends FROM standing),
        told AS (
            SELECT *, unnest(CASE WHEN ends THEN list_append(kinds, 'resolved') ELSE kinds END) AS kind,
                   generate_subscripts(CASE WHEN ends THEN list_append(kinds, 'resolved') ELSE kinds END, 1) AS part
            FROM meant
        )
        SELECT * EXCLUDE (kinds, half, before, team_before, stands, part), coalesce(stands, before) AS now,
               coalesce(part = 1 AND team <> team_before, false) AS handed,
               row_number() OVER (PARTITION BY case_id, occurred_at ORDER BY n, part) - 1 AS number
        FROM told"""


def _stands(meaning: Meaning) -> str:
    """Give how a case stands after an event; nothing if that is as before."""
    if meaning.kind in (*OPEN, *WAITING, *DONE):
        return meaning.kind or ""
    return _UNKNOWN if meaning.ends and meaning.kind is None else ""


def _among(column: str, *words: str) -> str:
    return f"{column} IN ({', '.join(map(sql.text, words))})"


def _kinds() -> str:
    """Give SQL of the steps of an event, those that it implies before its own; what changes nothing is an update."""
    own = f"CASE means WHEN '{QUEUED}' THEN 'assigned' ELSE means END"
    done, waiting = _among("before", *DONE), _among("before", *WAITING)
    same = f"means = before AND {_among('means', QUEUED, 'working', *WAITING, *DONE)}"
    return f"""CASE
        WHEN n = 1 THEN CASE means WHEN 'opened' THEN ['opened'] WHEN 'closed' THEN ['opened', 'resolved', 'closed']
            ELSE ['opened', {own}] END
        WHEN means = 'reopened' THEN ['reopened']
        WHEN {_among("means", "opened", "working", "resumed")} AND {done} THEN ['reopened']
        WHEN {_among("means", "opened", "working", "resumed")} AND {waiting} THEN ['resumed']
        WHEN means = 'opened' OR (means = 'resolved' AND {done}) THEN ['updated']
        WHEN {same} THEN [CASE WHEN team <> team_before THEN 'assigned' ELSE 'updated' END]
        WHEN means = 'closed' AND NOT coalesce({done}, false) THEN ['resolved', 'closed']
        WHEN {done} AND {_among("stands", QUEUED, _UNKNOWN, *WAITING)} THEN ['reopened', {own}]
        WHEN {waiting} AND {_among("stands", QUEUED, _UNKNOWN)} THEN ['resumed', {own}]
        ELSE [{own}] END"""


def _ends() -> str:
    """Give SQL that says whether an event is a case's last, and neither begins anything, nor waits, nor follows a
    cancellation or a merge.
    """
    waits = _among("coalesce(stands, before, '')", *WAITING, "cancelled", "merged")
    begins = _among("lower(coalesce(lifecycle, ''))", *BEGINS)
    return f"(n = count(*) OVER (PARTITION BY case_id) AND NOT {waits} AND NOT {begins})"


def steps(lives: str) -> str:
    """Give the query of ``case_event``, from the relation of lives."""
    return (
        'SELECT case_id, occurred_at AS "at", number, kind, team, resource AS agent_id, '
        f"coalesce(priority, impact) AS priority, state, _file, _row FROM {lives}"
    )


def cases(lives: str) -> str:
    """Give the query of ``case``, from the relation of lives: a row per case, from its first and its last events.

    A case that ends open has no resolution, however often it was resolved before; nor has one that was cancelled or
    merged.
    """
    last = "max(occurred_at) FILTER"
    return f"""
        SELECT case_id, min(occurred_at) AS opened_at,
               min(occurred_at) FILTER (kind = 'responded') AS first_response_at,
               CASE WHEN {_among("arg_max(now, n)", "resolved", "closed")} OR bool_or(ends)
                   THEN {last} (kind = 'resolved') END AS resolved_at,
               CASE WHEN {_among("arg_max(now, n)", *DONE)}
                   THEN {last} (kind IN ('closed', 'cancelled', 'merged')) END AS closed_at,
               arg_max(team, n) AS team, arg_max(resource, n) AS agent_id,
               arg_max(coalesce(priority, impact), n) AS priority,
               arg_min(channel, n) AS channel, arg_max(about, n) AS contact_type,
               count_if(kind = 'reopened') AS reopened, count_if(handed) AS reassigned,
               arg_max(_file, n) AS _file, arg_max(_row, n) AS _row
        FROM {lives} GROUP BY case_id"""
