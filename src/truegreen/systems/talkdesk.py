"""Talkdesk: the contacts report.

One row per contact, as the report writes its columns; durations are h:m:s or seconds. “Inside Service Level” and
“Within Service Level Threshold” are two different flags and neither is taken: answered and abandoned times are.
A contact that nobody answered was abandoned where it says so, or where it waited and nobody connected.
"""

from __future__ import annotations

from collections.abc import Iterator

from truegreen.systems.define import Entity, Fill, Told, boolean, key, length, text, time

NAME, TITLE = "talkdesk", "Talkdesk"

CONTACT = Entity(
    "contact",
    also=("contacts", "contacts_report", "calls"),
    key=("interaction_id", "contact_id"),
    latest="finished_at",
    columns={
        "interaction_id": key("call_id"), "contact_id": text(), "phone_display_name": text(), "direction": text(),
        "contact_type": text("type"), "started_at": time("start_time"), "wait_time": length("waiting_time"),
        "abandon_time": length(), "answered_at": time(), "connected_at": time(), "talk_time": length(),
        "hold_time": length(), "after_call_work_time": length(), "finished_at": time("end_time"),
        "transfer_out": boolean("transfer_out_yes_no"), "ring_groups": text("ring_group"),
        "user_name": text("agent_name"),
        "team_name": text("team"), "disconnected_by_agent": boolean(), "customer": text("contact_phone_number"),
        "data_status": text("data_status_valid_damaged"),
    },
)  # fmt: skip
ENTITIES = (CONTACT,)


def facts(told: Told) -> Iterator[Fill]:
    """Give what each contact becomes."""
    yield Fill(
        "interaction",
        "contact",
        """
        SELECT concat_ws('/', interaction_id, contact_id) AS interaction_id, 'phone' AS channel,
               started_at AS offered_at, coalesce(answered_at, connected_at) AS answered_at,
               CASE WHEN answered_at IS NULL AND connected_at IS NULL
                    THEN started_at + to_seconds(coalesce(abandon_time, wait_time)) END AS abandoned_at,
               finished_at AS ended_at, talk_time AS talk_seconds, hold_time AS hold_seconds,
               after_call_work_time AS wrap_seconds, transfer_out AS transferred, user_name AS agent_id,
               coalesce(team_name, ring_groups) AS team, customer AS customer_id,
               CASE disconnected_by_agent WHEN true THEN 'agent' WHEN false THEN 'customer' END AS ended_by,
               _file, _row
        FROM talkdesk_contact
        WHERE lower(coalesce(direction, 'in')) LIKE 'in%' AND lower(coalesce(data_status, 'valid')) = 'valid'
        """,
    )
