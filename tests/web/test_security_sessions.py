"""Signing in against those who guess, steal, plant, wait or lead astray."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core import mail
from django.core.cache import cache
from django.test import Client, override_settings

from tests.web.people import PASSWORD, email
from tests.web.test_signing_in import LOGIN, code, signed_in
from tests.web.visiting import at
from truegreen.web.models import Member
from truegreen.web.pages.welcome import link_for

FACTOR: Final = "/account/factor/ask/"


def fresh() -> Client:
    return Client(HTTP_HOST="localhost")


def tried(browser: Client, who: str, password: str, **more: str) -> int:
    """Try to sign in with a password, and give the answer's status."""
    return int(browser.post(LOGIN, {"login": who, "password": password, **more}).status_code)


def body(browser: Client, path: str, **said: str) -> str:
    """Give what is answered to a form, without what is its own each time."""
    text = browser.post(path, said, follow=True).content.decode()
    return re.sub(r'value="[^"]*"', "", text)


def test_a_session_that_was_planted_is_not_the_one_that_is_signed_in(workspace: Path) -> None:
    browser = fresh()
    browser.get(LOGIN)
    browser.cookies["sessionid"] = "planted0123456789planted01234567"
    tried(browser, email("provider-lead"), PASSWORD)
    halfway, token = browser.cookies["sessionid"].value, browser.cookies["csrftoken"].value
    assert halfway != "planted0123456789planted01234567"
    browser.post(FACTOR, {"code": code()})
    assert browser.cookies["sessionid"].value not in (halfway, "planted0123456789planted01234567")
    assert browser.cookies["csrftoken"].value != token
    assert browser.get("/").status_code == 200


def test_a_session_is_gone_when_one_signs_out(workspace: Path) -> None:
    browser, thief = signed_in("provider-lead"), fresh()
    thief.cookies["sessionid"] = browser.cookies["sessionid"].value
    assert thief.get("/").status_code == 200
    browser.post("/account/logout/")
    assert thief.get("/").status_code == 302


def test_sessions_end_with_the_day_and_the_browser() -> None:
    assert settings.SESSION_COOKIE_AGE == 12 * 3600
    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE


def test_a_changed_password_ends_every_session(workspace: Path) -> None:
    browser, other = signed_in("provider-lead"), signed_in("provider-lead")
    new = "quite another long one"
    said = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert browser.post("/account/password/change/", said).status_code == 302
    assert browser.get("/").status_code == other.get("/").status_code == 302
    assert tried(fresh(), email("provider-lead"), PASSWORD) == 200
    assert tried(fresh(), email("provider-lead"), new) == 302


def test_who_guesses_five_times_waits_even_with_the_right_one(workspace: Path) -> None:
    for _ in range(5):
        assert tried(fresh(), email("provider-lead"), "a wrong long password") == 200
    assert tried(fresh(), email("provider-lead"), PASSWORD) != 302
    assert tried(fresh(), email("provider-finance"), PASSWORD) == 302
    cache.clear()
    assert tried(fresh(), email("provider-lead"), PASSWORD) == 302


def test_who_guesses_many_people_from_one_place_waits(workspace: Path) -> None:
    for number in range(10):
        tried(fresh(), f"nobody-{number}@example.org", "a wrong long password")
    assert tried(fresh(), email("provider-finance"), PASSWORD) != 302


def test_who_guesses_codes_waits(workspace: Path) -> None:
    browser = fresh()
    tried(browser, email("provider-lead"), PASSWORD)
    for _ in range(6):
        browser.post(FACTOR, {"code": "000000"})
    browser.post(FACTOR, {"code": code()})
    assert browser.get("/").status_code == 302


