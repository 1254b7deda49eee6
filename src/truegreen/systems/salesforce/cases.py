"""Cases of Salesforce, and the steps of their history.

A case is closed, and that resolves it: there is no step between. Its owner is a person, or a queue of a team.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.engine import sql
from truegreen.systems.define import Fill, Told
from truegreen.systems.salesforce.accounts import of_account
from truegreen.systems.salesforce.ids import whole_id
from truegreen.systems.stepping import stepped

_STEPS: Final = {
    "new": "opened", "open": "working", "working": "working", "in progress": "working", "assigned": "working",
    "escalated": "working", "reopened": "working", "on hold": "waiting_on_other", "pending": "waiting_on_other",
    "waiting on customer": "waiting_on_customer", "waiting for customer": "waiting_on_customer",
    "awaiting customer": "waiting_on_customer", "awaiting customer response": "waiting_on_customer",
    "pending customer": "waiting_on_customer", "customer response needed": "waiting_on_customer",
    "waiting on third party": "waiting_on_other", "waiting on vendor": "waiting_on_other",
    "waiting on engineering": "waiting_on_other", "awaiting vendor": "waiting_on_other", "solved": "resolved",
    "resolved": "resolved", "closed": "closed", "cancelled": "cancelled", "canceled": "cancelled",
    "merged": "merged",
}  # fmt: skip
_FIELDS: Final = {
    "status": "status", "priority": "priority", "owner": "owner", "ownerassignment": "owner",
    "owneraccepted": "owner", "ownerescalated": "owner", "businesshours": "hours", "businesshoursid": "hours",
}  # fmt: skip
_ORIGINS: Final = ("case", "case_history", "email_message", "case_comment")
_CUSTOMERS: Final = "('email', 'web', 'phone', 'chat', 'portal', 'community', 'self-service', 'social', 'messaging')"


def case_fills(told: Told, known: str) -> Iterator[Fill]:
    """Give what cases and their histories become."""
    for name, query in (("names", _NAMES), ("changes", _changes()), ("replies", _REPLIES)):
        known += f", {name} AS (FROM {told.keep(f'salesforce_{name}', f'{known} {query}')})"
    moments = told.keep("salesforce_moments", f"{known} {_MOMENTS} UNION ALL BY NAME {_OTHERS}")
    steps = told.keep("salesforce_steps", stepped(told, f"FROM {moments}", _usual(told, known), also=("origin",)))
    yield Fill("case", "case", f"{known} {_cases(told, steps)}")
    for origin in _ORIGINS:
        if told.has(origin):
            query = f"SELECT * EXCLUDE (origin) FROM {steps} WHERE origin = {sql.text(origin)}"
            yield Fill("case_event", origin, query)


def _usual(told: Told, known: str) -> dict[str, str]:
    """Give what statuses mean: those that close a case by the instance's own list, or by its cases, close it."""
    query = f"""{known} SELECT DISTINCT lower(trim(name)) FROM (
        SELECT api_name AS name FROM case_status_rows WHERE is_closed
        UNION ALL SELECT status FROM case_rows WHERE is_closed
    ) WHERE name IS NOT NULL ORDER BY 1"""
    return {str(name): "closed" for (name,) in told.ask(query)} | _STEPS


_NAMES: Final = """
    SELECT id, coalesce(name, developer_name) AS name, 'team' AS what FROM group_rows
    UNION ALL SELECT id, name, 'hours' FROM business_hours_rows"""
# Comments and mails are replies where customers see them. Drafts are not sent, and an agent's copy is no answer.
_REPLIES: Final = """
    SELECT 'email_message' AS origin, m.parent_id AS case_id, m.message_date AS "at", m._file, m._row,
           CASE WHEN m.incoming THEN 'customer_replied' ELSE 'responded' END AS said
    FROM email_message_rows AS m JOIN case_rows AS c ON c.id = m.parent_id
    WHERE coalesce(lower(m.status), '') NOT IN ('5', 'draft')
      AND NOT (m.incoming AND m.message_date <= c.created_date + INTERVAL 1 MINUTE)
    UNION ALL
    SELECT 'case_comment', m.parent_id, m.created_date, m._file, m._row,
           CASE WHEN coalesce(u.user_type, 'Standard') IN ('Standard', 'PowerPartner', 'Partner')
                THEN 'responded' ELSE 'customer_replied' END
    FROM case_comment_rows AS m JOIN case_rows AS c ON c.id = m.parent_id
    LEFT JOIN user_rows AS u ON u.id = m.created_by_id
    WHERE m.is_published"""


