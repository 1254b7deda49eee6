"""Amazon Connect: what counts as an interaction, what was abandoned, and records that are delivered again."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from tests.systems.calls import Interactions, counted, read

TOUCHES = Interactions("amazon_connect")


def test_service_level_equals_a_count_by_hand() -> None:
    """14 were offered; c1 (15 s), c6 (20 s), c13 (8 s) and c15 (5 s) were answered in time; c2, c3 and c18 gave up."""
    rows = list(TOUCHES.values())
    assert counted(rows, "service_level", "of_offered", within_seconds=20) == (4, 14)
    assert counted(rows, "service_level", "of_offered_less_short", within_seconds=20, short_seconds=5) == (4, 13)
    assert counted(rows, "abandonment", "of_offered") == (3, 14)
    phone = [row for row in rows if row["channel"] == "phone"]
    assert counted(phone, "service_level", "of_offered", within_seconds=20) == (3, 12)
    assert counted(rows, "handle_time", "mean")[1] == 7


@pytest.mark.parametrize(
    ("contact", "why"),
    [
        ("c4", "left the menu for no queue"),
        ("c5", "was placed by an agent"),
        ("c12", "was handed straight to an agent"),
        ("c14", "was placed by software"),
        ("c19", "is a survey after the call"),
    ],
)
def test_is_no_interaction(contact: str, why: str) -> None:
    """Only legs that waited in a queue are."""
    assert contact not in TOUCHES, why


@pytest.mark.parametrize(
    ("contact", "why"),
    [
        ("c8", "will be called back"),
        ("c9", "is the callback"),
        ("c10", "was ended by the flow"),
        ("c16", "still waits"),
        ("c17", "went on to another queue"),
    ],
)
def test_was_not_abandoned_though_no_agent_was_reached(contact: str, why: str) -> None:
    """A queue without an agent is not enough."""
    assert "abandoned_at" not in TOUCHES[contact], why


def test_a_leg_handed_to_an_agent_adds_its_time_to_the_one_that_waited() -> None:
    """Talk 279 and 290 seconds, wrap-up 10 and 30; the first agent is who answered."""
    touch = TOUCHES["c11"]
    assert (touch["talk_seconds"], touch["wrap_seconds"]) == ("569", "40")
    assert (touch["agent_id"], touch["transferred"], touch["ended_at"]) == ("a-rita", "true", "2025-03-03 10:40:00")


def test_legs_of_one_matter_share_a_case() -> None:
    """The first contact names it."""
    assert {TOUCHES[leg]["case_id"] for leg in ("c6", "c7")} == {"c6"}
    assert {TOUCHES[leg]["case_id"] for leg in ("c17", "c18")} == {"c17"}


def _record(talk: int | None, updated: str, **more: object) -> dict[str, Any]:
    return {
        "ContactId": "c1", "InitiationMethod": "INBOUND", "Channel": "VOICE",
        "InitiationTimestamp": "2025-03-03T09:00:00Z", "LastUpdateTimestamp": updated,
        "Queue": {"Name": "Care", "EnqueueTimestamp": "2025-03-03T09:00:00Z"},
        "Agent": {"Username": "rita", "ConnectedToAgentTimestamp": "2025-03-03T09:00:05Z",
                  "AgentInteractionDuration": talk},
        "Attributes": {"ticket": "T-9"}, **more,
    }  # fmt: skip


def test_the_record_updated_last_counts_whatever_the_order(tmp_path: Path) -> None:
    """Delivered three times over days, in files and lines of any order."""
    told = [
        _record(None, "2025-03-03T09:05:00Z"),
        _record(100, "2025-03-04T08:00:00Z"),
        _record(120, "2025-03-06T08:00:00Z"),
    ]
    for order in permutations(told):
        lines = [json.dumps(each) + "\n" for each in order]
        rows, findings = read(
            tmp_path, "amazon_connect", {"a.jsonl": lines[0] + lines[1], "b.jsonl": lines[2] + lines[1]}
        )
        assert not findings
        assert [row["talk_seconds"] for row in rows["interaction"]] == ["120"]


def test_an_attribute_may_be_the_case(tmp_path: Path) -> None:
    """Where calls carry the number of a ticket, that is the matter."""
    more = "facts: {interaction: {columns: {case_id: Attributes.ticket}}}\n"
    rows, findings = read(
        tmp_path, "amazon_connect", {"a.json": json.dumps([_record(1, "2025-03-03T10:00:00Z")])}, more
    )
    assert not findings
    assert rows["interaction"][0]["case_id"] == "T-9"


def test_tells_nothing_of_transfers_where_the_export_does_not(tmp_path: Path) -> None:
    """A CSV without the chain's columns leaves it open, so that no transfer rate is made of it."""
    text = (
        "contact_id,initiation_method,queue_name,queue_enqueue_timestamp,disconnect_timestamp\n"
        "c1,INBOUND,Care,2025-03-03T09:00:00Z,2025-03-03T09:00:30Z\n"
    )
    rows, _ = read(tmp_path, "amazon_connect", {"contact_record.csv": text})
    assert "transferred" not in rows["interaction"][0]
    assert rows["interaction"][0]["abandoned_at"] == "2025-03-03 09:00:30"
