"""What programs write besides matters and statements: once, under the page's right, with what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.web.programs import Program, program, token
from tests.web.shelving import risk, shelf
from tests.web.small import AMENDMENT, SAID, SMALL, small_agreement
from tests.web.test_pilots import ENDS, running, written
from truegreen.web.models import Draft, EntryRow, Job, Member, Notice

ROOM = f"/agreements/{SMALL}/"


@pytest.fixture
def ranked(workspace: Path) -> Iterator[Path]:
    with shelf(workspace, risk("A-1", 1), others=(ENDS,)):
        yield workspace


@pytest.fixture
def small(workspace: Path) -> Iterator[Path]:
    with small_agreement(workspace, "client-executive", "provider-lead", "read-only"):
        yield workspace


def twice(calling: Program, place: str, body: object, status: int) -> Any:
    """Send a write twice with one key: it is answered alike, and done once."""
    first, again = (calling.post(place, body, place) for _ in range(2))
    assert (first.status_code, again.status_code) == (status, status), first.content
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replay"] == "true"
    return first.json()


def test_what_a_customer_said_is_written_down_once(ranked: Path) -> None:
    day = (timezone.localdate() - timedelta(days=1)).isoformat()
    said = {"account": "A-1", "kind": "sales concern", "on": day, "severity": 4}
    calling = program("client-commercial")
    assert twice(calling, "heard", said, 201)["account"] == "A-1"
    assert EntryRow.objects.filter(name="truegreen.heard.added").count() == 1
    (file,) = (ranked / "heard").glob("*.csv")
    assert file.read_text("utf-8").count("A-1") == 1
    other = calling.post("heard", {**said, "severity": 5}, "heard")
    assert (other.status_code, "Idempotency-Key" in other.json()["problems"]) == (422, True)
    wrong = calling.post("heard", {**said, "kind": "none"})
    assert (wrong.status_code, set(wrong.json()["problems"])) == (422, {"kind"})
    assert program("client-finance").post("heard", said).status_code == 403


def test_a_pilot_is_registered_as_it_was_read(ranked: Path) -> None:
    digest, calling = written(ranked), program("client-vendor-manager")
    (told,) = calling.get("pilots").json()["items"]
    assert (told["name"], told["is_at"], told["digest"]) == ("chat", "drafted", digest)
    assert calling.post("pilots/chat/register", {"digest": "another"}).status_code == 409
    assert twice(calling, "pilots/chat/register", {"digest": digest}, 200)["is_at"] == "registered"
    assert EntryRow.objects.filter(name="truegreen.pilot.registered").count() == 1
    assert calling.post("pilots/none/register", {"digest": digest}).status_code == 404


@pytest.mark.slow
def test_a_pilot_that_may_end_is_concluded_once(ranked: Path) -> None:
    running(ranked)
    calling = program("client-commercial")
    assert twice(calling, "pilots/chat/conclude", {}, 200)["concluded"]["verdict"] == "established"
    assert calling.post("pilots/chat/conclude", {}).status_code == 422
    assert EntryRow.objects.filter(name="truegreen.pilot.concluded").count() == 1


def test_a_draft_is_kept_and_shown_by_its_side(workspace: Path) -> None:
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    body = {"measure": "documents-reopened", "until": until, "because": "The count is being checked."}
    calling = program("provider-lead")
    (kept,) = twice(calling, "drafts", body, 201)["items"]
    assert (kept["measure"], kept["side"]) == ("documents-reopened", "provider")
    assert calling.post("drafts", {**body, "measure": "documents-on-time"}).status_code == 422
    assert program("client-vendor-manager").post(f"drafts/{kept['id']}/end").status_code == 404
    assert program("client-executive").post("drafts", body).status_code == 403
    assert twice(calling, f"drafts/{kept['id']}/end", {}, 200)["items"] == []
    assert Draft.objects.get().ended_at


@pytest.mark.usefixtures("small")
def test_a_change_is_tried_once_and_its_text_is_read() -> None:
    calling = Program(token("provider-lead", agreement=SMALL))
    said = {name: SAID[name] for name in ("title", "why", "text", "from")}
    opened = calling.post(f"{ROOM}matters", {"kind": "change", "says": said}).json()
    assert calling.get(f"{ROOM}matters/{opened['id']}/back-test").status_code == 404
    assert twice(calling, f"{ROOM}matters/{opened['id']}/try", {}, 202)["id"] == opened["id"]
    assert Job.objects.filter(kind="rehearse").count() == 1
    assert calling.post(f"{ROOM}matters/none/try", {}).status_code == 404
    reader = Program(token("read-only", agreement=SMALL))
    assert reader.post(f"{ROOM}matters/{opened['id']}/try", {}).status_code == 403


def test_the_agreement_is_read_with_its_checks_and_what_changed(small: Path) -> None:
    (small / "agreements" / "small-amendment-1.yml").write_text(AMENDMENT, "utf-8")
    calling = Program(token("read-only", agreement=SMALL))
    told = calling.get(f"{ROOM}text?against=2025-02-01").json()
    assert [each["file"] for each in told["texts"]] == ["agreements/small.yml", "agreements/small-amendment-1.yml"]
    assert told["changed_on"] == ["2025-01-01", "2025-03-01"]
    assert {each["path"] for each in told["parts"]} >= {"measures.answered", "terms.slow", "charges.monthly"}
    assert [(each["old"], each["new"]) for each in told["differences"]] == [("1 %", "2 %")]
    assert {"findings", "silenced"} == {*told["checks"]}
    assert calling.get(f"{ROOM}text?on=2025-02-01").json()["checks"] is None  # of a text that stands no more
    assert calling.get(f"{ROOM}text?on=soon").status_code == 422


def test_why_one_may_and_may_not_is_explained(workspace: Path) -> None:
    told = program("client-finance").get("permissions?right=APPROVE").json()["rights"]
    assert [(each["may"], each["by"]) for each in told] == [(True, ["client-finance"])]
    (no,) = program("client-commercial").get("permissions?right=APPROVE").json()["rights"]
    assert "you may not approve a statement" in no["why_not"]
    assert no["others"] is None
    assert program("client-commercial").get("permissions?person=p-auditor").status_code == 403
    led = program("provider-lead").get("permissions?person=p-client-commercial&right=APPROVE").json()["rights"]
    assert (led[0]["may"], "p-client-finance" in led[0]["others"]) == (False, True)
    assert program("provider-lead").get("permissions?right=NONE").status_code == 404


def test_who_talks_to_whom_and_how_they_feel(workspace: Path) -> None:
    told = program("auditor").get("governance").json()
    assert set(told) == {"contacts", "escalations", "meetings", "here", "coming"}
    assert any("Client finance" in str(each) or each["client"] for each in told["here"])
    felt = program("client-finance").get("pulse").json()
    assert [each["name"] for each in felt["questions"]] == ["trust", "hears", "bad-news", "fair", "again"]
    assert felt["answered"] is False
    answers = {each["name"]: 4 for each in felt["questions"]}
    assert program("client-finance").post("pulse", {"answers": {**answers, "trust": 6}}).status_code == 422
    assert program("client-finance").post("pulse", {"answers": {"trust": 4}}).status_code == 422
    assert program("client-finance").post("pulse", {"answers": answers}).status_code == 200
    assert program("client-finance").get("pulse").json()["answered"] is True
    assert program("auditor").post("pulse", {"answers": answers}).status_code == 403


def test_lists_come_page_by_page(workspace: Path) -> None:
    member = Member.objects.get(key="p-auditor")
    for number in range(5):
        Notice.objects.create(member=member, agreement="acme-care", about="", says=f"Word {number}", entry=number)
    calling, found, place = program("auditor"), list[str](), "/notices?limit=2"
    while place:
        page = calling.get(place).json()
        found += [each["says"] for each in page["items"]]
        place = (page["next"] or "").removeprefix("/api/v1")
    assert found == [f"Word {number}" for number in range(4, -1, -1)]
