"""Everything that a page shows or does is in the API under the same right, or somebody said why it is not."""

from __future__ import annotations

from typing import Final

import pytest

from truegreen.web.api.calls import calls
from truegreen.web.api.served import schema, wrong_of
from truegreen.web.doors import doors

GIVEN_BY: Final[dict[str, tuple[str, ...]]] = {
    "account": ("account", "matters"),
    "accounts": ("accounts", "accounts-known", "matters"),
    "agreement": ("agreement_text", "agreement_part"),
    "alignment": ("alignment",),
    "audit": ("audit",),
    "backtest": ("backtest",),
    "behind": ("behind",),
    "calendar": ("calendar",),
    "capacity": ("staff",),
    "change-try": ("try_change", "back_test"),
    "cost": ("tco",),
    "draft": ("keep_draft",),
    "draft-end": ("end_draft",),
    "drafts": ("drafts",),
    "governance": ("governance", "matters", "kinds"),
    "green": ("green", "truth", "alignment", "questions"),
    "hear": ("hear",),
    "heard": ("heard",),
    "home": ("agreements", "matters"),
    "journal": ("journal", "journal_verified"),
    "matter": ("matter", "journal", "back_test"),
    "meetings": ("governance", "matters"),
    "move": ("move_matter",),
    "notices": ("notices",),
    "notices-read": ("notices_read",),
    "open": ("open_matter", "kinds"),
    "people": ("people",),
    "permissions": ("permissions", "person"),
    "person": ("person",),
    "pilot": ("pilot", "pilots"),
    "pilot-conclude": ("conclude_pilot",),
    "pilot-register": ("register_pilot",),
    "pilots": ("pilots",),
    "plan": ("allocate", "plans"),
    "plan-save": ("save_plan",),
    "plan-share": ("share_plan",),
    "pulse": ("pulse",),
    "pulse-answer": ("feel", "pulse"),
    "ranking": ("accounts",),
    "review": ("review",),
    "review-file": ("review_file",),
    "run-again": ("run",),
    "runs": ("runs", "shelf"),
    "saved-plan": ("saved_plan",),
    "saved-plans": ("plans", "compare_plans"),
    "scorecard": ("scorecard", "explained"),
    "segments": ("segment",),
    "shared-plan": ("shared_plan",),
    "shared-plans": ("shared_plans",),
    "silence": ("silence",),
    "statement": ("statement", "statement_of", "statements", "open_matter"),
    "statement-approve": ("approve_statement",),
    "statement-file": ("statement_file",),
    "statement-issue": ("issue_statement",),
    "statement-reopen": ("reopen_statement",),
    "suppliers": ("suppliers",),
    "truth": ("truth",),
    "upload": ("upload", "uploads"),
    "validity": ("validity",),
    "value": ("value",),
}
"""The calls that give what a door shows, or do what it does; the first ones take its right."""
AWAY: Final = "who comes in, and how, is said in a browser where somebody has just shown who they are"
OWN: Final = "how one's own pages look and where one's own mail goes is set in a browser"
OWNER: Final = "who looks after the workspace does so in a browser, with a second factor"
LEFT_OUT: Final[dict[str, str]] = {
    "api-docs": "it is about the API",
    "api-schema": "it is about the API",
    "calendar-end": OWN,
    "calendar-new": OWN,
    "first-minute": "it leads through what the calls of scorecard, truth, validity, backtest and matters give",
    "health": "it is for programs already",
    "hearing": OWN,
    "invite": AWAY,
    "metrics": "it is for programs already",
    "owner": OWNER,
    "owner-do": OWNER,
    "owner-invite": OWNER,
    "owner-permissions": OWNER,
    "person-do": AWAY,
    "program-end": "a token must not make, or keep, a token",
    "programs": "a token must not make, or keep, a token",
    "ready": "it is for programs already",
    "session-end": AWAY,
    "sessions": AWAY,
    "sessions-end": AWAY,
    "style": "it is how pages look",
    "webhook-end": "where word is sent is said by who may invite, in a browser; a token must not turn it elsewhere",
    "webhook-try": "where word is sent is said by who may invite, in a browser; a token must not turn it elsewhere",
    "webhooks": "where word is sent is said by who may invite, in a browser; a token must not turn it elsewhere",
    "welcome": AWAY,
    "yourself": OWN,
}
"""Doors that no call stands for, and why."""
ANOTHER: Final = {"calendar", "permissions", "run-again"}
"""Doors whose call takes another right: a feed by its address, what one may oneself, a run by its own right."""


def test_every_door_has_its_calls_or_a_reason() -> None:
    assert {*GIVEN_BY} | {*LEFT_OUT} == {each.name for each in doors()}
    assert not {*GIVEN_BY} & {*LEFT_OUT}
    known = {each.name for each in calls()}
    assert {name for names in GIVEN_BY.values() for name in names} <= known


def test_every_call_stands_for_a_door() -> None:
    told = {name for names in GIVEN_BY.values() for name in names}
    assert {each.name for each in calls()} - told == {"agreement"}  # which says who is who in it


@pytest.mark.parametrize("name", GIVEN_BY)
def test_the_call_takes_the_right_of_the_door(name: str) -> None:
    needs = {each.name: each.needs for each in calls()}
    door = next(each for each in doors() if each.name == name)
    assert needs[GIVEN_BY[name][0]] is door.needs or name in ANOTHER


def test_a_door_that_does_something_has_a_call_that_does() -> None:
    writes = {each.name for each in calls() if each.method == "POST"}
    doing = {each.name for each in doors() if "POST" in each.methods} - {*LEFT_OUT}
    assert all({*GIVEN_BY[name]} & writes for name in doing)


def test_every_call_says_what_it_is_with_examples_and_what_can_go_wrong() -> None:
    for each in calls():
        told = schema()["paths"][each.address][each.method.lower()]
        assert told["summary"].endswith("."), each.name
        assert told["description"], each.name
        assert all("example" in part for part in told["parameters"]), each.name
        body = told.get("requestBody", {}).get("content", {}).get("application/json")
        assert body is None or body["example"], each.name
        problems = {int(status) for status in told["responses"] if int(status) >= 400}
        assert problems == {*wrong_of(each)}, each.name
        assert "Idempotency-Key" in {part["name"] for part in told["parameters"]} or each.method == "GET", each.name
