"""What people write is text, wherever it is shown; what they name leads nowhere else; what is secret is in no log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Final

import pytest
from django.test import Client
from django.utils import timezone

from tests.governance.test_laws import ABOUT, answered
from tests.web.people import AGREEMENT, PASSWORD, email
from tests.web.small import SMALL, small_agreement
from tests.web.test_doors import path_of
from tests.web.test_signing_in import LOGIN, code
from tests.web.visiting import at, visitor
from truegreen.governance.kinds import kinds
from truegreen.governance.moving import Act, Moved
from truegreen.web import models
from truegreen.web.acts.matters import open_matter
from truegreen.web.agreements.room import agreement_on
from truegreen.web.doors import doors
from truegreen.web.models import MatterRow, Member
from truegreen.web.pages.welcome import link_for
from truegreen.web.shown.shelf import Kept, page_of, put, record_of
from truegreen.web.upkeep.logs import Lines

HOSTILE: Final = """<script>alert(1)</script>"'><img src=x onerror=alert(1)>{{ 7*7 }}"""
RAW: Final = ("<script>alert", "<img src=x", "\"'><img")
SEATED: Final = ("client-executive", "client-vendor-manager", "provider-lead", "auditor")
OF_AGREEMENT: Final = [each for each in doors() if "GET" in each.methods and "<str:agreement>" in each.path]


@pytest.fixture
def hostile(workspace: Path) -> Iterator[None]:
    """Fill a workspace with texts that want to be more than text: of people, matters, drafts, programs, notices."""
    with small_agreement(workspace, *SEATED):
        text = workspace / "agreements" / "small.yml"
        quoted = HOSTILE.replace("'", "''")
        told = text.read_text("utf-8").replace("title: A small desk", f"title: '{quoted}'")
        text.write_text(told.replace("name: Northline", f"name: '{quoted}'"), "utf-8")
        Member.objects.update(name=HOSTILE)
        agreement = agreement_on(SMALL, timezone.localdate())
        assert agreement
        assert agreement.title == HOSTILE
        by = Member.objects.get(key="p-client-vendor-manager")
        for kind, workflow in kinds().items():
            said = {name: HOSTILE if text == "So it is" else text for name, text in
                    answered(workflow.opening.asks).items()}  # fmt: skip
            for who in (by, Member.objects.get(key="p-provider-lead")):
                act = Act(move="open", by=who.person(), at=timezone.now(), says={**said, "title": HOSTILE})
                if isinstance(open_matter(kind, act, agreement, ABOUT.get(kind, HOSTILE)), Moved):
                    break
        models.Draft.objects.create(agreement=SMALL, measure="answered", side="provider", because=HOSTILE, by=by.key,
                                    until=timezone.localdate())  # fmt: skip
        models.Token.objects.create(member=by, name=HOSTILE, digest="d", start="tg", expires_at=timezone.now())
        models.Notice.objects.create(member=by, entry=1, agreement=SMALL, about="matter", says=HOSTILE)
        yield


def is_inert(text: str) -> bool:
    return not any(each in text for each in RAW) and "{{ 7*7 }}" in text


@pytest.mark.usefixtures("hostile")
def test_it_is_text_on_every_page_of_the_agreement() -> None:
    shown = 0
    for who in ("client-vendor-manager", "provider-lead"):
        browser = visitor(who)
        for door in OF_AGREEMENT:
            text = browser.get(path_of(door, SMALL)).content.decode()
            assert not any(each in text for each in RAW), (who, door.name)
            shown += "{{ 7*7 }}" in text
    assert shown > len(OF_AGREEMENT)  # nearly every page shows a hostile name or title, inert


@pytest.mark.usefixtures("hostile")
def test_it_is_text_on_every_matter_and_every_page_of_ones_own() -> None:
    found = list(MatterRow.objects.filter(agreement=SMALL))
    assert len({each.kind for each in found}) > 8
    for who in ("client-vendor-manager", "provider-lead"):
        browser = visitor(who)
        for each in found:
            assert is_inert(browser.get(at(f"matter/{each.id}", SMALL)).content.decode()), each.kind
    for who, place in (("client-vendor-manager", "/notices"), ("client-vendor-manager", "/"), ("owner", "/owner"),
                       ("owner", "/owner/rights"), ("client-vendor-manager", "/account/factor/")):  # fmt: skip
        assert is_inert(visitor(who).get(place).content.decode()), place


