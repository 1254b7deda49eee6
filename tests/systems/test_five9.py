"""Five9: rows of one call, what is talk, how times are written, and what was never offered."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.systems.calls import Interactions, counted, read

TOUCHES = Interactions("five9")


def test_service_level_equals_a_count_by_hand() -> None:
    """11 were offered; 100, 107 and 109 answered in 20 s, 104 and 110 in 21 s; 101, 102, 104/2 and 111 gave up."""
    rows = list(TOUCHES.values())
    assert counted(rows, "service_level", "of_offered", within_seconds=20) == (3, 11)
    assert counted(rows, "service_level", "of_offered", within_seconds=21) == (5, 11)
    assert counted(rows, "service_level", "of_offered_less_short", within_seconds=20, short_seconds=5) == (3, 10)
    assert counted(rows, "abandonment", "of_offered") == (4, 11)


def test_talk_time_holds_neither_hold_nor_parking() -> None:
    """Of 4:10 talk, 0:40 hold and 0:10 parking are holding: the handle time is 250 and 65 seconds, not 315 and 50."""
    assert counted([TOUCHES["100"]], "handle_time", "mean") == (250 + 65, 1)


def test_a_row_that_waited_again_is_another_interaction_and_one_passed_on_is_not() -> None:
    """Call 104 has three rows: an answer, an agent it was passed straight to, and a queue in which it was given up."""
    first, second = TOUCHES["104"], TOUCHES["104/2"]
    assert (first["talk_seconds"], first["wrap_seconds"], first["transferred"]) == ("295", "30", "true")
    assert (second["team"], second["abandoned_at"]) == ("Sales ES", "2025-03-03 17:16:10")
    assert first["case_id"] == second["case_id"] == "104"


@pytest.mark.parametrize(("call", "why"), [("103", "left the menu"), ("106", "went out"), ("112", "was deleted")])
def test_is_no_interaction(call: str, why: str) -> None:
    """Only what reached a queue from outside is."""
    assert call not in TOUCHES, why


def test_times_are_pacific_however_they_are_written(tmp_path: Path) -> None:
    """A zone in the mapping changes nothing; one in the time itself does."""
    should = {
        "Mon, 3 Mar 2025 09:01:22": "2025-03-03 17:01:22",
        "3/3/2025 9:01": "2025-03-03 17:01:00",
        "03/03/2025 01:01:22 PM": "2025-03-03 21:01:22",
        "2025-03-03 09:01:22": "2025-03-03 17:01:22",
        "2025-03-03T09:01:22Z": "2025-03-03 09:01:22",
        "3/9/2025 1:59": "2025-03-09 09:59:00",
        "3/9/2025 3:00": "2025-03-09 10:00:00",
        "11/2/2025 0:30": "2025-11-02 07:30:00",
        "11/2/2025 2:30": "2025-11-02 10:30:00",
    }
    lines = [f'{call},"{written}",Inbound,1\n' for call, written in enumerate(should)]
    text = "".join(["CALL ID,TIMESTAMP,CALL TYPE,ABANDONED\n", *lines])
    rows, findings = read(tmp_path, "five9", {"call_log.csv": text}, "zone: Europe/Lisbon\n")
    assert not findings
    found = {int(row["interaction_id"]): row["offered_at"] for row in rows["interaction"]}
    assert {written: found[call] for call, written in enumerate(should)} == should


def test_few_columns_are_enough(tmp_path: Path) -> None:
    """Without the flag, the disposition says who gave up; without talk time, the agent says who answered."""
    text = (
        "CALL ID,TIMESTAMP,CALL TYPE,AGENT,DISPOSITION,QUEUE WAIT TIME\n"
        "1,2025-03-03 09:00:00,Inbound,rita,Resolved,00:00:05\n"
        "2,2025-03-03 09:00:00,Inbound,[None],Abandon,00:00:09\n"
    )
    rows, findings = read(tmp_path, "five9", {"calls.csv": text})
    assert not findings
    first, second = rows["interaction"]
    assert first["answered_at"] == "2025-03-03 17:00:05"
    assert second["abandoned_at"] == "2025-03-03 17:00:09"


def test_a_time_that_cannot_be_read_stages_nothing(tmp_path: Path) -> None:
    """It is found with its place."""
    text = "CALL ID,TIMESTAMP,CALL TYPE,ABANDONED\n1,yesterday,Inbound,1\n"
    rows, findings = read(tmp_path, "five9", {"calls.csv": text})
    assert rows == {}
    assert [each.id for each in findings] == ["unreadable-value"]
