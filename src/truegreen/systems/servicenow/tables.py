"""The tables that ServiceNow exports, as far as they are read."""

from __future__ import annotations

from typing import Final

from truegreen.systems.define import Entity, Field, boolean, decimal, integer, key, length, text, time, unused


def _ref(name: str, *labels: str) -> dict[str, Field]:
    """Give the columns in which a reference may stand.

    The Table API gives an object of link and value, or of display value and link, or of all, and an empty text where
    there is none; warehouses split it into columns; lists saved from the screen have the display value alone.
    """
    return {
        name: text(*labels), f"{name}_value": text(), f"{name}_display_value": text(), f"{name}_link": text(),
    }  # fmt: skip


def _choice(name: str, *labels: str) -> dict[str, Field]:
    """Give the columns in which a choice may stand: its value, its label, or both."""
    return {name: text(f"{name}_value", *labels), f"{name}_display_value": text()}


_ID: Final = {"record": key("sys_id", "sys_id_value", "number"), "sys_id": text("sys_id_value")}
_UPDATED: Final = {"sys_updated_on": time("sys_updated_on_value", "updated")}

TASK_COLUMNS: Final = {
    **_ID, "number": text("number_value"), **_choice("sys_class_name", "task_type"), **_choice("state"),
    **_choice("incident_state"), **_choice("hold_reason", "on_hold_reason"), **_choice("priority"),
    **_ref("assigned_to"), **_ref("assignment_group"), **_ref("caller_id", "caller"), **_ref("opened_by"),
    **_ref("company"), **_ref("account"), **_ref("contact"), **_ref("location"), **_ref("business_service", "service"),
    **_ref("service_offering"), **_ref("vendor"), **_choice("category"), **_choice("contact_type", "channel"),
    "opened_at": time("opened_at_value", "opened"), "resolved_at": time("resolved_at_value", "resolved"),
    "closed_at": time("closed_at_value", "closed"), "due_date": time("due_date_value"),
    "sys_created_on": time("sys_created_on_value", "created"), **_UPDATED,
    "made_sla": boolean("made_sla_value"), "reassignment_count": integer("reassignment_count_value"),
    "reopen_count": integer("reopen_count_value"),
    "business_duration": length("business_duration_value"), "calendar_duration": length("calendar_duration_value"),
    "business_stc": length("business_stc_value", "business_resolve_time"),
    "calendar_stc": length("calendar_stc_value", "resolve_time"),
}  # fmt: skip
"""Columns of a task, and those that incidents add to them: in a warehouse the two stand in two tables."""

# The log of all updates with every field, as anonymised for research; sys_updated_at sets it apart from incidents.
LOG: Final = Entity(
    "incident_log",
    also=("incident", "incidents", "log", "audit_log", "event_log"),
    key=("number", "sys_updated_at", "sys_mod_count"),
    missing=("?",),
    columns={
        "number": key(), "incident_state": key("state"), "sys_updated_at": Field("time", needed=True),
        "sys_mod_count": integer("updates"),
        "opened_at": time("opened"), "resolved_at": time("resolved"), "closed_at": time("closed"),
        "made_sla": boolean(), "reassignment_count": integer(), "reopen_count": integer(), "caller_id": text("caller"),
        "opened_by": text(), "contact_type": text(), "location": text(), "category": text(), "priority": text(),
        "assignment_group": text(), "assigned_to": text(), "vendor": text(), "active": text(), "sys_created_at": text(),
        "sys_created_by": text(), "sys_updated_by": text(), "subcategory": text(), "cmdb_ci": text(), "notify": text(),
        "knowledge": text(), "problem_id": text(), "closed_code": text(), "resolved_by": text(),
    },
)  # fmt: skip
INCIDENT: Final = Entity(
    "incident",
    also=("incidents", "sn_customerservice_case", "sc_req_item", "sc_request", "sn_hr_core_case"),
    key=("record",),
    latest="sys_updated_on",
    columns=TASK_COLUMNS,
)
TASK: Final = Entity("task", also=("tasks",), key=("record",), latest="sys_updated_on", columns=TASK_COLUMNS)