@pytest.mark.usefixtures("hostile")
def test_it_is_text_in_forms_that_come_back() -> None:
    said = {"name": HOSTILE, "email": HOSTILE, "post": HOSTILE, "until": HOSTILE, "because": HOSTILE}
    for place in ("people/invite", "drafts/new", "open/escalation"):
        answer = visitor("client-vendor-manager").post(at(place, SMALL), said)
        assert answer.status_code == 422
        assert not any(each in answer.content.decode() for each in RAW), place


@pytest.mark.usefixtures("hostile")
def test_what_comes_in_an_address_is_text_too() -> None:
    browser = visitor("client-vendor-manager")
    for door in OF_AGREEMENT:
        names = ("month", "kind", "show", "before", "about", "person", "right", "q", "title", "tab", "period", "sort")
        text = browser.get(path_of(door, SMALL), dict.fromkeys(names, HOSTILE)).content.decode()
        assert not any(each in text for each in RAW), door.name


@pytest.mark.parametrize("name", ["../../../secret", "/etc/passwd", "a/../../../../b", "a\0b", "..", "explained/../.."])
def test_names_of_the_shelf_lead_nowhere_else(workspace: Path, name: str) -> None:
    (workspace / ".truegreen" / "shown" / "one").mkdir(parents=True, exist_ok=True)
    (workspace / ".truegreen" / "shown" / "latest").write_text("one", "utf-8")
    (workspace / ".truegreen" / "secret.json").write_text('{"secret": 1}', "utf-8")
    try:
        assert record_of(AGREEMENT, name) is None
        assert page_of(AGREEMENT, name) is None
        browser = visitor("client-finance")
        for place in ("statement", "scorecard"):
            assert browser.get(at(place), {"month": name}).status_code == (404 if "\0" in name else 200)
        for place in ("statement/approve", "statement/issue", "statement/reopen"):
            assert browser.post(at(place), {"month": name}).status_code == 404
        assert browser.get(f"/api/v1/agreements/{AGREEMENT}/scorecard/{name.replace(chr(0), '%00')}").status_code == 404
    finally:
        (workspace / ".truegreen" / "shown" / "latest").unlink()


@pytest.mark.parametrize("name", ["../../../secret", "/etc/passwd", "a/../../../../b", "a\0b"])
def test_nothing_is_put_beside_the_shelf(workspace: Path, name: str) -> None:
    with pytest.raises(ValueError, match=r"nothing at|null byte"):
        put(workspace, "one", AGREEMENT, Kept(name, {}))


@pytest.mark.parametrize("agreement", ["..", "*", "%2e%2e", "acme-care%00", "ACME-CARE", ""])
def test_an_agreement_is_one_by_its_name_alone(workspace: Path, agreement: str) -> None:
    assert visitor("client-executive").get(f"/a/{agreement}/scorecard").status_code == 404


@pytest.fixture
def logged() -> Iterator[StringIO]:
    """Give what goes into the log, written as the workspace writes it."""
    into = StringIO()
    handler = logging.StreamHandler(into)
    handler.setFormatter(Lines())
    logging.getLogger().addHandler(handler)
    yield into
    logging.getLogger().removeHandler(handler)


def test_no_secret_is_in_a_log(workspace: Path, logged: StringIO) -> None:
    link = link_for(Member.objects.get(key="p-provider-lead"))
    token, wrong = link.rpartition("/")[2], "a wrong but telling password"
    browser, now = visitor(), code()
    browser.post(LOGIN, {"login": email("provider-lead"), "password": wrong})
    browser.post(LOGIN, {"login": email("provider-lead"), "password": PASSWORD})
    browser.post("/account/factor/ask/", {"code": now})
    for answer in (
        browser.get(link), browser.post(link, {"password": wrong, "again": "x"}), browser.get(f"{link}x"),
        browser.get("/nowhere", {"key": token}), browser.put(link), browser.get("/calendar/secretfeed.ics"),
        browser.get("/api/v1/agreements", HTTP_AUTHORIZATION=f"Bearer {token}"),
        visitor("", enforce_csrf_checks=True).post(LOGIN, {"password": wrong}),
        Client(HTTP_HOST=f"{token}.example").get("/"),
        visitor("provider-lead").post(at("open/escalation"), {"title": "what people wrote", "happened": wrong}),
    ):  # fmt: skip
        assert answer.status_code < 500
    lines = logged.getvalue()
    assert "p-provider-lead signed in" in lines
    assert "a sign-in failed" in lines
    for secret in (token, wrong, PASSWORD, now, "secretfeed", "what people wrote", email("provider-lead")):
        assert secret not in lines, secret
