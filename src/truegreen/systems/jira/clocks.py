"""What Jira Service Management says of its own SLAs: completed and ongoing cycles, wherever they were exported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.systems.define import Fill
from truegreen.systems.lists import things

# An SLA is a record of its own, or a field of an issue; a field's number differs from site to site, its shape does not.
_OWN: Final = """
    SELECT 'sla' AS of, coalesce(i.key, s.request) AS case_id, name, completed_cycles AS completed,
           ongoing_cycle AS ongoing, s._file, s._row
    FROM (SELECT *, coalesce(issue, nullif(regexp_extract(self, 'request/([^/]+)/sla', 1), '')) AS request
          FROM jira_sla) AS s
    LEFT JOIN jira_issue AS i ON s.request IN (i.id, i.key)"""
_FIELD: Final = """
    SELECT 'issue' AS of, case_id, coalesce(json_extract_string(field, '$.name'), f.name, number) AS name,
           CAST(json_extract(field, '$.completedCycles') AS VARCHAR) AS completed,
           CAST(json_extract(field, '$.ongoingCycle') AS VARCHAR) AS ongoing, x._file, x._row
    FROM (
        SELECT case_id, number, json_extract(fields, '$."' || replace(number, '"', '') || '"') AS field, _file, _row
        FROM (SELECT key AS case_id, fields, unnest(json_keys(fields)) AS number, _file, _row
              FROM jira_issue WHERE json_valid(fields))
        WHERE number LIKE 'customfield%'
    ) AS x LEFT JOIN jira_field AS f ON f.id = number
    WHERE json_type(field) = 'OBJECT' AND json_exists(field, '$.completedCycles')"""


def clocks() -> Iterator[Fill]:
    """Give one declared clock per cycle; its elapsed time is that of the SLA's own calendar, less pauses."""
    for of in ("sla", "issue"):
        yield Fill("declared_clock", of, f"SELECT * EXCLUDE (of) FROM ({_cycles()}) WHERE of = '{of}'")


def _cycles() -> str:
    start, stop = _moment("startTime", "startDate"), _moment("stopTime", "stopDate")
    due = _moment("breachTime", "breachedDate")
    return f"""
        SELECT of, case_id, name AS clock,
               row_number() OVER (PARTITION BY case_id, name ORDER BY {start} NULLS LAST, is_ongoing, place) AS number,
               CASE WHEN NOT is_ongoing THEN 'stopped'
                    WHEN json_extract_string(cycle, '$.paused') = 'true' THEN 'paused' ELSE 'running' END AS state,
               {start} AS started_at, {stop} AS stopped_at, {due} AS due_at,
               {_length("goalDuration", "goalTime")} AS target_seconds, {_length("elapsedTime")} AS business_seconds,
               json_extract_string(cycle, '$.breached') = 'true' AS breached, _file, _row
        FROM (
            SELECT of, case_id, name, false AS is_ongoing, unnest({things("completed")}) AS cycle,
                   generate_subscripts({things("completed")}, 1) AS place, _file, _row
            FROM ({_all()})
            UNION ALL
            SELECT of, case_id, name, true, CAST(ongoing AS JSON), 0, _file, _row
            FROM ({_all()}) WHERE json_valid(ongoing) AND json_type(ongoing) = 'OBJECT'
        )
        WHERE json_type(cycle) = 'OBJECT' AND case_id IS NOT NULL AND coalesce({start}, {stop}, {due}) IS NOT NULL"""


def _all() -> str:
    return f"{_OWN} UNION ALL FROM ({_FIELD}) WHERE (case_id, name) NOT IN (SELECT (case_id, name) FROM ({_OWN}))"


def _moment(*names: str) -> str:
    """Give SQL of a time: an object with milliseconds since 1970, or, as it was once, such a number itself."""
    return f"epoch_ms({_number(names, 'epochMillis')})"


def _length(*names: str) -> str:
    return f"CAST(floor({_number(names, 'millis')} / 1000) AS BIGINT)"


def _number(names: tuple[str, ...], inside: str) -> str:
    paths = [path for name in names for path in (f"$.{name}.{inside}", f"$.{name}")]
    return "coalesce(" + ", ".join(f"TRY_CAST(json_extract_string(cycle, '{each}') AS BIGINT)" for each in paths) + ")"
