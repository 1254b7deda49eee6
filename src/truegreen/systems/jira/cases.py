"""Issues as cases, and organizations as accounts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.sources import reading
from truegreen.systems.define import Fill, Told
from truegreen.systems.jira.names import named

# What stands in fields of Jira Service Management, whose numbers differ from site to site: the organizations a request
# is shared with, and what kind of request it is.
_PORTAL: Final = """
    SELECT key, list(organization) FILTER (organization IS NOT NULL) AS organizations, any_value(kind) AS request_type
    FROM (
        SELECT key, json_extract_string(field, '$.requestType.name') AS kind,
               unnest(CASE WHEN json_extract_string(field, '$[0]._links.self') LIKE '%/organization/%'
                           THEN json_extract_string(field, '$[*].id') ELSE [NULL] END) AS organization
        FROM (
            SELECT key, json_extract(fields, '$."' || replace(number, '"', '') || '"') AS field
            FROM (SELECT key, fields, unnest(json_keys(fields)) AS number FROM jira_issue WHERE json_valid(fields))
            WHERE number LIKE 'customfield%'
        )
    ) GROUP BY key"""


def cases(told: Told, lives: str) -> Iterator[Fill]:
    """Give issues as cases, each with what became of it, and organizations as accounts.

    Args:
        told: what the export tells.
        lives: relation of the steps of issues.
    """
    due = reading.on_clock("CAST(due_date + 1 AS TIMESTAMP)", told.zone)
    yield Fill(
        "case",
        "issue",
        f"""
        SELECT i.key AS case_id, CASE WHEN len(p.organizations) = 1 THEN p.organizations[1] END AS account_id,
               i.reporter AS customer_id, h.team,
               coalesce(p.request_type, {named("issue_type", "i.issue_type")}) AS contact_type,
               i.assignee AS agent_id, {named("priority", "i.priority")} AS priority,
               coalesce(i.zone, u.time_zone) AS zone, i.created AS opened_at, responded AS first_response_at,
               {due} AS due_at, coalesce(i.resolved, CASE WHEN is_over THEN h.resolved END) AS resolved_at,
               CASE WHEN is_over THEN closed END AS closed_at,
               CASE WHEN is_told THEN h.reopened END AS reopened, CASE WHEN is_told THEN moved END AS reassigned,
               CASE WHEN i.creator_type = 'app' THEN 'system' WHEN i.creator <> i.reporter THEN 'provider'
                    WHEN i.creator = i.reporter THEN 'customer' END AS raised_by,
               i._file, i._row
        FROM jira_issue AS i LEFT JOIN ({_PORTAL}) AS p ON p.key = i.key
        LEFT JOIN jira_user AS u ON u.id = i.reporter
        LEFT JOIN (
            SELECT case_id, min("at") FILTER (kind = 'responded') AS responded,
                   min("at") FILTER (kind = 'resolved' AND "at" >= coalesce(again, "at")) AS resolved,
                   max("at") FILTER (kind = 'closed') AS closed, count_if(kind = 'reopened') AS reopened,
                   arg_max(team, ("at", number)) AS team,
                   greatest(count_if(kind IN ('opened', 'assigned') AND team IS NOT NULL) - 1, 0) AS moved,
                   count_if(state IS NOT NULL) > 0 AS is_told,
                   coalesce(arg_max(kind, ("at", number)) FILTER (kind IN ('resolved', 'closed', 'reopened'))
                            <> 'reopened', false) AS is_over
            FROM (SELECT *, max("at") FILTER (kind = 'reopened') OVER (PARTITION BY case_id) AS again FROM {lives})
            GROUP BY case_id
        ) AS h ON h.case_id = i.key""",
    )
    yield Fill("account", "organization", "SELECT id AS account_id, _file, _row FROM jira_organization")
