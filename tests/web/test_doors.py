"""Every address × everybody, of one's own agreement and another's: 200, 403, 404 exactly as declared."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from django.urls import get_resolver

from tests.web.people import AGREEMENT, OTHERS, SEATED
from tests.web.visiting import visitor
from truegreen.governance.rights import HELD_BY, Right
from truegreen.model.people import Post
from truegreen.web.doors import Door, Open, doors

FILLED: Final = {
    "kind": "escalation", "matter": "escalation-404", "move": "answer", "key": "p-nobody", "token": "none",
    "sheet": "page", "account": "none", "session": "0", "draft": "0", "person": "p-nobody", "act": "end",
    "hook": "w-none", "feed": "none",
    "pilot": "none", "plan": "none", "form": "pdf", "entry": "0",
}  # fmt: skip
"""What stands in for the parts of a path; a matter that is not there is 404 for those who may ask."""
MISSING: Final = {
    "review-file",
    "account",
    "behind",
    "pilot",
    "pilot-register",
    "pilot-conclude",
    "matter",
    "move",
    "welcome",
    "statement-approve",
    "statement-file",
    "statement-reopen",
    "statement-issue",
    "change-try",
    "session-end",
    "person",
    "person-do",
    "owner-do",
    "draft-end",
    "program-end",
    "calendar",
    "plan-save",
    "saved-plan",
    "plan-share",
    "shared-plan",
    "webhook-try",
    "webhook-end",
}
"""Doors whose filled path leads to something that is not there."""


def path_of(door: Door, agreement: str) -> str:
    path = "/" + door.path.replace("<str:agreement>", agreement)
    for name, text in FILLED.items():
        path = path.replace(f"<str:{name}>", text).replace(f"<path:{name}>", text)
    assert "<" not in path, f"say in FILLED what stands for the parts of {door.path}"
    return path


def expected(door: Door, who: str, agreement: str) -> int:
    """Say what the declaration promises."""
    if not isinstance(door.needs, Right):
        return open_to(door.needs, who, 404 if door.name in MISSING else 200)
    if not who:
        return 302
    if agreement != AGREEMENT or who not in SEATED:
        return 404
    if Post(who) not in HELD_BY[door.needs]:
        return 403
    return 404 if door.name in MISSING else 200


def open_to(needs: Open, who: str, answers: int) -> int:
    if not who and needs is not Open.ANYBODY:
        return 302
    return 403 if needs is Open.OWNER and who != "owner" else answers


@pytest.mark.parametrize("door", doors(), ids=lambda door: door.name)
def test_every_address_answers_everybody_as_declared(door: Door, workspace: Path) -> None:
    for who in ("", *SEATED, *OTHERS):
        browser = visitor(who)
        for agreement in (AGREEMENT, "somebody-elses"):
            path = path_of(door, agreement)
            answer = browser.get(path) if "GET" in door.methods else browser.post(path)
            status = answer.status_code
            if status == 302 and who and not path.startswith("/account"):
                status = 200  # leads on to where it may go
            if door.name == "open" and status == 403:
                assert agreement == AGREEMENT
                assert Post(who) not in HELD_BY[Right.ESCALATE]
                continue
            assert status == expected(door, who, agreement), (who, path)
            if "<str:agreement>" not in door.path:
                break


def test_there_is_no_other_address() -> None:
    named = {name for each in get_resolver().url_patterns if (name := getattr(each, "name", None))}
    assert named == {each.name for each in doors()}
    others = [str(each.pattern) for each in get_resolver().url_patterns if not getattr(each, "name", None)]
    assert others == ["account/", "api/v1/", "^api/"]  # what is below the API: test_api_calls.py


@pytest.mark.parametrize("door", doors(), ids=lambda door: door.name)
def test_nothing_else_can_be_done_there(door: Door, workspace: Path) -> None:
    browser = visitor("client-vendor-manager")
    for method in {"GET", "POST", "PUT", "DELETE", "PATCH"} - {*door.methods}:
        assert browser.generic(method, path_of(door, AGREEMENT)).status_code == 405
