"""What is about money or named accounts is seen only by those who may see these: pages, journal and API alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone

from tests.web.people import AGREEMENT, SEATED
from tests.web.visiting import at, visitor
from truegreen.governance.moving import Act, Moved
from truegreen.governance.rights import HELD_BY, Right
from truegreen.model.people import Post
from truegreen.web.acts.matters import open_matter
from truegreen.web.agreements.room import agreement_on
from truegreen.web.models import Member, Notice

OPENED = {
    "dispute": ("client-finance", "line:2025-10:late", Right.SEE_MONEY, {
        "title": "A line about money", "amount": "5.00 EUR", "reason": "So",
    }),
    "save": ("client-commercial", "account:A-1", Right.SEE_ACCOUNTS, {
        "title": "Call the big one", "owner": "p-client-commercial", "by_day": "2030-01-01",
    }),
    "escalation": ("client-commercial", "account:A-1", Right.SEE_ACCOUNTS, {
        "title": "An account shouts", "happened": "So", "wanted": "Peace", "severity": "serious",
    }),
    "action": ("client-commercial", "", Right.SEE, {
        "title": "Nothing secret", "owner": "p-client-commercial", "by_day": "2030-01-01",
    }),
}  # fmt: skip


@pytest.mark.parametrize("kind", OPENED)
def test_a_matter_is_seen_by_who_may_see_what_it_is_about(workspace: Path, kind: str) -> None:
    who, about, right, says = OPENED[kind]
    agreement = agreement_on(AGREEMENT, timezone.localdate())
    assert agreement
    act = Act(move="", by=Member.objects.get(key=f"p-{who}").person(), at=timezone.now(), says=says)
    made = open_matter(kind, act, agreement, about)
    assert isinstance(made, Moved)
    for each in SEATED:
        client, is_seen = visitor(each), Post(each) in HELD_BY[right]
        assert client.get(at(f"matter/{kind}-1")).status_code == (200 if is_seen else 403), each
        assert (says["title"] in client.get(at("governance")).content.decode()) is is_seen, each
        shown = client.get(at("journal"))
        assert shown.status_code == 403 or (says["title"] in shown.content.decode()) is is_seen, each
        told = client.get(f"/api/v1/agreements/{AGREEMENT}/matters/{kind}-1")
        assert told.status_code == (200 if is_seen else 403), each
        assert is_seen or not Notice.objects.filter(member__key=f"p-{each}").exists(), each
        listed = client.get(f"/api/v1/agreements/{AGREEMENT}/matters")
        assert (says["title"] in listed.content.decode()) is is_seen, each