def _changes() -> str:
    """Give SQL of each change of one field of one case; of an owner's two rows, the one with ids."""
    fields = " ".join(f"WHEN {sql.text(name)} THEN {sql.text(of)}" for name, of in _FIELDS.items())
    whole = ", ".join(
        f"CASE WHEN {each} LIKE '00%' THEN {whole_id(each)} ELSE {each} END AS {each}"
        for each in ("old_value", "new_value")
    )
    return f"""
        SELECT coalesce(c.id, n.id, h.case_id) AS case_id, h.* EXCLUDE (case_id) FROM (
            SELECT case_id, created_date AS "at", CASE lower(replace(field, ' ', '')) {fields} END AS field,
                   {whole}, _file, _row
            FROM case_history_rows
        ) AS h
        LEFT JOIN case_rows AS c ON c.id = h.case_id
        LEFT JOIN case_rows AS n ON n.case_number = h.case_id AND n.id <> h.case_id
        WHERE h.field IS NOT NULL AND coalesce(h.old_value, '') <> coalesce(h.new_value, '')
        QUALIFY row_number() OVER (
            PARTITION BY coalesce(c.id, n.id, h.case_id), h."at", h.field
            ORDER BY CASE WHEN h.new_value LIKE '00%' THEN 0 ELSE 1 END, h._file DESC, h._row DESC) = 1"""


def _owner(value: str) -> str:
    """Give SQL of the team and the person that an owner is: a queue's id begins with 00G, a person's with 005."""
    name = f"(SELECT n.name FROM names AS n WHERE n.id = {value} AND n.what = 'team')"
    team = f"coalesce({name}, CASE WHEN {value} IN (SELECT name FROM names) THEN {value} END)"
    return f"""coalesce({team}, CASE WHEN {value} LIKE '00G%' THEN {value} END) AS team,
               CASE WHEN {value} NOT LIKE '00G%' AND {team} IS NULL THEN {value} END AS agent_id"""


def _hours(value: str) -> str:
    return f"coalesce((SELECT n.name FROM names AS n WHERE n.id = {value} AND n.what = 'hours'), {value})"


_MOMENTS: Final = f"""
    SELECT origin, case_id, "at", number, opening, said, status AS state, {_owner("owner")}, priority,
           {_hours("hours")} AS calendar, _file, _row
    FROM (
        SELECT 'case_history' AS origin, case_id, "at", 1 AS number, false AS opening, NULL::VARCHAR AS said,
               max(new_value) FILTER (field = 'status') AS status, max(new_value) FILTER (field = 'owner') AS owner,
               max(new_value) FILTER (field = 'priority') AS priority, max(new_value) FILTER (field = 'hours') AS hours,
               min(_file) AS _file, arg_min(_row, (_file, _row)) AS _row
        FROM changes GROUP BY case_id, "at"
        UNION ALL
        SELECT 'case', c.id, c.created_date, -1, true, NULL, f.status, f.owner, f.priority, f.hours, c._file, c._row
        FROM case_rows AS c JOIN (
            SELECT case_id, arg_min(old_value, "at") FILTER (field = 'status') AS status,
                   arg_min(old_value, "at") FILTER (field = 'owner') AS owner,
                   arg_min(old_value, "at") FILTER (field = 'priority') AS priority,
                   arg_min(old_value, "at") FILTER (field = 'hours') AS hours
            FROM changes GROUP BY case_id
        ) AS f ON f.case_id = c.id
    )"""
_OTHERS: Final = """
    SELECT origin, case_id, "at", 0 AS number, false AS opening, said, _file, _row FROM replies
    UNION ALL BY NAME
    SELECT 'case' AS origin, id AS case_id, coalesce(system_modstamp, closed_date) AS "at", 2 AS number,
           false AS opening, 'merged' AS said, _file, _row
    FROM case_rows WHERE master_record_id IS NOT NULL AND coalesce(system_modstamp, closed_date) IS NOT NULL"""


def _cases(told: Told, steps: str) -> str:
    """Give SQL of cases; reopenings and changes of team are counted where there is a history."""
    counted = "coalesce(h.{}, 0)" if told.has("case_history") else "NULL"
    return f"""
        SELECT c.id AS case_id, {of_account("c.account_id")} AS account_id,
               coalesce(c.contact_id, c.supplied_email, c.contact_name) AS customer_id,
               coalesce(c.type, c.reason) AS contact_type, lower(c.origin) AS channel, {_owner("c.owner_id")},
               c.priority, c.created_date AS opened_at, r.first_response_at, c.closed_date AS resolved_at,
               c.closed_date AS closed_at, {counted.format("reopened")} AS reopened,
               {counted.format("reassigned")} AS reassigned, c.is_escalated AS escalated,
               CASE WHEN lower(c.origin) IN {_CUSTOMERS} THEN 'customer' END AS raised_by,
               CASE WHEN lower(c.milestone_status) = 'compliant' THEN true
                    WHEN lower(c.milestone_status) LIKE '%violation%' THEN false END AS on_target, c._file, c._row
        FROM case_rows AS c
        LEFT JOIN (SELECT case_id, min("at") AS first_response_at FROM replies WHERE said = 'responded' GROUP BY 1) AS r
               ON r.case_id = c.id
        LEFT JOIN (
            SELECT case_id, count_if(kind = 'reopened') AS reopened, count_if(team <> team_before) AS reassigned
            FROM (SELECT *, last_value(team IGNORE NULLS) OVER (
                      PARTITION BY case_id ORDER BY "at", number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                  ) AS team_before FROM {steps})
            GROUP BY 1
        ) AS h ON h.case_id = c.id"""
