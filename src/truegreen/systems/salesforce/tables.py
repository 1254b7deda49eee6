"""The objects that Salesforce exports, as far as they are read."""

from __future__ import annotations

from typing import Final

from truegreen.systems.define import Entity, Field, boolean, date, decimal, integer, key, text, time, unused

DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_STATE: Final = {
    "is_deleted": boolean("deleted"), "system_modstamp": time("last_modified_date"),
    "fivetran_active": boolean(),
}  # fmt: skip
_CREATED: Final = {"created_date": Field("time", ("created", "date_time_opened", "edit_date"), needed=True)}
_VERSION: Final = {"fivetran_start": Field("time", needed=True)}
_CHANGE: Final = {
    "id": text(), **_CREATED, "field": key("field_event"), "old_value": text(), "new_value": text(), **_STATE,
}  # fmt: skip

_ACCOUNT: Final = {
    "id": key("account_id"), "name": text("account_name"), "type": text("account_type"), "industry": text(),
    "owner_id": text("account_owner"), "master_record_id": text(), "parent_id": text(), **_STATE,
}  # fmt: skip
_OPPORTUNITY: Final = {
    "id": key("opportunity_id"), "account_id": text(), "type": text("opportunity_type"), "record_type_id": text(),
    "record_type_name": text("record_type", "opportunity_record_type"), "stage_name": key("stage"),
    "amount": decimal("amount_converted"), "close_date": Field("date", needed=True), "is_closed": boolean("closed"),
    "is_won": boolean("won"), "owner_id": text("opportunity_owner"), "created_date": time("created"), **_STATE,
}  # fmt: skip

ACCOUNT_VERSION: Final = Entity(
    "account_version",
    also=("account", "accounts", "account_history"),
    key=("id", "fivetran_start"),
    columns={**_ACCOUNT, **_VERSION},
)
ACCOUNT: Final = Entity("account", also=("accounts",), key=("id",), latest="system_modstamp", columns=_ACCOUNT)
OPPORTUNITY_VERSION: Final = Entity(
    "opportunity_version",
    also=("opportunity", "opportunities", "opportunity_history"),
    key=("id", "fivetran_start"),
    columns={**_OPPORTUNITY, **_VERSION},
)
OPPORTUNITY_HISTORY: Final = Entity(
    "opportunity_history",
    also=("opportunity_histories", "stage_history"),
    columns={
        "id": text(), "opportunity_id": key(), "created_date": Field("time", ("last_modified",), needed=True),
        "stage_name": key("stage", "to_stage"), "amount": decimal(), "close_date": Field("date", needed=True), **_STATE,
    },
    key=("id", "opportunity_id", "created_date"),
)  # fmt: skip
OPPORTUNITY_FIELD: Final = Entity(
    "opportunity_field_history",
    also=("opportunity_field_histories", "opportunity_history"),
    key=("id", "opportunity_id", "created_date", "field", "new_value"),
    columns={"opportunity_id": key(), **_CHANGE},
)
OPPORTUNITY: Final = Entity(
    "opportunity", also=("opportunities",), key=("id",), latest="system_modstamp", columns=_OPPORTUNITY
)
STAGE: Final = Entity(
    "opportunity_stage",
    also=("opportunity_stages",),
    columns={"api_name": key("master_label"), "is_closed": boolean(), "is_won": Field("boolean", needed=True)},
)
RECORD_TYPE: Final = Entity(
    "record_type",
    also=("record_types",),
    key=("id",),
    columns={"id": key(), "name": text(), "developer_name": key(), "sobject_type": text()},
)