def test_nobody_learns_who_has_a_sign_in(workspace: Path) -> None:
    wrong = "a wrong long password"
    known = body(fresh(), LOGIN, login=email("provider-lead"), password=wrong)
    assert known == body(fresh(), LOGIN, login="nobody@example.org", password=wrong)
    with override_settings(
        EMAIL_HOST="mail.example.org", EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"
    ):
        mail.outbox = []
        reset = [body(fresh(), "/account/password/reset/", email=each) for each in
                 (email("provider-lead"), "nobody@example.org")]  # fmt: skip
        assert reset[0] == reset[1]
        assert [each.to for each in mail.outbox] == [[email("provider-lead")]]
    member = Member.objects.get(key="p-provider-lead")
    assert fresh().get(f"/welcome/{member.key}/none").content == fresh().get("/welcome/p-none/none").content


def test_without_mail_a_forgotten_password_leads_to_people(workspace: Path) -> None:
    assert "sends no e-mail" in fresh().get("/account/password/reset/").content.decode()
    assert fresh().post("/account/password/reset/", {"email": email("provider-lead")}).status_code == 302


def test_a_mail_server_that_is_away_tells_nobody_who_has_a_sign_in(workspace: Path) -> None:
    with override_settings(
        EMAIL_HOST="127.0.0.1", EMAIL_PORT=1, EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend"
    ):
        known, unknown = (body(fresh(), "/account/password/reset/", email=each) for each in
                          (email("provider-lead"), "nobody@example.org"))  # fmt: skip
    assert known == unknown


@pytest.mark.parametrize(
    ("password", "says"),
    [("short", "at least 12 characters"), ("password1234", "too common"), ("provider-lead@example", "too similar")],
)
def test_a_weak_password_is_refused_with_its_reason(workspace: Path, password: str, says: str) -> None:
    link = link_for(Member.objects.get(key="p-provider-lead"))
    answer = fresh().post(link, {"password": password, "again": password})
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_long_password_of_any_letters_is_taken_whole(workspace: Path) -> None:
    link, long = link_for(Member.objects.get(key="p-provider-lead")), "ein langer Satz mit Ümläuten 🙂 " * 4
    assert fresh().post(link, {"password": long, "again": long}).status_code == 302
    assert tried(fresh(), email("provider-lead"), long) == 302
    assert tried(fresh(), email("provider-lead"), long[:-2]) == 200


def test_a_link_is_good_once_and_for_three_days_and_does_not_go_around_the_second_factor(workspace: Path) -> None:
    member = Member.objects.get(key="p-provider-lead")
    assert settings.PASSWORD_RESET_TIMEOUT == 3 * 24 * 3600
    now = default_token_generator._num_seconds(default_token_generator._now())
    secret = default_token_generator.secret
    links = [
        f"/welcome/{member.key}/{default_token_generator._make_token_with_timestamp(member, now - age, secret)}"
        for age in (3 * 24 * 3600 - 60, 3 * 24 * 3600 + 60)
    ]
    assert [fresh().get(each).status_code for each in links] == [200, 404]
    browser, new = fresh(), "quite another long one"
    answer = browser.post(links[0], {"password": new, "again": new})
    assert answer.headers["Location"] == FACTOR
    assert browser.get("/").status_code == 302
    assert fresh().get(links[0]).status_code == 404


@pytest.mark.parametrize(
    "place", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "https:evil.example"]
)
def test_nobody_is_led_elsewhere_after_signing_in(workspace: Path, place: str) -> None:
    browser = fresh()
    tried(browser, email("provider-lead"), PASSWORD, next=place)
    assert browser.post(FACTOR, {"code": code()}).headers["Location"] == "/"
    assert browser.post("/account/logout/", {"next": place}).headers["Location"] in ("/", "/account/login/")


def test_who_wanted_a_page_is_led_there(workspace: Path) -> None:
    browser = fresh()
    asked = browser.get(at("governance"))
    assert asked.headers["Location"] == f"/account/login/?next={at('governance')}"
    tried(browser, email("provider-lead"), PASSWORD, next=at("governance"))
    assert browser.post(FACTOR, {"code": code()}).headers["Location"] == at("governance")
