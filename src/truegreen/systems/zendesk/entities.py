"""The kinds of record that Zendesk exports, by the field names of its API, of warehouses and of its CSV.

Published at developer.zendesk.com (Support API: tickets, ticket metrics, ticket metric events, ticket audits,
satisfaction ratings, schedules, SLA policies, audit logs) and in the source tables of Fivetran's dbt package.
"""

from __future__ import annotations

from typing import Final

from truegreen.systems.define import (
    Entity,
    Field,
    boolean,
    date,
    decimal,
    integer,
    key,
    listed,
    nested,
    text,
    time,
    unused,
)

METRICS: Final = (
    "reply_time_in_minutes", "first_resolution_time_in_minutes", "full_resolution_time_in_minutes",
    "agent_wait_time_in_minutes", "requester_wait_time_in_minutes", "on_hold_time_in_minutes",
)  # fmt: skip
"""What a ticket's metrics count, each in calendar and in business minutes."""
# Tables of a warehouse from which nothing is taken, by a column that tells them.
_UNUSED: Final = {
    "brand": "subdomain", "daylight_time": "daylight_offset", "domain_name": "domain_name",
    "organization_tag": "organization_id", "ticket_chat": "chat_id", "ticket_chat_event": "chat_id",
    "ticket_form_history": "end_user_visible", "time_zone": "standard_offset", "user_tag": "user_id",
}  # fmt: skip


def _minutes(prefix: str = "") -> dict[str, Field]:
    """Give the columns of the metrics: an object, or its two numbers, as the API or the CSV names them."""
    columns: dict[str, Field] = {}
    for metric in METRICS:
        label = "first_reply_time_in_minutes" if metric == "reply_time_in_minutes" else metric
        own, plain = prefix + metric, (label,) if prefix else ()
        columns[own] = nested()
        columns[f"{own}_calendar"] = decimal(*plain)
        columns[f"{own}_business"] = decimal(*(f"{each}_within_business_hours" for each in plain))
    return columns


