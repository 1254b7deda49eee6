"""How many queries each page takes: no more than its golden count, and no more for more rows."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
import yaml
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.test_doors import path_of
from tests.web.test_example import emptied
from truegreen.governance.moving import Act, Moved
from truegreen.model.people import Person
from truegreen.web.acts.matters import open_matter
from truegreen.web.agreements.room import agreement_on
from truegreen.web.doors import Open, doors
from truegreen.web.example import AGREEMENT, put_in
from truegreen.web.models import Member

ANEW: Final = "TRUEGREEN_COUNT_ANEW"
GOLDEN: Final = Path(__file__).with_name("queries.yml")
NOW: Final = datetime(2026, 1, 20, 9, tzinfo=UTC)
PAGES: Final = [each for each in doors() if "GET" in each.methods and each.needs is not Open.ANYBODY]
THERE: Final = {"escalation-404": "escalation-1"}
BACKEND: Final = "allauth.account.auth_backends.AuthenticationBackend"


def counted() -> dict[str, int]:
    """Count the queries of every page, looked at a second time."""
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(Member.objects.get(email=f"ines@{AGREEMENT}.example"), backend=BACKEND)
    found = {}
    for door in PAGES:
        path = path_of(door, AGREEMENT)
        for missing, there in THERE.items():
            path = path.replace(missing, there)
        browser.get(path)
        with CaptureQueriesContext(connection) as queries:
            browser.get(path)
        found[door.name] = len(queries)
    return found


def more(many: int) -> None:
    """Open more of what pages list."""
    agreement = agreement_on(AGREEMENT, NOW.date())
    assert agreement
    ines: Person = Member.objects.get(email=f"ines@{AGREEMENT}.example").person()
    for place in range(many):
        says = {"title": f"Action {place}", "owner": ines.id, "by_day": "2026-02-10"}
        act = Act(move="add", by=ines, at=NOW + timedelta(minutes=place), says=says)
        assert isinstance(open_matter("action", act, agreement), Moved)


@pytest.mark.slow
def test_no_page_takes_more_queries_than_its_golden_count(workspace: Path) -> None:
    emptied()
    put_in(NOW)
    few = counted()
    more(30)
    many = counted()
    if os.environ.get(ANEW):
        GOLDEN.write_text(yaml.safe_dump(dict(sorted(many.items()))), "utf-8")
    golden = yaml.safe_load(GOLDEN.read_text("utf-8"))
    assert set(few) == set(golden), "write the new page's count into queries.yml"
    assert {name: (few[name], many[name]) for name in few if few[name] != many[name]} == {}
    assert {name: (many[name], golden[name]) for name in many if many[name] > golden[name]} == {}
