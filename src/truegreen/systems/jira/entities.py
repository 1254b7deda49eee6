"""The kinds of record that Jira exports, by the field names of its APIs, of warehouses and of its CSV.

Published at developer.atlassian.com (Jira platform: issues and changelogs; Jira Service Management: SLA information
and comments of requests) and in the source tables of Fivetran's dbt package.
"""

from __future__ import annotations

from typing import Final

from truegreen.systems.define import Entity, Field, boolean, date, key, listed, nested, text, time, unused

# Tables of a warehouse from which nothing is taken, by a column that tells them.
_UNUSED: Final = {
    "component": "project_id", "epic": "done", "field_option": "name", "issue_link": "related_issue_id",
    "issue_multiselect_history": "fivetran_id", "project": "project_type_key", "project_board": "board_id",
    "project_category": "name", "resolution": "name", "sprint": "board_id", "status_category": "name",
    "user_group": "group_name", "version": "released",
}  # fmt: skip


def _person(role: str) -> dict[str, Field]:
    """Give the columns of a person on an issue: by account, or by name on a server of one's own."""
    ids = (f"fields_{role}_account_id", f"fields_{role}_key", f"fields_{role}_name")
    return {role: text(*ids), f"{role}_type": text(f"fields_{role}_account_type")}


ISSUE: Final = Entity(
    "issue",
    also=("issues",),
    key=("id",),
    latest="updated",
    columns={
        "id": key(), "key": key(), "created": Field("time", also=("fields_created",), needed=True),
        "updated": time("fields_updated"), "resolved": time("fields_resolutiondate", "resolutiondate"),
        "due_date": date("fields_duedate", "duedate"), "status": text("fields_status_name"),
        "status_id": text("fields_status_id"), "status_category": text("fields_status_status_category_key"),
        "priority": text("fields_priority_name"), "issue_type": text("fields_issuetype_name"),
        "resolution": text("fields_resolution_name"), **_person("assignee"), **_person("reporter"),
        **_person("creator"), "zone": text("fields_reporter_time_zone"),
        "comments": listed("fields_comment_comments"), "histories": listed("changelog_histories"),
        "history_total": text("changelog_total"), "fields": nested(),
    },
)  # fmt: skip
HISTORY: Final = Entity(
    "issue_field_history",
    key=("issue_id", "field_id", "time", "value"),
    columns={
        "issue_id": key(), "field_id": key(), "time": Field("time", needed=True), "value": text(),
        "is_active": boolean(), "author_id": text(),
    },
)  # fmt: skip
COMMENT: Final = Entity(
    "comment",
    also=("comments", "issue_comment", "issue_comments"),
    key=("id",),
    latest="updated",
    columns={
        "id": key(), "issue_id": text("issue_key"), "self": text("links_self"),
        "author_id": text("author_account_id", "author_key", "author_name"),
        "author_type": text("author_account_type"), "created": Field("time", also=("created_iso8601",), needed=True),
        "updated": time(), "is_public": boolean("jsd_public", "public"),
    },
)  # fmt: skip
SLA: Final = Entity(
    "sla",
    also=("slas", "request_sla", "request_slas"),
    columns={
        "name": key(), "completed_cycles": listed(needed=True), "ongoing_cycle": nested(),
        "self": text("links_self"), "issue": text("issue_key", "issue_id", "request_id"),
    },
)  # fmt: skip
STATUS: Final = Entity(
    "status",
    also=("statuses",),
    key=("id",),
    columns={
        "id": key(), "name": key(), "status_category_id": text(),
        "status_category": text("status_category_key"),
    },
)  # fmt: skip
USER: Final = Entity(
    "user",
    also=("users",),
    key=("id",),
    columns={"id": key("account_id"), "type": text("account_type"), "time_zone": Field("text", needed=True)},
)
NAMED: Final = tuple(
    Entity(name, also=(many,), key=("id",), columns={"id": key(), "name": key()})
    for name, many in (
        ("field", "fields"), ("issue_type", "issue_types"), ("priority", "priorities"), ("team", "teams"),
        ("organization", "organizations"),
    )
)  # fmt: skip
"""What other records name by an id."""
SHEET: Final = Entity(
    "sheet",
    also=("jira", "export", "search"),
    key=("issue_key",),
    columns={
        "issue_key": key(), "issue_type": text(), "status": text(), "priority": text(), "resolution": text(),
        "assignee_id": text("assignee"), "reporter_id": text("reporter"), "creator_id": text("creator"),
        "created": key(), "updated": text(), "resolved": text(), "due_date": text(), "status_category": text(),
        "request_type": text("custom_field_request_type", "custom_field_customer_request_type"),
        "organizations": text("custom_field_organizations"),
    },
)  # fmt: skip
"""The CSV of a search: one row per issue, dates as the person who exported reads them."""
UNUSED: Final = tuple(unused(name, column) for name, column in _UNUSED.items())
"""Tables that come with the others and say nothing that a fact needs."""
ENTITIES: Final = (ISSUE, HISTORY, COMMENT, SLA, STATUS, USER, SHEET, *UNUSED, *NAMED)
