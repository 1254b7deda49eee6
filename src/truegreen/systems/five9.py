"""Five9: the call log report.

Customers choose its columns, so few are needed: CALL ID, TIMESTAMP and CALL TYPE. Times are Pacific, whatever the
centre's own zone. A call has a row for each agent it reached; a row that waited in a queue again is an interaction of
its own, one passed straight to another agent is part of the one before. TALK TIME has holds and parking in it, as the
column TALK TIME LESS HOLD AND PARK beside it shows; here talk is without them.

Columns: the reports guide of Five9, and header rows of public exports of “Call Log Reports / Call Log”.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.systems.define import Entity, Field, Fill, Told, key, length, text

NAME, TITLE, ZONE = "five9", "Five9", "America/Los_Angeles"

_FORMATS: Final = (
    "iso", "%a, %d %b %Y %H:%M:%S", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p",
)  # fmt: skip
CALL: Final = Entity(
    "call_log",
    also=("call_logs", "calls"),
    key=("call_id", "timestamp", "call_type", "agent", "skill"),
    columns={
        "call_id": key(), "timestamp": Field("time", ("call_timestamp",), needed=True, formats=_FORMATS),
        "call_type": key(), "agent_id": text(), "agent": text("agent_username"), "agent_name": text(),
        "skill": text("skill_name"), "campaign": text("campaign_name"), "disposition": text("disposition_name"),
        "ani": text(), "dnis": text(), "abandoned": text(), "transfers": text(),
        "call_time": length(), "ivr_time": length(), "queue_wait_time": length(), "ring_time": length(),
        "speed_of_answer": length(), "talk_time": length(), "talk_time_less_hold_and_park": length(),
        "hold_time": length(), "park_time": length(), "after_call_work_time": length(),
    },
)  # fmt: skip
ENTITIES = (CALL,)

_ORDER: Final = "PARTITION BY call_id ORDER BY timestamp, agent, skill"
_GAVE_UP: Final = "coalesce(lower(abandoned) IN ('1', 'yes', 'y', 'true'), lower(disposition) LIKE 'abandon%', false)"
# What there is to say of each row. A call that left the menu for no queue was never offered.
_LEG: Final = f"""
    SELECT *, NOT gave_up AND talked AND who IS NOT NULL AS answered,
           timestamp + to_seconds(coalesce(ivr_time, 0)) AS offered_at,
           coalesce(speed_of_answer, coalesce(queue_wait_time, 0) + coalesce(ring_time, 0)) AS waited,
           coalesce(talk_time_less_hold_and_park,
                    greatest(talk_time - coalesce(hold_time, 0) - coalesce(park_time, 0), 0)) AS talk,
           hold_time + coalesce(park_time, 0) AS hold,
           timestamp + to_seconds(call_time) AS ended_at
    FROM (SELECT *, {_GAVE_UP} AS gave_up, nullif(coalesce(agent_id, agent, agent_name), '[None]') AS who,
                 coalesce(talk_time, talk_time_less_hold_and_park, 1) > 0 AS talked,
                 bool_or(lower(call_type) LIKE '3rd party transfer%') OVER (PARTITION BY call_id) AS went_outside
          FROM five9_call_log)
    WHERE lower(call_type) IN ('inbound', 'queue callback')
"""
# A row that did not wait again is part of the one before it.
_NUMBERED: Final = f"""
    SELECT *, count_if(begins) OVER ({_ORDER} ROWS UNBOUNDED PRECEDING) AS number,
           row_number() OVER ({_ORDER}) AS position
    FROM (SELECT *, gave_up OR coalesce(queue_wait_time, 0) > 0 OR row_number() OVER ({_ORDER}) = 1 AS begins
          FROM ({_LEG}) WHERE answered OR gave_up OR coalesce(queue_wait_time, 0) > 0)
"""
_TOUCH: Final = f"""
    SELECT call_id, number, {", ".join(f"first({each} ORDER BY position) AS {each}" for each in (
        "call_type", "skill", "campaign", "ani", "dnis", "offered_at", "waited", "answered", "gave_up", "went_outside",
        "_file", "_row"))},
           arg_min(who, position) FILTER (answered) AS who, max(ended_at) AS ended_at,
           sum(talk) FILTER (answered) AS talk, sum(hold) FILTER (answered) AS hold,
           sum(after_call_work_time) FILTER (answered) AS wrap,
           count(*) > 1 OR bool_or(coalesce(try_cast(transfers AS DOUBLE) > 0, false)) AS passed
    FROM ({_NUMBERED}) GROUP BY call_id, number
"""  # fmt: skip


def facts(told: Told) -> Iterator[Fill]:
    """Give what calls become."""
    yield Fill(
        "interaction",
        "call_log",
        f"""
        SELECT call_id || CASE WHEN number > 1 THEN '/' || number ELSE '' END AS interaction_id, call_id AS case_id,
               CASE WHEN is_callback THEN dnis ELSE ani END AS customer_id, coalesce(skill, campaign) AS team,
               who AS agent_id, CASE WHEN is_callback THEN 'callback' ELSE 'phone' END AS channel, offered_at,
               CASE WHEN answered THEN offered_at + to_seconds(waited) END AS answered_at,
               CASE WHEN gave_up THEN offered_at + to_seconds(waited) END AS abandoned_at, ended_at,
               talk AS talk_seconds, hold AS hold_seconds, wrap AS wrap_seconds,
               CASE WHEN gave_up THEN 'customer' END AS ended_by,
               passed OR number < max(number) OVER (PARTITION BY call_id) OR went_outside AS transferred, _file, _row
        FROM (SELECT *, lower(call_type) = 'queue callback' AS is_callback FROM ({_TOUCH}))
        """,
    )
