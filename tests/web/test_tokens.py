"""Tokens: shown once, kept as digests, as far as scopes and rights reach, and never after their end."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone

from tests.web.programs import PLACE, Program, program, token
from tests.web.visiting import at, visitor
from truegreen.governance.rights import HELD_BY, Right
from truegreen.model.people import Post
from truegreen.web.models import EntryRow, Member, SeatRow, Token
from truegreen.web.people.limits import PER_ADDRESS, PER_TOKEN, WINDOW, Limit, address_of, forget, wait
from truegreen.web.people.tokens import PREFIX, Scope, Wanted, digest_of, end_token, holder

TODAY = timezone.localdate()
SAID = {"name": "Warehouse", "scopes": ["read", "upload"], "until": (TODAY + timedelta(days=30)).isoformat()}


def made(browser: Client, **said: object) -> str:
    text = browser.post(at("programs"), {**SAID, **said}).content.decode()
    return PREFIX + text.partition(f'class="token">{PREFIX}')[2].partition("<")[0]


def test_a_token_is_shown_once_and_only_its_digest_is_kept(workspace: Path) -> None:
    browser = visitor("provider-analyst")
    text = made(browser)
    assert len(text) > 40
    row = Token.objects.get()
    assert row.digest == digest_of(text)
    assert text not in str(Token.objects.values())
    assert text not in str(EntryRow.objects.values())
    again = browser.get(at("programs")).content.decode()
    assert text not in again
    assert "Warehouse" in again
    assert "1 program may sign in as you" in again
    assert [each.name for each in EntryRow.objects.all()] == ["truegreen.token.made"]
    assert Program(text).get("").status_code == 404
    assert Program(text).get("matters").status_code == 200


def test_the_same_form_sent_twice_makes_one(workspace: Path) -> None:
    browser = visitor("auditor")
    once = browser.get(at("programs")).content.decode().partition('name="once" value="')[2].partition('"')[0]
    first, again = (browser.post(at("programs"), {**SAID, "once": once}) for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 302)
    assert Token.objects.count() == 1


@pytest.mark.parametrize("post", Post)
def test_whoever_may_sign_in_makes_a_token_for_what_they_may_do_themselves(post: Post, workspace: Path) -> None:
    calling = Program(made(visitor(post.value)))
    assert calling.get("/agreements").json()[0]["posts"] == [post.value]
    money = calling.get("statements").status_code
    assert money == (200 if post in HELD_BY[Right.SEE_MONEY] else 403)


@pytest.mark.parametrize("who", ["client-finance", "provider-finance"])
def test_finance_of_either_side_issues_by_a_program_of_its_own(who: str, workspace: Path) -> None:
    text = made(visitor(who), scopes=["read", "approve", "issue"])
    for act in ("approve", "issue"):
        answer = Program(text).post(f"statements/{act}", {"period": "1999-01", "digest": ""})
        assert answer.status_code == 404, act  # they may; only there is no such period


def test_an_organisation_may_forbid_tokens_and_those_there_are_do_nothing(workspace: Path) -> None:
    text, browser = token("auditor"), visitor("auditor")
    with override_settings(TOKENS=False):
        for page in (browser.get(at("programs")), browser.post(at("programs"), SAID)):
            assert (page.status_code, "forbids tokens for programs" in page.content.decode()) == (403, True)
        no = Program(text).get("matters")
        assert (no.status_code, no.json()["detail"]) == (
            401,
            "Whoever runs this workspace forbids tokens for programs.",
        )
        assert browser.get(PLACE + "matters").status_code == 200
        assert browser.post(at(f"programs/{Token.objects.get().pk}/end")).status_code == 302
    assert Token.objects.count() == 1


def test_the_page_with_a_token_on_it_is_not_kept_by_the_browser(workspace: Path) -> None:
    assert visitor("auditor").post(at("programs"), SAID).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("field", "said", "says"),
    [
        ("name", " ", "Say which program it is for."),
        ("name", "x" * 81, "one line, up to 80"),
        ("scopes", [], "Say what the program may do."),
        ("scopes", ["everything"], "Say what the program may do."),
        ("until", "soon", "like 2026-03-31"),
        ("until", TODAY.isoformat(), "1 to 365 days"),
        ("until", (TODAY + timedelta(days=366)).isoformat(), "1 to 365 days"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(field: str, said: object, says: str, workspace: Path) -> None:
    answer = visitor("auditor").post(at("programs"), {**SAID, field: said})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Token.objects.exists()


def test_one_ends_ones_own_and_nobody_elses(workspace: Path) -> None:
    text = token("auditor")
    place = at(f"programs/{Token.objects.get().pk}/end")
    assert visitor("provider-lead").post(place).status_code == 404
    assert Program(text).get("matters").status_code == 200
    assert visitor("auditor").post(place).status_code == 302
    assert visitor("auditor").post(place).status_code == 302
    assert Program(text).get("matters").status_code == 401
    assert [each.name for each in EntryRow.objects.all()] == ["truegreen.token.made", "truegreen.token.ended"]


def test_what_has_ended_expired_or_is_none_is_nobody(workspace: Path) -> None:
    live, now = token("auditor"), timezone.now()
    for wrong in ("", "tg_", "tg_nonsense", live + "x", live[:-1], live.upper(), "é" * 40):
        answer = Client(HTTP_HOST="localhost").get(PLACE + "matters", HTTP_AUTHORIZATION=f"Bearer {wrong}")
        assert answer.status_code == 401, wrong
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert holder(live, now) is not None
    assert holder(live, now + timedelta(days=31)) is None
    assert Client(HTTP_HOST="localhost").get(PLACE + "matters", HTTP_AUTHORIZATION=f"Basic {live}").status_code == 401


def test_a_wrong_token_is_nobody_even_where_somebody_is_signed_in(workspace: Path) -> None:
    browser = visitor("client-executive")
    assert browser.get(PLACE + "matters").status_code == 200
    assert browser.get(PLACE + "matters", HTTP_AUTHORIZATION="Bearer tg_wrong").status_code == 401


def test_who_may_not_sign_in_has_no_programs_either(workspace: Path) -> None:
    text = token("auditor")
    Member.objects.filter(key="p-auditor").update(is_active=False)
    assert Program(text).get("matters").status_code == 401


def test_a_token_never_reaches_further_than_its_member_today(workspace: Path) -> None:
    text = token("client-vendor-manager")
    assert Program(text).get("people").status_code == 200
    SeatRow.objects.filter(member__key="p-client-vendor-manager").update(post="read-only")
    no = Program(text).get("people")
    assert no.status_code == 403
    assert "As read-only you may not see who has which post." in no.json()["detail"]
    assert "client vendor manager" in no.json()["who"]
    SeatRow.objects.filter(member__key="p-client-vendor-manager").update(ended_at=timezone.now())
    assert Program(text).get("people").status_code == 404


@pytest.mark.parametrize("scope", [Scope.READ, Scope.WRITE, Scope.UPLOAD, Scope.CALENDAR])
def test_a_token_reaches_as_far_as_its_scopes(scope: Scope, workspace: Path) -> None:
    calling = program("client-vendor-manager", scope)
    answers = {
        Scope.READ: calling.get("matters").status_code,
        Scope.WRITE: calling.post("matters", {"kind": "escalation"}).status_code,
        Scope.UPLOAD: calling.post("uploads?name=none.csv", b"x", kind="text/csv").status_code,
        Scope.CALENDAR: calling.get("/calendar").status_code,
    }
    reached = {each for each, status in answers.items() if status != 403}
    assert reached == {scope}


@pytest.mark.parametrize("scope", [Scope.WRITE, Scope.APPROVE, Scope.ISSUE])
def test_writing_is_not_approving_and_approving_is_not_issuing(scope: Scope, workspace: Path) -> None:
    calling = program("client-finance", scope)
    answers = {
        Scope.APPROVE: calling.post("statements/approve", {"period": "1999-01", "digest": ""}).status_code,
        Scope.ISSUE: calling.post("statements/issue", {"period": "1999-01"}).status_code,
    }  # fmt: skip
    assert answers == {each: 404 if each is scope else 403 for each in answers}


def test_a_program_that_only_reads_is_told_which_scope_it_lacks(workspace: Path) -> None:
    no = program("client-vendor-manager", Scope.READ).post("matters", {"kind": "escalation"})
    assert (
        no.json()["detail"] == "This token does not reach so far: it may not open and move matters, and ask for runs."
    )


def test_the_last_use_is_kept(workspace: Path) -> None:
    calling = program("auditor")
    assert Token.objects.get().used_at is None
    calling.get("matters")
    first = Token.objects.get().used_at
    assert first is not None
    calling.get("matters")
    assert Token.objects.get().used_at == first  # within a minute, nothing is written again
    assert holder(calling.text, first + timedelta(minutes=2)) is not None
    assert Token.objects.get().used_at == first + timedelta(minutes=2)


def test_a_token_of_a_year_ends_after_a_year(workspace: Path) -> None:
    now = timezone.now()
    token("auditor", days=365)
    assert Token.objects.get().expires_at - timezone.now() <= timedelta(days=365)
    assert Wanted("x", ("read",), (now.date() + timedelta(days=366)).isoformat()).problems(now.date())


def test_ending_a_token_twice_is_written_down_once(workspace: Path) -> None:
    token("auditor")
    row = Token.objects.get()
    for _ in range(2):
        end_token(row, timezone.now(), "acme-care")
    assert EntryRow.objects.filter(name="truegreen.token.ended").count() == 1


def test_the_minute_slides(workspace: Path) -> None:
    three, start = Limit("test", 3), 1_000 * WINDOW
    assert [wait(three, "a", start + each) for each in (0, 1, 2)] == [0, 0, 0]
    assert wait(three, "a", start + 3) == WINDOW - 3
    assert wait(three, "b", start + 3) == 0
    assert wait(three, "a", start + WINDOW) > 0  # the last minute still counts in whole
    assert [wait(three, "a", start + WINDOW + 31) for _ in (1, 2, 3)] == [0, 0, 29]
    assert wait(three, "a", start + 3 * WINDOW) == 0


def test_another_process_hears_of_every_tenth(workspace: Path) -> None:
    many, start = Limit("test", 25), 1_000.0 * WINDOW
    assert [wait(many, "a", start) for _ in range(21)] == [0] * 21
    forget()  # as another process, which has heard of twenty
    assert [wait(many, "a", start) for _ in range(6)] == [0, 0, 0, 0, 0, WINDOW]
    forget()
    assert wait(many, "a", start + WINDOW) == 0


def test_who_asks_too_often_is_told_when_to_go_on(workspace: Path) -> None:
    calling = program("auditor")
    statuses = [calling.get("nothing-here", **{"X-Test": "1"}).status_code for _ in range(2)]
    assert statuses == [404, 404]  # an address that is none costs nothing
    answers = [calling.get("drafts")]
    while answers[-1].status_code == 200 and len(answers) < 2 * PER_TOKEN.most:
        answers.append(calling.get("drafts"))
    assert len(answers) > PER_TOKEN.most
    late = answers[-1]
    assert late.status_code == 429
    assert 0 < int(late.headers["Retry-After"]) <= WINDOW
    assert late.json()["status"] == 429
    assert Program(token("auditor")).get("drafts").status_code == 200  # another token has a minute of its own
    assert PER_ADDRESS.most > PER_TOKEN.most


@pytest.mark.parametrize(
    ("is_https", "told", "address"),
    [
        (False, "", "10.0.0.1"), (False, "6.6.6.6", "10.0.0.1"), (True, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (True, "", "10.0.0.1"),
    ],
)  # fmt: skip
def test_only_our_own_proxy_says_where_somebody_comes_from(is_https: bool, told: str, address: str) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": told} if told else {})
    with override_settings(IS_HTTPS=is_https):
        assert address_of(request) == address


@pytest.mark.slow
def test_one_address_asks_so_often_whatever_it_says(workspace: Path) -> None:
    statuses = [Client(HTTP_HOST="localhost").get(PLACE + "drafts").status_code for _ in range(PER_ADDRESS.most + 30)]
    assert statuses[: PER_ADDRESS.most] == [401] * PER_ADDRESS.most
    assert 429 in statuses
    assert visitor("auditor", REMOTE_ADDR="10.9.9.9").get(PLACE + "drafts").status_code == 200
