"""What is made once and shown to many is shown to nobody whom it is not for, and is made anew when it changes."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from tests.web.people import AGREEMENT
from tests.web.small import SMALL, TEXT, small_agreement
from tests.web.visiting import at, visitor
from truegreen.governance.moving import Act, Moved
from truegreen.web.acts.matters import open_matter
from truegreen.web.agreements.room import agreement_on
from truegreen.web.models import Member

CHANGE = "Ask for a change of this"
NOW = datetime(2026, 1, 20, 9, 0, tzinfo=UTC)


def page(who: str, place: str) -> str:
    answer = visitor(who).get(place)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_who_may_not_ask_for_a_change_is_not_shown_the_page_of_who_may(workspace: Path) -> None:
    for who in ("client-vendor-manager", "read-only", "provider-lead", "auditor"):
        assert (CHANGE in page(who, at("agreement"))) is (who not in ("read-only", "auditor")), who


def test_the_agreements_page_is_written_anew_when_its_text_changes(workspace: Path) -> None:
    place, file = f"/a/{SMALL}/agreement", workspace / "agreements" / "small.yml"
    with small_agreement(workspace, "auditor"):
        assert "A small desk" in page("auditor", place)
        file.write_text(TEXT.replace("A small desk", "A larger one"), "utf-8")
        assert "A larger one" in page("auditor", place)
        assert "A small desk" not in page("auditor", place)


def test_a_file_that_comes_is_seen_and_one_that_goes_is_not(workspace: Path) -> None:
    place, door = workspace / "agreements" / "came.yml", f"/a/{AGREEMENT}/agreement"
    says = "number: 9\neffective: 2025-11-01\nclause: Nine\nset:\n  title: Nine lives\n"
    place.write_text(f"amends: {AGREEMENT}\n{says}", "utf-8")
    try:
        assert "Nine lives" in page("client-vendor-manager", door)
    finally:
        place.unlink()
    assert "Nine lives" not in page("client-vendor-manager", door)


def test_matters_are_counted_for_the_side_whose_turn_it_is(workspace: Path) -> None:
    agreement, rui = agreement_on(AGREEMENT, NOW.date()), Member.objects.get(key="p-provider-lead").person()
    assert agreement
    says = {"title": "Slow answers", "happened": "Late.", "wanted": "Less late.", "severity": "serious"}
    before = {who: waiting(who) for who in ("client-vendor-manager", "provider-lead")}
    for _ in range(2):
        assert isinstance(open_matter("escalation", Act(move="", by=rui, at=NOW, says=says), agreement), Moved)
    after = {who: waiting(who) for who in before}
    assert {who: after[who] - before[who] for who in before} == {"client-vendor-manager": 2, "provider-lead": 0}


def waiting(who: str) -> int:
    """Give how many matters wait for somebody's side, as their first page says."""
    found = re.search(r'<td class="n" data-label="[^"]+">(\d+)</td>', page(who, "/"))
    assert found
    return int(found[1])
