"""Tasks of ServiceNow to cases: an incident's own columns and those of the task it is, put together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.engine import sql
from truegreen.systems.define import Fill, Told
from truegreen.systems.servicenow.states import CLASSES, priority, word, words
from truegreen.systems.servicenow.tables import TASK_COLUMNS

_VOID: Final = "('canceled', 'cancelled', 'closed incomplete', 'closed skipped')"
_MACHINES: Final = "('monitoring', 'event', 'event management', 'alert', 'integration')"
_PEOPLE: Final = "('phone', 'email', 'chat', 'self-service', 'self service', 'walk-in', 'web', 'virtual_agent')"
ORIGINS: Final = ("incident", "task", "incident_log")


def value(name: str, of: str = "") -> str:
    """Give SQL of what a reference points at: the id, else what the export shows."""
    at = f"{of}." if of else ""
    linked = f"nullif(regexp_extract({at}{name}_link, '/([0-9a-f]{{32}})([?].*)?$', 1), '')"
    return f"coalesce({at}{name}_value, {linked}, {_alone(name, at)})"


def shown(name: str, of: str = "") -> str:
    """Give SQL of what a reference shows: the name, else the id."""
    at = f"{of}." if of else ""
    return f"coalesce({at}{name}_display_value, {_alone(name, at)}, {value(name, of)})"


def _alone(name: str, at: str) -> str:
    # In JSON, an empty text stands where a reference is empty, so that the column is there beside its parts.
    return f"CASE WHEN {at}{name} NOT LIKE '{{%' THEN {at}{name} END"


def keep_cases(told: Told) -> str:
    """Keep words, names, tasks, cases and ids, and give the WITH clause by which queries read them."""
    clause = "WITH"
    for name, query in (
        ("words", words()), ("names", _names()), ("tasks", _tasks()), ("cases", _cases()), ("ids", _ids()),
        ("replies", _replies()),
    ):  # fmt: skip
        kept = told.keep(f"servicenow_{name}", f"{clause} {query}" if clause != "WITH" else query)
        clause += f"{',' if clause != 'WITH' else ''} {name} AS (FROM {kept})"
    return clause


def case_fills(known: str) -> Iterator[Fill]:
    """Give what tasks become."""
    for origin in ORIGINS:
        yield Fill(
            "case",
            origin,
            f"""{known}
            SELECT case_id, account_id, customer_id, service, contact_type, channel, provider, site, team, agent_id,
                   priority, zone, opened_at, first_response_at, due_at,
                   coalesce(resolved_at, CASE WHEN NOT cancelled THEN closed_at END) AS resolved_at, closed_at,
                   reopened, reassigned, raised_by, on_target, _file, _row
            FROM cases LEFT JOIN (
                SELECT case_id, min("at") AS first_response_at FROM replies WHERE said = 'responded' GROUP BY 1
            ) USING (case_id)
            WHERE origin = {sql.text(origin)}""",
        )


def _names() -> str:
    """Give SQL of the names of teams, companies and other things by their ids."""
    pairs = " UNION ALL ".join(
        f"SELECT {value(name)}, {name}_display_value FROM servicenow_{of} WHERE {name}_display_value IS NOT NULL"
        for name in ("assignment_group", "company", "location", "business_service", "service_offering")
        for of in ("incident", "task")
    )
    return f"""
        SELECT id, min(name) AS name FROM (
            SELECT record AS id, name FROM servicenow_sys_user_group
            UNION ALL SELECT record, name FROM servicenow_core_company
            UNION ALL {pairs}
        ) GROUP BY id"""


def _tasks() -> str:
    """Give SQL of all tasks; of incidents, with the columns of the task where they lack them."""
    both = ", ".join(f"coalesce(i.{each}, t.{each}) AS {each}" for each in TASK_COLUMNS)
    alone = ", ".join(f"t.{each}" for each in TASK_COLUMNS)
    logged = {
        "record": "number", "number": "number", "state": "incident_state", "priority": "priority",
        "assigned_to": "assigned_to", "assignment_group": "assignment_group", "caller_id": "caller_id",
        "opened_by": "opened_by", "location": "location", "category": "category", "contact_type": "contact_type",
        "opened_at": "opened_at", "resolved_at": "resolved_at", "closed_at": "closed_at", "made_sla": "made_sla",
        "vendor": "vendor", "reassignment_count": "reassignment_count", "reopen_count": "reopen_count",
    }  # fmt: skip
    log = ", ".join(f"{logged.get(each, 'NULL')} AS {each}" for each in TASK_COLUMNS)
    return f"""
        SELECT 'incident' AS origin, {both}, i._file, i._row
        FROM servicenow_incident AS i LEFT JOIN servicenow_task AS t USING (record)
        UNION ALL SELECT 'task', {alone}, t._file, t._row
        FROM servicenow_task AS t ANTI JOIN servicenow_incident USING (record)
        UNION ALL SELECT 'incident_log', {log}, _file, _row FROM servicenow_incident_log
        WHERE number NOT IN (SELECT number FROM servicenow_incident WHERE number IS NOT NULL)
        QUALIFY row_number() OVER (PARTITION BY number ORDER BY sys_mod_count DESC, sys_updated_at DESC) = 1"""


def _ids() -> str:
    """Give SQL of the case that each id or number of a task means."""
    return """
        SELECT id, any_value(case_id) AS case_id FROM (
            SELECT sys_id AS id, coalesce(number, sys_id) AS case_id FROM tasks
            UNION ALL SELECT number, number FROM tasks
        ) WHERE id IS NOT NULL GROUP BY id"""


def _replies() -> str:
    """Give SQL of the comments that customers see, by who wrote them; work notes are nobody's reply.

    The journal names its writers by their sign-in; where that of the caller is not known, nobody can tell who replied.
    """
    return """
        SELECT ids.case_id, j.sys_created_on AS "at", j._file, j._row,
               CASE j.sys_created_by WHEN caller.user_name THEN 'customer_replied' ELSE 'responded' END AS said
        FROM servicenow_sys_journal_field AS j JOIN ids ON ids.id = j.element_id JOIN cases USING (case_id)
        JOIN servicenow_sys_user AS caller ON caller.record = cases.customer_id
        WHERE lower(j.element) = 'comments'"""


def _cases() -> str:
    """Give SQL of the tasks that are work for a customer."""
    classes = " ".join(f"WHEN {sql.text(name)} THEN {sql.text(of)}" for name, of in CLASSES.items())
    state = word(
        "coalesce(t.incident_state, t.state)", "coalesce(t.incident_state_display_value, t.state_display_value)",
        "t.class", "state",
    )  # fmt: skip
    hold = word("t.hold_reason", "t.hold_reason_display_value", "t.class", "hold_reason")
    classed = f"""
        SELECT *, CASE lower(coalesce(sys_class_name, sys_class_name_display_value, 'incident')) {classes} END AS class
        FROM tasks"""
    named = f"""
        SELECT t.*, {state} AS stands, {hold} AS held, {_name("service_offering")} AS offering,
               {_name("business_service")} AS offers, {_name("vendor")} AS supplier, {_name("location")} AS site,
               {_name("assignment_group")} AS team, {value("caller_id", "t")} AS asks,
               {value("opened_by", "t")} AS opens,
               {value("assigned_to", "t")} AS agent_id, {value("company", "t")} AS belongs,
               lower(coalesce(t.contact_type, t.contact_type_display_value)) AS came_by
        FROM ({classed}) AS t WHERE t.class IS NOT NULL"""
    return f"""
        SELECT t.origin, t.class, coalesce(t.number, t.sys_id) AS case_id, t.sys_id, t.number,
               CASE WHEN coalesce(company.customer, NOT company.vendor, true)
                    THEN coalesce({value("account", "t")}, t.belongs) END AS account_id,
               coalesce(t.asks, {value("contact", "t")}) AS customer_id, coalesce(t.offering, t.offers) AS service,
               coalesce(t.category_display_value, t.category) AS contact_type, t.came_by AS channel,
               coalesce(CASE WHEN worker.vendor THEN worker.name END, t.supplier) AS provider, t.site, t.team,
               t.agent_id, {priority("coalesce(t.priority, t.priority_display_value)")} AS priority,
               caller.time_zone AS zone, coalesce(t.opened_at, t.sys_created_on) AS opened_at, t.due_date AS due_at,
               t.resolved_at, t.closed_at, t.reopen_count AS reopened, t.reassignment_count AS reassigned,
               t.made_sla AS on_target, t.stands, t.held, coalesce(lower(t.stands) IN {_VOID}, false) AS cancelled,
               CASE WHEN t.opens = t.asks AND asker.vendor THEN 'provider'
                    WHEN t.came_by IN {_MACHINES} THEN 'system'
                    WHEN t.opens = t.asks OR t.came_by IN {_PEOPLE} THEN 'customer' END AS raised_by,
               t.calendar_duration, t.business_duration, t.calendar_stc, t.business_stc, t._file, t._row
        FROM ({named}) AS t
        LEFT JOIN servicenow_sys_user AS caller ON caller.record = t.asks
        LEFT JOIN servicenow_core_company AS asker ON asker.record = {value("company", "caller")}
        LEFT JOIN servicenow_sys_user AS agent ON agent.record = t.agent_id
        LEFT JOIN servicenow_core_company AS worker ON worker.record = {value("company", "agent")}
        LEFT JOIN servicenow_core_company AS company ON company.record = t.belongs"""


def _name(reference: str) -> str:
    """Give SQL of the name of what a task refers to."""
    named = f"(SELECT n.name FROM names AS n WHERE n.id = {value(reference, 't')})"
    return f"coalesce(t.{reference}_display_value, {named}, {value(reference, 't')})"
