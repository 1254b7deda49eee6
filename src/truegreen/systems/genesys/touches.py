"""SQL of the touches in conversations: one for each time that somebody was offered to a queue."""

from __future__ import annotations

from typing import Final

from truegreen.systems.genesys.parts import FIGURES, whole

# Waits that agents end and sessions of agents, each agent's with the wait before it.
_NUMBERED: Final = """
    SELECT *, count_if(is_wait) OVER (PARTITION BY conversation_id ORDER BY began, is_wait DESC
                                      ROWS UNBOUNDED PRECEDING) AS number
    FROM (SELECT *, purpose = 'acd' AS is_wait, coalesce(offered, started) AS began FROM figure
          WHERE purpose = 'agent' OR (purpose = 'acd' AND offers > 0
                AND (direction IS DISTINCT FROM 'outbound' OR media_type = 'callback')))
"""
_ANSWERED: Final = "NOT is_wait AND (answered_ms IS NOT NULL OR spoke IS NOT NULL)"
_TOUCH: Final = f"""
    SELECT conversation_id, number, any_value(_file) AS _file, any_value(_row) AS _row,
           {", ".join(f"any_value({each}) FILTER (is_wait) AS {each}" for each in (
               "began", "media_type", "abandoned_ms", "queue_id"))},
           min(answered_ms) AS answered_ms, min(spoke) FILTER (NOT is_wait) AS spoke, max(ended) AS ended_at,
           arg_min(user_id, began) FILTER ({_ANSWERED}) AS user_id,
           arg_min(team_id, began) FILTER ({_ANSWERED}) AS team_id,
           arg_max(left_by, ended) FILTER ({_ANSWERED}) AS left_by,
           arg_max(wrap_up_code, ended) FILTER (NOT is_wait) AS wrap_up_code,
           {", ".join(f"{whole(f'sum({each}_ms) FILTER ({_ANSWERED})')} AS {each}" for each in (
               "talk", "held", "acw"))},
           sum(moves) > 0 OR count(DISTINCT user_id) FILTER ({_ANSWERED}) > 1 AS moved
    FROM ({_NUMBERED}) WHERE number > 0 GROUP BY conversation_id, number
"""  # fmt: skip
_CUSTOMER: Final = """
    SELECT conversation_id,
           arg_min(coalesce(contact_id, regexp_replace(address, '^(tel|sip):', '')), started) AS person,
           arg_min(organization_id, started) AS organization_id, arg_max(left_by, ended) AS customer_left_by
    FROM figure WHERE purpose IN ('customer', 'external') GROUP BY conversation_id
"""
# Whoever leaves by “client” or “endpoint” hung up; the other side then leaves by “peer”.
_ENDED_BY: Final = """
    CASE WHEN abandoned_at IS NOT NULL AND customer_left_by IS DISTINCT FROM 'system' THEN 'customer'
         WHEN left_by LIKE 'transfer%' OR goes_on THEN NULL
         WHEN left_by IN ('client', 'endpoint') THEN 'agent'
         WHEN customer_left_by IN ('client', 'endpoint') OR left_by = 'peer' THEN 'customer'
         WHEN coalesce(left_by, customer_left_by) IS NOT NULL THEN 'system' END
"""
OFFERS: Final = ("queue_id", "queue_name", "team_id", "division_id", "wrap_up_code")
# The wait is the vendor's own figure. One for an answer is rounded up and one for giving up is rounded down, so that
# “within 20 seconds” and “given up in under 5” mean the same as in milliseconds.
TOUCHES: Final = f"""
    WITH figure AS MATERIALIZED ({FIGURES}),
    touch AS (
        SELECT *, date_trunc('second', began) AS offered_at,
               CASE WHEN answered_ms IS NOT NULL
                    THEN date_trunc('second', began) + to_seconds(CAST(ceil(answered_ms / 1000) AS BIGINT))
                    ELSE spoke END AS answered_at,
               CASE WHEN answered_ms IS NULL AND spoke IS NULL
                    THEN date_trunc('second', began) + to_seconds(CAST(floor(abandoned_ms / 1000) AS BIGINT))
               END AS abandoned_at,
               number < max(number) OVER (PARTITION BY conversation_id) AS goes_on,
               lead(media_type) OVER (PARTITION BY conversation_id ORDER BY number) AS next_media
        FROM ({_TOUCH}) LEFT JOIN ({_CUSTOMER}) USING (conversation_id))
    SELECT conversation_id || CASE WHEN number > 1 THEN '/' || number ELSE '' END AS interaction_id,
           conversation_id AS case_id, organization_id AS account_id, person AS customer_id,
           coalesce(name, queue_id) AS team, user_id AS agent_id,
           CASE media_type WHEN 'voice' THEN 'phone' ELSE lower(media_type) END AS channel,
           offered_at, answered_at, abandoned_at,
           greatest(ended_at, answered_at, abandoned_at) AS ended_at, talk AS talk_seconds, held AS hold_seconds,
           acw AS wrap_seconds, {_ENDED_BY} AS ended_by,
           moved OR (goes_on AND abandoned_at IS NULL AND next_media IS DISTINCT FROM 'callback') AS transferred,
           queue_id, name AS queue_name, team_id,
           CASE WHEN json_valid(division_ids) THEN json_extract_string(division_ids, '$[0]') ELSE division_ids END
               AS division_id,
           wrap_up_code, _file, _row
    FROM touch LEFT JOIN (SELECT id AS queue_id, name FROM genesys_queue) USING (queue_id)
    JOIN (SELECT conversation_id, division_ids FROM genesys_conversation) USING (conversation_id)
"""