TASK_SLA: Final = Entity(
    "task_sla",
    also=("task_slas", "sla", "slas"),
    key=("record", "task_needed", "sla", "start_time"),
    latest="sys_updated_on",
    columns={
        "record": Field("text", ("sys_id", "sys_id_value")), **_UPDATED, **_ref("task"), "task_needed": key(
            "task", "task_value"), **_ref("sla", "sla_definition"), "stage": key("stage_value"),
        **_ref("schedule"), "timezone": text("timezone_value", "time_zone"),
        "start_time": time("start_time_value"), "end_time": time("end_time_value", "stop_time"),
        "planned_end_time": time("planned_end_time_value", "breach_time"),
        "pause_time": time("pause_time_value"), "has_breached": boolean("has_breached_value"),
        "duration": length("duration_value", "actual_elapsed_time"),
        "business_duration": length("business_duration_value", "business_elapsed_time"),
        "pause_duration": length("pause_duration_value"),
        "business_pause_duration": length("business_pause_duration_value"),
    },
)  # fmt: skip
CONTRACT_SLA: Final = Entity(
    "contract_sla",
    also=("contract_slas", "sla_definition", "sla_definitions"),
    key=("record",),
    latest="sys_updated_on",
    columns={
        "record": key("sys_id", "sys_id_value", "name"), **_UPDATED, "name": key("name_value"),
        "duration": length("duration_value"), "target": key("target_value", "duration_type"),
    },
)  # fmt: skip

SYS_AUDIT: Final = Entity(
    "sys_audit",
    also=("sys_audits", "audit"),
    columns={
        "record": text("sys_id", "sys_id_value"), "documentkey": key("document_key", "documentkey_value"),
        "fieldname": key("field_name", "fieldname_value"), "oldvalue": text("old_value", "oldvalue_value"),
        "newvalue": text("new_value", "newvalue_value"), "tablename": text("table_name", "tablename_value"),
        "sys_created_on": Field("time", ("created", "sys_created_on_value"), needed=True),
        "record_checkpoint": integer("update_count", "record_checkpoint_value"),
    },
    key=("record", "documentkey", "fieldname", "sys_created_on", "record_checkpoint", "newvalue"),
)  # fmt: skip
METRIC_INSTANCE: Final = Entity(
    "metric_instance",
    also=("metric_instances", "metric"),
    key=("record", "id", "definition", "start", "value"),
    latest="sys_updated_on",
    columns={
        "record": text("sys_id", "sys_id_value"), **_UPDATED, "id": key("id_value", "task"),
        "id_display_value": text(),
        **_ref("definition", "metric_definition"), "field": text("field_name"),
        "field_value": text("field_value_value"), "value": text("value_value"),
        "start": Field("time", ("start_value", "start_time"), needed=True), "end": time("end_value", "end_time"),
    },
)  # fmt: skip

JOURNAL: Final = Entity(
    "sys_journal_field",
    also=("sys_journal", "journal"),
    key=("record",),
    columns={
        "record": key("sys_id", "sys_id_value"), "element_id": key("element_id_value"), "element": key("element_value"),
        "sys_created_on": Field("time", ("created", "sys_created_on_value"), needed=True),
        "sys_created_by": text("created_by", "sys_created_by_value"),
    },
)  # fmt: skip
SYS_CHOICE: Final = Entity(
    "sys_choice",
    also=("sys_choices",),
    columns={
        "record": text("sys_id", "sys_id_value"), "element": key("element_value"), "value": key("value_value"),
        "label": key("label_value"), "name": text("name_value", "table"), "language": text("language_value"),
    },
)  # fmt: skip
GROUP: Final = Entity(
    "sys_user_group",
    also=("sys_user_groups", "groups"),
    key=("record",),
    latest="sys_updated_on",
    columns={"record": key("sys_id", "sys_id_value"), **_UPDATED, "name": key("name_value"), "manager": text(
        "manager_value", "exclude_manager")},
)  # fmt: skip
USER: Final = Entity(
    "sys_user",
    also=("sys_users", "users"),
    key=("record",),
    latest="sys_updated_on",
    columns={
        "record": key("sys_id", "sys_id_value"), **_UPDATED, "user_name": key("user_name_value", "user_id"),
        "name": text("name_value"), "time_zone": text("time_zone_value"), **_ref("company"),
    },
)  # fmt: skip
COMPANY: Final = Entity(
    "core_company",
    also=("core_companies", "customer_account", "company", "companies"),
    key=("record",),
    latest="sys_updated_on",
    columns={
        "record": key("sys_id", "sys_id_value", "name"), **_UPDATED, "name": key("name_value"),
        "vendor": boolean("vendor_value"), "customer": boolean("customer_value"),
        "market_sector": text("market_sector_value", "industry"), "rank_tier": text("rank_tier_value"),
    },
)  # fmt: skip

