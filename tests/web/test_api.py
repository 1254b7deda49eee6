"""The API says what the pages say, moves what they move, and refuses as they do, in words for programs."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any, Final

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.web.people import AGREEMENT
from tests.web.programs import PLACE, Program, program
from tests.web.shelved import SHELF, shelf_of  # noqa: F401 — a fixture
from tests.web.visiting import at, visitor
from truegreen.governance.kinds import kinds
from truegreen.governance.rights import HELD_BY, Right
from truegreen.model.people import Post
from truegreen.web.api.calls import calls
from truegreen.web.api.records import ALONE, MANY
from truegreen.web.models import Draft, Job, MatterRow, Notice
from truegreen.web.pages.shown import FAMILIES
from truegreen.web.people.tokens import Scope
from truegreen.web.shown import shelves

RAISED: Final = {
    "kind": "escalation",
    "says": {"title": "Damage claims lie", "happened": "41 cases", "wanted": "A date", "severity": "critical"},
}
DAY: Final = (timezone.localdate() + timedelta(days=7)).isoformat()


def raised(calling: Program) -> Any:
    answer = calling.post("matters", RAISED)
    assert answer.status_code == 201, answer.content
    return answer.json()


@pytest.mark.parametrize("name", SHELF)
def test_a_record_is_what_is_on_the_shelf(name: str, shelf: Path) -> None:
    right = {**ALONE, **MANY}[name.partition("/")[0]]
    for post in Post:
        answer = visitor(post.value).get(PLACE + name)
        assert answer.status_code == (200 if post in HELD_BY[right] else 403)
        if answer.status_code == 200:
            assert answer.json() == SHELF[name]


def test_the_shelf_lists_what_one_may_see(shelf: Path) -> None:
    everything = program("client-executive").get("shelf").json()
    assert everything["mark"] == "of-api"
    assert set(everything["records"]) == set(SHELF)
    analyst = program("provider-analyst").get("shelf").json()["records"]
    assert not [each for each in analyst if each.startswith(("statement", "value"))]
    assert "accounts" in analyst
    finance = program("provider-finance").get("shelf").json()["records"]
    assert "accounts" not in finance
    assert "statement/2025-10" in finance


def test_records_take_the_rights_that_their_pages_take() -> None:
    pages = {tab.kept: right for _, right, tabs in FAMILIES for tab in tabs if tab.kept in ALONE}
    assert pages.items() <= ALONE.items()
    assert len(pages) >= 9


def test_everything_that_is_filled_has_a_right() -> None:
    """A new kind of record that nobody declared would be seen by nobody; say who may."""
    texts = [path.read_text("utf-8") for path in Path(shelves.__file__).parent.glob("*.py")]
    kept = {name for text in texts for name in re.findall(r'Kept\(f?"([a-z_-]+)', text)}
    assert kept <= {*ALONE, *MANY}


@pytest.mark.parametrize("name", ["scorecard/..", "scorecard/1999-01", "explained/%2e%2e%2ftruth", "statement/x/y"])
def test_what_is_not_on_the_shelf_is_not_there(name: str, shelf: Path) -> None:
    assert visitor("client-executive").get(PLACE + name).status_code == 404


def test_a_matter_goes_from_side_to_side(workspace: Path) -> None:
    client, provider = program("client-commercial"), program("provider-lead")
    opened = raised(client)
    assert (opened["stage"], opened["moves"], opened["side"]) == ("raised", 1, "client")
    leading = provider.get(f"matters/{opened['id']}").json()["leading"]
    assert {each["name"]: bool(each["denied"]) for each in leading} == {
        "answer": False, "climb": True, "withdraw": True,
    }  # fmt: skip
    place = f"matters/{opened['id']}/moves"
    wrong = provider.post(place, {"move": "answer", "seen": 1, "says": {"answer": "We do", "by_day": "soon"}})
    assert wrong.status_code == 422
    assert wrong.json()["problems"] == {"by_day": "By which day is written like 2026-03-31."}
    moved = provider.post(place, {"move": "answer", "seen": 1, "says": {"answer": "We do", "by_day": DAY}})
    assert (moved.status_code, moved.json()["stage"]) == (200, "promised")
    late = provider.post(place, {"move": "answer", "seen": 1, "says": {"answer": "We do", "by_day": DAY}})
    assert late.status_code == 409
    assert "look again" in late.json()["detail"]
    no = provider.post(place, {"move": "settle", "seen": 2, "says": {"outcome": "Done"}})
    assert (no.status_code, no.json()["detail"]) == (403, "It is for the client to do this.")
    assert client.post(place, {"move": "settle", "seen": 2, "says": {"outcome": "Done"}}).json()["stage"] == "settled"


def test_who_may_not_is_told_why_and_who_may(workspace: Path) -> None:
    opened = raised(program("client-commercial"))
    no = program("provider-analyst").post(f"matters/{opened['id']}/moves", {"move": "answer", "seen": 1})
    assert no.status_code == 403
    assert no.json()["detail"] == "As provider analyst you may not answer an escalation."
    assert "provider lead" in no.json()["who"]
    assert no.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("move", ["pass-over", "raise", "none", ""])
def test_only_moves_of_people_can_be_made(move: str, workspace: Path) -> None:
    opened = raised(program("client-commercial"))
    answer = program("client-executive").post(f"matters/{opened['id']}/moves", {"move": move, "seen": 1})
    assert answer.status_code == 422
    assert MatterRow.objects.get().moves == 1


def test_a_statement_is_approved_where_it_is_shown(workspace: Path) -> None:
    client = program("client-finance")
    opened = client.post("matters", {"kind": "statement", "says": {"title": "October"}, "about": "statement:2025-10"})
    answer = client.post(f"matters/{opened.json()['id']}/moves", {"move": "approve", "seen": 1})
    assert answer.status_code == 422
    assert "where what it is about is shown" in answer.json()["detail"]


def test_a_matter_is_what_its_page_shows(workspace: Path) -> None:
    told = raised(program("client-commercial"))
    page = unescape(visitor("provider-lead").get(at(f"matter/{told['id']}")).content.decode())
    for each in (told["title"], told["stage_title"], told["turn"], *told["says"].values()):
        assert each in page
    listed = program("provider-lead").get("matters").json()["items"]
    assert listed == [{name: each for name, each in told.items() if name != "leading"}]


def test_kinds_ask_what_their_forms_ask(workspace: Path) -> None:
    told = {each["name"]: each for each in program("client-vendor-manager").get("kinds").json()}
    assert set(told) == set(kinds())
    page = visitor("client-vendor-manager").get(at("open/escalation")).content.decode()
    for ask in told["escalation"]["asks"]:
        assert f'name="{ask["name"]}"' in page


def test_matters_are_filtered_and_come_page_by_page(workspace: Path) -> None:
    client = program("client-vendor-manager")
    for number in range(5):
        raised(client)
        client.post("matters", {"kind": "feedback", "about": f"account:A-{number}",
                                "says": {"title": "Thanks", "kind": "thank you", "happened": "All"}})  # fmt: skip
    assert client.get("matters").json()["count"] == 10
    assert client.get("matters?kind=feedback").json()["count"] == 5
    assert client.get("matters?kind=none").json()["count"] == 0
    assert client.get("matters?about=account:A-3").json()["count"] == 1
    assert client.get("matters?stage=given&over=false").json()["count"] == 5
    assert client.get("matters?late=true").json()["count"] == 0
    MatterRow.objects.filter(kind="feedback").update(due=timezone.now() - timedelta(days=1))
    assert client.get("matters?late=true").json()["count"] == 5
    found, place = list[str](), "matters?kind=escalation&limit=2"
    while place:
        told = client.get(place).json()
        found += [each["id"] for each in told["items"]]
        place = (told["next"] or "").removeprefix(PLACE)
    assert sorted(found) == [f"escalation-{number}" for number in range(1, 6)]


def test_the_journal_can_be_checked_from_what_comes(workspace: Path) -> None:
    from truegreen.governance.chain import chained
    from truegreen.model.journal import Entry, Event

    raised(program("client-commercial"))
    manager = program("client-vendor-manager")
    told = manager.get("journal").json()["items"][::-1]
    last: Entry | None = None
    for each in told:
        given = {
            name: each[name] for name in ("actor", "side", "name", "agreement", "about", "says", "before", "after")
        }
        last = chained(Event(at=timezone.datetime.fromisoformat(each["at"]), **given), last)  # type: ignore[attr-defined]
        assert (last.number, last.digest) == (each["number"], each["digest"])
    verified = manager.get("journal/verified").json()
    assert last is not None
    assert (verified["holds"], verified["entries"], verified["digest"]) == (True, last.number, last.digest)
    page = visitor("client-vendor-manager").get(at("journal")).content.decode()
    assert last.digest[:12] in page
    one = manager.get("journal?limit=1").json()
    assert manager.get(one["next"].removeprefix(PLACE)).json()["items"][0]["number"] == one["items"][0]["number"] - 1


def test_people_notices_drafts_and_runs_are_what_is_kept(workspace: Path) -> None:
    raised(program("client-commercial"))
    lead = program("provider-lead")
    people = lead.get("people").json()
    assert {each["post"] for each in people} == {each.value for each in Post}
    notices = lead.client.get("/api/v1/notices", headers={"Authorization": f"Bearer {lead.text}"}).json()["items"]
    assert [each["says"] for each in notices] == list(
        Notice.objects.filter(member__key="p-provider-lead").values_list("says", flat=True)
    )
    today = timezone.localdate()
    for days, ended in ((3, None), (-1, None), (3, timezone.now())):
        Draft.objects.create(
            agreement=AGREEMENT, measure="fcr", side="client", until=today + timedelta(days=days), ended_at=ended,
            because="It is being measured anew.", by="p-client-vendor-manager",
        )  # fmt: skip
    (draft,) = lead.get("drafts").json()["items"]
    assert (draft["measure"], draft["side"]) == ("fcr", "client")
    Job.objects.create(kind="run", asked_by="p-provider-lead", due_at=timezone.now(), what="agreements/another.yml:3")
    Job.objects.create(kind="send", asked_by="clock", due_at=timezone.now())
    (job,) = lead.get("runs").json()["jobs"]
    assert (job["kind"], job["by"]) == ("run", "p-provider-lead")
    assert job["what"] == "It is about something else than this agreement."


def test_agreements_are_those_that_one_sits_for(workspace: Path) -> None:
    (mine,) = visitor("provider-finance").get("/api/v1/agreements").json()
    assert (mine["id"], mine["side"], mine["posts"]) == (AGREEMENT, "provider", ["provider-finance"])
    assert set(mine["rights"]) <= {each.name for each in Right}
    assert "SEE_ACCOUNTS" not in mine["rights"]
    assert visitor("provider-finance").get(f"/api/v1/agreements/{AGREEMENT}").json() == mine
    assert visitor("elsewhere").get("/api/v1/agreements").json() == []


def test_a_browser_that_is_signed_in_writes_only_with_its_csrf_token(workspace: Path) -> None:
    browser = visitor("client-commercial", enforce_csrf_checks=True)
    assert browser.get(PLACE + "matters").status_code == 200
    refused = browser.post(PLACE + "matters", RAISED, content_type="application/json")
    assert refused.status_code == 403
    assert "CSRF" in refused.json()["detail"]
    assert MatterRow.objects.count() == 0
    page = browser.get(at("open/escalation")).content.decode()
    key, *_ = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    sent = browser.post(PLACE + "matters", RAISED, content_type="application/json", headers={"X-CSRFToken": key})
    assert sent.status_code == 201


def test_a_token_needs_no_csrf_token(workspace: Path) -> None:
    calling = program("client-commercial")
    calling.client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    assert calling.post("matters", RAISED).status_code == 201


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b'"x"', b"\xff\xfe", b"[" * 50_000, b'{"kind": 1}', b"null"])
def test_a_body_that_is_none_is_a_problem(body: bytes, workspace: Path) -> None:
    answer = program("client-commercial").post("matters", body)
    assert answer.status_code in (400, 422)
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_body_that_is_too_large_is_a_problem(workspace: Path) -> None:
    answer = program("client-commercial").post("matters", b'{"kind": "' + b"x" * 2_000_001 + b'"}')
    assert answer.status_code == 413


def test_the_page_of_the_api_is_made_from_its_schema(workspace: Path) -> None:
    answer = Client(HTTP_HOST="localhost").get(reverse("api-docs"))
    page = unescape(answer.content.decode())
    for each in calls():
        assert f"{each.method} {each.address}" in page
        assert f'id="call-{each.name}"' in page
    assert "MatterShown" in page
    assert not re.findall(r'(?:src|href)="https?:', page)
    schema = Client(HTTP_HOST="localhost").get(reverse("api-schema")).json()
    assert schema["openapi"].startswith("3.1")
    assert "http" in {each["type"] for each in schema["components"]["securitySchemes"].values()}


def test_every_scope_is_used_by_a_call() -> None:
    assert {each.scope for each in calls()} == {*Scope}
    assert all(each.scope in (Scope.READ, Scope.CALENDAR) for each in calls() if each.method == "GET")
    assert all(each.scope is not Scope.READ for each in calls() if each.method == "POST")
