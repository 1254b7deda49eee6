"""Single sign-on, with a provider that is a process of its own and signs what it says: who was invited comes in."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client, override_settings
from django.urls import include, path

from tests.docs.blocks import HOME
from tests.web.people import email
from tests.web.provider import CLIENT, SECRET
from tests.web.test_security_texts import logged  # noqa: F401 — a fixture
from tests.web.test_signing_in import code
from truegreen.web import urls
from truegreen.web.models import Member, Token
from truegreen.web.people.account_urls import SINGLE_SIGN_ON
from truegreen.web.people.seating import let_go
from truegreen.web.people.single_sign_on import origins, providers

urlpatterns = [path("account/", include(SINGLE_SIGN_ON)), *urls.urlpatterns]
handler404 = urls.handler404
BACK = "/account/sso/company/login/callback/"
LEAD = "provider-lead"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Start the provider, and give its port."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.web.provider"], cwd=HOME, stdout=subprocess.PIPE, text=True
    ) as provider:  # fmt: skip
        assert provider.stdout
        yield int(provider.stdout.readline())
        provider.kill()


@pytest.fixture
def single(workspace: Path, port: int) -> Iterator[int]:
    """Give a workspace that trusts the provider."""
    said = {"TRUEGREEN_OIDC_URL": f"http://127.0.0.1:{port}", "TRUEGREEN_OIDC_CLIENT": CLIENT,
            "TRUEGREEN_OIDC_SECRET": SECRET}  # fmt: skip
    with override_settings(ROOT_URLCONF=__name__, SOCIALACCOUNT_PROVIDERS=providers(said)):
        yield port


def asked(port: int, method: str, place: str, body: str = "") -> str:
    """Ask the provider, and give where it leads."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, place, body)
    return connection.getresponse().headers.get("Location", "")


def says(port: int, address: str, *, verified: Any = True, **more: Any) -> None:
    """Have somebody signed in at the provider."""
    asked(
        port, "POST", "/says", json.dumps({"sub": f"id of {address}", "email": address, "verified": verified, **more})
    )


def answer_of(port: int, browser: Client, query: str = "") -> dict[str, str]:
    """Go to the provider, and give what it sends back with the browser."""
    there = browser.post(f"/account/sso/company/login/{query}").headers["Location"]
    back = urlsplit(asked(port, "GET", there.removeprefix(f"http://127.0.0.1:{port}")))
    assert f"{back.scheme}://{back.netloc}{back.path}" == f"http://localhost{BACK}"
    return {name: texts[0] for name, texts in parse_qs(back.query).items()}


def arrived(port: int, address: str, **more: Any) -> Client:
    """Go there and come back."""
    says(port, address, **more)
    browser = Client(HTTP_HOST="localhost")
    browser.get(BACK, answer_of(port, browser))
    return browser


def is_in(browser: Client) -> bool:
    """Say whether somebody is in, once they have shown their second factor."""
    assert browser.get("/").status_code == 302
    browser.post("/account/factor/ask/", {"code": code()})
    return browser.get("/").status_code == 200


def test_who_was_invited_comes_in_with_their_second_factor(single: int) -> None:
    assert is_in(arrived(single, email(LEAD)))
    assert "Sign in by single sign-on" in Client(HTTP_HOST="localhost").get("/account/login/").content.decode()


@pytest.mark.parametrize(("address", "verified"), [
    ("nobody@example.org", True), (email(LEAD), False), (email(LEAD), None), (email(LEAD), "false"),
])  # fmt: skip
def test_who_was_not_invited_or_is_not_vouched_for_stays_outside(address: str, verified: Any, single: int) -> None:
    many = Member.objects.count()
    browser = arrived(single, address, verified=verified)
    assert "Nobody with this address was invited." in browser.get("/account/login/").content.decode()
    assert not is_in(browser)
    assert Member.objects.count() == many


def test_who_was_let_go_stays_outside_with_all_they_had(single: int) -> None:
    owner, member = Member.objects.get(key="p-owner"), Member.objects.get(key=f"p-{LEAD}")
    browser = arrived(single, email(LEAD))
    assert is_in(browser)
    assert let_go(owner.person(), member) is None
    assert browser.get("/").status_code == 302
    assert not Token.objects.filter(member=member, ended_at__isnull=True).exists()
    assert not is_in(arrived(single, email(LEAD)))


