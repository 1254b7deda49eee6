"""Amazon Connect: contact records and contact evaluations, as streamed, from the data lake, or as CSV.

A contact record is one leg: each transfer makes another, and the legs of one customer's matter share their first
contact. Only legs that reached a queue are interactions; calls that agents or software placed are not. Records are
delivered at least once, and again for days when something about them changes: the one updated last counts, whatever
the order of the files.

Shapes: “Data model for contact records” and “Contact data in the data lake” in the Amazon Connect administrator guide.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.systems.define import Entity, Field, Fill, Told, boolean, decimal, key, length, text, time

NAME, TITLE, ZONE = "amazon_connect", "Amazon Connect", "UTC"

_LEVELS: Final = {
    f"agent_hierarchy_groups_level{n}_group_name": text(
        f"agent_hierarchy_groups_level_{n}_name", f"agent_hierarchy_groups_level_{n}_group_name",
        f"agent_hierarchygroups_level{n}_groupname",
    )
    for n in range(1, 6)
}  # fmt: skip

CONTACT: Final = Entity(
    "contact_record",
    also=("contact_records", "contact_trace_records", "contacts", "ctr"),
    key=("contact_id",),
    latest="last_update_timestamp",
    columns={
        "contact_id": key("contactid"), "initial_contact_id": text("initialcontactid"),
        "previous_contact_id": text("previouscontactid"), "next_contact_id": text("nextcontactid"),
        "channel": text(), "initiation_method": text("initiationmethod"),
        "initiation_timestamp": time("initiationtimestamp"), "disconnect_timestamp": time("disconnecttimestamp"),
        "disconnect_reason": text("disconnectreason", "disconnect_details_disconnect_reason"),
        "last_update_timestamp": time("lastupdatetimestamp", "last_updated_timestamp"),
        "transfer_completed_timestamp": time("transfercompletedtimestamp"),
        "transferred_to_endpoint_address": text("transferredtoendpoint_address"),
        "customer_endpoint_address": text("customerendpoint_address", "customer_phone_number"),
        "queue_name": text("queue"), "queue_arn": text(), "queue_id": text("queue_info_id"),
        "queue_enqueue_timestamp": time("queue_enqueuetimestamp", "queue_info_enqueue_timestamp"),
        "queue_dequeue_timestamp": time("queue_dequeuetimestamp"),
        "agent_id": text("agent_info_id"), "agent_arn": text(), "agent_username": text("agent", "agent_login"),
        "agent_connected_to_agent_timestamp": time(
            "agent_connectedtoagenttimestamp", "agent_info_connected_to_agent_timestamp"
        ),
        "agent_agent_interaction_duration": length("agent_interaction_duration", "agent_agentinteractionduration"),
        "agent_interaction_duration_ms": decimal(),
        "agent_customer_hold_duration": length("agent_customerholdduration"),
        "agent_customer_hold_duration_ms": decimal(),
        "agent_after_contact_work_duration": length("agent_aftercontactworkduration"),
        "agent_after_contact_work_duration_ms": decimal(),
        "agent_routing_profile_name": text("agent_routingprofile_name"), **_LEVELS,
    },
)  # fmt: skip
EVALUATION: Final = Entity(
    "contact_evaluation_record",
    also=("contact_evaluation_records", "contact_evaluations", "evaluations"),
    key=("evaluation_id", "item_reference_id"),
    latest="evaluation_submitted_timestamp",
    columns={
        "evaluation_id": key(), "item_reference_id": text(), "item_type": text(),
        "contact_id": Field("text", ("metadata_contact_id",), needed=True),
        "evaluation_submitted_timestamp": time("metadata_evaluation_submit_timestamp", "evaluation_submit_timestamp"),
        "score": decimal("metadata_score_percentage"), "automatic_fail": boolean("metadata_score_automatic_fail"),
        "evaluator_id": text("metadata_evaluator"), "agent_id": text("metadata_agent_id", "metadata_contact_agent_id"),
        "evaluation_type": text(), "calibration_session_id": text("metadata_calibration_session_id"),
    },
)  # fmt: skip
ENTITIES = (CONTACT, EVALUATION)

_CHANNELS: Final = "CASE channel WHEN 'VOICE' THEN 'phone' ELSE lower(channel) END"


def _seconds(of: str, in_ms: str) -> str:
    """Give SQL of whole seconds; milliseconds are rounded to the nearest second."""
    return f"coalesce({of}, CAST(round({in_ms} / 1000) AS BIGINT))"


# What there is to say of each leg, and which legs wait in a queue that people staff. An agent's own queue is none.
_LEG: Final = f"""
    SELECT each.*, coalesce(each.initial_contact_id, each.contact_id) AS chain,
           {_seconds("each.agent_agent_interaction_duration", "each.agent_interaction_duration_ms")} AS talk,
           {_seconds("each.agent_customer_hold_duration", "each.agent_customer_hold_duration_ms")} AS hold,
           {_seconds("each.agent_after_contact_work_duration", "each.agent_after_contact_work_duration_ms")} AS wrap,
           coalesce(each.agent_id, regexp_extract(each.agent_arn, '[^/]+$'), each.agent_username) AS agent,
           coalesce(after.initiation_method, made.initiation_method,
                    CASE WHEN each.next_contact_id IS NOT NULL THEN 'TRANSFER' END) AS next_method,
           coalesce(each.queue_arn LIKE '%/queue/agent/%', false) AS personal,
           NOT personal AND coalesce(each.queue_name, each.queue_id, each.queue_arn,
                                     CAST(each.queue_enqueue_timestamp AS VARCHAR)) IS NOT NULL AS queued
    FROM amazon_connect_contact_record AS each
    LEFT JOIN amazon_connect_contact_record AS after ON after.contact_id = each.next_contact_id
    LEFT JOIN (SELECT previous_contact_id, arg_min(initiation_method, initiation_timestamp) AS initiation_method
               FROM amazon_connect_contact_record GROUP BY 1) AS made ON made.previous_contact_id = each.contact_id
    WHERE coalesce(each.initiation_method, 'INBOUND') NOT IN
              ('OUTBOUND', 'EXTERNAL_OUTBOUND', 'AGENT_REPLY', 'MONITOR')
          AND NOT (coalesce(each.initiation_method, '') = 'API' AND coalesce(each.channel, '') = 'VOICE')
