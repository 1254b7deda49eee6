"""Matters in the browser: an escalation from being raised to being settled, by both sides."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.utils import timezone

from tests.web.visiting import at, visitor
from truegreen.web.acts.matters import let_time_pass
from truegreen.web.agreements.room import agreement_on
from truegreen.web.models import EntryRow, MatterRow, Notice

RAISED = {
    "title": "Damage claims lie", "happened": "41 cases", "wanted": "A date", "severity": "critical", "once": "k1",
}  # fmt: skip


def raised() -> str:
    answer = visitor("client-commercial").post(at("open/escalation"), RAISED)
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def test_an_escalation_goes_from_side_to_side(workspace: Path) -> None:
    place = raised()
    provider = visitor("provider-lead")
    assert "It is for Northline Services to move" in provider.get(place).content.decode()
    wrong = provider.post(f"{place}/answer", {"seen": "1", "answer": "We do", "by_day": "soon"})
    assert wrong.status_code == 422
    assert "By which day: “soon” is not clear; write a day like 31 Dec 2026 or 2026-12-31." in wrong.content.decode()
    by_day = (timezone.localdate() + timedelta(days=7)).isoformat()
    assert provider.post(f"{place}/answer", {"seen": "1", "answer": "We do", "by_day": by_day}).status_code == 302
    settled = visitor("client-executive").post(f"{place}/settle", {"seen": "2", "outcome": "All are answered"})
    assert settled.status_code == 302
    assert MatterRow.objects.get().stage == "settled"
    assert list(EntryRow.objects.values_list("name", flat=True)) == [
        "truegreen.escalation.raised", "truegreen.escalation.answered", "truegreen.escalation.settled",
    ]  # fmt: skip


def test_the_same_form_sent_twice_opens_one(workspace: Path) -> None:
    assert raised() == raised()
    assert MatterRow.objects.count() == EntryRow.objects.count() == 1


def test_who_looked_before_somebody_else_moved_looks_again(workspace: Path) -> None:
    place = raised()
    day = (timezone.localdate() + timedelta(days=7)).isoformat()
    said = {"seen": "1", "answer": "We do", "by_day": day}
    assert visitor("provider-lead").post(f"{place}/answer", said).status_code == 302
    again = visitor("provider-lead").post(f"{place}/answer", said)
    assert again.status_code == 422
    assert MatterRow.objects.get().moves == 2


def test_who_may_not_is_told_why_and_who_may(workspace: Path) -> None:
    place = raised()
    no = visitor("provider-analyst").post(f"{place}/answer", {"seen": "1"})
    assert no.status_code == 403
    assert "As provider analyst you may not answer an escalation." in no.content.decode()
    assert "provider lead" in no.content.decode()
    assert MatterRow.objects.get().moves == 1


def test_time_moves_what_nobody_does(workspace: Path) -> None:
    raised()
    entries = let_time_pass(datetime.now(UTC) + timedelta(days=60), lambda name, at: agreement_on(name, at.date()))
    assert MatterRow.objects.get().stage == "unanswered"
    assert [each.event.actor for each in entries] == ["clock"] * 3
    assert Notice.objects.filter(member__key="p-provider-lead").exists()
    assert not Notice.objects.filter(member__key="p-elsewhere").exists()
    assert not let_time_pass(datetime.now(UTC) + timedelta(days=90), lambda name, at: agreement_on(name, at.date()))


def test_what_was_said_stands_under_the_question_that_was_asked(workspace: Path) -> None:
    said = {"title": "Too low", "amount": "5 EUR", "reason": "Schedule 4", "about": "line:2025-10:late", "once": "k9"}
    place = str(visitor("provider-finance").post(at("open/dispute"), said).headers["Location"])
    client = visitor("client-finance")
    client.post(f"{place}/deny", {"seen": "1", "answer": "It was not excused"})
    page = client.get(place).content.decode()
    assert page.count("Why the line is right, and by which clause") == 2
    assert page.count("Why so much and no more") == 1  # of what could still be done: accept part of it
