"""Tickets as cases, organizations as accounts and ratings as feedback."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.systems.define import Fill
from truegreen.systems.zendesk.changes import TOLD
from truegreen.systems.zendesk.zones import known_zone

# The words of the API, of the CSV and of older tickets for one way in.
_CHANNEL: Final = """
    CASE WHEN way IN ('mail', 'email') THEN 'email' WHEN way LIKE 'phone%' OR way LIKE 'voice%' THEN 'phone'
         WHEN way IN ('web form', 'web widget', 'web') THEN 'web' WHEN way IN ('chat', 'native_messaging') THEN 'chat'
         WHEN NOT json_valid(way) OR way NOT LIKE '{%' THEN way END"""
_IS_OVER: Final = "lower(t.status) IN ('solved', 'closed')"


def cases(lives: str, counted: str) -> Iterator[Fill]:
    """Give tickets as cases, each with what became of it, and organizations as accounts.

    Args:
        lives: relation of the steps of tickets.
        counted: relation of what Zendesk counted.
    """
    yield Fill(
        "case",
        "ticket",
        f"""
        SELECT t.id AS case_id, coalesce(t.organization_id, nullif(organization, '-')) AS account_id,
               coalesce(requester_id, nullif(requester, '-')) AS customer_id, nullif(lower(type), '-') AS contact_type,
               {_CHANNEL} AS channel, coalesce(g.name, nullif("group", '-'), group_id) AS team,
               coalesce(assignee_id, nullif(assignee, '-')) AS agent_id, nullif(lower(t.priority), '-') AS priority,
               {known_zone("coalesce(person.iana_time_zone, person.time_zone)")} AS zone,
               t.created_at AS opened_at, responded AS first_response_at, t.due_at,
               CASE WHEN {_IS_OVER} THEN coalesce(resolved, m.solved_at, t.solved_at) END AS resolved_at,
               CASE WHEN lower(t.status) = 'deleted' THEN t.updated_at
                    WHEN lower(t.status) = 'closed' THEN closed END AS closed_at,
               CASE WHEN is_told THEN h.reopened ELSE coalesce(m.reopens, t.reopens) END AS reopened,
               CASE WHEN is_told THEN moved ELSE coalesce(m.group_stations, t.group_stations) - 1 END AS reassigned,
               CASE WHEN submitter_id = '-1' THEN 'system'
                    WHEN lower(coalesce(sender.role, 'end-user')) <> 'end-user' THEN 'provider'
                    WHEN submitter_id = requester_id OR sender.role IS NOT NULL THEN 'customer' END AS raised_by,
               CAST(waited.calendar * 60 AS BIGINT) AS waiting_seconds, t._file, t._row
        FROM (SELECT *, lower(coalesce(via_channel, via)) AS way FROM zendesk_ticket) AS t
        LEFT JOIN zendesk_group AS g ON g.id = t.group_id
        LEFT JOIN zendesk_user AS person ON person.id = requester_id
        LEFT JOIN zendesk_user AS sender ON sender.id = submitter_id
        LEFT JOIN zendesk_ticket_metric AS m ON m.ticket_id = t.id
        LEFT JOIN (SELECT * FROM {counted} WHERE clock = 'agent_wait_time_in_minutes') AS waited
             ON waited.ticket_id = t.id
        LEFT JOIN (
            SELECT case_id, min("at") FILTER (kind = 'responded') AS responded,
                   max("at") FILTER (kind = 'resolved') AS resolved,
                   max("at") FILTER (kind IN ('closed', 'merged')) AS closed, count_if(kind = 'reopened') AS reopened,
                   greatest(count_if(kind IN ('opened', 'assigned') AND team IS NOT NULL) - 1, 0) AS moved
            FROM {lives} GROUP BY case_id
        ) AS h ON h.case_id = t.id
        LEFT JOIN (SELECT DISTINCT ticket_id, true AS is_told FROM ({TOLD})) AS told ON told.ticket_id = t.id""",
    )
    yield Fill("account", "organization", "SELECT id AS account_id, _file, _row FROM zendesk_organization")


def ratings() -> Iterator[Fill]:
    """Give one survey per ticket: whether it was offered, when, and the rating that counts, which is the last.

    Zendesk writes a rating as good or bad; those are the ends of a scale from 0 to 1.
    """
    yield Fill(
        "feedback",
        "satisfaction_rating",
        """
        SELECT arg_max(id, rank) AS feedback_id, 'csat' AS kind, arg_max(value, rank) AS value,
               0 AS scale_min, 1 AS scale_max, r.ticket_id AS case_id, any_value(organization_id) AS account_id,
               min(created_at) AS eligible_at,
               min(created_at) FILTER (value IS NOT NULL OR score = 'offered') AS invited_at,
               max(coalesce(updated_at, created_at)) FILTER (value IS NOT NULL) AS answered_at,
               arg_max(r._file, rank) AS _file, arg_max(r._row, rank) AS _row
        FROM (
            SELECT *, (value IS NOT NULL, coalesce(updated_at, created_at), TRY_CAST(id AS HUGEINT), id) AS rank
            FROM (SELECT * REPLACE (lower(score) AS score),
                         CASE WHEN lower(score) LIKE 'good%' THEN 1 WHEN lower(score) LIKE 'bad%' THEN 0 END AS value
                  FROM zendesk_satisfaction_rating)
        ) AS r LEFT JOIN (SELECT id AS of, organization_id FROM zendesk_ticket) ON of = r.ticket_id
        GROUP BY r.ticket_id""",
    )
