"""Genesys Cloud: legs of a conversation, waits as the vendor counts them, and documents that are not as they should."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.systems.calls import Interactions, counted, read
from tests.systems.reading import HERE, facts_in
from truegreen.model.finding import has_errors

TOUCHES = Interactions("genesys")
START = "2025-03-03T09:00:00.700Z"
Document = dict[str, Any]


def test_service_level_equals_a_count_by_hand() -> None:
    """13 were offered; g1, g5 (20,000 ms), g6, g9, h1, w1 in time, g5/2 (20,400 ms) and g10 not; g2, g3, w2 gave up."""
    rows = list(TOUCHES.values())
    assert counted(rows, "service_level", "of_offered", within_seconds=20) == (6, 13)
    assert counted(rows, "service_level", "of_offered_less_short", within_seconds=20, short_seconds=5) == (6, 12)
    assert counted(rows, "abandonment", "of_offered") == (3, 13)
    phone = [row for row in rows if row["channel"] == "phone"]
    assert counted(phone, "service_level", "of_offered", within_seconds=20) == (4, 10)


@pytest.mark.parametrize(("conversation", "why"), [("g4", "stayed in the menu"), ("g7", "was placed by an agent")])
def test_is_no_interaction(conversation: str, why: str) -> None:
    """Whoever was never offered to a queue is not counted."""
    assert conversation not in TOUCHES, why


def test_an_agent_who_let_it_ring_did_not_answer() -> None:
    """In g5 the first agent did not respond; the second answered."""
    assert TOUCHES["g5"]["agent_id"] == "u-rita"


def test_a_conversation_with_two_queues_is_two_interactions_of_one_case() -> None:
    """The first ended by nobody, since it was passed on; the second by the agent's client."""
    first, second = TOUCHES["g5"], TOUCHES["g5/2"]
    assert (first["transferred"], first.get("ended_by")) == ("true", None)
    assert (second["transferred"], second["ended_by"], second["team"]) == ("false", "agent", "Technical")
    assert first["case_id"] == second["case_id"] == "g5"


def test_an_agent_without_a_queue_belongs_to_the_answer_before() -> None:
    """In g10 the second agent's 290 seconds are added to the first one's 279."""
    assert (TOUCHES["g10"]["talk_seconds"], TOUCHES["g10"]["wrap_seconds"]) == ("569", "20")
    assert "g10/2" not in TOUCHES


def test_a_callback_is_apart_and_no_transfer() -> None:
    """G8 left its queue for a callback: offered, not answered, not abandoned; the callback has its own channel."""
    first, second = TOUCHES["g8"], TOUCHES["g8/2"]
    assert not first.keys() & {"answered_at", "abandoned_at"}
    assert (first["transferred"], second["channel"]) == ("false", "callback")


def test_surveys_without_answers_are_there() -> None:
    """Expired, sent and opted-out ones were sent and have no value; a pending one was not sent."""
    rows, _ = facts_in(HERE / "genesys")
    surveys = {row["feedback_id"]: row for row in rows["feedback"]}
    assert {id_ for id_, row in surveys.items() if "value" in row} == {"v1", "v5"}
    assert "invited_at" not in surveys["v9"]
    assert {surveys[id_]["kind"] for id_ in ("v1", "v2", "v3")} == {"nps"}


