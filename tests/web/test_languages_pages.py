"""Pages in German: no English menu or label is left, whoever looks; each reads moments in their own zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from django.core import mail as sent
from django.test import override_settings
from django.utils import translation

from tests.web.people import AGREEMENT, OTHERS, SEATED
from tests.web.read_by import texts_of
from tests.web.shelving import risk, shelf
from tests.web.visiting import at, visitor
from truegreen.governance.kinds import kinds
from truegreen.governance.rights import HELD_BY, Right
from truegreen.web.doors import Door, Open, doors
from truegreen.web.happened import FORMS, happened
from truegreen.web.locale.catalogues import catalogue
from truegreen.web.models import EntryRow, Hook, MatterRow, Member, Notice
from truegreen.web.news.hooks import message
from truegreen.web.news.sending import mail

GERMAN: Final = {"HTTP_ACCEPT_LANGUAGE": "de-AT,de;q=0.9,en;q=0.5"}
RAISED: Final = {"title": "Schadenmeldungen liegen", "happened": "41", "wanted": "Ein Tag", "severity": "critical"}
FREE: Final = sorted(
    (each for each in doors() if "GET" in each.methods and "<" not in each.path.replace("<str:agreement>", "")),
    key=lambda each: each.name,
)
"""Doors that lead somewhere without anything else in their address."""
NO_PAGE: Final = {"statement-file", "health", "ready", "metrics", "api-schema", "yourself"}
OUTSIDE: Final = ("login/", "password/reset/", "password/reset/sent/", "password/reset/done/", "inactive/")
WITHIN: Final = ("password/change/", "factor/", "factor/app/", "factor/codes/", "logout/", "again/")


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """Speak English again after a test: a browser's language stays with the thread that answered it."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def english() -> frozenset[str]:
    """Give what is said otherwise in German; names of people are not."""
    names = {who.replace("-", " ").capitalize() for who in (*SEATED, *OTHERS)}
    ids = {str(each.id) for each in catalogue("de") if each.id and each.string != each.id}
    return frozenset(ids - names)


def who_opens(door: Door) -> str:
    if isinstance(door.needs, Right):
        return next(post.value for post in HELD_BY[door.needs])
    return {Open.ANYBODY: "", Open.MEMBER: "client-executive", Open.OWNER: "owner"}[door.needs]


def read(who: str, path: str, status: int = 200) -> list[str]:
    answer = visitor(who, **GERMAN).get(path)
    assert answer.status_code == status, path
    assert answer.headers["Content-Language"] == "de"
    assert '<html lang="de">' in answer.content.decode()
    return texts_of(answer.content.decode())


def raised() -> str:
    """Open a matter in German, and give its address."""
    answer = visitor("client-commercial", **GERMAN).post(at("open/escalation"), {**RAISED, "once": "k"})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def test_no_page_says_in_english_what_is_said_in_german(workspace: Path, english: frozenset[str]) -> None:
    left = {
        door.name: english.intersection(read(who_opens(door), "/" + door.path.replace("<str:agreement>", AGREEMENT)))
        for door in FREE if door.name not in NO_PAGE
    }  # fmt: skip
    assert len(left) > 30
    assert not {name: each for name, each in left.items() if each}


def test_no_form_of_a_matter_does(workspace: Path, english: frozenset[str]) -> None:
    first = {name: next(iter(HELD_BY[each.opening.right])).value for name, each in kinds().items()}
    left = {name: english.intersection(read(who, at(f"open/{name}"))) for name, who in first.items()}
    assert not {name: each for name, each in left.items() if each}


def test_no_matter_does_nor_the_list_and_the_journal_that_tell_of_it(workspace: Path, english: frozenset[str]) -> None:
    place = raised()
    for who in ("client-executive", "provider-lead", "read-only"):
        assert not english.intersection(read(who, place))
    assert not english.intersection(read("provider-lead", at("governance")))
    assert "Schadenmeldungen liegen: erhoben." in read("auditor", at("journal"))


def test_nor_do_accounts_and_people(workspace: Path, english: frozenset[str]) -> None:
    with shelf(workspace, risk("A-1", 1), risk("A-2", 2, alert="not above the usual")):
        told = read("client-commercial", at("accounts")) + read("client-commercial", at("accounts/A-1"))
    assert "50.000 EUR" in told
    assert not english.intersection(told)
    assert not english.intersection(read("client-vendor-manager", at("people/p-client-finance")))


def test_nobody_has_to_come_in_to_read_german(workspace: Path, english: frozenset[str]) -> None:
    for place in OUTSIDE:
        assert not english.intersection(read("", f"/account/{place}")), place


def test_nor_is_ones_own_sign_in_english(workspace: Path, english: frozenset[str]) -> None:
    client = visitor("client-executive", **GERMAN)
    for place in WITHIN:
        told = texts_of(client.get(f"/account/{place}", follow=True).content.decode())
        assert not english.intersection(told), place