SCHEDULE: Final = Entity(
    "cmn_schedule",
    also=("cmn_schedules", "schedules"),
    key=("record",),
    latest="sys_updated_on",
    columns={
        "record": key("sys_id", "sys_id_value"), **_UPDATED, "name": key("name_value"),
        "time_zone": text("time_zone_value"),
    },
)  # fmt: skip
SPAN: Final = Entity(
    "cmn_schedule_span",
    also=("cmn_schedule_spans", "schedule_entries"),
    key=("record",),
    latest="sys_updated_on",
    columns={
        "record": key("sys_id", "sys_id_value"), **_UPDATED, **_ref("schedule"), "name": text("name_value"),
        "type": text("type_value"), "start_date_time": key("start_date_time_value"),
        "end_date_time": key("end_date_time_value"), "repeat_type": text("repeat_type_value", "repeats"),
        "repeat_count": integer("repeat_count_value", "repeat_every"), "repeat_until": text("repeat_until_value"),
        "days_of_week": text("days_of_week_value", "repeat_on"),
    },
)  # fmt: skip
OTHER_SCHEDULE: Final = Entity(
    "cmn_other_schedule",
    key=("record",),
    columns={
        "record": key("sys_id", "sys_id_value"), **_ref("schedule"), **_ref("child_schedule"),
        "child": key("child_schedule", "child_schedule_value"), "type": text("type_value"),
    },
)  # fmt: skip

SURVEY: Final = Entity(
    "asmt_assessment_instance",
    also=("asmt_assessment_instances", "survey_instances"),
    key=("record",),
    latest="sys_updated_on",
    columns={
        "record": key("sys_id", "sys_id_value", "number"), **_UPDATED, "number": text("number_value"),
        **_ref("metric_type", "survey"), **_choice("state"), "taken_on": time("taken_on_value"),
        "sys_created_on": time("sys_created_on_value", "created"), **_ref("task_id", "task"), **_ref("trigger_id"),
        "expiration_date": key("expiration_date_value", "due_date", "due_date_value"),
    },
)  # fmt: skip
ANSWER: Final = Entity(
    "asmt_metric_result",
    also=("asmt_metric_results", "survey_results"),
    key=("record",),
    latest="sys_updated_on",
    columns={
        "record": key("sys_id", "sys_id_value"), **_UPDATED, **_ref("instance", "assessment_instance"),
        "of": key("instance", "instance_value", "assessment_instance"), **_ref("metric"),
        "actual_value": decimal("actual_value_value"),
    },
)  # fmt: skip
QUESTION: Final = Entity(
    "asmt_metric",
    also=("asmt_metrics", "survey_questions"),
    key=("record",),
    latest="sys_updated_on",
    columns={
        "record": key("sys_id", "sys_id_value"), **_UPDATED, "name": text("name_value"), "question": text(
            "question_value"), "datatype": key("datatype_value", "data_type"), "min": decimal("min_value"),
        "max": decimal("max_value"),
    },
)  # fmt: skip
NOT_NEEDED: Final = tuple(
    unused(name, "sys_id")
    for name in (
        "change_request", "change_task", "problem", "problem_task", "cmdb_ci", "cmdb_ci_service", "sys_user_grmember",
        "sys_user_has_role", "sys_user_role", "sc_task", "sc_cat_item", "cmn_location", "metric_definition",
        "asmt_metric_type",
    )
)  # fmt: skip

ENTITIES: Final = (
    LOG, INCIDENT, TASK, TASK_SLA, CONTRACT_SLA, SYS_AUDIT, METRIC_INSTANCE, JOURNAL, SYS_CHOICE, GROUP, USER, COMPANY,
    SCHEDULE, SPAN, OTHER_SCHEDULE, SURVEY, ANSWER, QUESTION, *NOT_NEEDED,
)  # fmt: skip
