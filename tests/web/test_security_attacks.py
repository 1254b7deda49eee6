"""What somebody might try who writes lines into calendars and logs, guesses from everywhere, or counts seconds."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.core import mail
from django.core.cache import cache
from django.test import Client, override_settings
from icalendar import Calendar

from tests.web.people import PASSWORD, email
from tests.web.programs import program
from tests.web.test_people import ADA
from tests.web.test_security_texts import logged  # noqa: F401 — a fixture
from tests.web.visiting import at, visitor
from truegreen.model.people import Post
from truegreen.web.models import EntryRow, Member
from truegreen.web.news.feed import new_feed
from truegreen.web.pages.welcome import link_for
from truegreen.web.people.seating import let_back, let_go

LINES = "Late\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Mine\r\nX: y"
SAYS = {"happened": "41 cases", "wanted": "A date", "severity": "critical"}


@pytest.mark.parametrize("title", [LINES, LINES.replace("\r\n", "\n"), "Late\u2028END:VEVENT", "Late;X=Y,:\\n\\,"])
def test_a_title_adds_no_line_to_a_calendar(title: str, workspace: Path) -> None:
    program("client-commercial").post("matters", {"kind": "escalation", "says": {**SAYS, "title": title}})
    feed = new_feed(Member.objects.get(key="p-provider-lead"))
    content = visitor().get(f"/calendar/{feed}.ics").content
    events = Calendar.from_ical(content).walk("VEVENT")
    assert "Mine" not in {str(each.get("summary")) for each in events}
    assert all(line.split(b":")[0].split(b";")[0] for line in content.splitlines())
    assert content.count(b"\r\nBEGIN:VEVENT") == content.count(b"\r\nEND:VEVENT") == len(events)


@pytest.mark.parametrize("path", [
    "/nowhere%0a%7b%22level%22%3a%22mine%22%7d", "/a/x%0d%0aSet-Cookie:%20a=b/governance", "/account/login/?next=%0aX",
])  # fmt: skip
def test_what_is_sent_adds_no_line_to_a_log_and_no_header(path: str, workspace: Path, logged: StringIO) -> None:  # noqa: F811
    answer = Client(HTTP_HOST="localhost", HTTP_USER_AGENT="a\nb", HTTP_X_REQUEST_ID="c\nd").get(path)
    assert "a=b" not in str(answer.headers) + str(answer.cookies)
    lines = logged.getvalue().splitlines()
    assert lines
    assert all(json.loads(line)["level"] in ("info", "warning") for line in lines)
    assert "mine" not in logged.getvalue()


def test_guessing_from_many_places_is_slow_for_one_person_and_spares_the_others(workspace: Path) -> None:
    def tried(who: str, password: str, place: int) -> int:
        browser = Client(HTTP_HOST="localhost", REMOTE_ADDR=f"198.51.100.{place}")
        return int(browser.post("/account/login/", {"login": email(who), "password": password}).status_code)

    assert [tried("provider-lead", "a wrong long one", place) for place in range(5)] == [200] * 5
    assert tried("provider-lead", PASSWORD, 99) == 200
    assert tried("provider-finance", PASSWORD, 99) == 302


def test_who_says_to_come_from_elsewhere_is_counted_where_they_are(workspace: Path) -> None:
    for number in range(10):
        browser = Client(HTTP_HOST="localhost", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")
        browser.post("/account/login/", {"login": f"nobody-{number}@example.org", "password": "a wrong long one"})
    said = {"login": email("provider-finance"), "password": PASSWORD}
    browser = Client(HTTP_HOST="localhost", HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert browser.post("/account/login/", said).status_code == 200


def test_signing_in_takes_as_long_for_somebody_who_is_not_there(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    hashed: list[str] = []
    slow = ScryptPasswordHasher.encode

    def counted(self: ScryptPasswordHasher, password: str, salt: str, *more: int) -> str:
        hashed.append(password)
        return slow(self, password, salt, *more)

    Member.objects.filter(key="p-auditor").update(is_active=False)
    member = Member.objects.get(key=f"p-{Post.READER.value}")
    member.set_unusable_password()
    member.save()
    monkeypatch.setattr(ScryptPasswordHasher, "encode", counted)
    for login in (email("provider-lead"), "nobody@example.org", email("auditor"), email(Post.READER.value)):
        hashed.clear()
        cache.clear()
        Client(HTTP_HOST="localhost").post("/account/login/", {"login": login, "password": "a wrong long one"})
        assert len(hashed) == 1, login


def test_an_invitation_is_used_once_also_by_two_at_the_same_time(workspace: Path) -> None:
    visitor("provider-lead").post(at("people/invite"), ADA)
    ada = Member.objects.get(name=ADA["name"])
    link = link_for(ada)
    first, second = Client(HTTP_HOST="localhost"), Client(HTTP_HOST="localhost")
    assert [each.get(link).status_code for each in (first, second)] == [200, 200]
    said = [{"password": f"quite a long one {number}", "again": f"quite a long one {number}"} for number in range(2)]
    assert first.post(link, said[0]).status_code == 302
    assert second.post(link, said[1]).status_code == 404
    ada.refresh_from_db()
    assert ada.check_password("quite a long one 0")


def test_a_password_is_not_reset_for_who_was_let_go_nor_by_a_link_of_before(workspace: Path) -> None:
    with override_settings(EMAIL_HOST="mail.example.org",
                           EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):  # fmt: skip
        mail.outbox = []
        Client(HTTP_HOST="localhost").post("/account/password/reset/", {"email": email("auditor")})
    link = next(each for each in str(mail.outbox[0].body).split() if "/reset/key/" in each)
    owner, member = Member.objects.get(key="p-owner"), Member.objects.get(key="p-auditor")
    assert let_go(owner.person(), member) is None
    new = {"password1": "quite another long one", "password2": "quite another long one"}
    for _ in range(2):
        browser = Client(HTTP_HOST="localhost")
        form = browser.get(link[link.index("/account") :], follow=True)
        browser.post(form.request["PATH_INFO"], new)
        assert browser.get("/").status_code == 302
        assert not Member.objects.get(key="p-auditor").has_usable_password()
        assert let_back(owner.person(), Member.objects.get(key="p-auditor")) is None


def test_what_is_forged_of_the_state_of_a_matter_leaves_no_entry(workspace: Path) -> None:
    browser = visitor("client-finance")
    for place in ("matter/escalation-1/answer", "statement/issue", "statement/approve", "people/p-owner/let-go"):
        browser.post(at(place), {"seen": "1", "month": "2025-12", "digest": "0" * 64})
    assert EntryRow.objects.count() == 0