def _view_seconds(column: str) -> str:
    """Give SQL of a duration of the view: h:m:s, or milliseconds."""
    return (
        f"CASE WHEN {column} LIKE '%:%' THEN CAST(round(epoch(try_cast({column} AS INTERVAL))) AS BIGINT) "
        f"ELSE {whole(f'try_cast({column} AS DOUBLE)')} END"
    )


# The interactions view: one row per conversation, whose waits in several queues are added up.
VIEW_TOUCHES: Final = f"""
    SELECT conversation_id AS interaction_id, conversation_id AS case_id, queue AS team, users AS agent_id,
           coalesce(ani, remote) AS customer_id,
           CASE lower(media_type) WHEN 'voice' THEN 'phone' ELSE lower(media_type) END AS channel,
           offered_at, CASE WHEN NOT gave_up AND talk > 0 THEN offered_at + to_seconds(waited) END AS answered_at,
           CASE WHEN gave_up THEN offered_at + to_seconds(coalesce(until, waited)) END AS abandoned_at,
           end_date AS ended_at, talk AS talk_seconds, held AS hold_seconds, acw AS wrap_seconds,
           CASE WHEN gave_up THEN 'customer' END AS ended_by,
           coalesce(lower(transferred) IN ('yes', 'true', '1') OR try_cast(transfers AS DOUBLE) > 0,
                    lower(transferred) IN ('yes', 'true', '1'), try_cast(transfers AS DOUBLE) > 0) AS transferred,
           _file, _row
    FROM (SELECT *, date + to_seconds(coalesce({_view_seconds("total_ivr")}, 0)) AS offered_at,
                 coalesce(lower(abandoned) IN ('yes', 'true', '1'), false) AS gave_up,
                 {_view_seconds("total_queue")} AS waited, {_view_seconds("time_to_abandon")} AS until,
                 {_view_seconds("total_talk")} AS talk, {_view_seconds("total_hold")} AS held,
                 {_view_seconds("total_acw")} AS acw
          FROM genesys_interaction
          WHERE lower(coalesce(direction, 'inbound')) LIKE 'inbound%' AND queue IS NOT NULL)
    WHERE waited IS NOT NULL OR gave_up
"""
