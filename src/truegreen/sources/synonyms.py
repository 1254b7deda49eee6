"""What the columns of fact tables are called in the systems that people have, the best names first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

# Names in lower letters with _ between words.
SYNONYMS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "case": {
        "case_id": (
            "case_id", "ticket_id", "case_number", "ticket_number", "incident_number", "case_enquiry_id", "number",
            "ticket", "issue_key", "key", "sys_id", "case", "incident", "request_id", "id",
        ),
        "account_id": ("account_id", "account", "organization_id", "company", "customer_company"),
        "customer_id": ("customer_id", "requester_id", "caller_id", "contact_id", "reporter"),
        "service": ("service", "business_service", "service_offering"),
        "contact_type": ("contact_reason", "category", "reason", "case_title", "type", "issue_type", "subject"),
        "channel": ("channel", "contact_type", "source", "origin", "via_channel"),
        "provider": ("provider", "vendor", "supplier"),
        "site": ("site", "location", "centre", "center"),
        "team": ("team", "assignment_group", "group_id", "group", "queue"),
        "agent_id": ("agent_id", "assigned_to", "assignee_id", "assignee", "agent", "owner_id"),
        "language": ("language", "locale"),
        "priority": ("priority", "severity", "urgency"),
        "opened_at": (
            "opened_at", "opened", "created_at", "created", "open_dt", "createddate", "created_date", "opened_date",
            "open_date", "date_opened", "start_date", "sys_created_on", "submitted_at", "raised_at", "reported_at",
        ),
        "first_response_at": ("first_response_at", "first_reply_at", "responded_at", "first_responded_at"),
        "due_at": ("due_at", "target_dt", "due_date", "sla_due", "due", "deadline", "scheduled_delivery_date"),
        "resolved_at": ("resolved_at", "resolved", "solved_at", "resolution_date", "resolved_date", "date_resolved"),
        "closed_at": (
            "closed_at", "closed", "closed_dt", "closeddate", "closed_date", "date_closed", "close_date",
            "completed_at", "delivered_to_client_date",
        ),
        "reopened": ("reopened", "reopen_count", "reopens"),
        "reassigned": ("reassigned", "reassignment_count", "reassignments"),
        "escalated": ("escalated", "is_escalated", "isescalated"),
        "on_target": ("on_target", "made_sla", "ontime", "on_time", "sla_met", "within_sla"),
        "cost": ("cost", "total_cost", "line_item_value"),
    },
    "interaction": {
        "interaction_id": ("interaction_id", "call_id", "conversation_id", "conversationid", "contactid", "contact_id"),
        "case_id": ("case_id", "ticket_id"),
        "account_id": ("account_id", "account"),
        "site": ("site", "location"),
        "team": ("team", "team_name", "queue", "ring_groups", "campaign", "queue_name"),
        "agent_id": ("agent_id", "agent", "user_name", "agent_username"),
        "channel": ("channel", "media_type", "mediatype", "contact_type", "call_type"),
        "offered_at": (
            "offered_at", "started_at", "timestamp", "conversation_start", "conversationstart", "initiation_timestamp",
            "initiationtimestamp", "call_start",
        ),
        "answered_at": ("answered_at", "connected_at", "connectedtoagenttimestamp"),
        "abandoned_at": ("abandoned_at",),
        "ended_at": ("ended_at", "finished_at", "disconnecttimestamp", "conversationend", "call_end"),
        "talk_seconds": ("talk_seconds", "talk_time"),
        "hold_seconds": ("hold_seconds", "hold_time"),
        "wrap_seconds": ("wrap_seconds", "after_call_work_time", "wrap_time", "acw"),
    },
    "feedback": {
        "feedback_id": ("feedback_id", "response_id", "responseid", "survey_id", "rating_id"),
        "value": ("value", "score", "rating", "nps", "csat", "csat_score", "answer"),
        "case_id": ("case_id", "ticket_id"),
        "account_id": ("account_id", "account"),
        "invited_at": ("invited_at", "sent_at"),
        "answered_at": ("answered_at", "recorded_date", "recordeddate", "responded_at", "enddate", "submitted_at"),
    },
    "account": {
        "account_id": ("account_id", "customerid", "customer_id", "accountnumber", "account", "id"),
        "segment": ("segment", "industry", "company_size"),
        "tier": ("tier", "value_tier", "rating"),
        "recurring_revenue": ("recurring_revenue", "mrr", "monthlycharges", "monthly_charges"),
        "started_on": ("started_on", "start_date", "customer_since"),
        "renewal_on": ("renewal_on", "renewal_date", "contract_end"),
        "ended_on": ("ended_on", "end_date", "churn_date", "cancelled_on"),
    },
}  # fmt: skip


def plain_name(name: str) -> str:
    """Give a name in lower letters with _ between words.

    >>> plain_name("Scheduled Delivery Date")
    'scheduled_delivery_date'
    """
    return re.sub(r"\W+", "_", name.lower()).strip("_")


def matched(table: str, names: Iterable[str]) -> dict[str, str]:
    """Give the columns of a file that are probably meant by columns of a fact table."""
    plain = {plain_name(name): name for name in reversed(list(names))}
    best = {
        column: next((plain[each] for each in known if each in plain), "") for column, known in SYNONYMS[table].items()
    }
    return {column: name for column, name in best.items() if name}
