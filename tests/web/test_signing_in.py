"""Coming in: by password and second factor, by single sign-on, by a link; and what a second factor is asked for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import URLResolver, get_resolver

from tests.web.people import PASSWORD, SECRET, email
from tests.web.visiting import at, visitor
from truegreen.web.models import Member
from truegreen.web.people.account_urls import urlpatterns

LOGIN: Final = "/account/login/"
USED: Final = {
    "account_login", "account_logout", "account_inactive", "account_reauthenticate", "account_change_password",
    "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "mfa_index", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp",
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
}  # fmt: skip


def code(secret: str = SECRET) -> str:
    """Give what an authenticator app shows now."""
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def signed_in(who: str, password: str = PASSWORD) -> Client:
    """Sign in as people do, with both factors; as if codes were some time apart, for each is good once."""
    cache.clear()
    browser = Client(HTTP_HOST="localhost")
    browser.post(LOGIN, {"login": email(who), "password": password})
    browser.post("/account/factor/ask/", {"code": code()})
    return browser


def without_factor(who: str) -> Client:
    Authenticator.objects.filter(user__key=f"p-{who}").delete()
    return visitor(who)


def test_password_and_code_let_somebody_in(workspace: Path) -> None:
    browser = Client(HTTP_HOST="localhost")
    first = browser.post(LOGIN, {"login": email("provider-lead"), "password": PASSWORD})
    assert first.headers["Location"] == "/account/factor/ask/"
    assert browser.get("/").status_code == 302
    assert browser.post("/account/factor/ask/", {"code": "000000"}).status_code == 200
    assert browser.post("/account/factor/ask/", {"code": code()}).headers["Location"] == "/"
    assert browser.get("/").status_code == 200


def test_the_addresses_of_signing_in_are_those_that_are_used() -> None:
    assert {each.name for each in urlpatterns} == USED
    (account,) = [each for each in get_resolver().url_patterns if str(each.pattern) == "account/"]
    assert isinstance(account, URLResolver)
    assert account.url_patterns == urlpatterns


def test_a_code_is_good_once(workspace: Path) -> None:
    signed_in("provider-lead")
    again = Client(HTTP_HOST="localhost")
    again.post(LOGIN, {"login": email("provider-lead"), "password": PASSWORD})
    again.post("/account/factor/ask/", {"code": code()})
    assert again.get("/").status_code == 302


@pytest.mark.parametrize("place", ["signup/", "email/", "3rdparty/", "social/signup/", "password/set/"])
def test_nobody_signs_up_or_changes_their_address(workspace: Path, place: str) -> None:
    for browser in (visitor(), visitor("owner")):
        answer = browser.get(f"/account/{place}")
        assert answer.status_code == 404
        assert "There is nothing here" in answer.content.decode()


@pytest.mark.parametrize(
    "place", ["login/", "password/reset/", "password/reset/sent/", "password/reset/done/", "inactive/",
              "password/reset/key/1-none/"])  # fmt: skip
def test_pages_before_signing_in_are_ours(workspace: Path, place: str) -> None:
    text = visitor().get(f"/account/{place}", follow=True).content.decode()
    assert "workspace.css" in text
    assert "<script>" not in text


def test_pages_of_ones_own_sign_in_are_ours(workspace: Path) -> None:
    browser = signed_in("provider-lead")
    again = browser.post("/account/again/?next=/account/factor/", {"password": PASSWORD})
    assert again.status_code == 302
    for place, says in {
        "factor/": "You sign in with two factors", "factor/codes/new/": "Make new recovery codes?",
        "factor/app/end/": "Give up the second factor?", "password/change/": "Change your password",
        "logout/": "Sign out?",
    }.items():  # fmt: skip
        text = browser.get(f"/account/{place}").content.decode()
        assert says in text, place
        assert "workspace.css" in text


def test_who_has_no_second_factor_is_led_to_one_before_they_approve(workspace: Path) -> None:
    browser = without_factor("client-finance")
    answer = browser.post(at("statement/approve"), {"month": "2025-10"})
    assert answer.status_code == 403
    text = answer.content.decode()
    assert "Before you may approve a statement, your sign-in needs a second factor." in text
    assert 'href="/account/factor/app/"' in text
    seen = browser.get(at("journal"))
    assert seen.status_code == 200  # what takes none goes on
    assert "Your post approves, issues or invites" in seen.content.decode()
    assert "Your post approves" not in visitor("client-executive").get(at("journal")).content.decode()
    assert "Your post approves" not in without_factor("client-commercial").get(at("")).content.decode()


def test_a_second_factor_is_set_up_in_three_steps_and_ends_other_sessions(workspace: Path) -> None:
    Authenticator.objects.all().delete()
    other, browser = Client(HTTP_HOST="localhost"), Client(HTTP_HOST="localhost")
    for each in (other, browser):
        each.post(LOGIN, {"login": email("client-finance"), "password": PASSWORD})
    assert other.get("/").status_code == browser.get("/").status_code == 200
    browser.post("/account/again/?next=/account/factor/app/", {"password": PASSWORD})
    text = browser.get("/account/factor/app/").content.decode()
    found = re.search(r"<p><code>([A-Z2-7]{32})</code></p>", text)
    assert found
    assert browser.post("/account/factor/app/", {"code": code(found[1])}).status_code == 302
    kept = Authenticator.objects.get(user__key="p-client-finance", type="totp")
    assert found[1] not in str(kept.data)
    assert Member.objects.get(key="p-client-finance").is_sure()
    assert browser.get("/").status_code == 200
    assert other.get("/").status_code == 302


def test_a_demo_asks_for_no_second_factor_and_says_so_on_every_page(workspace: Path) -> None:
    browser = without_factor("client-finance")
    with override_settings(SECOND_FACTOR=False):
        assert browser.post(at("statement/approve"), {"month": "2025-10"}).status_code == 404
        for place in ("/", at("governance"), "/account/factor/"):
            assert "This is a demo" in browser.get(place).content.decode()
    assert "This is a demo" not in browser.get("/").content.decode()


def test_sessions_are_listed_and_others_are_ended(workspace: Path) -> None:
    here, there = signed_in("provider-lead"), signed_in("provider-lead")
    stranger = signed_in("client-finance")
    text = here.get("/yourself/sessions").content.decode()
    assert "You are signed in here, and in 1 other place" in text
    (number,) = re.findall(r"/yourself/sessions/(\d+)/end", text)
    assert stranger.post(f"/yourself/sessions/{number}/end").status_code == 404
    assert there.get("/").status_code == 200
    assert here.post(f"/yourself/sessions/{number}/end").status_code == 302
    assert there.get("/").status_code == 302
    assert "You are signed in here only" in here.get("/yourself/sessions").content.decode()
    once_more = signed_in("provider-lead")
    here.post("/yourself/sessions/others/end")
    assert once_more.get("/").status_code == 302
