"""What those see who watch the workspace: it lives, it is ready, figures and logs without anybody in them."""

from __future__ import annotations

import json
import logging
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings

from tests.web.people import AGREEMENT, PASSWORD, email
from tests.web.visiting import at, visitor
from truegreen.web.upkeep import counting
from truegreen.web.upkeep.logs import Lines
from truegreen.web.work.queue import ask, take


def figures(**headers: str) -> dict[str, str]:
    said = Client(HTTP_HOST="localhost").get("/metrics", headers=headers).content.decode()
    return dict(line.rsplit(" ", 1) for line in said.splitlines() if not line.startswith("#"))


def test_it_says_that_it_lives_and_is_ready(workspace: Path) -> None:
    nobody = visitor()
    assert nobody.get("/health").content == b"ok\n"
    told = nobody.get("/ready").json()
    assert (told["ready"], told["database"], told["journal"]) == (True, "ok", 0)


def test_a_database_that_is_not_of_this_version_is_not_ready(workspace: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'web' AND name <> '0001_first'")
    answer = visitor().get("/ready")
    assert (answer.status_code, answer.json()["migrated"]) == (503, False)


def test_a_database_that_is_away_is_not_ready_but_the_process_lives(workspace: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE web_head RENAME TO web_gone")
    assert visitor().get("/ready").status_code == 503
    assert visitor().get("/health").status_code == 200


def test_figures_count_by_door_and_status(workspace: Path) -> None:
    before = figures()
    visitor("auditor").get(at("journal"))
    visitor("client-commercial").get(at("journal"))
    ask("time", "p-owner")
    held = ask("time", "p-owner") and take("one")
    assert held
    held.failed("The server is away.")
    after = figures()

    def more(name: str) -> int:
        return int(after[name]) - int(before.get(name, 0))

    assert more('truegreen_requests_total{door="journal",status="200"}') == 1
    assert more('truegreen_requests_total{door="journal",status="403"}') == 1
    assert more("truegreen_request_seconds_count") == 3  # with the figures themselves
    assert after['truegreen_request_seconds_bucket{le="+Inf"}'] == after["truegreen_request_seconds_count"]
    assert (after["truegreen_jobs_waiting"], after["truegreen_jobs_failed"]) == ("2", "1")
    assert AGREEMENT not in str(after)
    assert "p-" not in str([name for name in after if "request" not in name])


@pytest.mark.parametrize(("more", "headers", "status"), [
    ({}, {}, 200),
    ({"REMOTE_ADDR": "::1"}, {}, 200),
    ({"REMOTE_ADDR": "203.0.113.9"}, {}, 404),
    ({"REMOTE_ADDR": ""}, {}, 404),
    ({}, {"X-Forwarded-For": "203.0.113.9"}, 404),
    ({"REMOTE_ADDR": "203.0.113.9"}, {"Authorization": "Bearer right"}, 200),
    ({"REMOTE_ADDR": "203.0.113.9"}, {"Authorization": "Bearer wrong"}, 404),
])  # fmt: skip
def test_figures_are_for_this_machine_or_for_who_has_the_token(
    more: dict[str, Any], headers: dict[str, str], status: int, workspace: Path
) -> None:  # fmt: skip
    with override_settings(METRICS_TOKEN="right"):  # noqa: S106 — a test's
        assert visitor(**more).get("/metrics", headers=headers).status_code == status


def test_without_a_token_none_opens_figures_elsewhere(workspace: Path) -> None:
    elsewhere = visitor(REMOTE_ADDR="203.0.113.9")
    assert elsewhere.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_behind_tls_only_those_who_watch_may_ask_without(workspace: Path) -> None:
    with override_settings(SECURE_SSL_REDIRECT=True):
        asked = [visitor().get(path).status_code for path in ("/health", "/ready", "/metrics", "/notices", "/healthy")]
    assert asked == [200, 200, 200, 301, 301]


def test_counts_of_several_processes_are_summed_and_those_of_before_forgotten(tmp_path: Path) -> None:
    (tmp_path / "1.json").write_text(json.dumps({"requests summed 200": 5}), "utf-8")
    (tmp_path / "2.json").write_text("half a fi", "utf-8")
    counting.count("summed", 200, 0.01)
    assert counting.total(tmp_path)["requests summed 200"] == 6
    counting.begin(tmp_path)
    assert counting.total(tmp_path)["requests summed 200"] == 1


def logged(*asks: tuple[str, str, dict[str, str]], who: str = "") -> str:
    """Give all that is logged while somebody asks."""
    out = StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Lines())
    root, client = logging.getLogger(), visitor(who, enforce_csrf_checks=True)
    root.addHandler(handler)
    try:
        for method, path, said in asks:
            (client.get if method == "GET" else client.post)(path, said)
    finally:
        root.removeHandler(handler)
    return out.getvalue()


def test_a_line_says_which_door_answered_what_and_how_fast(workspace: Path) -> None:
    lines = [json.loads(line) for line in logged(("GET", at("governance"), {}), who="auditor").splitlines()]
    line = next(each for each in lines if each["logger"] == "truegreen.request")
    assert (line["door"], line["status"], line["says"]) == ("governance", 200, "answered")
    assert line["ms"] > 0
    assert len(line["request"]) == 16


def test_no_secret_and_nothing_that_people_wrote_is_logged(workspace: Path) -> None:
    said = logged(
        ("GET", "/welcome/p-auditor/very-secret-token", {}),
        ("GET", "/calendar/very-secret-token.ics", {}),
        ("GET", "/nowhere/very-secret-token", {"q": "very-secret-query"}),
        ("POST", "/account/login/", {"login": email("auditor"), "password": PASSWORD}),
        ("POST", at("open/escalation"), {"title": "Very secret words"}),
    )
    assert said.count('"answered"') == 5
    for each in ("very-secret", "Very secret", PASSWORD, email("auditor"), "p-auditor", AGREEMENT):
        assert each not in said, said
