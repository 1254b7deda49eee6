"""Where work lives: who sees it, what is saved and compared, and that the provider reads only what is its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Final

import pytest
from django.core.cache import cache

from tests.web.people import AGREEMENT, SEATED
from tests.web.planning import ELSEWHERE, SECRET, VERBS, put_plans
from tests.web.programs import program
from tests.web.test_api_calls import path_of as call_path
from tests.web.test_doors import path_of as door_path
from tests.web.test_drafts_everywhere import texts
from tests.web.visiting import at, visitor
from truegreen.files.found_plans import place_of
from truegreen.governance.asking import denied
from truegreen.governance.rights import Right
from truegreen.model.agreement import Side
from truegreen.model.people import Person, Post, Seat
from truegreen.web.api.calls import calls
from truegreen.web.doors import Open, doors
from truegreen.web.models import EntryRow, SharedPlan
from truegreen.web.shown.shelf import latest_mark, name_latest

THEIRS: Final = ("client-executive", "client-vendor-manager", "client-finance", "auditor")


@pytest.fixture
def planned(workspace: Path) -> Iterator[Path]:
    """Put what is asked of a plan on the shelf, and what was found for it."""
    before, mark = latest_mark(workspace), "plans"
    put_plans(workspace, mark)
    name_latest(workspace, mark)
    yield workspace
    name_latest(workspace, before)
    for name in ("spring", "autumn"):
        (workspace / place_of(name)).unlink(missing_ok=True)


def save(name: str = "spring") -> None:
    answer = visitor("client-vendor-manager").post(at("plan/save"), {"plan": "2026", "name": name, "once": f"s-{name}"})
    assert answer.status_code == 302, answer.content


def share() -> None:
    answer = visitor("client-finance").post(at("plan/saved/spring/share"), {"once": "h"})
    assert answer.status_code == 302


def read(who: str) -> Iterator[tuple[str, str]]:
    """Give all pages and all answers of calls that somebody can read, as text."""
    browser = visitor(who)
    for door in doors():
        if "GET" in door.methods and door.needs is not Open.OWNER:
            for plan in ("spring", "2026") if "<str:plan>" in door.path else ("none",):
                answer = browser.get(door_path(door, AGREEMENT).replace("/none", f"/{plan}"))
                yield door.name, unescape(answer.content.decode(errors="replace"))
    for number, call in enumerate(each for each in calls() if each.method == "GET"):
        cache.clear()
        for plan in ("spring", "2026") if "{plan}" in call.path else ("none",):
            path = call_path(call, AGREEMENT).replace("/none", f"/{plan}")
            answer = browser.get(path, REMOTE_ADDR=f"10.0.0.{number % 250}")
            yield call.name, unescape(answer.content.decode(errors="replace"))


@pytest.mark.usefixtures("planned")
def test_each_question_is_answered_to_those_who_may_and_to_nobody_else() -> None:
    for who in SEATED:
        for door, verb in VERBS.items():
            answer = visitor(who).get(at("plan" if door == "plan" else f"plan/{door}"))
            assert answer.status_code == (200 if who in THEIRS else 403), (who, door)
            assert (f"<h1>{verb}</h1>" in answer.content.decode()) == (who in THEIRS)
            assert visitor(who).get(f"/api/v1/agreements/{AGREEMENT}/{verb}/2026").status_code == answer.status_code
            cache.clear()


def test_an_auditor_whom_the_provider_sent_sees_only_what_is_shared() -> None:
    sent = Person("p-sent", "Sent", (Seat(AGREEMENT, Side.PROVIDER, Post.AUDITOR),))
    assert denied(sent, Right.SEE_PLANS, AGREEMENT)
    assert not denied(sent, Right.SEE_SHARED, AGREEMENT)
    neither = Person("p-own", "Own", (Seat(AGREEMENT, Side.BOTH, Post.AUDITOR),))
    assert not denied(neither, Right.SEE_PLANS, AGREEMENT)


@pytest.mark.usefixtures("planned")
def test_a_result_is_saved_once_and_stays() -> None:
    save()
    again = visitor("client-executive").post(at("plan/save"), {"plan": "2026", "name": "spring", "once": "other"})
    assert again.status_code == 422
    assert "has been saved here already" in again.content.decode()
    odd = visitor("client-executive").post(at("plan/save"), {"plan": "2026", "name": "../x", "once": "odd"})
    assert odd.status_code == 422
    assert "Quillfeather" in visitor("client-finance").get(at("plan/saved/spring")).content.decode()
    entry = EntryRow.objects.get(name="truegreen.plan.saved")
    assert (entry.about, entry.actor) == ("plan:spring", "p-client-vendor-manager")
    for who, sees in (("client-executive", True), ("provider-lead", False)):
        assert ("Plan spring: saved." in visitor(who).get(at("journal")).content.decode()) == sees


@pytest.mark.usefixtures("planned")
def test_two_saved_ones_stand_beside_each_other() -> None:
    save()
    save("autumn")
    both = visitor("client-finance").get(at("plan/saved?one=spring&other=autumn")).content.decode()
    assert "spring" in both
    assert "autumn" in both
    told = program("client-finance").get("plans/saved/spring/against/autumn").json()
    assert (told["one"]["name"], told["other"]["name"], told["issues_apart"]) == ("spring", "autumn", 0)


@pytest.mark.usefixtures("planned")
def test_programs_save_and_share_once() -> None:
    client = program("client-vendor-manager")
    for place, body, status in (("plans/2026/save", {"name": "spring"}, 201), ("plans/saved/spring/share", {}, 200)):
        first, again = (client.post(place, body, f"key-{status}") for _ in range(2))
        assert (first.status_code, again.status_code) == (status, status), first.content
        assert first.json() == again.json()
        assert again.headers["Idempotent-Replay"] == "true"
    assert [each["is_shared"] for each in client.get("plans").json()["saved"]] == [True]


@pytest.mark.usefixtures("planned")
def test_the_provider_reads_what_is_shared_and_nothing_else_anywhere() -> None:
    save()
    lead = visitor("provider-lead")
    assert lead.get(at("shared-plans/spring")).status_code == 404
    share()
    entry = EntryRow.objects.get(name="truegreen.plan.shared")
    assert (entry.actor, entry.after["with"]) == ("p-client-finance", "Northline Services")
    shown = unescape(lead.get(at("shared-plans/spring")).content.decode())
    assert "Manila" in shown
    assert "customs documents" in shown
    told = [(name, text) for name, text in read("provider-lead") if any(each in text for each in SECRET[:-1])]
    assert told == []
    shared = SharedPlan.objects.get().told
    assert {each["site"] for each in shared["cells"]} == {"Manila"}
    assert [*shared["terms"]["prices"]] == ["Manila"]
    assert not any(each in json.dumps(shared) for each in SECRET)


@pytest.mark.usefixtures("planned")
def test_the_review_tells_each_side_what_it_may_see() -> None:
    save()
    share()
    for who, sees, reads in (
        ("client-finance", True, True),
        ("provider-lead", False, True),
        ("read-only", False, False),
    ):
        text = unescape(visitor(who).get(at("review?period=2025-03")).content.decode())
        assert ("Does spend go where it makes a difference" in text) == sees, who
        assert ("From what work costs today to what it costs as planned" in text) == sees, who
        assert ("Shared with Northline Services" in text) == reads, who
        assert ("This copy leaves out" in text and "where work should live" in text) != sees, who
        sheets = "\n".join(texts(visitor(who).get(at("review/xlsx?period=2025-03")).content))
        assert (ELSEWHERE[0] in sheets) == sees, who
        assert sees or "31337" not in text + sheets


@pytest.mark.slow
@pytest.mark.parametrize("who", [each for each in SEATED if each not in THEIRS])
@pytest.mark.usefixtures("planned")
def test_nobody_else_reads_it_anywhere(who: str) -> None:
    save()
    share()
    assert [name for name, text in read(who) if any(each in text for each in SECRET[:-1])] == []


@pytest.mark.slow
@pytest.mark.usefixtures("planned")
def test_the_client_reads_it_so_the_search_can_find_it() -> None:
    save()
    names = {name for name, text in read("client-executive") if ELSEWHERE[0] in text}
    assert names >= {*VERBS, *VERBS.values(), "saved-plan", "saved_plan"}


def test_without_a_run_the_page_says_what_to_do(workspace: Path) -> None:
    assert "Nothing was computed yet" in visitor("client-finance").get(at("plan")).content.decode()
    place = workspace / "plans" / "2026.yml"
    text = place.read_text("utf-8")
    place.unlink()
    try:
        assert "truegreen allocate --draft NAME" in visitor("client-finance").get(at("plan")).content.decode()
    finally:
        place.write_text(text, "utf-8")
