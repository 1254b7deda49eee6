"""What Salesforce's own clocks say, and the hours and holidays they run by.

A milestone's elapsed time counts by its business hours. Which holidays belong to which hours stands in the settings
and in no table: where the export does not say, each is taken for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.model.finding import note
from truegreen.systems.define import Fill, Told
from truegreen.systems.salesforce.tables import DAYS
from truegreen.units.span import Span

_YEARS: Final = 30


def clock_fills(told: Told, known: str) -> Iterator[Fill]:
    """Give what milestones, business hours and holidays become."""
    yield Fill("declared_clock", "case_milestone", f"{known} {_MILESTONES}")
    yield Fill("hours", "business_hours", f"{known} {_hours()}")
    if told.has("holiday"):
        _of_all(told, known)
        yield Fill("holiday", "holiday", f"{known} {_HOLIDAYS}")


_MILESTONES: Final = """
    SELECT coalesce(c.id, n.id, m.case_id) AS case_id,
           coalesce(t.name, m.milestone_type_name, m.milestone_type_id, 'milestone') AS clock,
           row_number() OVER (PARTITION BY m.case_id, clock ORDER BY m.start_date, m.id) AS number,
           CASE WHEN m.completion_date IS NOT NULL OR m.is_completed THEN 'stopped'
                WHEN c.is_stopped THEN 'paused' ELSE 'running' END AS state,
           m.start_date AS started_at, m.completion_date AS stopped_at, m.target_date AS due_at,
           CAST(m.target_response_in_mins * 60 AS BIGINT) AS target_seconds,
           CAST(coalesce(m.actual_elapsed_time_in_mins, coalesce(m.elapsed_time_in_mins, m.elapsed_time_in_hrs * 60)
                - coalesce(m.stopped_time_in_mins, 0)) * 60 AS BIGINT) AS business_seconds,
           CAST(m.stopped_time_in_mins * 60 AS BIGINT) AS business_paused_seconds, m.is_violated AS breached,
           coalesce(h.name, m.business_hours_id, c.business_hours_id) AS calendar, h.time_zone_sid_key AS zone,
           m._file, m._row
    FROM case_milestone_rows AS m
    LEFT JOIN milestone_type_rows AS t ON t.id = m.milestone_type_id
    LEFT JOIN case_rows AS c ON c.id = m.case_id
    LEFT JOIN case_rows AS n ON n.case_number = m.case_id AND n.id <> m.case_id
    LEFT JOIN business_hours_rows AS h ON h.id = coalesce(m.business_hours_id, c.business_hours_id)"""
_HOLIDAYS: Final = f"""
    SELECT DISTINCT ON (calendar, first_on) * EXCLUDE (until) FROM (
        SELECT h.name AS calendar, CAST(starts + to_years(year) AS DATE) AS first_on, d.name AS title, d._file, d._row,
               d.recurrence_end_date_only AS until
        FROM (
            SELECT *, coalesce(CASE WHEN is_recurrence THEN recurrence_start_date END, activity_date) AS starts,
                   unnest(range(CASE WHEN is_recurrence THEN {_YEARS} ELSE 1 END)) AS year
            FROM holiday_rows
            WHERE coalesce(is_all_day, true)
              AND (NOT coalesce(is_recurrence, false)
                   OR lower(coalesce(recurrence_type, 'recursyearly')) = 'recursyearly')
        ) AS d
        JOIN business_hours_rows AS h ON d.business_hours_id IS NULL OR d.business_hours_id = h.id
    ) WHERE first_on <= coalesce(until, first_on)
    ORDER BY calendar, first_on, _file, _row"""


def _hours() -> str:
    """Give SQL of a row per day that is open; midnight to midnight is all day."""
    days = " UNION ALL ".join(
        f"SELECT *, {1440 * number} AS midnight, {_minutes(f'{day}_start_time')} AS opens, "
        f"{_minutes(f'{day}_end_time')} AS closes FROM business_hours_rows"
        for number, day in enumerate(DAYS)
    )
    return f"""
        SELECT name AS calendar, name AS title, time_zone_sid_key AS zone, midnight + opens AS opens_minute,
               midnight + CASE closes WHEN 0 THEN 1440 ELSE closes END AS closes_minute, _file, _row
        FROM ({days}) WHERE opens IS NOT NULL AND closes IS NOT NULL"""


def _minutes(text: str) -> str:
    """Give SQL of a time of day in minutes, written 08:00:00.000Z (it is local all the same) or in milliseconds."""
    return (
        f"CASE WHEN regexp_full_match({text}, '[0-9]{{1,8}}([.]0+)?') "
        f"THEN CAST({text} AS DECIMAL(12,1))::BIGINT // 60000 "
        f"WHEN regexp_full_match({text}, '[0-9]{{1,2}}:[0-9]{{2}}(:.*)?') "
        f"THEN 60 * split_part({text}, ':', 1)::BIGINT + split_part({text}, ':', 2)::BIGINT END"
    )


def _of_all(told: Told, known: str) -> None:
    """Add a note where holidays are taken for those of every calendar."""
    query = f"""{known} SELECT count(*), min(_file), (SELECT count(*) FROM business_hours_rows) FROM holiday_rows
                WHERE business_hours_id IS NULL"""
    ((count, file, calendars),) = told.ask(query)
    if count and int(str(calendars)) > 1:
        says = f"{count:,} holidays do not say whose they are and are taken for those of all {calendars} calendars."
        remedy = "Give the file a column BusinessHoursId; Salesforce keeps it in its settings alone."
        told.findings.append(note(Span(str(file)), "holidays-of-all", says, remedy, int(str(count))))
