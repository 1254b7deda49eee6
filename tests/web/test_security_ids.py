"""What is somebody else's is reached by no id: everything of one agreement is asked at another, and both are there.

The matrix of doors asks for what is not there. Here it is there, and its name is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import override_settings
from django.utils import timezone

from tests.web.people import AGREEMENT, email
from tests.web.programs import program, token
from tests.web.small import SMALL, small_agreement
from tests.web.test_idempotency import RAISED
from tests.web.test_signing_in import code, signed_in
from tests.web.visiting import at, visitor
from truegreen.governance.moving import Act, Moved
from truegreen.web.acts.matters import open_matter
from truegreen.web.agreements.room import agreement_on
from truegreen.web.models import Draft, EntryRow, Hook, Job, MatterRow, Member, Notice, Receipt, SeatRow, Token
from truegreen.web.news.feed import new_feed
from truegreen.web.pages.welcome import link_for
from truegreen.web.people.seating import let_go

SAYS = {"title": "Damage claims lie", "happened": "41 cases", "wanted": "A date", "severity": "critical"}
ME = "client-vendor-manager"
THEM = "provider-lead"


@dataclass(frozen=True)
class Theirs:
    """What lies in the other agreement, by the ids that one would guess."""

    matter: str
    draft: int
    hook: str
    person: str
    program: int
    session: int


@pytest.fixture
def theirs(workspace: Path) -> Iterator[Theirs]:
    """Give what is in an agreement in which one does not sit; the workspace has both."""
    with small_agreement(workspace, THEM):
        them = Member.objects.get(key=f"p-{THEM}")
        SeatRow.objects.filter(member=them, agreement=AGREEMENT).delete()
        agreement, now = agreement_on(SMALL, timezone.localdate()), timezone.now()
        assert agreement
        says = {"title": "Send the report", "owner": them.key, "by_day": "2099-01-01"}
        opened = open_matter("action", Act(move="", by=them.person(), at=now, says=says), agreement)
        assert isinstance(opened, Moved), opened
        draft = Draft.objects.create(agreement=SMALL, measure="answered", side="client", because="b", by=them.key,
                                     until=timezone.localdate() + timedelta(9))  # fmt: skip
        hook = Hook.objects.create(agreement=SMALL, side="client", kind="chat", url="https://8.8.8.8/x", key="w-them",
                                   made_by=them.key)  # fmt: skip
        Receipt.objects.create(agreement=SMALL, member=them, side="provider", name="secret.csv", digest="d", size=1,
                               state="taken")  # fmt: skip
        Notice.objects.create(member=them, entry=1, agreement=SMALL, about=opened.matter.id, says="secret notice")
        token(THEM)
        signed_in(THEM)
        session = UserSession.objects.get(user=them)
        yield Theirs(opened.matter.id, draft.pk, hook.key, them.key, Token.objects.get(member=them).pk, session.pk)


def test_nothing_of_another_agreement_is_seen_by_its_id(theirs: Theirs) -> None:
    browser = visitor(ME)
    for place in (f"matter/{theirs.matter}", f"people/{theirs.person}", f"drafts/{theirs.draft}", "pilots/chat"):
        assert browser.get(at(place)).status_code == 404, place
        assert browser.get(at(place, SMALL)).status_code == 404, place
    for place in ("upload", "journal", "governance", "webhooks", "runs", "drafts", "programs"):
        text = browser.get(at(place)).content.decode()
        assert "secret.csv" not in text, place
        assert "Send the report" not in text, place
    assert "secret notice" not in browser.get("/notices").content.decode()


def test_nothing_of_another_agreement_is_changed_by_its_id(theirs: Theirs) -> None:
    before = [list(kind.objects.order_by("pk").values()) for kind in (MatterRow, Draft, Hook, Token, SeatRow)]
    entries, browser = EntryRow.objects.count(), visitor(ME)
    for place in (
        f"matter/{theirs.matter}/finish", f"matter/{theirs.matter}/drop", f"drafts/{theirs.draft}/end",
        f"webhooks/{theirs.hook}/try", f"webhooks/{theirs.hook}/end", f"programs/{theirs.program}/end",
        f"people/{theirs.person}/change", f"people/{theirs.person}/end", f"people/{theirs.person}/let-go",
        f"people/{theirs.person}/link",
    ):  # fmt: skip
        for agreement in (AGREEMENT, SMALL):
            said = {"answer": "Mine", "by_day": "2099-01-01", "why": "x", "seen": "1", "post": "client-finance"}
            assert browser.post(at(place, agreement), said).status_code in (404, 405), place
    assert visitor(ME).post(f"/sessions/{theirs.session}/end").status_code in (302, 404)
    assert UserSession.objects.filter(pk=theirs.session).exists()
    assert [list(kind.objects.order_by("pk").values()) for kind in (MatterRow, Draft, Hook, Token, SeatRow)] == before
    assert (EntryRow.objects.count(), Job.objects.filter(kind="send").count()) == (entries, 0)


def test_nor_by_a_program(theirs: Theirs) -> None:
    calling = program(ME)
    assert calling.get(f"matters/{theirs.matter}").status_code == 404
    move = {"move": "finish", "seen": 1, "says": {}}
    assert calling.post(f"matters/{theirs.matter}/moves", move).status_code == 404
    for place in ("matters", "uploads", "journal", "people"):
        told = calling.get(place).content.decode()
        assert "Send the report" not in told
        assert "secret.csv" not in told
    assert MatterRow.objects.get(id=theirs.matter).moves == 1


def test_what_nobody_asked_for_is_not_taken_from_a_form(workspace: Path) -> None:
    more = {
        "stage": "over", "opened_by": "p-owner", "side": "provider", "id": "escalation-99", "moves": "9",
        "agreement": "another", "approvals": "[]", "is_owner": "on", "is_active": "on", "__class__": "x",
    }  # fmt: skip
    says = {**SAYS, "title": "Mine"}
    assert visitor("client-commercial").post(at("open/escalation"), {**says, **more}).status_code == 302
    told = program("client-commercial").post("matters", {**RAISED, **more, "says": {**SAYS, **more}})
    assert told.status_code == 201
    for row in MatterRow.objects.all():
        assert (row.stage, row.opened_by, row.side, row.agreement, row.moves, row.approvals) == (
            "raised", "p-client-commercial", "client", AGREEMENT, 1, []
        )  # fmt: skip
        assert not set(row.says) & set(more)
    invited = {"name": "Ada", "email": "ada@example.org", "post": "client-finance", **more}
    visitor(ME).post(at("people/invite"), invited)
    ada = Member.objects.get(email="ada@example.org")
    assert (ada.is_owner, ada.has_usable_password(), ada.key[:2]) == (False, False, "p-")
    assert ada.seats.get().seat().side == "client"


def test_who_was_let_go_has_no_way_left(workspace: Path) -> None:
    member = Member.objects.get(key=f"p-{THEM}")
    browser, calling, link, feed = signed_in(THEM), program(THEM), link_for(member), new_feed(member)
    halfway = visitor()
    halfway.post("/account/login/", {"login": email(THEM), "password": "a long enough password"})
    assert [calling.get("matters").status_code, visitor().get(f"/calendar/{feed}.ics").status_code] == [200, 200]
    assert let_go(Member.objects.get(key="p-owner").person(), member) is None
    assert calling.get("matters").status_code == 401
    assert visitor().get(f"/calendar/{feed}.ics").status_code == 404
    assert browser.get("/").status_code == 302
    assert visitor().get(link).status_code == 404
    halfway.post("/account/factor/ask/", {"code": code()})
    assert halfway.get("/").status_code == 302
    with override_settings(EMAIL_HOST="mail.example.org",
                           EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):  # fmt: skip
        mail.outbox = []
        visitor().post("/account/password/reset/", {"email": email(THEM)})
        assert mail.outbox == []