TICKET: Final = Entity(
    "ticket",
    also=("tickets", "tickets_export"),
    key=("id",),
    latest="updated_at",
    columns={
        "id": key(), "created_at": Field("time", needed=True), "updated_at": time(), "status": text(),
        "priority": text(), "type": text("ticket_type"),
        "due_at": time("due_date"), "requester_id": text(), "requester": text(), "submitter_id": text(),
        "assignee_id": text(), "assignee": text(),
        "group_id": text(), "group": text(), "organization_id": text(), "organization": text(), "via": text(),
        "via_channel": text(), "tags": text(), "merged_ticket_ids": text(), "solved_at": time("metric_set_solved_at"),
        "reopens": integer("metric_set_reopens"), "group_stations": integer("metric_set_group_stations"),
        **_minutes("metric_set_"),
    },
)  # fmt: skip
METRIC: Final = Entity(
    "ticket_metric",
    also=("ticket_metrics", "metric_set", "metric_sets"),
    key=("ticket_id",),
    latest="updated_at",
    columns={
        "ticket_id": key(), "created_at": time(), "updated_at": time(), "solved_at": time(), "reopens": integer(),
        "group_stations": integer(), **_minutes(),
    },
)  # fmt: skip
METRIC_EVENT: Final = Entity(
    "ticket_metric_event",
    also=("ticket_metric_events", "metric_events"),
    key=("id",),
    columns={
        "id": key(), "ticket_id": key(), "metric": key(), "instance_id": integer(), "type": key(), "time": time(),
        "sla_target": decimal(), "sla_target_in_seconds": decimal(), "group_sla_target_in_seconds": decimal(),
        "status_calendar": decimal(), "status_business": decimal(), "deleted": boolean(),
    },
)  # fmt: skip
AUDIT: Final = Entity(
    "audit",
    also=("audits", "ticket_audits", "ticket_audit"),
    key=("id",),
    columns={
        "id": key(), "ticket_id": key(), "created_at": time(), "author_id": text(),
        "events": listed(needed=True), "via_source_rel": text(),
    },
)  # fmt: skip
HISTORY: Final = Entity(
    "ticket_field_history",
    key=("ticket_id", "field_name", "updated", "value"),
    columns={"ticket_id": key(), "field_name": key(), "updated": time("updated_at"), "value": text()},
)
COMMENT: Final = Entity(
    "ticket_comment",
    also=("ticket_comments", "comments"),
    key=("id",),
    columns={
        "id": key(), "ticket_id": key(), "created": time("created_at"), "public": boolean(),
        "user_id": text("author_id"),
    },
)  # fmt: skip
USER: Final = Entity(
    "user",
    also=("users",),
    key=("id",),
    latest="updated_at",
    columns={
        "id": key(), "role": key(), "updated_at": time(), "time_zone": text(), "iana_time_zone": text(),
        "organization_id": text(),
    },
)  # fmt: skip
GROUP: Final = Entity(
    "group", also=("groups",), key=("id",), latest="updated_at",
    columns={"id": key(), "name": key(), "updated_at": time()},
)  # fmt: skip
ORGANIZATION: Final = Entity(
    "organization", also=("organizations",), key=("id",), latest="updated_at",
    columns={"id": key(), "name": key(), "external_id": text(), "updated_at": time()},
)  # fmt: skip
RATING: Final = Entity(
    "satisfaction_rating",
    also=("satisfaction_ratings",),
    key=("id",),
    latest="updated_at",
    columns={"id": key(), "ticket_id": key(), "score": key(), "created_at": time(), "updated_at": time()},
)
SCHEDULE: Final = Entity(
    "schedule",
    also=("schedules",),
    key=("id", "start_time", "end_time"),
    latest="updated_at",
    columns={
        "id": key(), "name": text(), "time_zone": key(), "start_time": integer(), "end_time": integer(),
        "intervals": listed(), "created_at": time(), "updated_at": time(),
    },
)  # fmt: skip
HOLIDAY: Final = Entity(
    "schedule_holiday",
    also=("schedule_holidays", "holidays"),
    key=("id",),
    columns={
        "id": key(), "schedule_id": text(), "name": text(), "start_date": Field("date", needed=True),
        "end_date": date(),
    },
)  # fmt: skip
TICKET_SCHEDULE: Final = Entity(
    "ticket_schedule",
    also=("ticket_schedules",),
    key=("ticket_id", "created_at"),
    columns={"ticket_id": key(), "schedule_id": key(), "created_at": time()},
)
TICKET_TAG: Final = Entity(
    "ticket_tag", also=("ticket_tags",), key=("ticket_id", "tag"), columns={"ticket_id": key(), "tag": key()}
)
POLICY: Final = Entity(
    "sla_policy",
    also=("sla_policies",),
    key=("id",),
    latest="updated_at",
    columns={"id": key(), "updated_at": time(), "policy_metrics": listed(needed=True)},
)
POLICY_METRIC: Final = Entity(
    "sla_policy_metric_history",
    key=("sla_policy_id", "sla_policy_updated_at", "metric", "priority"),
    columns={
        "sla_policy_id": key(), "sla_policy_updated_at": time(), "metric": key(), "priority": text(),
        "target": decimal(), "business_hours": boolean(),
    },
)  # fmt: skip
TICKET_POLICY: Final = Entity(
    "ticket_sla_policy",
    also=("ticket_sla_policies",),
    key=("ticket_id", "sla_policy_id", "policy_applied_at"),
    columns={"ticket_id": key(), "sla_policy_id": key(), "policy_applied_at": time()},
)
LOG: Final = Entity(
    "audit_log",
    also=("audit_logs",),
    key=("id",),
    columns={
        "id": key(), "change_description": key(), "source_id": text(), "source_type": key(), "source_label": text(),
        "created_at": time(),
    },
)  # fmt: skip
USED: Final = (
    TICKET, METRIC, METRIC_EVENT, AUDIT, HISTORY, COMMENT, USER, GROUP, ORGANIZATION, RATING, SCHEDULE, HOLIDAY,
    TICKET_SCHEDULE, TICKET_TAG, POLICY, POLICY_METRIC, TICKET_POLICY, LOG,
)  # fmt: skip
UNUSED: Final = tuple(unused(name, column) for name, column in _UNUSED.items())
"""Tables that come with the others and say nothing that a fact needs; naming them keeps them from being taken for
something else."""