def test_a_no_is_told_in_german_with_its_reason_and_who_may(workspace: Path, english: frozenset[str]) -> None:
    told = read("client-finance", at("governance/pulse/answer")) + read("read-only", at("people"), 403)
    assert not english.intersection(told)
    assert "Als Nur Lesen dürfen Sie dies nicht: sehen, wer welche Rolle hat." in told
    assert not english.intersection(read("client-executive", "/nowhere", 404))


def test_what_is_wrong_with_an_answer_is_said_in_german(workspace: Path, english: frozenset[str]) -> None:
    answer = visitor("client-commercial", **GERMAN).post(
        at("open/escalation"), {**RAISED, "title": "", "severity": "x"}
    )
    told = texts_of(answer.content.decode())
    assert answer.status_code == 422
    assert "„Was es ist, in einer Zeile“ fehlt." in told
    assert "„Wie schlimm es ist“ ist eines von: ernst, kritisch, störend." in told
    assert not english.intersection(told)


def test_the_journal_is_the_same_in_every_language(workspace: Path) -> None:
    raised()
    entry = EntryRow.objects.get()
    assert entry.says == "Schadenmeldungen liegen: raised."
    assert entry.after["says.severity"] == "critical"


def test_a_choice_is_kept_and_goes_before_what_the_browser_asks(workspace: Path) -> None:
    client = visitor("client-executive")
    assert client.post("/yourself", {"language": "de", "zone": "America/New_York"}).status_code == 302
    page = client.get("/yourself", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert '<html lang="de">' in page
    assert "selected>America/New_York<" in page
    assert client.post("/yourself", {"language": "", "zone": ""}).status_code == 302
    assert '<html lang="en">' in client.get("/yourself").content.decode()


@pytest.mark.parametrize("said", [{"language": "xx", "zone": ""}, {"language": "", "zone": "Mars/Olympus"}])
def test_what_is_no_language_or_zone_is_refused(said: dict[str, str], workspace: Path) -> None:
    assert visitor("client-executive").post("/yourself", said).status_code == 422
    assert Member.objects.get(key="p-client-executive").language == ""


def test_a_moment_names_the_zone_that_its_reader_chose(workspace: Path) -> None:
    place = raised()
    Member.objects.filter(key="p-provider-lead").update(zone="America/New_York")
    Member.objects.filter(key="p-client-executive").update(zone="Asia/Tokyo")
    MatterRow.objects.update(due=datetime(2026, 7, 1, 20, 30, tzinfo=UTC))
    assert "1 Jul 2026 16:30 EDT" in visitor("provider-lead").get(place).content.decode()
    assert "2 Jul 2026 05:30 JST" in visitor("client-executive").get(place).content.decode()
    assert "02.07.2026 05:30 JST" in visitor("client-executive", **GERMAN).get(place).content.decode()
    assert "1 Jul 2026 21:30 BST" in visitor("client-vendor-manager").get(place).content.decode()


def test_an_email_is_in_the_language_of_whoever_gets_it(workspace: Path) -> None:
    raised()
    Member.objects.filter(key="p-provider-lead").update(language="de")
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        for key in ("p-provider-lead", "p-provider-analyst"):
            mail(list(Notice.objects.filter(member__key=key).select_related("member")))
    german, plain = sent.outbox
    assert german.subject == "[Truegreen] Schadenmeldungen liegen: erhoben."
    assert "Wie Sie von Dingen erfahren" in german.body
    assert plain.subject == "[Truegreen] Schadenmeldungen liegen: raised."


def test_a_chat_is_told_in_the_language_of_who_added_it_and_a_program_as_it_is(workspace: Path) -> None:
    from truegreen.web.acts.journal import entry_of

    raised()
    Member.objects.filter(key="p-provider-lead").update(language="de")
    hook = Hook(key="w-1", agreement=AGREEMENT, side="provider", kind="chat", made_by="p-provider-lead")
    entry, now = entry_of(EntryRow.objects.get()), datetime.now(UTC)
    assert "erhoben." in message(hook, entry, now)[0].decode()
    hook.kind = "signed"
    assert "raised." in message(hook, entry, now)[0].decode()


@pytest.mark.parametrize("form", FORMS)
def test_a_sentence_of_the_journal_is_known_again(form: str) -> None:
    words = {"way": "sent by e-mail", "kind": "Complaint", "post": "Client finance", "other": "auditor",
             "done": "raised", "month": "2025-10", "until": "2026-03-31", "on": "2026-03-31"}  # fmt: skip
    says = re.sub(r"%\((\w+)\)s", lambda place: words.get(place[1], "X Y"), form)
    with translation.override("de"):
        assert happened(says) != says
        assert "2026-03-31" not in happened(says)
    assert happened(says) == says


def test_what_somebody_wrote_is_not_translated() -> None:
    with translation.override("de"):
        assert happened("Scorecard: raised.") == "Scorecard: erhoben."
        assert happened("A new day") == "A new day"
