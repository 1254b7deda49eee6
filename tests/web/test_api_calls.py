"""Every call × everybody, of one's own agreement and another's: let in, 403, 404 exactly as declared."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
from django.core.cache import cache
from django.urls import URLResolver, get_resolver

from tests.web.people import AGREEMENT, OTHERS, SEATED
from tests.web.visiting import visitor
from truegreen.governance.rights import HELD_BY, Right
from truegreen.model.people import Post
from truegreen.web.api.calls import Call, calls
from truegreen.web.api.served import schema, served
from truegreen.web.doors import Open

FILLED: Final = {
    "matter": "escalation-404", "month": "2025-10", "measure": "none", "period": "2025-10", "contract": "one",
    "account": "A/none", "part": "none", "pilot": "none", "entry": "0",
    "form": "html", "person": "p-none", "draft": "0", "plan": "none", "other": "none",
}  # fmt: skip
"""What stands in for the parts of a path; none of them is there."""
BODIES: Final[dict[str, Any]] = {
    "open_matter": {"kind": "escalation", "says": {}}, "move_matter": {"move": "answer", "seen": 1, "says": {}},
    "notices_read": {"latest": 0}, "feel": {"answers": {}}, "register_pilot": {"digest": ""},
    "hear": {"account": "", "kind": "none", "on": "2025-11-03"},
    "keep_draft": {"measure": "none", "until": "2025-11-03", "because": ""},
    "approve_statement": {"period": "none", "digest": ""}, "reopen_statement": {"period": "none", "why": ""},
    "issue_statement": {"period": "none"}, "save_plan": {"name": "none"},
}  # fmt: skip
MORE: Final = {"open_matter": (Right.ESCALATE,)}
"""Rights that a call takes besides, by what it is asked for."""
LET_IN: Final = {200, 201, 202, 404, 422}
"""What somebody who may is answered, where what they ask for is not there, or they said nothing."""


def path_of(call: Call, agreement: str) -> str:
    path = call.address.replace("{agreement}", agreement)
    for name, text in FILLED.items():
        path = path.replace(f"{{{name}}}", text)
    assert "{" not in path, f"say in FILLED what stands for the parts of {call.path}"
    return path


def refusal(call: Call, who: str, agreement: str) -> int:
    """Say what the declaration promises to those who may not; 0 to those who may."""
    if not who:
        return 401
    if isinstance(call.needs, Open):
        return 403 if call.needs is Open.OWNER and who != "owner" else 0
    if agreement != AGREEMENT or who not in SEATED:
        return 404
    return 0 if Post(who) in HELD_BY[call.needs] else 403


@pytest.mark.parametrize("call", calls(), ids=lambda call: call.name)
def test_every_call_answers_everybody_as_declared(call: Call, workspace: Path) -> None:
    for who in ("", *SEATED, *OTHERS):
        browser = visitor(who)
        cache.clear()
        for agreement in (AGREEMENT, "somebody-elses"):
            path = path_of(call, agreement)
            body = (
                {"data": BODIES.get(call.name, {}), "content_type": "application/json"} if call.method == "POST" else {}
            )
            answer = browser.generic(call.method, path) if not body else browser.post(path, **body)
            no = refusal(call, who, agreement)
            if call.name in MORE and not no and answer.status_code == 403:
                assert any(Post(who) not in HELD_BY[each] for each in MORE[call.name])
                continue
            assert answer.status_code == no if no else answer.status_code in LET_IN, (who, path, answer.content)
            assert answer.headers["Cache-Control"] == "no-store"
            if answer.status_code >= 400:
                assert answer.headers["Content-Type"] == "application/problem+json"
                assert answer.json()["status"] == answer.status_code
            if "{agreement}" not in call.path:
                break


def test_there_is_no_other_call() -> None:
    """What Django would serve below the API is what is declared, and the schema says the same."""
    (api,) = [each for each in get_resolver().url_patterns if str(each.pattern) == "api/v1/"]
    assert isinstance(api, URLResolver)
    addresses = {str(each.pattern).replace("<", "{").replace(">", "}") for each in api.url_patterns} - {""}
    assert addresses == {each.path for each in calls()}
    operations = [each for bound in served()._get_bound_routers() for view in bound.path_operations.values()
                  for each in view.operations]  # fmt: skip
    assert {(each.operation_id, *each.methods) for each in operations} == {(each.name, each.method) for each in calls()}
    told = {(method.upper(), path) for path, methods in schema()["paths"].items() for method in methods}
    assert told == {(each.method, each.address) for each in calls()}


@pytest.mark.parametrize("call", calls(), ids=lambda call: call.name)
def test_nothing_else_can_be_done_there(call: Call, workspace: Path) -> None:
    there = {each.method for each in calls() if each.path == call.path}
    for method in {"GET", "POST", "PUT", "DELETE", "PATCH"} - there:
        assert visitor("client-vendor-manager").generic(method, path_of(call, AGREEMENT)).status_code == 405


def test_the_schema_says_what_each_call_takes() -> None:
    for each in calls():
        told = schema()["paths"][each.address][each.method.lower()]
        assert told["x-right"] == (each.needs.name if isinstance(each.needs, Right) else "")
        assert told["x-scope"] == each.scope
        assert {"401", "403", "404", "429"} <= {str(status) for status in told["responses"]}
        assert told["summary"], each.name


@pytest.mark.parametrize(
    "place", ["/api/v1/none", "/api/v2/agreements", "/api/", "/api/v1/agreements/acme-care/none/x"]
)
def test_what_is_no_call_is_a_problem(place: str, workspace: Path) -> None:
    for answer in (visitor("auditor").get(place), visitor("").post(place, {}, content_type="application/json")):
        assert answer.status_code == 404
        assert answer.json()["status"] == 404
