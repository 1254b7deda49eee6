"""Talkdesk: the contacts report and evaluations.

An interaction of Talkdesk is a matter with one or more contacts: each transfer or ring group makes another. One contact
becomes one row, as Talkdesk counts its service level too. “Inside Service Level” and “Within Service Level Threshold”
are two different flags and neither is taken: answered and abandoned times are. A contact was abandoned if the customer
left, be it soon (a short abandon) or late; one that was missed or went to voicemail was not.

Shapes: “Contacts Report” in Talkdesk's data dictionary; the reports' JSON (``entries``) and CSV.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.systems.define import Entity, Fill, Told, boolean, decimal, key, length, text, time, unused

NAME, TITLE = "talkdesk", "Talkdesk"

CONTACT: Final = Entity(
    "contact",
    also=("contacts", "contacts_report", "contact_call", "calls"),
    key=("interaction_id", "contact_id"),
    latest="finished_at",
    columns={
        "interaction_id": key("call_id"), "contact_id": text(), "phone_display_name": text(), "direction": text(),
        "contact_type": text("type"), "started_at": time("start_time"), "wait_time": length("waiting_time"),
        "time_to_missed": length(), "abandon_time": length(), "short_abandon_time": length(), "answered_at": time(),
        "connected_at": time(), "talk_time": length(), "hold_time": length(), "hard_hold_time": length(),
        "soft_hold_time": length(), "after_call_work_time": length(), "finished_at": time("end_time"),
        "transfer_out": boolean("transfer_out_yes_no"), "transfer_in": boolean("transfer_in_yes_no"),
        "callback": boolean("callback_yes_no"), "ring_groups": text("ring_group"), "handling_ring_groups": text(),
        "user_id": text(), "user_name": text("agent_name"), "team_id": text(), "team_name": text("team"),
        "disconnected_by_agent": boolean(), "customer": text("contact_person_number", "contact_phone_number"),
        "data_status": text("data_status_valid_damaged"),
    },
)  # fmt: skip
RING_ATTEMPT: Final = unused(
    "ring_attempt", "ring_attempt_id", "interaction_id", "contact_id", "attempt_type",
    also=("ring_attempts", "ring_attempts_report"),
)  # fmt: skip
EVALUATION: Final = Entity(
    "evaluation",
    also=("evaluations", "qa_evaluation_analysis"),
    key=("evaluation_id", "question_id"),
    latest="evaluation_time",
    columns={
        "evaluation_id": key(), "question_id": text(), "interaction_id": text(), "evaluation_time": time(),
        "agent_id": text(), "evaluator_id": text(), "ring_group_names": text(),
        "evaluation_obtained_score": decimal(), "evaluation_max_score": decimal(),
    },
)  # fmt: skip
ENTITIES = (CONTACT, RING_ATTEMPT, EVALUATION)

# Who gives up has met no agent: the team of everybody is the queue, not the agent's own team.
_CONTACT: Final = """
    SELECT *, coalesce(answered_at, connected_at) AS answered, coalesce(abandon_time, short_abandon_time) AS left_after,
           coalesce(handling_ring_groups, ring_groups, team_name) AS queue, lower(contact_type) AS how
    FROM talkdesk_contact
    WHERE lower(coalesce(direction, 'in')) LIKE 'in%' AND lower(coalesce(data_status, 'valid')) = 'valid'
"""
_GAVE_UP: Final = "answered IS NULL AND coalesce(how IN ('abandoned', 'short abandoned'), left_after IS NOT NULL)"


def facts(told: Told) -> Iterator[Fill]:
    """Give what contacts and evaluations become."""
    yield Fill(
        "interaction",
        "contact",
        f"""
        SELECT concat_ws('/', interaction_id, contact_id) AS interaction_id, interaction_id AS case_id,
               CASE WHEN callback THEN 'callback' ELSE 'phone' END AS channel,
               started_at AS offered_at, answered AS answered_at,
               CASE WHEN {_GAVE_UP} THEN started_at + to_seconds(coalesce(left_after, wait_time)) END AS abandoned_at,
               finished_at AS ended_at, talk_time AS talk_seconds,
               coalesce(hold_time, hard_hold_time + coalesce(soft_hold_time, 0), soft_hold_time) AS hold_seconds,
               after_call_work_time AS wrap_seconds, transfer_out AS transferred,
               coalesce(user_id, user_name) AS agent_id, queue AS team, customer AS customer_id,
               CASE WHEN disconnected_by_agent THEN 'agent' WHEN how IN ('missed', 'voicemail') THEN 'system'
                    WHEN NOT disconnected_by_agent OR {_GAVE_UP} THEN 'customer' END AS ended_by,
               _file, _row
        FROM ({_CONTACT})
        """,
    )
    yield Fill(
        "quality",
        "evaluation",
        """
        SELECT evaluation_id, interaction_id AS case_id, evaluator_id, agent_id, ring_group_names AS team,
               evaluation_time AS evaluated_at,
               CAST(evaluation_obtained_score * 100 / nullif(evaluation_max_score, 0) AS DECIMAL(18, 4)) AS score,
               _file, _row
        FROM talkdesk_evaluation
        QUALIFY row_number() OVER
            (PARTITION BY evaluation_id ORDER BY evaluation_time DESC NULLS LAST, question_id, _file, _row) = 1
        """,
    )