def _call(waited: int, ended: str = "tAnswered", **more: object) -> Document:
    """Give a conversation with one wait, which an agent or the customer ended."""
    queue = {
        "purpose": "acd",
        "sessions": [{
            "mediaType": "voice", "direction": "inbound",
            "metrics": [{"name": "nOffered", "value": 1, "emitDate": START}]
            + ([] if ended == "tAnswered" else [{"name": ended, "value": waited}]),
            "segments": [{"segmentStart": START, "segmentEnd": START, "segmentType": "interact", "queueId": "q"}],
        }],
    }  # fmt: skip
    agent = {
        "purpose": "agent", "userId": "u",
        "sessions": [{
            "mediaType": "voice", "metrics": [{"name": "tAnswered", "value": waited}],
            "segments": [{"segmentStart": "2025-03-03T09:00:01Z", "segmentType": "alert"}],
        }],
    }  # fmt: skip
    participants = [queue, agent] if ended == "tAnswered" else [queue]
    return {"conversationId": "c", "conversationStart": START, "participants": participants, **more}


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(waited=st.integers(0, 40_000))
def test_within_means_the_same_as_in_milliseconds(waited: int, tmp_path: Path) -> None:
    """Whole seconds change neither who was answered within 20 nor who gave up in under 5."""
    rows, _ = read(tmp_path, "genesys", {"c.json": json.dumps([_call(waited)])})
    answered = counted(rows["interaction"], "service_level", "of_offered", within_seconds=20)
    assert answered == (int(waited <= 20_000), 1)
    rows, _ = read(tmp_path, "genesys", {"c.json": json.dumps([_call(waited, "tShortAbandon")])})
    given_up = counted(rows["interaction"], "service_level", "of_offered_less_short", short_seconds=5)
    assert given_up == (0, int(waited >= 5_000))


@pytest.mark.parametrize("column", ["participants", "evaluations", "surveys"])
@pytest.mark.parametrize("cell", ['"[{""purpose"": ""acd"""', "x", '"{""purpose"": ""acd""}"', "7"])
def test_a_cell_that_is_no_list_is_found_and_nothing_is_staged(column: str, cell: str, tmp_path: Path) -> None:
    """Spreadsheets cut long cells."""
    text = f"conversation_id,conversation_start,{column}\nc,2025-03-03T09:00:00Z,{cell}\n"
    rows, findings = read(tmp_path, "genesys", {"conversations.csv": text})
    assert rows == {}
    assert [each.id for each in findings] == ["unreadable-value"]


_ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["", "x", "acd", "agent", START, "9" * 400]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([
        "purpose", "sessions", "metrics", "segments", "name", "value", "emitDate", "segmentStart", "segmentType",
    ]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(participants=st.lists(_ODD, max_size=3), evaluations=_ODD)
def test_odd_documents_are_read_or_refused(participants: list[object], evaluations: object, tmp_path: Path) -> None:
    """Lists where objects should be, numbers where lists should be: no crash, and never a half."""
    whole = _call(1000) | {"evaluations": evaluations}
    whole["participants"] += participants
    rows, findings = read(tmp_path, "genesys", {"c.json": json.dumps([whole])})
    assert not (has_errors(findings) and rows)
    assert rows or findings


def test_facts_can_read_what_lies_deep_inside(tmp_path: Path) -> None:
    """A provider by queue, and only evaluations that were released."""
    more = (
        "facts:\n  interaction:\n    columns: {provider: {column: queue_id, values: {q: Northline}}}\n"
        "  quality:\n    columns: {provider: {constant: Northline}}\n    where: released = 'true'\n"
    )
    scored = [{"evaluationId": f"e{n}", "oTotalScore": 80, "released": n == 1} for n in (1, 2)]
    rows, findings = read(tmp_path, "genesys", {"c.json": json.dumps([_call(1000, evaluations=scored)])}, more)
    assert not findings
    assert [row["provider"] for row in rows["interaction"]] == ["Northline"]
    assert [row["evaluation_id"] for row in rows["quality"]] == ["e1"]


def test_the_ended_conversation_counts_whatever_the_file(tmp_path: Path) -> None:
    """One exported while it ran, and again when it had ended."""
    running, ended = _call(1000, "tAbandon"), _call(1000, conversationEnd="2025-03-03T09:05:00Z")
    for first, second in ((running, ended), (ended, running)):
        rows, _ = read(tmp_path, "genesys", {"a.json": json.dumps([first]), "b.json": json.dumps([second])})
        assert ["answered_at" in row for row in rows["interaction"]] == [True]
