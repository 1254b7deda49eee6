"""A write of the API that is sent again is done once, also when both arrive at the same time."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from tests.web.programs import PLACE, program, token
from tests.web.uploaded import ROWS, project_of  # noqa: F401 — a fixture
from truegreen.governance.pulse import QUESTIONS
from truegreen.web.api.calls import Call, calls
from truegreen.web.models import EntryRow, Job, MatterRow, Once

RAISED = {
    "kind": "escalation",
    "says": {"title": "Damage claims lie", "happened": "41 cases", "wanted": "A date", "severity": "critical"},
}

SOON = (datetime.now(UTC).date() + timedelta(days=30)).isoformat()
KEPT = {"measure": "documents-reopened", "until": SOON, "because": "Being checked."}


def test_the_same_write_again_gives_the_same_answer_and_does_nothing(workspace: Path) -> None:
    calling = program("client-commercial")
    first, again = (calling.post("matters", RAISED, "key-1") for _ in range(2))
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert first.status_code == 201
    assert "Idempotent-Replay" not in first.headers
    assert again.headers["Idempotent-Replay"] == "true"
    assert MatterRow.objects.count() == 1
    assert EntryRow.objects.filter(name="truegreen.escalation.raised").count() == 1


def test_another_write_with_the_same_key_is_refused(workspace: Path) -> None:
    calling = program("client-commercial")
    calling.post("matters", RAISED, "key-1")
    other = calling.post("matters", {**RAISED, "about": "account:A-1"}, "key-1")
    assert other.status_code == 422
    assert "Idempotency-Key" in other.json()["problems"]
    elsewhere = calling.post(
        "matters/escalation-1/moves", {"move": "withdraw", "seen": 1, "says": {"why": "x"}}, "key-1"
    )
    assert elsewhere.status_code == 422
    assert MatterRow.objects.get().moves == 1


def test_without_a_key_or_with_another_it_is_another_write(workspace: Path) -> None:
    calling = program("client-commercial")
    for key in ("", "", "a", "b"):
        assert calling.post("matters", RAISED, key).status_code == 201
    assert MatterRow.objects.count() == 4


def test_a_key_is_its_writers_own(workspace: Path) -> None:
    for who in ("client-commercial", "provider-lead"):
        answer = program(who).post("matters", RAISED, "key-1")
        assert answer.status_code == 201
        assert "Idempotent-Replay" not in answer.headers
    assert MatterRow.objects.count() == 2


def test_a_refusal_is_given_again_as_well(workspace: Path) -> None:
    calling = program("client-commercial")
    wrong = {**RAISED, "says": {"title": "Only a title"}}
    first, again = (calling.post("matters", wrong, "key-1") for _ in range(2))
    assert first.status_code == again.status_code == 422
    assert first.json() == again.json()
    assert set(first.json()["problems"]) == {"happened", "wanted", "severity"}
    assert again.headers["Content-Type"] == "application/problem+json"
    assert MatterRow.objects.count() == 0


def test_a_key_that_is_too_long_is_none(workspace: Path) -> None:
    answer = program("client-commercial").post("matters", RAISED, "k" * 101)
    assert answer.status_code == 422
    assert Once.objects.count() == 0


def test_a_run_is_asked_for_once(workspace: Path) -> None:
    calling = program("provider-analyst")
    answers = [calling.post("runs", {}, key) for key in ("a", "a", "b", "")]
    assert [each.status_code for each in answers] == [202] * 4
    assert Job.objects.filter(kind="run").count() == 1
    assert {each.json()["id"] for each in answers} == {Job.objects.get(kind="run").pk}


def at_once(place: str, text: str, key: str, body: str | bytes, many: int) -> list[Any]:
    """Send the same write from several threads that start together; each with a connection of its own."""
    ready = Barrier(many)

    def send(_: int) -> Any:
        client = Client(HTTP_HOST="localhost", raise_request_exception=False)
        head = {"Authorization": f"Bearer {text}", **({"Idempotency-Key": key} if key else {})}
        ready.wait()
        try:
            return client.post(PLACE + place, body, content_type="application/json", headers=head)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(many) as pool:
        return list(pool.map(send, range(many)))


def test_two_at_once_have_one_effect(workspace: Path) -> None:
    text = token("client-commercial")
    answers = at_once("matters", text, "key-1", json.dumps(RAISED), 2)
    assert [each.status_code for each in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert sorted("Idempotent-Replay" in each.headers for each in answers) == [False, True]
    assert MatterRow.objects.count() == 1
    assert EntryRow.objects.filter(name="truegreen.escalation.raised").count() == 1


def test_eight_that_move_one_matter_at_once_move_it_once(workspace: Path) -> None:
    program("client-commercial").post("matters", RAISED)
    move = {"move": "answer", "seen": 1, "says": {"answer": "We do", "by_day": "2099-01-01"}}
    answers = at_once("matters/escalation-1/moves", token("provider-lead"), "", json.dumps(move), 8)
    assert sorted(each.status_code for each in answers) == [200] + [409] * 7
    assert MatterRow.objects.get().moves == 2


@pytest.mark.parametrize("key", ["", "u-1"])
def test_the_same_file_twice_at_once_is_taken_once(key: str, project: Path) -> None:
    answers = at_once("uploads?name=visits-2025-11.csv", token("provider-analyst"), key, ROWS, 2)
    assert [each.status_code for each in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert EntryRow.objects.filter(name="truegreen.upload.taken").count() == 1
    assert not list((project / "workspace" / "replaced").glob("*"))


ELSEWHERE = {
    "approve_statement": "test_api_statement", "reopen_statement": "test_api_statement",
    "issue_statement": "test_api_statement", "hear": "test_api_writes", "register_pilot": "test_api_writes",
    "conclude_pilot": "test_api_writes", "try_change": "test_api_writes", "end_draft": "test_api_writes",
    "save_plan": "test_plans", "share_plan": "test_plans",
}  # fmt: skip
"""Writes that take more than this page prepares, and where they are sent twice."""
HERE = [each for each in calls() if each.method == "POST" and each.name not in ELSEWHERE]


@pytest.mark.parametrize("call", HERE, ids=lambda call: call.name)
def test_every_write_is_done_once(call: Call, project: Path) -> None:
    client = program("client-vendor-manager")
    client.post("matters", RAISED)
    bodies: dict[str, object] = {
        "open_matter": RAISED, "move_matter": {"move": "withdraw", "seen": 1, "says": {"why": "Done"}}, "run": {},
        "notices_read": {"latest": 9}, "upload": ROWS, "keep_draft": KEPT,
        "feel": {"answers": {each.name: 4 for each in QUESTIONS}},
    }  # fmt: skip
    place = call.address.removeprefix("/api/v1").format(agreement="acme-care", matter="escalation-1")
    place += "?name=visits-2025-11.csv" if call.name == "upload" else ""
    first, again = (client.post(place, bodies[call.name], "key-1") for _ in range(2))
    assert (first.status_code, again.status_code) == (call.status, call.status), first.content
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replay"] == "true"
    assert "Idempotent-Replay" not in first.headers