"""
# A leg handed straight to an agent belongs to the last one before it that waited in a queue; menus and surveys to none.
_NUMBERED: Final = f"""
    SELECT *, count_if(queued) OVER legs AS number,
           row_number() OVER legs AS position
    FROM ({_LEG}) WHERE queued OR personal OR agent_connected_to_agent_timestamp IS NOT NULL
    WINDOW legs AS (PARTITION BY chain ORDER BY initiation_timestamp, contact_id ROWS UNBOUNDED PRECEDING)
"""
_TOUCH: Final = f"""
    SELECT chain, {", ".join(f"first({each} ORDER BY position) AS {each}" for each in (
        "contact_id", "channel", "initiation_method", "queue_name", "queue_id", "queue_enqueue_timestamp",
        "queue_dequeue_timestamp", "initiation_timestamp", "customer_endpoint_address", "_file", "_row"))},
           {", ".join(f"last({each} ORDER BY position) AS {each}" for each in (
        "disconnect_reason", "disconnect_timestamp", "next_method"))},
           min(agent_connected_to_agent_timestamp) AS answered_at, arg_min(agent, position) AS agent,
           sum(talk) AS talk, sum(hold) AS hold, sum(wrap) AS wrap,
           count(*) > 1 OR count(transfer_completed_timestamp) + count(transferred_to_endpoint_address) > 0 AS passed
    FROM ({_NUMBERED}) WHERE number > 0 GROUP BY chain, number
"""  # fmt: skip
_GAVE_UP: Final = """
    answered_at IS NULL AND initiation_method IS DISTINCT FROM 'CALLBACK'
    AND coalesce(next_method, 'DISCONNECT') = 'DISCONNECT'
    AND coalesce(disconnect_reason, 'CUSTOMER_DISCONNECT') = 'CUSTOMER_DISCONNECT'
"""


def facts(told: Told) -> Iterator[Fill]:
    """Give what legs and evaluations become."""
    tells = any(
        told.has("contact_record", each)
        for each in ("next_contact_id", "previous_contact_id", "transfer_completed_timestamp")
    )
    transferred = "passed OR coalesce(next_method IN ('TRANSFER', 'QUEUE_TRANSFER'), false)" if tells else "NULL"
    yield Fill(
        "interaction",
        "contact_record",
        f"""
        SELECT contact_id AS interaction_id, chain AS case_id, customer_endpoint_address AS customer_id,
               coalesce(queue_name, queue_id) AS team, agent AS agent_id,
               CASE initiation_method WHEN 'CALLBACK' THEN 'callback' ELSE {_CHANNELS} END AS channel,
               coalesce(queue_enqueue_timestamp, initiation_timestamp) AS offered_at, answered_at,
               CASE WHEN {_GAVE_UP} THEN coalesce(queue_dequeue_timestamp, disconnect_timestamp) END AS abandoned_at,
               disconnect_timestamp AS ended_at, talk AS talk_seconds, hold AS hold_seconds, wrap AS wrap_seconds,
               CASE disconnect_reason WHEN 'AGENT_DISCONNECT' THEN 'agent' WHEN 'CUSTOMER_DISCONNECT' THEN 'customer'
                    ELSE CASE WHEN disconnect_reason IS NOT NULL THEN 'system' END END AS ended_by,
               {transferred} AS transferred, _file, _row
        FROM ({_TOUCH})
        """,
    )
    yield Fill(
        "quality",
        "contact_evaluation_record",
        """
        SELECT evaluation_id, coalesce(leg.initial_contact_id, each.contact_id) AS case_id, evaluator_id,
               leg.queue_name AS team, evaluation_submitted_timestamp AS evaluated_at, score,
               coalesce(each.agent_id, leg.agent_id, regexp_extract(leg.agent_arn, '[^/]+$'), leg.agent_username)
                   AS agent_id,
               CASE WHEN calibration_session_id IS NOT NULL THEN true ELSE lower(evaluation_type) = 'calibration' END
                   AS calibrated,
               each._file, each._row
        FROM amazon_connect_contact_evaluation_record AS each
        LEFT JOIN amazon_connect_contact_record AS leg USING (contact_id)
        WHERE coalesce(lower(item_type), 'form') = 'form' AND evaluation_submitted_timestamp IS NOT NULL
              AND evaluation_id NOT IN (SELECT evaluation_id FROM amazon_connect_contact_evaluation_record
                                        WHERE lower(item_type) LIKE '%delete%')
        QUALIFY row_number() OVER (PARTITION BY evaluation_id
                                   ORDER BY evaluation_submitted_timestamp DESC, each._file DESC, each._row DESC) = 1
        """,
    )
