"""The life of tickets as steps: how each began, what changed, who answered, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.systems.define import Fill, Told
from truegreen.systems.stepping import stepped
from truegreen.systems.zendesk import changes

USUAL: Final = {
    "new": "opened", "open": "working", "pending": "waiting_on_customer", "hold": "waiting_on_other",
    "on-hold": "waiting_on_other", "solved": "resolved", "closed": "closed", "deleted": "cancelled",
}  # fmt: skip
"""What Zendesk's states mean. The API says hold where its CSV and warehouses say on-hold."""
_NOTHING: Final = "NULL AS team, NULL AS agent_id, NULL AS priority, NULL AS calendar"
_MOVES: Final = {
    "audit": changes.AUDITED, "ticket_field_history": changes.HISTORY, "ticket_metric_event": changes.METERED,
}  # fmt: skip
_SAID: Final = {"audit": changes.SAID_IN_AUDITS, "ticket_comment": changes.SAID}
_FIRST: Final = "t.created_at + INTERVAL 1 SECOND"
"""A second between a ticket and what is written with it is one writing."""


def lives(told: Told) -> str:
    """Keep the steps of all tickets, each with the kind of record that tells it, and give their relation's name."""
    moves = [_moved(of, moves) for of, moves in _MOVES.items() if told.has(of)]
    said = [_spoken(of, said) for of, said in _SAID.items() if told.has(of)]
    parts = [_opened(told), _DELETED, *moves, *said, _ANSWERED, _SCHEDULED, _SOLVED]
    changes_ = " UNION ALL BY NAME ".join(f"({part})" for part in parts)
    return told.keep("lives", stepped(told, changes_, USUAL, also=("of",)))


def events(lives: str) -> Iterator[Fill]:
    """Give the steps of tickets, by the records that tell them."""
    for of in ("ticket", *_MOVES, "ticket_comment", "ticket_schedule"):
        yield Fill("case_event", of, f"SELECT * EXCLUDE (of) FROM {lives} WHERE of = '{of}'")


def _opened(told: Told) -> str:
    """Give SQL of how tickets began: with what they had then, which need not be what they have today."""
    moves = [each for of, each in _MOVES.items() if told.has(of) and of != "ticket_metric_event"] or [changes.NONE]
    values = ", ".join(_at_first(field) for field in ("status", "priority", "group_id", "assignee_id"))
    return f"""
        SELECT 'ticket' AS of, t.id AS case_id, t.created_at AS "at", 0 AS number, true AS opening,
               NULL::VARCHAR AS said, coalesce(g.name, b.group_id) AS team, b.assignee_id AS agent_id,
               lower(b.priority) AS priority,
               coalesce(b.schedule_id, s.schedule_id, (SELECT arg_min(id, (created_at, id)) FROM zendesk_schedule))
                   AS calendar,
               lower(b.status) AS state, t._file, t._row
        FROM zendesk_ticket AS t
        LEFT JOIN (
            SELECT t.id AS ticket_id, {values}, {_at_first("schedule_id", "NULL")}
            FROM zendesk_ticket AS t LEFT JOIN ({" UNION ALL ".join(moves)}) AS m ON m.ticket_id = t.id
            WHERE t.id IN ({changes.TOLD}) GROUP BY t.id
        ) AS b ON b.ticket_id = t.id
        LEFT JOIN (
            SELECT ticket_id, arg_max(schedule_id, s.created_at) AS schedule_id
            FROM zendesk_ticket_schedule AS s JOIN zendesk_ticket AS t ON t.id = ticket_id
            WHERE s.created_at <= {_FIRST} GROUP BY ticket_id
        ) AS s ON s.ticket_id = t.id
        LEFT JOIN zendesk_group AS g ON g.id = b.group_id"""


def _at_first(field: str, unchanged: str = "") -> str:
    """Give SQL of a field as a ticket began: set then, or what its first change left, or never changed."""
    of, early = f"field = '{field}'", "(first OR moment <= t.created_at)"
    return f"""
        CASE WHEN count_if({of} AND {early}) > 0 THEN arg_max_null(value, (moment, number)) FILTER ({of} AND {early})
             WHEN count_if({of}) > 0 THEN arg_min_null(previous, (moment, number)) FILTER ({of})
             ELSE {unchanged or f"any_value(t.{field})"} END AS {field}"""