CASE: Final = Entity(
    "case",
    also=("cases",),
    key=("id",),
    latest="system_modstamp",
    columns={
        "id": key("case_id", "case_number"), "case_number": text(), "account_id": text(), "contact_id": text(),
        "contact_name": text(), "supplied_email": text("web_email"), "type": text("case_type"),
        "reason": text("case_reason"), "origin": text("case_origin"), "status": key(), "priority": text(),
        "is_closed": boolean("closed"), "is_escalated": boolean("escalated"), "is_stopped": boolean("stopped"),
        "closed_date": time("date_time_closed"), "owner_id": text("case_owner"), "owner_name": text(),
        "business_hours_id": text("business_hours"), "master_record_id": text(), "milestone_status": text(),
        **_CREATED, **_STATE,
    },
)  # fmt: skip
CASE_HISTORY: Final = Entity(
    "case_history",
    also=("case_histories", "case_field_history"),
    key=("id", "case_id", "created_date", "field", "new_value"),
    columns={"case_id": key("case_number"), **_CHANGE},
)
CASE_STATUS: Final = Entity(
    "case_status",
    also=("case_statuses",),
    columns={"api_name": key("master_label"), "is_closed": Field("boolean", needed=True), "sort_order": integer()},
)
MILESTONE: Final = Entity(
    "case_milestone",
    also=("case_milestones",),
    key=("id",),
    latest="system_modstamp",
    columns={
        "id": key("case_milestone_id"), "case_id": key("case", "case_number"), "milestone_type_id": text(),
        "milestone_type_name": text("milestone", "milestone_name"), "start_date": time(),
        "target_date": Field("time", needed=True), "completion_date": time(), "is_completed": boolean("completed"),
        "is_violated": boolean("violation", "violated"),
        "target_response_in_mins": decimal("target_response_mins"),
        "elapsed_time_in_mins": decimal("elapsed_time_mins"),
        "elapsed_time_in_hrs": decimal(), "actual_elapsed_time_in_mins": decimal(), "stopped_time_in_mins": decimal(),
        "business_hours_id": text(), **_STATE,
    },
)  # fmt: skip
MILESTONE_TYPE: Final = Entity(
    "milestone_type", also=("milestone_types",), key=("id",), columns={"id": key(), "name": key(), **_STATE}
)
HOURS: Final = Entity(
    "business_hours",
    also=("businesshours",),
    key=("id",),
    latest="system_modstamp",
    columns={
        "id": key(), "name": key(), "time_zone_sid_key": key(),
        **{f"{day}_{end}_time": text() for day in DAYS for end in ("start", "end")}, **_STATE,
    },
)  # fmt: skip
HOLIDAY: Final = Entity(
    "holiday",
    also=("holidays",),
    key=("id",),
    latest="system_modstamp",
    columns={
        "id": key(), "name": text("holiday_name"), "activity_date": Field("date", ("holiday_date",), needed=True),
        "is_all_day": boolean("all_day"), "is_recurrence": boolean("recurring_holiday"), "recurrence_type": text(),
        "recurrence_start_date": date(), "recurrence_end_date_only": date("recurrence_end"),
        "business_hours_id": text(), **_STATE,
    },
)  # fmt: skip
EMAIL: Final = Entity(
    "email_message",
    also=("email_messages",),
    key=("id",),
    latest="system_modstamp",
    columns={
        "id": key(), "parent_id": key("case_id"), "incoming": Field("boolean", ("is_incoming",), needed=True),
        "status": text(), "message_date": time("created_date"), "created_by_id": text(), **_STATE,
    },
)  # fmt: skip
COMMENT: Final = Entity(
    "case_comment",
    also=("case_comments",),
    key=("id",),
    latest="system_modstamp",
    columns={
        "id": key(), "parent_id": key("case_id"), "is_published": Field("boolean", needed=True),
        "created_by_id": text(), **_CREATED, **_STATE,
    },
)  # fmt: skip
TASK: Final = Entity(
    "task",
    also=("tasks", "activity"),
    key=("id",),
    latest="system_modstamp",
    columns={
        "id": key("activity_id", "task_id"), "account_id": text(), "what_id": text(), "owner_id": text("assigned"),
        "activity_date": time("date", "due_date"), "completed_date_time": time(), "created_date": time(),
        "status": key(), "is_closed": boolean("closed"), "type": text("task_type"), "task_subtype": text(),
        "call_type": text(), "call_duration_in_seconds": integer("call_duration"), "call_disposition": text(
            "call_result"),
        "is_recurrence": boolean(), **_STATE,
    },
)  # fmt: skip
EVENT: Final = Entity(
    "event",
    also=("events",),
    key=("id",),
    latest="system_modstamp",
    columns={
        "id": key("activity_id", "event_id"), "account_id": text(), "what_id": text(), "owner_id": text("assigned"),
        "start_date_time": Field("time", ("activity_date_time", "start"), needed=True),
        "duration_in_minutes": integer("duration"), "type": text("event_type"), "is_child": boolean(),
        "is_recurrence": boolean(), "is_recurrence_2": boolean(), **_STATE,
    },
)  # fmt: skip
USER: Final = Entity(
    "user", also=("users",), key=("id",), columns={"id": key(), "username": key(), "user_type": text(), **_STATE}
)
QUEUE: Final = Entity(
    "group",
    also=("groups", "queue", "queues"),
    key=("id",),
    columns={"id": key(), "name": text(), "developer_name": key(), "type": text(), **_STATE},
)
NOT_NEEDED: Final = tuple(
    unused(name, "id")
    for name in (
        "account_history", "contact", "contact_history", "lead", "lead_history", "opportunity_line_item", "order",
        "product_2", "product", "user_role", "campaign", "contract", "entitlement", "asset",
    )
)  # fmt: skip

USED: Final = (
    ACCOUNT_VERSION, ACCOUNT, OPPORTUNITY_VERSION, OPPORTUNITY_HISTORY, OPPORTUNITY_FIELD, OPPORTUNITY, STAGE,
    RECORD_TYPE, CASE, CASE_HISTORY, CASE_STATUS, MILESTONE, MILESTONE_TYPE, HOURS, HOLIDAY, EMAIL, COMMENT, TASK,
    EVENT, USER, QUEUE,
)  # fmt: skip
ENTITIES: Final = (*USED, *NOT_NEEDED)
