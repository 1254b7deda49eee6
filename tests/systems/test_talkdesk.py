"""Talkdesk: several contacts of one matter, who gave up, and flags that are not taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.systems.calls import Interactions, counted, read

TOUCHES = Interactions("talkdesk")


def test_service_level_equals_a_count_by_hand() -> None:
    """9 were offered; a1 (12 s), a5/c5 (20 s) and b1 (20 s over the change of clocks) in time; three gave up."""
    rows = list(TOUCHES.values())
    assert counted(rows, "service_level", "of_offered", within_seconds=20) == (3, 9)
    assert counted(rows, "service_level", "of_offered_less_short", within_seconds=20, short_seconds=5) == (3, 8)
    assert counted(rows, "abandonment", "of_offered") == (3, 9)
    phone = [row for row in rows if row["channel"] == "phone"]
    assert counted(phone, "service_level", "of_offered", within_seconds=20) == (3, 8)


@pytest.mark.parametrize("contact", ["a4/c4", "b3/d3"])
def test_missed_and_voicemail_are_offered_and_not_abandoned(contact: str) -> None:
    """Nobody answered, and the system ended them: they count against the service level."""
    assert not TOUCHES[contact].keys() & {"answered_at", "abandoned_at"}
    assert TOUCHES[contact]["ended_by"] == "system"


def test_contacts_of_one_interaction_wait_each_for_themselves() -> None:
    """The second ring group of a5 was given up, the first was answered."""
    assert TOUCHES["a5/c5"]["case_id"] == TOUCHES["a5/c6"]["case_id"] == "a5"
    assert (TOUCHES["a5/c5"]["transferred"], "abandoned_at" in TOUCHES["a5/c6"]) == ("true", True)


def test_who_gives_up_belongs_to_the_same_team_as_who_is_answered() -> None:
    """The agent's own team (Evening) would hold answered contacts only."""
    assert TOUCHES["a1/c1"]["team"] == TOUCHES["a2/c2"]["team"] == "Care"


@pytest.mark.parametrize(("inside", "within"), [("Yes", "No"), ("No", "Yes"), ("Yes", "Yes")])
def test_neither_service_level_flag_is_taken(inside: str, within: str, tmp_path: Path) -> None:
    """Answered after 12 seconds is answered after 12 seconds."""
    text = (
        "Interaction ID,Contact ID,Direction,Contact Type,Started At,Answered At,Inside Service Level (Yes /No),"
        "Within Service Level Threshold (Yes / No)\n"
        f"a,c,In,Answered,2025-03-03 09:00:00,2025-03-03 09:00:12,{inside},{within}\n"
    )
    rows, _ = read(tmp_path, "talkdesk", {"contacts.csv": text})
    assert counted(rows["interaction"], "service_level", "of_offered", within_seconds=20) == (1, 1)


def test_ring_attempts_are_recognised_and_make_nothing(tmp_path: Path) -> None:
    """A file of attempts alone, though it names contacts, is no file of contacts."""
    text = "ring_attempt_id,interaction_id,contact_id,attempt_type,user_name\nr1,a1,c1,Ignored,Eva\n"
    rows, findings = read(tmp_path, "talkdesk", {"export.csv": text})
    assert (rows, [each.id for each in findings]) == ({}, ["not-needed"])
