"""What changed on tickets, and who said what, as one kind of row, whichever export tells it.

Three exports tell a ticket's history. Audits are whole: one audit is one update, with every field it changed and its
comment. A warehouse's field history and comments say the same without what belongs together. Metric events say only
when Zendesk's own clocks stood still; they count for tickets that have neither of the others.
"""

from __future__ import annotations

from typing import Final

from truegreen.systems.lists import things

# A merge leaves its tag on the ticket that went away; the one that stays lists those it took.
MERGED: Final = """
    SELECT unnest(regexp_extract_all(merged_ticket_ids, '[0-9]+')) AS id FROM zendesk_ticket
    UNION ALL SELECT id FROM zendesk_ticket WHERE contains(tags, 'closed_by_merge')
    UNION ALL SELECT ticket_id FROM zendesk_ticket_tag WHERE tag = 'closed_by_merge'"""
# Tickets whose history is told whole.
TOLD: Final = "SELECT ticket_id FROM zendesk_audit UNION ALL SELECT ticket_id FROM zendesk_ticket_field_history"
_ONE_OF: Final = "IN ('status', 'priority', 'group_id', 'assignee_id')"
_IS_COMMENT: Final = "type IN ('Comment', 'VoiceComment')"
_AUDITED: Final = "(SELECT ticket_id FROM zendesk_audit)"

# One row per event of an audit. Of one moment comments come first, so that an answer that also solves is an answer.
_ENTRIES: Final = f"""
    SELECT *, coalesce(rel = 'merge', false) AS merging, bool_or(type = 'Create') OVER (PARTITION BY audit) AS first,
           10 + row_number() OVER (PARTITION BY ticket_id, moment ORDER BY TRY_CAST(audit AS HUGEINT), audit,
                                   CASE WHEN {_IS_COMMENT} THEN 0 ELSE 1 END, place) AS number
    FROM (
        SELECT ticket_id, created_at AS moment, id AS audit, lower(via_source_rel) AS rel, place, _file, _row,
               json_extract_string(entry, '$.type') AS type,
               coalesce(json_extract_string(entry, '$.author_id'), author_id) AS author,
               json_extract_string(entry, '$.public') = 'true' AS public,
               CASE type WHEN 'ScheduleAssignment' THEN 'schedule_id'
                         ELSE json_extract_string(entry, '$.field_name') END AS field,
               CASE type WHEN 'ScheduleAssignment' THEN json_extract_string(entry, '$.new_schedule_id')
                         ELSE json_extract_string(entry, '$.value') END AS value,
               CASE type WHEN 'ScheduleAssignment' THEN json_extract_string(entry, '$.previous_schedule_id')
                         ELSE json_extract_string(entry, '$.previous_value') END AS previous
        FROM (
            SELECT *, unnest(entries) AS entry, generate_subscripts(entries, 1) AS place
            FROM (SELECT *, {things("events")} AS entries FROM zendesk_audit)
        )
    )"""

# Columns: ticket_id, moment, first (how the ticket began), merging, field, value, previous, number, _file, _row.
AUDITED: Final = f"""
    SELECT ticket_id, moment, first, merging, field, value,
           coalesce(previous, lag(value) OVER (PARTITION BY ticket_id, field ORDER BY moment, number)) AS previous,
           number, _file, _row
    FROM ({_ENTRIES})
    WHERE (type IN ('Create', 'Change') AND field {_ONE_OF}) OR (type = 'ScheduleAssignment' AND value IS NOT NULL)"""

# A second between a ticket and its first fields is one writing of them.
HISTORY: Final = f"""
    SELECT h.ticket_id, updated AS moment,
           coalesce(updated BETWEEN t.created_at AND t.created_at + INTERVAL 1 SECOND, false) AS first,
           false AS merging, field_name AS field, value,
           lag(value) OVER (PARTITION BY h.ticket_id, field_name ORDER BY updated, value) AS previous,
           1000 + row_number() OVER (PARTITION BY h.ticket_id, updated ORDER BY field_name, value) AS number,
           h._file, h._row
    FROM zendesk_ticket_field_history AS h LEFT JOIN zendesk_ticket AS t ON t.id = h.ticket_id
    WHERE field_name {_ONE_OF} AND h.ticket_id NOT IN {_AUDITED}"""

