"""Who lost their second factor comes in again: by a recovery code, by an owner, or by a command on the machine."""

from __future__ import annotations

from pathlib import Path

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from tests.cli.calling import call
from tests.web.people import PASSWORD, email
from tests.web.test_signing_in import signed_in
from tests.web.visiting import visitor
from truegreen.web.acts.journal import verified
from truegreen.web.models import EntryRow, Member


def test_an_owner_who_lost_it_comes_in_by_a_command_on_the_machine(workspace: Path) -> None:
    browser = signed_in("owner")
    assert browser.get("/owner").status_code == 200
    said = call("workspace", "let-in", workspace, email("owner").upper())
    link = said.output.splitlines()[-1]
    assert link.startswith(f"{settings.ADDRESS}/welcome/p-owner/")
    assert browser.get("/").status_code == 302
    new, fresh = "quite another long one", Client(HTTP_HOST="localhost")
    fresh.post(link.removeprefix(settings.ADDRESS), {"password": new, "again": new})
    assert fresh.get("/").status_code == 200
    assert fresh.get("/owner").status_code == 403  # not before there is another second factor
    assert not Authenticator.objects.filter(user__key="p-owner").exists()
    assert list(EntryRow.objects.values_list("actor", "name", "about")) == [
        ("machine", "truegreen.factor.taken", "person:p-owner"), ("machine", "truegreen.link.made", "person:p-owner"),
    ]  # fmt: skip
    assert verified() == []


def test_nobody_is_let_in_who_is_none_or_was_let_go(workspace: Path) -> None:
    Member.objects.filter(key="p-auditor").update(is_active=False)
    for each in ("nobody@example.org", email("auditor")):
        said = call("workspace", "let-in", workspace, each)
        assert said.exit_code == 1
        assert "Nobody who may sign in" in said.output
    assert Authenticator.objects.filter(user__key="p-auditor").exists()
    assert EntryRow.objects.count() == 0


def test_a_recovery_code_is_good_once_in_place_of_the_app(workspace: Path) -> None:
    member = Member.objects.get(key="p-provider-lead")
    codes = RecoveryCodes.activate(member).get_unused_codes()
    assert len(codes) == 10
    kept = str(list(Authenticator.objects.filter(user=member).values("data")))
    assert not any(each in kept for each in codes)

    def comes_in(code: str) -> bool:
        cache.clear()
        browser = Client(HTTP_HOST="localhost")
        browser.post("/account/login/", {"login": email("provider-lead"), "password": PASSWORD})
        browser.post("/account/factor/ask/", {"code": code})
        return browser.get("/").status_code == 200

    assert [comes_in(each) for each in (codes[0], codes[0], codes[1], "0" * 8)] == [True, False, True, False]
    assert "no-store" in visitor("provider-lead").get("/account/factor/codes/").headers["Cache-Control"]
