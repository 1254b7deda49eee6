"""Salesforce: accounts, opportunities with their history, cases with theirs, milestones, hours and activities.

As interfaces give objects (``CloseDate``), as warehouses keep them (``close_date``, with versions from
``_fivetran_start`` on), and as reports show them (``Close Date``). Fields are those of Salesforce's object reference
and of Fivetran's dbt package. Ids of 15 and of 18 characters are the same record.
"""

from __future__ import annotations

from collections.abc import Iterator

from truegreen.systems.define import Fill, Told
from truegreen.systems.salesforce.accounts import account_fills, keep_merges, of_account
from truegreen.systems.salesforce.cases import case_fills
from truegreen.systems.salesforce.clocks import clock_fills
from truegreen.systems.salesforce.ids import keep_records
from truegreen.systems.salesforce.opportunities import opportunity_fills
from truegreen.systems.salesforce.tables import ENTITIES as ENTITIES

NAME, TITLE = "salesforce", "Salesforce"


def facts(told: Told) -> Iterator[Fill]:
    """Give what each object becomes."""
    known = keep_merges(told, keep_records(told))
    yield from account_fills(known)
    yield from opportunity_fills(told, known)
    yield from case_fills(told, known)
    yield from clock_fills(told, known)
    yield from _activities(known)


def _activities(known: str) -> Iterator[Fill]:
    """Give what tasks and events become; the pattern of a series and an invited person's copy are none of their own."""
    touched = of_account("coalesce(a.account_id, CASE WHEN a.what_id LIKE '001%' THEN a.what_id END, o.account_id)")
    about = """LEFT JOIN (
            SELECT id, account_id FROM opportunity_rows
            UNION ALL SELECT id, arg_max(account_id, fivetran_start) FROM opportunity_version_rows
                      ANTI JOIN opportunity_rows USING (id) GROUP BY id
        ) AS o ON o.id = a.what_id"""
    # A due day has no time; its noon is on that day nearly everywhere.
    at_noon = "date_trunc('day', a.activity_date) + INTERVAL 12 HOUR"
    due = f"CASE a.activity_date WHEN date_trunc('day', a.activity_date) THEN {at_noon} ELSE a.activity_date END"
    yield Fill(
        "activity",
        "task",
        f"""{known}
        SELECT a.id AS activity_id, {touched} AS account_id,
               coalesce(a.is_closed, lower(a.status) = 'completed') AS done,
               coalesce(CASE WHEN done THEN a.completed_date_time END, {due}, a.created_date) AS "at",
               CASE WHEN lower(a.task_subtype) = 'call' OR lower(a.type) LIKE '%call%' OR a.call_type IS NOT NULL
                    THEN 'call'
                    WHEN lower(a.task_subtype) IN ('email', 'listemail') OR lower(a.type) LIKE '%mail%' THEN 'email'
                    WHEN lower(a.type) LIKE '%meeting%' THEN 'meeting' ELSE 'task' END AS kind,
               a.call_duration_in_seconds AS seconds, coalesce(a.call_disposition, a.status) AS outcome,
               a.owner_id AS agent_id, a._file, a._row
        FROM task_rows AS a {about} WHERE NOT coalesce(a.is_recurrence, false)""",
    )
    yield Fill(
        "activity",
        "event",
        f"""{known}
        SELECT a.id AS activity_id, {touched} AS account_id, a.start_date_time AS "at",
               CASE WHEN lower(a.type) LIKE '%call%' THEN 'call' WHEN lower(a.type) LIKE '%mail%' THEN 'email'
                    ELSE 'meeting' END AS kind,
               a.duration_in_minutes * 60 AS seconds, a.owner_id AS agent_id, a._file, a._row
        FROM event_rows AS a {about}
        WHERE NOT coalesce(a.is_child, false) AND NOT coalesce(a.is_recurrence, false)
          AND NOT coalesce(a.is_recurrence_2, false)""",
    )
