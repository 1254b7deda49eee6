"""The kinds of record that Genesys Cloud exports: nested documents, the same as tables, and the interactions view."""

from __future__ import annotations

from typing import Final

from truegreen.systems.define import Entity, Field, boolean, decimal, key, listed, text, time

_VIEW_TIMES: Final = ("iso", "%m/%d/%y %I:%M:%S %p", "%m/%d/%y %I:%M %p", "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p")

CONVERSATION: Final = Entity(
    "conversation",
    also=("conversations", "analytics_conversations", "conversation_details"),
    key=("conversation_id",),
    latest="conversation_end",
    columns={
        "conversation_id": key(), "conversation_start": Field("time", needed=True), "conversation_end": time(),
        "originating_direction": text(), "division_ids": text(), "external_tag": text(),
        "participants": listed(), "evaluations": listed(), "surveys": listed(),
    },
)  # fmt: skip
PARTICIPANT: Final = Entity(
    "participant",
    also=("participants", "conversation_participant", "conversation_participants"),
    key=("participant_id",),
    columns={
        "participant_id": key(), "conversation_id": key(), "purpose": key(), "user_id": text(), "team_id": text(),
        "external_contact_id": text(), "external_organization_id": text(),
    },
)  # fmt: skip
SESSION: Final = Entity(
    "session",
    also=("sessions", "conversation_session", "conversation_sessions"),
    key=("session_id",),
    columns={
        "session_id": key(), "participant_id": key(), "media_type": text(), "direction": text(), "ani": text(),
        "address_from": text(),
    },
)  # fmt: skip
METRIC: Final = Entity(
    "metric",
    also=("metrics", "session_metric", "session_metrics"),
    key=("session_id", "name", "emit_date", "value"),
    columns={"session_id": key(), "name": key(), "value": key(), "emit_date": text()},
)
SEGMENT: Final = Entity(
    "segment",
    also=("segments", "session_segment", "session_segments"),
    key=("session_id", "segment_type", "segment_start"),
    columns={
        "session_id": key(), "segment_type": key(), "segment_start": key(), "segment_end": text(), "queue_id": text(),
        "disconnect_type": text(), "wrap_up_code": text(),
    },
)  # fmt: skip
EVALUATION: Final = Entity(
    "evaluation",
    also=("evaluations", "conversation_evaluation"),
    key=("evaluation_id",),
    latest="event_time",
    columns={
        "evaluation_id": key(), "conversation_id": key(), "evaluator_id": text(), "user_id": text(), "queue_id": text(),
        "evaluation_status": text(), "event_time": time(), "calibration_id": text(), "released": boolean(),
        "rescored": boolean(), "deleted": boolean(), "o_total_score": decimal("total_score"),
        "o_total_critical_score": decimal("total_critical_score"),
    },
)  # fmt: skip
SURVEY: Final = Entity(
    "survey",
    also=("surveys", "conversation_survey"),
    key=("survey_id",),
    latest="event_time",
    columns={
        "survey_id": key(), "conversation_id": key(), "survey_form_id": text(), "survey_status": text(),
        "event_time": time(), "survey_completed_date": time(), "survey_promoter_score": decimal(),
        "o_survey_total_score": decimal("survey_total_score"),
    },
)  # fmt: skip
QUEUE: Final = Entity(
    "queue",
    also=("queues", "routing_queues"),
    key=("id",),
    columns={"id": key("queue_id"), "name": key("queue_name"), "member_count": text(), "division_name": text()},
)
VIEW: Final = Entity(
    "interaction",
    also=("interactions", "interactions_export"),
    key=("conversation_id",),
    latest="end_date",
    columns={
        "conversation_id": key(), "date": Field("time", needed=True, formats=_VIEW_TIMES),
        "end_date": Field("time", formats=_VIEW_TIMES), "media_type": key(), "direction": text("initial_direction"),
        "queue": text("first_queue"), "users": text("users_interacted"), "remote": text(), "ani": text(),
        "abandoned": text("abandoned_in_queue"), "transferred": text(), "transfers": text(), "total_ivr": text(),
        "total_queue": text(), "time_to_abandon": text(), "total_talk": text(), "total_hold": text(),
        "total_acw": text(), "wrap_up": text("last_wrap_up"), "division": text(),
    },
)  # fmt: skip
ENTITIES: Final = (CONVERSATION, PARTICIPANT, SESSION, METRIC, SEGMENT, EVALUATION, SURVEY, QUEUE, VIEW)
