"""What every answer carries: a policy without inline scripts, headers, cookies; forms of elsewhere are refused."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from django.core import mail
from django.test import Client, override_settings

from tests.web.people import AGREEMENT, PASSWORD, email
from tests.web.test_doors import path_of
from tests.web.visiting import at, visitor
from truegreen.web.doors import Door, doors
from truegreen.web.models import EntryRow, Member

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}  # fmt: skip
PUBLIC: Final = {"style", "health", "ready", "metrics"}
"""Doors whose answers may be kept, or say themselves how long."""
ELSEWHERE: Final = ("/account/login/", "/account/password/reset/", "/nowhere", "/static/nothing.css")
OVER_TLS: Final = """
import json, os, sys
import django
django.setup()
from django.conf import settings
from django.test import Client
plain = Client(HTTP_HOST="localhost").get("/account/login/")
answer = Client(HTTP_HOST="localhost").get("/account/login/", secure=True, HTTP_X_FORWARDED_PROTO="https")
print(json.dumps({
    "redirected": plain.headers.get("Location"), "hsts": answer.headers.get("Strict-Transport-Security"),
    "cookies": {name: [bool(each["secure"]), bool(each["httponly"]), each["samesite"]]
                for name, each in answer.cookies.items()},
    "session": [settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY,
                settings.SESSION_COOKIE_SAMESITE],
    "proxies": settings.ALLAUTH_TRUSTED_PROXY_COUNT,
}))
"""


def policy(text: str) -> set[str]:
    return {each.strip() for each in text.split(";")}


@pytest.mark.parametrize("door", [each for each in doors() if "GET" in each.methods], ids=lambda door: door.name)
def test_every_page_has_the_policy_and_the_headers(door: Door, workspace: Path) -> None:
    for who in ("", "client-executive", "owner"):
        answer = visitor(who).get(path_of(door, AGREEMENT))
        assert policy(answer.headers["Content-Security-Policy"]) == policy(POLICY)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        if who and door.name not in PUBLIC and answer.status_code != 302:
            assert "no-store" in answer.headers["Cache-Control"]
        text = b"" if answer.streaming else answer.content
        assert b"<script>" not in text
        assert b"<style" not in text
        assert b" onclick=" not in text


@pytest.mark.parametrize("path", ELSEWHERE)
def test_so_have_pages_of_signing_in_and_what_is_not_there(workspace: Path, path: str) -> None:
    answer = visitor().get(path)
    assert policy(answer.headers["Content-Security-Policy"]) == policy(POLICY)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


@pytest.mark.slow
def test_behind_tls_cookies_are_for_tls_only(made: Path) -> None:
    told = {**os.environ, "TRUEGREEN_HTTPS": "1"}
    said = subprocess.run([sys.executable, "-c", OVER_TLS], env=told, capture_output=True, text=True, check=True)
    found = json.loads(said.stdout.splitlines()[-1])
    assert found == {
        "redirected": "https://localhost/account/login/", "hsts": "max-age=31536000; includeSubDomains",
        "cookies": {"__Host-form": [True, True, "Lax"]}, "session": ["__Host-session", True, True, "Lax"], "proxies": 1,
    }  # fmt: skip


@pytest.mark.parametrize("door", [each for each in doors() if "POST" in each.methods], ids=lambda door: door.name)
def test_a_form_of_elsewhere_does_nothing(door: Door, workspace: Path) -> None:
    browser = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    browser.force_login(Member.objects.get(key="p-client-vendor-manager"),
                        backend="allauth.account.auth_backends.AuthenticationBackend")  # fmt: skip
    answer = browser.post(path_of(door, AGREEMENT), {"title": "Mine"})
    assert answer.status_code == 403
    assert "does not come from this workspace" in answer.content.decode()
    assert not EntryRow.objects.exists()


def test_so_do_those_of_signing_in_and_out(workspace: Path) -> None:
    browser = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    said = {"login": email("client-finance"), "password": PASSWORD}
    assert browser.post("/account/login/", said).status_code == 403
    assert browser.post("/account/logout/").status_code == 403


@pytest.mark.parametrize("path", [
    "/account/factor/", "/account/factor/codes/", "/account/factor/codes/file/", "/account/factor/app/",
    "/account/password/change/", "/account/again/", "/account/login/", "/nowhere", "/a/nowhere/governance", "/", "/api",
])  # fmt: skip
def test_no_page_comes_back_from_the_browser_after_signing_out(workspace: Path, path: str) -> None:
    for who in ("", "client-executive"):
        assert "no-store" in visitor(who).get(path).headers["Cache-Control"]


def test_links_in_emails_begin_with_our_address_whoever_asks(workspace: Path) -> None:
    with override_settings(EMAIL_HOST="mail.example.org", ADDRESS="https://sheet.example.org",
                           EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):  # fmt: skip
        mail.outbox = []
        Client(HTTP_HOST="127.0.0.1:666").post("/account/password/reset/", {"email": email("provider-lead")})
        asked = {"name": "Ada", "email": "ada@example.org", "post": "client-finance"}
        visitor("client-vendor-manager", HTTP_X_FORWARDED_HOST="evil.example").post(at("people/invite"), asked)
    assert [each.to for each in mail.outbox] == [[email("provider-lead")], ["ada@example.org"]]
    links = [re.findall(r"https?://\S+", str(each.body)) for each in mail.outbox]
    assert all(each[0].startswith("https://sheet.example.org/") for each in links)
    (reset,) = links[0]
    assert Client(HTTP_HOST="localhost").get(reset.removeprefix("https://sheet.example.org")).status_code == 302


@pytest.mark.parametrize("path", ["matter/%00", "open/action?about=%00", "governance?page=%00", "pilots/%00"])
def test_a_character_that_no_text_has_is_nothing_anywhere(workspace: Path, path: str) -> None:
    assert visitor("client-vendor-manager").get(at(path)).status_code == 404
    assert visitor("client-vendor-manager").post(at("hear"), {"once": "\0", "account": "A"}).status_code == 404
    assert visitor("client-vendor-manager").post(at("open/action"), {"about": "\0"}).status_code == 404


def test_another_name_of_the_host_is_not_answered(workspace: Path) -> None:
    assert Client(HTTP_HOST="evil.example").get("/account/login/").status_code == 400
    assert Client(HTTP_HOST="localhost", HTTP_X_FORWARDED_HOST="evil.example").get("/account/login/").status_code == 200
    text = visitor("provider-lead", HTTP_X_FORWARDED_HOST="evil.example").get(at("governance")).content.decode()
    assert "evil.example" not in text