def _moved(of: str, moves: str) -> str:
    """Give SQL of what changed once tickets were there."""
    return f"""
        SELECT '{of}' AS of, ticket_id AS case_id, moment AS "at", number, false AS opening,
               CASE WHEN field = 'status' AND lower(value) = 'closed' AND (merging OR ticket_id IN ({changes.MERGED}))
                    THEN 'merged' END AS said,
               CASE WHEN field = 'group_id' THEN coalesce(g.name, value) END AS team,
               CASE WHEN field = 'assignee_id' THEN value END AS agent_id,
               CASE WHEN field = 'priority' THEN lower(value) END AS priority,
               CASE WHEN field = 'schedule_id' THEN value END AS calendar,
               CASE WHEN field = 'status' THEN lower(value) END AS state, m._file, m._row
        FROM ({moves}) AS m LEFT JOIN zendesk_group AS g ON g.id = value AND field = 'group_id'
        WHERE NOT first AND value IS NOT NULL"""


def _spoken(of: str, said: str) -> str:
    """Give SQL of the answers among comments: public ones of agents, and whatever the customer's side writes.

    What a merge writes is no answer, nor is what Zendesk itself writes, nor the text a ticket is opened with.
    """
    return f"""
        SELECT * FROM (
            SELECT '{of}' AS of, ticket_id AS case_id, moment AS "at", number, false AS opening,
                   CASE WHEN author = requester_id OR role = 'end-user' THEN 'customer_replied'
                        WHEN coalesce(public, true) AND coalesce(requester_id, role) IS NOT NULL THEN 'responded' END
                       AS said,
                   {_NOTHING}, NULL AS state, s._file, s._row
            FROM ({said}) AS s LEFT JOIN zendesk_ticket AS t ON t.id = ticket_id
            LEFT JOIN (SELECT id AS person, lower(role) AS role FROM zendesk_user) ON person = author
            WHERE NOT first AND NOT merging AND author <> '-1'
        ) WHERE said IS NOT NULL"""


# Nothing but a ticket's state tells that it was deleted.
_DELETED: Final = f"""
    SELECT 'ticket' AS of, id AS case_id, updated_at AS "at", 9999 AS number, false AS opening, NULL AS said,
           {_NOTHING}, 'deleted' AS state, _file, _row
    FROM zendesk_ticket WHERE lower(status) = 'deleted' AND updated_at IS NOT NULL"""
# Where nothing tells a ticket's history, its metrics still tell when it was solved last.
_SOLVED: Final = f"""
    SELECT 'ticket' AS of, t.id AS case_id, coalesce(m.solved_at, t.solved_at) AS "at", 9998 AS number,
           false AS opening, NULL AS said, {_NOTHING}, 'solved' AS state, t._file, t._row
    FROM zendesk_ticket AS t LEFT JOIN zendesk_ticket_metric AS m ON m.ticket_id = t.id
    WHERE lower(t.status) IN ('solved', 'closed') AND coalesce(m.solved_at, t.solved_at) IS NOT NULL
          AND t.id NOT IN ({changes.TOLD} UNION ALL SELECT ticket_id FROM zendesk_ticket_metric_event)"""
# The reply clock ends by an answer and starts again by the customer's next word.
_ANSWERED: Final = f"""
    SELECT 'ticket_metric_event' AS of, ticket_id AS case_id, "time" AS "at", 20 AS number, false AS opening,
           CASE type WHEN 'fulfill' THEN 'responded' ELSE 'customer_replied' END AS said,
           {_NOTHING}, NULL AS state, arg_min(_file, id) AS _file, arg_min(_row, id) AS _row
    FROM zendesk_ticket_metric_event
    WHERE metric = 'reply_time' AND (type = 'fulfill' OR (type = 'activate' AND instance_id > 1))
          AND "time" IS NOT NULL AND ticket_id NOT IN (SELECT ticket_id FROM zendesk_audit)
          AND ticket_id NOT IN (SELECT ticket_id FROM zendesk_ticket_comment)
    GROUP BY ALL"""
_SCHEDULED: Final = f"""
    SELECT 'ticket_schedule' AS of, ticket_id AS case_id, s.created_at AS "at", 5 AS number, false AS opening,
           NULL AS said, NULL AS team, NULL AS agent_id, NULL AS priority, schedule_id AS calendar, NULL AS state,
           s._file, s._row
    FROM zendesk_ticket_schedule AS s LEFT JOIN zendesk_ticket AS t ON t.id = ticket_id
    WHERE coalesce(s.created_at > {_FIRST}, s.created_at IS NOT NULL)"""
