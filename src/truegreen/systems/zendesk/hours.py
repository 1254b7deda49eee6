"""Zendesk's schedules as hours: as they are, and as they were before each change that the audit log tells.

A schedule counts minutes from Sunday 00:00. The audit log describes a change in words, with the hours before and after
it as Ruby or JSON writes them, escaped for HTML, sometimes twice. Of several changes on one day the last one counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.finding import warning
from truegreen.systems.define import Fill, Told
from truegreen.systems.lists import things
from truegreen.systems.zendesk.zones import zone
from truegreen.units.span import Span

_DAYS: Final = "['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']"
_PLAIN: Final = "replace(replace(replace(change_description, '&amp;', '&'), '&gt;', '>'), '&quot;', '\"')"
# Every change of the hours of a schedule: on which local day, from what, to what.
_CHANGES: Final = f"""
    SELECT l.source_id AS calendar, z.name, z.zone, l.created_at,
           CAST(timezone(z.zone, timezone('UTC', l.created_at)) AS DATE) AS day, l.id, l._file, l._row,
           regexp_extract({_PLAIN}, 'changed from (\\{{.*\\}}) to (\\{{.*\\}})', 1) AS was,
           regexp_extract({_PLAIN}, 'changed from (\\{{.*\\}}) to (\\{{.*\\}})', 2) AS became
    FROM zendesk_audit_log AS l JOIN (
        SELECT id, any_value(name) AS name, any_value({zone("time_zone")}) AS zone FROM zendesk_schedule GROUP BY id
    ) AS z ON z.id = l.source_id
    WHERE source_type LIKE '%workweek' AND change_description LIKE 'Workweek changed%' AND l.created_at IS NOT NULL
          AND z.zone IN (SELECT name FROM pg_timezone_names())
"""


def hours(told: Told) -> Iterator[Fill]:
    """Give hours and holidays, and say which changes of hours belong to no schedule that is there."""
    _tell_strangers(told)
    yield Fill("hours", "schedule", _LIVE)
    yield Fill("hours", "audit_log", _PAST)
    yield Fill(
        "holiday",
        "schedule_holiday",
        """
        SELECT coalesce(schedule_id, (SELECT any_value(id) FROM zendesk_schedule HAVING count(DISTINCT id) = 1))
                   AS calendar,
               start_date AS first_on, end_date AS last_on, name AS title, _file, _row
        FROM zendesk_schedule_holiday""",
    )


def _tell_strangers(told: Told) -> None:
    query = """
        SELECT source_label, count(*), min(_file), min(_row) FROM zendesk_audit_log
        WHERE source_type LIKE '%workweek' AND source_id NOT IN (SELECT id FROM zendesk_schedule)
        GROUP BY ALL ORDER BY ALL"""
    for label, count, file, row in told.ask(query):
        says = f"The hours of {label} changed {count} times, and no schedule with its number is there."
        remedy = "Export schedules too: only they say in which time zone hours are."
        told.findings.append(warning(Span(str(file), int(str(row))), "unknown-schedule", says, remedy))


def _minutes(time: str) -> str:
    return f"(CAST(split_part({time}, ':', 1) AS INTEGER) * 60 + CAST(split_part({time}, ':', 2) AS INTEGER))"


# The hours that a schedule has now hold since the last change that is told.
_LIVE: Final = f"""
    SELECT id AS calendar, (SELECT max(day) FROM ({_CHANGES}) WHERE calendar = s.id) AS since, name AS title,
           {zone("time_zone")} AS zone, (opens + 8640) % 10080 AS opens_minute,
           (opens + 8640) % 10080 + closes - opens AS closes_minute, _file, _row
    FROM (
        SELECT id, name, time_zone, start_time AS opens, end_time AS closes, _file, _row FROM zendesk_schedule
        WHERE start_time IS NOT NULL
        UNION ALL
        SELECT id, name, time_zone, TRY_CAST(json_extract_string(each, '$.start_time') AS BIGINT),
               TRY_CAST(json_extract_string(each, '$.end_time') AS BIGINT), _file, _row
        FROM (SELECT *, unnest({things("intervals")}) AS each FROM zendesk_schedule WHERE start_time IS NULL)
    ) AS s"""
# What held before the first change held always; what a change made holds from its day until the next change.
_PAST: Final = f"""
    WITH last_of_day AS (
        SELECT * FROM ({_CHANGES})
        QUALIFY row_number() OVER (PARTITION BY calendar, day ORDER BY created_at DESC, TRY_CAST(id AS HUGEINT) DESC)
                = 1
    ), held AS (
        SELECT calendar, name, zone, NULL::DATE AS since, was AS hours, _file, _row FROM ({_CHANGES})
        QUALIFY row_number() OVER (PARTITION BY calendar ORDER BY created_at, TRY_CAST(id AS HUGEINT)) = 1
        UNION ALL
        SELECT calendar, name, zone, day, became, _file, _row FROM last_of_day
        QUALIFY day < max(day) OVER (PARTITION BY calendar)
    )
    SELECT calendar, since, name AS title, zone, midnight + {_minutes("part[1]")} AS opens_minute,
           midnight + {_minutes("part[2]")} AS closes_minute, _file, _row
    FROM (
        SELECT *, (list_position({_DAYS}, day[1]) - 1) * 1440 AS midnight,
               unnest(list_transform(
                   regexp_extract_all(day[2], '"\\d\\d:\\d\\d"(?:=>|:)"\\d\\d:\\d\\d"'),
                   lambda each: regexp_extract_all(each, '\\d\\d:\\d\\d'))) AS part
        FROM (
            SELECT *, unnest(list_transform(
                regexp_extract_all(hours, '(mon|tue|wed|thu|fri|sat|sun)"?(?:=>|:)\\{{[^}}]*\\}}'),
                lambda each: [each[:3], each])) AS day
            FROM held
        )
    )"""