WRONG: dict[str, dict[str, Any]] = {
    "no token": {"how": "no token"},
    "not signed": {"how": "not signed"},
    "signed with what everybody knows": {"how": "signed with what everybody knows"},
    "signed by somebody else": {"how": "somebody else's key"},
    "by a key that is not there": {"how": "a key that is not there"},
    "altered": {"how": "altered"},
    "for another client": {"claims": {"aud": "another"}},
    "for several, asked by another": {"claims": {"aud": [CLIENT, "another"], "azp": "another"}},
    "of another issuer": {"claims": {"iss": "https://evil.example"}},
    "expired": {"claims": {"exp": 1_700_000_000}},
    "without an end": {"claims": {"exp": None}},
    "of the future": {"claims": {"nbf": 4_000_000_000}},
    "of another sign-in": {"claims": {"nonce": "0" * 64}},
    "of no sign-in": {"claims": {"nonce": None}},
    "of two people": {"info": {"sub": "somebody else"}},
}


@pytest.mark.parametrize("what", WRONG)
def test_a_token_that_does_not_hold_lets_nobody_in(what: str, single: int) -> None:
    browser = arrived(single, email(LEAD), **WRONG[what])
    assert "Signing in there did not work." in browser.get("/account/login/").content.decode()
    assert not is_in(browser)


def test_an_answer_is_good_once_and_for_the_browser_that_asked(single: int) -> None:
    says(single, email(LEAD))
    mine, thief = Client(HTTP_HOST="localhost"), Client(HTTP_HOST="localhost")
    answer = answer_of(single, mine)
    thief.get(BACK, answer)
    assert not is_in(thief)
    mine.get(BACK, {**answer, "state": "another"})
    assert not is_in(mine)
    answer = answer_of(single, mine)
    mine.get(BACK, answer)
    again = Client(HTTP_HOST="localhost")
    again.cookies = mine.cookies
    mine.logout()
    again.get(BACK, answer)
    assert not is_in(again)


def test_a_token_of_one_sign_in_is_none_for_another(single: int) -> None:
    says(single, email(LEAD))
    browser = Client(HTTP_HOST="localhost")
    there = browser.post("/account/sso/company/login/").headers["Location"]
    old = parse_qs(urlsplit(there).query)["nonce"][0]
    assert not is_in(arrived(single, email(LEAD), claims={"nonce": old}))


@pytest.mark.parametrize(
    "query", ["?auth_params=redirect_uri%3Dhttps%3A//evil.example/", "?scope=admin", "?next=//evil.example"]
)
def test_an_address_does_not_decide_what_the_provider_is_asked(query: str, single: int) -> None:
    says(single, email(LEAD))
    browser = Client(HTTP_HOST="localhost")
    there = browser.post(f"/account/sso/company/login/{query}").headers["Location"]
    assert "evil" not in there
    assert "admin" not in there
    browser.get(BACK, answer_of(single, browser, query))
    assert browser.post("/account/factor/ask/", {"code": code()}).headers["Location"] == "/"


@pytest.mark.usefixtures("single")
def test_a_provider_that_is_away_or_unknown_is_said(logged: StringIO) -> None:  # noqa: F811
    said = {
        "TRUEGREEN_OIDC_URL": "http://127.0.0.1:1",
        "TRUEGREEN_OIDC_CLIENT": CLIENT,
        "TRUEGREEN_OIDC_SECRET": SECRET,
    }
    browser = Client(HTTP_HOST="localhost")
    with override_settings(SOCIALACCOUNT_PROVIDERS=providers(said)):
        assert browser.post("/account/sso/company/login/").headers["Location"] == "/account/login/"
    assert "Signing in there did not work." in browser.get("/account/login/").content.decode()
    assert browser.post("/account/sso/other/login/").status_code == 404
    assert SECRET not in logged.getvalue()


@pytest.mark.parametrize(
    ("said", "wrong"),
    [({"TRUEGREEN_OIDC_URL": "https://login.example.org"}, "TRUEGREEN_OIDC_CLIENT and TRUEGREEN_OIDC_SECRET not"),
     ({"TRUEGREEN_OIDC_URL": "http://login.example.org", "TRUEGREEN_OIDC_CLIENT": "a", "TRUEGREEN_OIDC_SECRET": "b"},
      "by https only")],
)  # fmt: skip
def test_a_provider_is_whole_and_asked_by_https(said: dict[str, str], wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        providers(said)
    assert providers({}) == {}
    assert origins({}) == []
