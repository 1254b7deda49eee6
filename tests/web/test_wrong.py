"""What cannot be answered: a page for people and a problem for programs, that say what is so and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

from tests.web.people import AGREEMENT, email
from tests.web.programs import program
from tests.web.visiting import at, visitor
from truegreen.web.models import Member

MUCH = "x" * 2_100_000
MATTERS = f"/api/v1/agreements/{AGREEMENT}/matters"


def held(answer: Any, status: int) -> str:
    """Hold an answer to being a page of ours that leads on."""
    text: str = answer.content.decode()
    assert answer.status_code == status
    assert 'href="/"' in text
    assert "<h1>" in text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    return text


@pytest.mark.parametrize("who", ["", "client-executive"])
def test_a_form_that_is_too_large_is_refused_with_a_page(who: str, workspace: Path) -> None:
    browser = visitor(who, enforce_csrf_checks=True)
    place = at("open/escalation") if who else "/account/login/"
    browser.get(place)  # which gives the cookie without which no form is read
    assert "two million characters" in held(browser.post(place, {"title": MUCH}), 413)


def test_a_body_that_is_too_large_is_a_problem(workspace: Path) -> None:
    answer = program("client-executive").post("matters", {"kind": MUCH})
    assert (answer.status_code, answer.json()["status"]) == (413, 413)
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_what_cannot_be_read_is_refused_with_a_page(workspace: Path) -> None:
    browser = visitor("client-executive", enforce_csrf_checks=True)
    browser.get(at("open/escalation"))
    many = {f"field-{number}": "" for number in range(300)}
    assert "reload the page" in held(browser.post(at("open/escalation"), many), 400)
    strange = visitor("client-executive").get("/", headers={"host": "elsewhere.example"})
    assert strange.status_code == 400


def test_a_body_that_is_no_json_is_a_problem(workspace: Path) -> None:
    answer = program("client-executive").post("matters", b"{", kind="application/json")
    assert (answer.status_code, answer.json()["detail"]) == (400, "The body cannot be read as JSON.")


def test_what_cannot_be_done_there_is_refused_and_says_what_can(workspace: Path) -> None:
    answer = visitor("client-executive").delete(at("matter/escalation-1/answer"))
    assert answer.headers["Allow"] == "POST"
    held(answer, 405)
    problem = program("client-executive").client.delete(MATTERS)
    assert (problem.status_code, problem.json()["status"], sorted(problem.headers["Allow"].split(", "))) == (
        405, 405, ["GET", "POST"],
    )  # fmt: skip


def test_who_tries_too_often_reads_how_long_to_wait(workspace: Path) -> None:
    browser = visitor()
    said = {"login": email("client-executive"), "password": "wrong"}
    answers = [browser.post("/account/login/", said) for _ in range(31)]
    assert "Wait some minutes" in held(answers[-1], 429)
    assert answers[-1].headers["Retry-After"] == "300"


@pytest.mark.parametrize("place", [at("governance"), MATTERS])
def test_what_breaks_here_is_told_with_a_number_and_without_its_words(
    place: str, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = visitor("client-executive", raise_request_exception=False)

    def breaks(_: Member) -> None:
        raise OperationalError("disk I/O error at secret-place")

    monkeypatch.setattr(Member, "person", breaks)
    answer = browser.get(place)
    assert answer.status_code == 500
    assert "secret-place" not in answer.content.decode()
    if place == MATTERS:
        assert answer.headers["Content-Type"] == "application/problem+json"
    else:
        assert answer.headers["X-Request-ID"] in held(answer, 500)
