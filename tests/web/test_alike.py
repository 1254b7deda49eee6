"""A main part that is kept is what would be written anew, for whoever asks and whatever happened in between."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from django.utils import timezone

from tests.web.people import AGREEMENT
from tests.web.test_green import MELON, shown
from tests.web.visiting import at, visitor
from truegreen.governance.moving import Act, Moved
from truegreen.web.acts.matters import open_matter
from truegreen.web.agreements.room import agreement_on
from truegreen.web.models import Member
from truegreen.web.shown.alike import forget

PLACES = ("", "governance", "journal")
WHO = ("client-commercial", "provider-finance", "provider-analyst", "auditor")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def page(who: str, place: str) -> str:
    """Give a page without what is another one each time."""
    return TOKEN.sub("", visitor(who).get(at(place)).content.decode())


def opened(kind: str, about: str = "", **says: str) -> None:
    agreement = agreement_on(AGREEMENT, timezone.localdate())
    assert agreement
    by = Member.objects.get(key="p-client-commercial").person()
    assert isinstance(open_matter(kind, Act(move="", by=by, at=timezone.now(), says=says), agreement, about), Moved)


@pytest.fixture(name="place")
def place_of(workspace: Path) -> Path:
    shown(workspace, [MELON])
    opened("action", title="Call them back", owner="p-client-commercial", by_day="2030-01-01")
    opened("save", "account:A-0001", title="Keep A-0001", owner="p-client-commercial", why="They said so.",
           by_day="2030-01-01")  # fmt: skip
    return workspace


def test_nobody_is_shown_what_was_kept_for_another(place: Path) -> None:
    asked = [*product(WHO, PLACES)]
    anew = {}
    for each in asked:
        forget()
        anew[each] = page(*each)
    for each in reversed(asked):
        page(*each)
    assert {each: page(*each) for each in asked} == anew
    assert "Keep A-0001" in anew["client-commercial", "governance"]
    assert "Keep A-0001" not in anew["provider-finance", "governance"]


def test_what_happens_is_shown_at_once(place: Path) -> None:
    for door in ("governance", "journal"):
        assert "Send them flowers" not in page("auditor", door)
    opened("action", title="Send them flowers", owner="p-client-commercial", by_day="2030-01-01")
    assert "Send them flowers" in page("auditor", "governance")
    assert "<h1>The journal: 3 entries</h1>" in page("auditor", "journal")


def test_each_reads_their_language_and_zone(place: Path) -> None:
    assert "Journal" in page("client-executive", "journal")
    Member.objects.filter(key="p-auditor").update(language="de", zone="Asia/Tokyo")
    told = page("auditor", "journal")
    assert '<html lang="de">' in told
    assert "JST" in told
    assert "JST" not in page("client-executive", "journal")
