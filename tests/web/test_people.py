"""People: who sits where, inviting, changing and ending posts, ownership, links, and any decision explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from tests.web.people import AGREEMENT, PASSWORD
from tests.web.programs import program
from tests.web.test_signing_in import signed_in
from tests.web.visiting import at, visitor
from truegreen.governance.rights import HELD_BY, Right
from truegreen.model.people import EVERY, Post
from truegreen.web.acts.journal import verified
from truegreen.web.models import EntryRow, Member, SeatRow, Token

ADA = {"name": "Ada Lovelace", "email": "Ada@Example.org", "post": "provider-finance"}


def recent(who: str) -> Client:
    """Give a browser in which somebody just showed again that it is them."""
    browser = visitor(who)
    browser.post("/account/again/", {"password": PASSWORD})
    return browser


def seat_of(who: str) -> SeatRow:
    return SeatRow.objects.get(member__key=f"p-{who}", ended_at__isnull=True)


def last_entry() -> EntryRow:
    found = EntryRow.objects.order_by("-number").first()
    assert found
    return found


def invited(who: str = "provider-lead", **said: str) -> str:
    """Invite somebody, and give the link that is shown."""
    text = visitor(who).post(at("people/invite"), {**ADA, **said}).content.decode()
    found = re.search(r'class="link">([^<]+)<', text)
    return found[1] if found else ""


@pytest.fixture
def mailing() -> Iterator[None]:
    with override_settings(
        EMAIL_HOST="mail.example.org", EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"
    ):
        mail.outbox = []
        yield


def test_both_sides_are_face_to_face(workspace: Path) -> None:
    text = visitor("auditor").get(at("people")).content.decode()
    assert "9 people sit for this agreement" in text
    row = text[text.index("They settle money") :].partition("</tr>")[0]
    assert row.index("Client finance") < row.index("Provider finance")
    assert "What nobody can do yet" not in text
    SeatRow.objects.filter(post="provider-finance").delete()
    assert "may issue a statement" in visitor("auditor").get(at("people")).content.decode()


def test_who_is_invited_chooses_a_password_once_and_is_in(workspace: Path) -> None:
    link = invited()
    ada = Member.objects.get(email="ada@example.org")
    assert ada.person().side_in(AGREEMENT) == "provider"
    entry = last_entry()
    assert (entry.name, entry.after["link"]) == ("truegreen.link.made", "shown to who made it")
    assert EntryRow.objects.get(name="truegreen.person.invited").after == {
        "post": "provider-finance",
        "side": "provider",
    }
    browser = Client(HTTP_HOST="localhost")
    assert browser.get(link).status_code == 200
    assert browser.post(link, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert browser.get(at("")).status_code == 200
    assert Client(HTTP_HOST="localhost").get(link).status_code == 404
    assert verified() == []


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"post": "client-finance"}, "Choose the post that they are to have."),
        ({"email": "nobody"}, "Write an e-mail address, such as ada@example.org."),
        ({"name": " "}, "Write their name."),
        ({"name": "Ada\u202eLovelace"}, "plain characters"),
        ({"email": "client-finance@example.org"}, "nobody sits on both sides of an agreement"),
        ({"email": "provider-lead@example.org"}, "Nobody changes their own posts"),
        ({"email": "provider-finance@example.org"}, "has this post already"),
    ],
)
def test_what_cannot_be_is_said_at_its_place_and_nothing_is_done(
    workspace: Path, said: dict[str, str], says: str
) -> None:
    answer = visitor("provider-lead").post(at("people/invite"), {**ADA, **said})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert EntryRow.objects.count() == 0
    assert not Member.objects.filter(email="ada@example.org").exists()


def test_each_side_tends_its_own_people_only(workspace: Path) -> None:
    seat = seat_of("client-finance")
    answer = recent("provider-lead").post(at("people/p-client-finance/end"), {"seat": seat.pk})
    assert answer.status_code == 422
    assert "It is for the client to do this." in answer.content.decode()
    assert seat_of("client-finance") == seat


def test_a_post_is_changed_and_ended_with_before_and_after(workspace: Path) -> None:
    browser, seat = recent("provider-lead"), seat_of("provider-analyst")
    said = {"seat": seat.pk, "post": "provider-finance"}
    assert browser.post(at("people/p-provider-analyst/change"), said).status_code == 302
    assert (last_entry().before, last_entry().after) == ({"post": "provider-analyst"}, {"post": "provider-finance"})
    assert browser.post(at("people/p-provider-analyst/change"), said).status_code == 422  # that post has ended
    end = {"seat": seat_of("provider-analyst").pk}
    assert browser.post(at("people/p-provider-analyst/end"), end).status_code == 302
    assert last_entry().name == "truegreen.post.ended"
    assert visitor("provider-analyst").get(at("")).status_code == 404


def test_ending_a_post_takes_showing_again_who_one_is(workspace: Path) -> None:
    browser, seat = signed_in("provider-lead"), seat_of("provider-analyst")
    end = at("people/p-provider-analyst/end")
    asked = browser.post(end, {"seat": seat.pk})
    assert asked.headers["Location"].startswith("/account/again/?next=")
    assert seat_of("provider-analyst") == seat
    browser.post(asked.headers["Location"], {"password": PASSWORD})  # and on it goes where it was
    assert not SeatRow.objects.filter(pk=seat.pk, ended_at__isnull=True).exists()


def test_who_is_let_go_is_out_at_once(workspace: Path) -> None:
    theirs = signed_in("provider-analyst")
    member = Member.objects.get(key="p-provider-analyst")
    token = Token.objects.create(
        member=member, name="t", digest="d", start="s", expires_at=datetime.now(UTC) + timedelta(1)
    )
    assert theirs.get(at("")).status_code == 200
    assert recent("provider-lead").post(at("people/p-provider-analyst/let-go")).status_code == 302
    assert theirs.get(at("")).status_code == 302
    token.refresh_from_db()
    assert token.ended_at is not None
    assert signed_in("provider-analyst").get("/").status_code == 302
    assert last_entry().before == {"active": "yes", "post": "provider-analyst", "side": "provider"}
    text = visitor("provider-lead").post(at("people/invite"), {**ADA, "email": member.email}).content.decode()
    assert "Their sign-in was ended" in text
    assert recent("owner").post("/owner/people/p-provider-analyst/let-back").status_code == 302
    assert Member.objects.get(key="p-provider-analyst").is_active
    assert theirs.get("/").status_code == 302  # what was ended stays so


def test_a_link_of_somebody_who_came_in_before_is_shown_to_nobody_of_their_side(workspace: Path) -> None:
    text = visitor("provider-lead").post(at("people/p-provider-finance/link")).content.decode()
    assert "their own mailbox only" in text
    assert "/welcome/" not in text
    assert EntryRow.objects.count() == 0
    assert "/welcome/" in recent("owner").post("/owner/people/p-provider-finance/link").content.decode()
    assert last_entry().name == "truegreen.link.made"


def test_a_link_of_somebody_with_posts_elsewhere_is_not_shown(workspace: Path) -> None:
    assert invited()
    SeatRow.objects.create(member=Member.objects.get(email="ada@example.org"), agreement="b", side="client",
                           post="client-finance")  # fmt: skip
    assert "/welcome/" not in visitor("provider-lead").post(at(f"people/{key('ada')}/link")).content.decode()


def key(who: str) -> str:
    return Member.objects.get(email=f"{who}@example.org").key


def test_where_mail_is_set_up_the_link_goes_there_only(workspace: Path, mailing: None) -> None:
    assert invited() == ""
    (sent,) = mail.outbox
    assert sent.to == ["ada@example.org"]
    assert "http://127.0.0.1:8000/welcome/p-" in sent.body
    assert last_entry().after == {"link": "sent by e-mail"}


def test_the_last_owner_stays_one(workspace: Path) -> None:
    browser = recent("owner")
    for act in ("disown", "let-go"):
        assert browser.post(f"/owner/people/p-owner/{act}").status_code == 422
    assert browser.post("/owner/people/p-client-executive/own").status_code == 302
    assert browser.post("/owner/people/p-client-executive/own").status_code == 422
    assert browser.post("/owner/people/p-owner/disown").status_code == 302
    assert [each.key for each in Member.objects.filter(is_owner=True)] == ["p-client-executive"]
    assert list(EntryRow.objects.values_list("name", flat=True)) == ["truegreen.owner.made", "truegreen.owner.ended"]
    assert browser.get("/owner").status_code == 403


def test_making_an_owner_takes_showing_again_who_one_is(workspace: Path) -> None:
    assert visitor("owner").post("/owner/people/p-client-executive/own").status_code == 302
    assert not Member.objects.get(key="p-client-executive").is_owner


def test_an_owner_without_a_second_factor_is_led_to_one(workspace: Path) -> None:
    Authenticator.objects.filter(user__key="p-owner").delete()
    answer = visitor("owner").get("/owner")
    assert answer.status_code == 403
    assert "Set up a second factor" in answer.content.decode()


def test_an_owner_invites_to_either_side_and_takes_a_lost_factor_away(workspace: Path) -> None:
    browser = recent("owner")
    said = {**ADA, "agreement": AGREEMENT, "side": "client", "post": "client-finance"}
    assert "/welcome/" in browser.post("/owner/invite", said).content.decode()
    assert browser.post("/owner/invite", {**said, "agreement": "none"}).status_code == 422
    assert browser.post("/owner/people/p-provider-lead/factor").status_code == 302
    assert not Member.objects.get(key="p-provider-lead").is_sure()
    assert last_entry().name == "truegreen.factor.taken"


def test_any_decision_is_explained_as_the_gate_decides_it(workspace: Path) -> None:
    browser = visitor("auditor")
    yes = browser.get(at("rights?person=p-client-finance&right=ISSUE")).content.decode()
    assert "Yes: Client finance may issue a statement" in yes
    assert "Who else may now: Provider finance." in " ".join(yes.split())
    no = browser.get(at("rights?person=p-client-commercial&right=ISSUE")).content.decode()
    assert "No: Client commercial may not issue a statement" in no
    assert "client finance, provider finance" in no
    Authenticator.objects.filter(user__key="p-client-finance").delete()
    unsure = browser.get(at("rights?person=p-client-finance&right=ISSUE")).content.decode()
    assert "takes no second factor yet" in unsure
    assert unsure.count('<th scope="row">') == len(Right)
    everywhere = visitor("owner").get("/owner/rights?person=p-provider-lead&right=INVITE").content.decode()
    assert "Yes: Provider lead may invite people" in everywhere


def test_the_page_of_rights_is_the_table_that_decides() -> None:
    lines = (Path(__file__).parents[2] / "docs" / "rights.md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    head, told = rows[0], rows[2:]
    assert head[1:] == [each.words for each in Post]
    assert {row[0].rstrip(" ²"): {head[n] for n, cell in enumerate(row) if cell == "yes"} for row in told} == {
        right.value: {post.words for post in HELD_BY[right]} for right in Right
    }


def test_programs_are_told_how_people_sign_in_as_their_page_says(workspace: Path) -> None:
    Authenticator.objects.filter(user__key="p-client-finance").delete()
    Member.objects.filter(key="p-provider-lead").update(last_login=datetime(2026, 3, 1, tzinfo=UTC))
    SeatRow.objects.filter(member__key="p-auditor").update(agreement=EVERY)
    calling = program("auditor")
    with CaptureQueriesContext(connection) as asked:
        told = {each["id"]: each for each in calling.get("people").json()}
    assert not told["p-client-finance"]["is_sure"]
    assert told["p-provider-lead"]["is_sure"]
    assert [name for name, each in told.items() if each["everywhere"]] == ["p-auditor"]
    assert told["p-provider-lead"]["last_signed_in"] == "2026-03-01T00:00:00Z"
    assert told["p-client-finance"]["last_signed_in"] is None
    assert "Has no second factor" in visitor("auditor").get(at("people/p-client-finance")).content.decode()
    assert len(asked) < len(told)  # not one for each of them
