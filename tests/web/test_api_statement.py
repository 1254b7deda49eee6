"""A statement's life through the API: the same acts as on the page, with keys, scopes and reasons."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from tests.web.programs import Program, token
from tests.web.settled import figures, fill, form, sent, settled_of  # noqa: F401 — a fixture
from tests.web.small import SMALL
from truegreen.web.models import EntryRow, MatterRow
from truegreen.web.people.tokens import Scope

PLACE = f"/agreements/{SMALL}/"
BOTH = ("client-finance", "provider-finance")


def caller(who: str, *scopes: Scope) -> Program:
    return Program(token(who, *scopes, agreement=SMALL))


def one(calling: Program, month: str = "2025-01") -> dict[str, Any]:
    found = calling.get(f"{PLACE}statements?period={month}").json()
    assert found["count"] == 1
    told: dict[str, Any] = found["items"][0]
    return told


def approved(who: str, month: str = "2025-01", key: str = "") -> Any:
    calling = caller(who)
    body = {"period": month, "digest": one(calling, month)["digest"]}
    return calling.post(f"{PLACE}statements/approve", body, key)


@pytest.mark.usefixtures("settled")
def test_a_statement_is_read_with_the_steps_and_figures_behind_each_line() -> None:
    calling = caller("client-finance")
    listed = calling.get(f"{PLACE}statements?limit=3").json()
    assert (listed["count"], [each["period"] for each in listed["items"]]) == (4, ["2025-04", "2025-03", "2025-02"])
    assert listed["next"].endswith("statements?limit=3&offset=3")
    told = one(calling)
    assert (told["total"], told["stage"], told["file"], told["denied"]["approve"]) == (
        {"number": "900", "unit": "EUR"}, "", "", "",
    )  # fmt: skip
    record = calling.get(f"{PLACE}statement/2025-01").json()
    steps = {each["id"]: each for each in record["steps"]}
    credit = next(each for each in record["lines"] if each["id"] == "slow")
    given = steps[credit["because"]]
    assert given["given"]
    assert any("70" in str(each.get("words", each)) for each in record["steps"])


def test_it_is_approved_by_both_sides_issued_and_taken_as_bytes(settled: Path) -> None:
    first = approved("client-finance", key="yes-1")
    again = approved("client-finance", key="yes-1")
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.headers["Idempotent-Replay"] == "true"
    assert [each["side"] for each in one(caller("auditor"))["approvals"]] == ["client"]
    assert approved("client-finance").status_code == 422  # one person is not both sides
    assert sent("provider-finance", "approve", form("provider-finance"))[0] == 302  # the other side, on the page
    assert one(caller("auditor"))["stage"] == "approved"
    issuing = caller("provider-finance")
    answers = [issuing.post(f"{PLACE}statements/issue", {"period": "2025-01"}, "issue-1") for _ in range(2)]
    assert [each.status_code for each in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert issuing.post(f"{PLACE}statements/issue", {"period": "2025-01"}).status_code == 409
    content = (settled / "settled" / SMALL / "2025-01.json").read_bytes()
    answer = caller("auditor").get(f"{PLACE}statements/file?period=2025-01")
    assert answer.content == content
    assert answer.headers["X-Sha256"] == sha256(content).hexdigest() == one(caller("auditor"))["sha256"]
    assert one(caller("auditor"))["file"] == f"settled/{SMALL}/2025-01.json"
    assert caller("auditor").get(f"{PLACE}statements/file?period=2025-02").status_code == 404
    names = [each.removeprefix("truegreen.statement.") for each in EntryRow.objects.order_by("number").values_list(
        "name", flat=True) if each.startswith("truegreen.statement.")]  # fmt: skip
    assert names == ["opened", "approved", "approved", "issued"]


def test_what_changed_in_between_is_a_conflict(settled: Path) -> None:
    calling = caller("provider-finance")
    before = one(calling)["digest"]
    assert approved("client-finance").status_code == 200
    figures(settled, "2025-01,70 %", "2025-01,75 %")
    fill(settled)
    answer = calling.post(f"{PLACE}statements/approve", {"period": "2025-01", "digest": before})
    assert (answer.status_code, answer.json()["detail"]) == (
        409, "It has changed since you looked; look again before you approve.",
    )  # fmt: skip
    assert MatterRow.objects.get().stage == "open"


@pytest.mark.usefixtures("settled")
def test_a_line_is_disputed_and_denied_through_the_api() -> None:
    said = {"title": "The log was down", "amount": "50.00 EUR", "reason": "Clause 2", "evidence": "Incident 7"}
    body = {"kind": "dispute", "about": "line:2025-01:slow", "says": said}
    opened = caller("client-finance").post(f"{PLACE}matters", body).json()
    assert one(caller("auditor"))["disputes"] == [
        {"matter": opened["id"], "line": "slow", "stage": "raised", "amount": "50.00 EUR"}
    ]
    refused = approved("provider-finance")
    assert (refused.status_code, "1 of its lines is disputed" in refused.json()["detail"]) == (422, True)
    move = {"move": "deny", "seen": 1, "says": {"answer": "It is right, by clause 2."}}
    answer = caller("provider-finance").post(f"{PLACE}matters/{opened['id']}/moves", move)
    assert (answer.status_code, answer.json()["stage"]) == (200, "denied")


@pytest.mark.usefixtures("settled")
def test_who_may_not_and_what_does_not_reach_so_far_is_refused_with_the_reason() -> None:
    body = {"period": "2025-01", "digest": one(caller("auditor"))["digest"]}
    no = caller("auditor").post(f"{PLACE}statements/approve", body)
    assert (no.status_code, "provider finance" in no.json()["who"]) == (403, True)
    reader = caller("client-finance", Scope.READ).post(f"{PLACE}statements/approve", body)
    assert reader.status_code == 403
    assert "does not reach so far" in reader.json()["detail"]
    assert caller("client-commercial").get(f"{PLACE}statements").status_code == 403
    calling = caller("client-finance")
    Authenticator.objects.all().delete()
    unsure = calling.post(f"{PLACE}statements/approve", body)
    assert (unsure.status_code, "second factor" in unsure.json()["detail"]) == (403, True)
    assert not MatterRow.objects.exists()


@pytest.mark.usefixtures("settled")
def test_an_approval_is_taken_back_with_a_reason() -> None:
    for who in BOTH:
        assert approved(who).status_code == 200
    calling = caller("client-finance")
    assert calling.post(f"{PLACE}statements/reopen", {"period": "2025-01", "why": ""}).status_code == 422
    answer = calling.post(f"{PLACE}statements/reopen", {"period": "2025-01", "why": "A figure was wrong."})
    assert (answer.status_code, answer.json()["stage"]) == (200, "open")
    assert calling.post(f"{PLACE}statements/issue", {"period": "2025-01"}).status_code == 409
    assert calling.post(f"{PLACE}statements/issue", {"period": "1999-01"}).status_code == 404
