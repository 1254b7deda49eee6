"""What ServiceNow's own clocks say, and the schedules they run by.

Durations are kept as the moment that lies so long after the start of 1970. A clock's planned end has no meaning while
it is paused. Cancelled clocks are kept as cancelled: cancelling one is a way to make a breach disappear.
"""

from __future__ import annotations

from collections.abc import Iterator

from truegreen.model.finding import warning
from truegreen.systems.define import Fill, Told
from truegreen.systems.servicenow.cases import ORIGINS, shown, value
from truegreen.units.span import Span

_STATE = """CASE WHEN lower(stage) IN ('cancelled', 'canceled') THEN 'cancelled'
                 WHEN lower(stage) IN ('completed', 'achieved') OR end_time IS NOT NULL THEN 'stopped'
                 WHEN pause_time IS NOT NULL THEN 'paused' ELSE 'running' END"""


# Lists saved from the screen have no sys_id, so that rows of one clock are told apart by their start as well.
_CLOCKS = """
    FROM servicenow_task_sla
    QUALIFY record IS NULL
            OR row_number() OVER (PARTITION BY record ORDER BY sys_updated_on DESC, start_time DESC) = 1"""


def clock_fills(told: Told, known: str) -> Iterator[Fill]:
    """Give what the vendor's clocks become."""
    yield Fill(
        "declared_clock",
        "task_sla",
        f"""{known}
        SELECT coalesce(ids.case_id, {value("task", "s")}) AS case_id,
               coalesce(d.name, {shown("sla", "s")}, 'SLA') AS clock,
               row_number() OVER (PARTITION BY {value("task", "s")}, clock ORDER BY s.start_time, s.record, s._row)
                   AS number,
               {_STATE} AS state, s.start_time AS started_at, s.end_time AS stopped_at,
               CASE WHEN state <> 'paused' THEN s.planned_end_time END AS due_at, d.duration AS target_seconds,
               s.duration AS elapsed_seconds, s.business_duration AS business_seconds,
               s.pause_duration AS paused_seconds, s.business_pause_duration AS business_paused_seconds,
               s.has_breached AS breached, coalesce(schedule.name, {shown("schedule", "s")}) AS calendar,
               s.timezone AS zone, s._file, s._row
        FROM ({_CLOCKS}) AS s
        LEFT JOIN ids ON ids.id = {value("task", "s")}
        LEFT JOIN servicenow_contract_sla AS d ON d.record = {value("sla", "s")}
        LEFT JOIN servicenow_cmn_schedule AS schedule ON schedule.record = {value("schedule", "s")}""",
    )
    for origin in ORIGINS[:2]:
        if told.has(origin):
            yield Fill("declared_clock", origin, _durations(origin, known))


def _durations(origin: str, known: str) -> str:
    """Give SQL of the durations that stand in a task itself: to its closing, and to its resolution."""
    return f"""{known}
        SELECT case_id, clock, 1 AS number, 'stopped' AS state, opened_at AS started_at, stopped_at,
               elapsed_seconds, business_seconds, _file, _row
        FROM (
            SELECT *, 'duration' AS clock, closed_at AS stopped_at, calendar_duration AS elapsed_seconds,
                   business_duration AS business_seconds FROM cases
            UNION ALL
            SELECT *, 'resolve time', resolved_at, calendar_stc, business_stc FROM cases
        ) WHERE origin = '{origin}' AND coalesce(elapsed_seconds, business_seconds) IS NOT NULL"""


def cancelled(told: Told, known: str) -> None:
    """Add a finding on cancelled clocks that had been breached, or had nothing left to run for, if there are any."""
    if not told.has("task_sla"):
        return
    query = f"""{known}
        SELECT count(*), count_if(late), count_if(done AND NOT late), arg_min(_file, _row) FILTER (late OR done),
               min(_row) FILTER (late OR done)
        FROM (
            SELECT coalesce(s.has_breached, false) OR coalesce(s.end_time > s.planned_end_time, false) AS late,
                   coalesce(s.end_time >= coalesce(c.resolved_at, c.closed_at), false) AS done, s._file, s._row
            FROM ({_CLOCKS}) AS s LEFT JOIN ids ON ids.id = {value("task", "s")}
            LEFT JOIN cases AS c USING (case_id)
            WHERE lower(s.stage) IN ('cancelled', 'canceled')
        )"""
    ((count, late, done, file, row),) = told.ask(query)
    if late or done:
        says = (
            f"{count:,} clocks were cancelled: {late:,} after a breach or past their planned end, "
            f"{done:,} others once their case was resolved."
        )
        remedy = "Ask for the reason of each; a clock that is cancelled leaves the vendor's attainment."
        told.findings.append(warning(Span(str(file), int(str(row))), "cancelled-clocks", says, remedy, late + done))  # type: ignore[operator]