# How a ticket stood after each moment at which one of Zendesk's clocks ran, paused or ended.
_STOOD: Final = f"""
    SELECT *, CASE WHEN waited = 'fulfill' OR solved = 'fulfill' OR (waited IS NULL AND worked = 'fulfill')
                   THEN 'solved' WHEN waited = 'pause' THEN 'pending' WHEN worked = 'pause' THEN 'hold'
                   ELSE 'open' END AS value
    FROM (
        SELECT ticket_id, moment, _file, _row, last_value(waits IGNORE NULLS) OVER so_far AS waited,
               last_value(works IGNORE NULLS) OVER so_far AS worked,
               last_value(solves IGNORE NULLS) OVER so_far AS solved
        FROM (
            SELECT ticket_id, "time" AS moment, arg_min(_file, id) AS _file, arg_min(_row, id) AS _row,
                   arg_max(type, TRY_CAST(id AS HUGEINT)) FILTER (metric = 'requester_wait_time') AS waits,
                   arg_max(type, TRY_CAST(id AS HUGEINT)) FILTER (metric = 'agent_work_time') AS works,
                   arg_max(type, TRY_CAST(id AS HUGEINT)) FILTER (metric = 'resolution_time') AS solves
            FROM zendesk_ticket_metric_event
            WHERE type IN ('activate', 'pause', 'fulfill') AND ticket_id NOT IN {_AUDITED}
                  AND metric IN ('requester_wait_time', 'agent_work_time', 'resolution_time')
                  AND ticket_id NOT IN (SELECT ticket_id FROM zendesk_ticket_field_history)
            GROUP BY ticket_id, "time"
        )
        WINDOW so_far AS (PARTITION BY ticket_id ORDER BY moment)
    )"""
METERED: Final = f"""
    SELECT ticket_id, moment, previous IS NULL AS first, false AS merging, 'status' AS field, value, previous,
           1000 AS number, _file, _row
    FROM (SELECT *, lag(value) OVER (PARTITION BY ticket_id ORDER BY moment) AS previous FROM ({_STOOD}))
    WHERE value IS DISTINCT FROM previous"""

# Columns: ticket_id, moment, first (the ticket's own text), merging, author, public, number, _file, _row.
SAID_IN_AUDITS: Final = f"""
    SELECT ticket_id, moment, first, merging, author, public, number, _file, _row
    FROM ({_ENTRIES}) WHERE {_IS_COMMENT}"""

# The earliest comment is the ticket's own text, if it is there: nobody can write before it.
SAID: Final = f"""
    SELECT ticket_id, created AS moment, coalesce(place = 1 AND created <= opened + INTERVAL 1 MINUTE, false) AS first,
           merging, user_id AS author, public,
           10 + row_number() OVER (PARTITION BY ticket_id, created ORDER BY place) AS number, _file, _row
    FROM (
        SELECT c.*, t.created_at AS opened,
               (c.ticket_id, c.created) IN (
                   SELECT (ticket_id, updated) FROM zendesk_ticket_field_history
                   WHERE value = 'closed' AND ticket_id IN ({MERGED})) AS merging,
               row_number() OVER (PARTITION BY c.ticket_id ORDER BY created, TRY_CAST(c.id AS HUGEINT), c.id) AS place
        FROM zendesk_ticket_comment AS c LEFT JOIN zendesk_ticket AS t ON t.id = c.ticket_id
        WHERE c.ticket_id NOT IN {_AUDITED}
    )"""
NONE: Final = """
    SELECT NULL::VARCHAR AS ticket_id, NULL::TIMESTAMP AS moment, false AS first, false AS merging,
           NULL::VARCHAR AS field, NULL::VARCHAR AS value, NULL::VARCHAR AS previous, 0 AS number, NULL AS _file,
           NULL AS _row
    WHERE false"""
