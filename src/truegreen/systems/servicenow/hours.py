"""Schedules of ServiceNow to hours and holidays.

An entry of a schedule has a start and an end on the schedule's own wall clock, written 20250103T080000, and repeats
every day, on weekdays, on days of the week (1 is Monday) or once. Entries of the kind excluded are holidays; so are
those of a schedule that hangs below another as excluded.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.systems.define import Fill
from truegreen.systems.servicenow.cases import value

_YEARS: Final = 30
_EXCLUDED: Final = "lower(coalesce(type, '')) IN ('exclude', 'excluded')"
_ENTRIES: Final = f"""
    SELECT *, {value("schedule")} AS of, {_EXCLUDED} AS excluded, lower(coalesce(repeat_type, '')) AS repeats,
           try_strptime(replace(start_date_time, 'Z', '')[:15], '%Y%m%dT%H%M%S') AS starts,
           try_strptime(replace(end_date_time, 'Z', '')[:15], '%Y%m%dT%H%M%S') AS ends
    FROM servicenow_cmn_schedule_span"""
_DAYS: Final = """CASE repeats WHEN 'daily' THEN '1234567' WHEN 'weekdays' THEN '12345' WHEN 'weekends' THEN '67'
                      WHEN 'weekmwf' THEN '135' WHEN 'weektt' THEN '24'
                      WHEN 'weekly' THEN coalesce(days_of_week, isodow(starts)::VARCHAR) END"""


def hours_fills() -> Iterator[Fill]:
    """Give what entries of schedules become."""
    yield Fill(
        "hours",
        "cmn_schedule_span",
        f"""
        WITH entries AS ({_ENTRIES}), opening AS (
            SELECT *, (unnest(string_split(days, '')::INT[]) - 1) * 1440 + hour(starts) * 60 + minute(starts) AS opens
            FROM (SELECT *, {_DAYS} AS days FROM entries)
            WHERE NOT excluded AND coalesce(repeat_count, 1) <= 1 AND starts < ends
              AND regexp_full_match(days, '[1-7]+')
        ), spans AS (
            SELECT *, opens + least(date_diff('minute', starts, ends), 1440) AS closes FROM opening
        )
        SELECT coalesce(s.name, o.of) AS calendar, s.name AS title,
               coalesce(nullif(s.time_zone, 'floating'), 'UTC') AS zone, opens AS opens_minute,
               least(closes, 10080) AS closes_minute, o._file, o._row
        FROM spans AS o LEFT JOIN servicenow_cmn_schedule AS s ON s.record = o.of
        UNION ALL
        SELECT coalesce(s.name, o.of), s.name, coalesce(nullif(s.time_zone, 'floating'), 'UTC'), 0, closes - 10080,
               o._file, o._row
        FROM spans AS o LEFT JOIN servicenow_cmn_schedule AS s ON s.record = o.of WHERE closes > 10080""",
    )
    yield Fill(
        "holiday",
        "cmn_schedule_span",
        f"""
        WITH entries AS ({_ENTRIES}), closed AS (
            SELECT of, name, repeats, repeat_until, starts, ends, _file, _row FROM entries WHERE excluded
            UNION ALL
            SELECT {value("schedule", "o")}, e.name, e.repeats, e.repeat_until, e.starts, e.ends, e._file, e._row
            FROM servicenow_cmn_other_schedule AS o JOIN entries AS e ON e.of = {value("child_schedule", "o")}
            WHERE lower(coalesce(o.type, 'exclude')) IN ('exclude', 'excluded')
        ), every AS (
            SELECT *, unnest(range(CASE repeats WHEN 'yearly' THEN {_YEARS} ELSE 1 END)) AS year FROM closed
            WHERE repeats IN ('', 'yearly', 'does not repeat') AND date_diff('hour', starts, ends) >= 23
        )
        SELECT DISTINCT ON (calendar, first_on) coalesce(s.name, c.of) AS calendar,
               CAST(starts + to_years(year) AS DATE) AS first_on,
               CAST(ends - INTERVAL 1 SECOND + to_years(year) AS DATE) AS last_on, c.name AS title, c._file, c._row
        FROM every AS c LEFT JOIN servicenow_cmn_schedule AS s ON s.record = c.of
        WHERE (year = 0 OR coalesce(repeat_until, '') = '' OR strftime(first_on, '%Y%m%d') <= repeat_until[:8])
          AND c.of IN (SELECT of FROM entries WHERE NOT excluded)
        ORDER BY calendar, first_on, c._file, c._row""",
    )
