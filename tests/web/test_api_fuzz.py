"""Whatever a program sends, as whoever: no call breaks, and what comes back is what the schema says."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.web.people import AGREEMENT, SEATED
from tests.web.planning import put_plans
from tests.web.shelved import shelf_of  # noqa: F401 — a fixture
from tests.web.visiting import visitor
from truegreen.governance.kinds import kinds
from truegreen.governance.pulse import QUESTIONS
from truegreen.web.api.calls import Call, calls
from truegreen.web.api.served import schema, wrong_of

NOTHING_THERE: Final = {
    "upload", "account", "review", "review_file", "behind", "back_test", "try_change", "pilot", "register_pilot",
    "conclude_pilot", "hear", "statement_file", "approve_statement", "reopen_statement", "issue_statement", "end_draft",
}  # fmt: skip
"""Calls that cannot do what they are for here, since what they speak of is not there."""
WILD: Final = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "..", "../../x", "\x00", "é\u202e", "%00", "'; DROP TABLE web_member; --", "9" * 400, "-1", "NaN"]
    ),
)
NAMES: Final[dict[str, tuple[str, ...]]] = {
    "agreement": (*[AGREEMENT] * 9, "somebody-elses"), "matter": ("escalation-1", "feedback-1"), "month": ("2025-10",),
    "period": ("2025-10", "2025-Q3"), "measure": ("fcr",), "account": ("A-0001",), "contract": ("care",),
    "part": ("checks",), "pilot": ("call-back",), "form": ("html", "xlsx"), "person": ("p-auditor",), "draft": ("1",),
    "right": ("APPROVE",), "entry": ("1",), "digest": ("",), "on": ("2025-11-03",), "against": ("2024-02-01",),
    "kind": tuple(kinds()), "move": ("answer", "settle", "withdraw", "hear"), "stage": ("raised", "given"),
    "name": ("surveys-2025-11.csv", "none.csv", "autumn"), "plan": ("2026", "spring", "summer"), "other": ("spring",),
}  # fmt: skip
"""What is there, or might be, beside what is wild."""
LEADING: Final = ("client-vendor-manager", "provider-lead")
"""Those who may do most, and so ask most."""
ASKED: Final = ("title", "happened", "wanted", "severity", "kind", "answer", "by_day", "why")
RAISED: Final = {"title": "T", "happened": "H", "wanted": "W", "severity": "serious"}
GIVEN: Final = {"title": "T", "kind": "thank you", "happened": "H"}
SOON: Final = (datetime.now(UTC).date() + timedelta(days=30)).isoformat()
SOUND: Final[dict[str, list[Any]]] = {
    "open_matter": [{"kind": "escalation", "says": RAISED}, {"kind": "feedback", "about": "x", "says": GIVEN}],
    "keep_draft": [{"measure": "documents-reopened", "until": SOON, "because": "B"}],
    "hear": [{"account": "A-1", "kind": "none", "on": "2025-11-03"}],
    "feel": [{"answers": {each.name: 4 for each in QUESTIONS}}, {"answers": {"trust": 9}}],
    "save_plan": [{"name": "autumn"}, {"name": "spring"}],
    "share_plan": [{}],
    "approve_statement": [{"period": "2025-10", "digest": ""}], "issue_statement": [{"period": "2025-10"}],
    "move_matter": [{"move": "withdraw", "seen": 1, "says": {"why": "W"}}, {"move": "hear", "seen": 1},
                    {"move": "answer", "seen": 1, "says": {"answer": "A", "by_day": "2099-01-01"}}],
}  # fmt: skip
"""Bodies that can do what they are for."""
JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3), max_leaves=8,
)  # fmt: skip


def resolved(told: Mapping[str, Any]) -> Mapping[str, Any]:
    name = str(told.get("$ref", "")).rpartition("/")[2]
    found: Mapping[str, Any] = schema()["components"]["schemas"][name] if name else told
    return found


def fitting(told: Mapping[str, Any], name: str = "") -> st.SearchStrategy[Any]:
    """Give values that a schema allows, mostly."""
    told = resolved(told)
    if "anyOf" in told:
        return st.one_of([fitting(each, name) for each in told["anyOf"]])
    kind, inside, needed = told.get("type"), told.get("properties", {}), told.get("required", ())
    if kind == "object" and "properties" in told:
        return st.fixed_dictionaries(
            {each: fitting(inner, each) for each, inner in inside.items() if each in needed},
            optional={each: fitting(inner, each) for each, inner in inside.items() if each not in needed},
        )
    if kind == "object" and name == "says":
        return st.sampled_from([RAISED, GIVEN]) | st.dictionaries(
            st.sampled_from(ASKED) | WILD, WILD | st.sampled_from(["2026-12-01", "serious"]), max_size=6
        )
    if kind == "integer":
        return st.integers(told.get("minimum", -(2**70)), told.get("maximum", 2**70)) | st.integers(0, 3)
    if kind == "boolean":
        return st.booleans()
    return st.none() if kind == "null" else text_for(name)


def text_for(name: str) -> st.SearchStrategy[str]:
    """Give names that are there more often than wild ones."""
    there = st.sampled_from(NAMES.get(name, ("serious", "thank you", "2026-12-01")))
    return st.integers(0, 9).flatmap(lambda draw: WILD if draw == 0 else there)


@st.composite
def asked(draw: st.DrawFn) -> tuple[Call, str, bytes, str]:
    """Give a call with its path, its body and who makes it."""
    call = draw(st.sampled_from([*calls(), *[each for each in calls() if each.name in SOUND] * 3]))
    told = schema()["paths"][call.address][call.method.lower()]
    path, query = call.address, dict[str, Any]()
    for each in told["parameters"]:
        if each["in"] == "path":
            path = path.replace(f"{{{each['name']}}}", quote(draw(text_for(each["name"])), safe=""))
        elif each["in"] == "query" and draw(st.booleans()):
            query[each["name"]] = draw(WILD | fitting(each["schema"], each["name"]).map(str))
    content = told.get("requestBody", {}).get("content", {}).get("application/json")
    fits = fitting(content["schema"]) if content else st.binary(max_size=60)
    fits = st.sampled_from(SOUND[call.name]) | fits if call.name in SOUND else fits
    body = draw(st.integers(0, 5).flatmap(lambda draw: JSON if content and draw == 0 else fits))
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    place = f"{path}?{urlencode(query, errors='replace')}" if query else path
    return call, place, sent, draw(st.sampled_from((*SEATED, *LEADING * 4)))


@cache
def validator(call: str) -> Draft202012Validator | None:
    """Give what holds an answer to the schema; None where it is no JSON."""
    for path, methods in schema()["paths"].items():
        for told in methods.values():
            if told["operationId"] == call:
                (answer,) = [each for status, each in told["responses"].items() if str(status).startswith("2")]
                found = answer["content"].get("application/json")
                return (
                    Draft202012Validator({**found["schema"], "components": schema()["components"]}) if found else None
                )
        assert path
    raise LookupError(call)


def held_to(call: Call, answer: Any) -> None:
    assert answer.status_code < 500, answer.content
    if answer.status_code == call.status:
        found = validator(call.name)
        if found:
            found.validate(answer.json())
    else:
        assert answer.headers["Content-Type"] == "application/problem+json", (answer.status_code, answer.content)
        problem = Draft202012Validator(schema()["components"]["schemas"]["Problem"])
        problem.validate(answer.json())
        assert answer.json()["status"] == answer.status_code
        assert answer.status_code in {*wrong_of(call), 405}, answer.content  # 405: what stood in the path led elsewhere


@pytest.fixture(autouse=True)
def swept(workspace: Path) -> Iterator[None]:
    """Sweep away what calls wrote into the project."""
    yield
    for name in ("heard", "people.key", "plans/found"):
        place = workspace / name
        if place.is_dir():
            shutil.rmtree(place)
        place.unlink(missing_ok=True)


def ready() -> None:
    """See to it that there is something to be found."""
    for each in SOUND["open_matter"]:
        place = f"/api/v1/agreements/{AGREEMENT}/matters"
        assert visitor("client-vendor-manager").post(place, each, content_type="application/json").status_code == 201


def tried(many: int) -> set[str]:
    """Try so many calls, and name those of which one at least did what it is for."""
    browsers = {who: visitor(who, raise_request_exception=False) for who in SEATED}
    count, done = iter(range(10_000_000)), set[str]()

    @settings(max_examples=many, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(asked())
    def law(one: tuple[Call, str, bytes, str]) -> None:
        call, place, sent, who = one
        kind = "text/csv" if call.body else "application/json"
        address = "10.{}.{}.{}".format(*next(count).to_bytes(3, "big"))
        answer = browsers[who].generic(
            call.method, place, sent if call.method == "POST" else b"", kind, REMOTE_ADDR=address
        )
        held_to(call, answer)
        if answer.status_code == call.status:
            done.add(call.name)

    law()
    return done


def test_a_few_calls_of_any_kind_do_not_break(workspace: Path) -> None:
    ready()
    assert tried(60)


@pytest.mark.slow
def test_hundreds_of_calls_of_any_kind_do_not_break(shelf: Path) -> None:
    ready()
    put_plans(shelf, "of-api")
    client, saved = visitor("client-vendor-manager"), f"/api/v1/agreements/{AGREEMENT}/plans"
    for place, body in (*[("2026/save", {"name": each}) for each in ("spring", "summer")], ("saved/spring/share", {})):
        assert client.post(f"{saved}/{place}", body, content_type="application/json").status_code < 300
    missed = {each.name for each in calls()} - tried(2500)
    assert missed <= NOTHING_THERE
