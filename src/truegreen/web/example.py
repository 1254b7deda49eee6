"""The example's people and what is between them, so that a first look shows a workspace in use.

Everybody comes in by the same functions as in earnest, so the journal, the clocks and the notices are real. It is done
only in a workspace where nobody is yet.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from truegreen.governance.moving import Act, Moved
from truegreen.model.agreement import Agreement
from truegreen.model.journal import Event
from truegreen.model.people import EVERY, Person, Post
from truegreen.web.acts.journal import written_down
from truegreen.web.acts.matters import move_matter, open_matter
from truegreen.web.agreements.rehearsing import ask_for_trial
from truegreen.web.agreements.room import agreement_on
from truegreen.web.models import MatterRow, Member, SeatRow
from truegreen.web.upkeep.starting import add_member

AGREEMENT: Final = "acme-care"
PEOPLE: Final[Mapping[str, tuple[str, Post]]] = {
    "ines": ("Ines Vogel", Post.VENDOR_MANAGER),
    "clara": ("Clara Brandt", Post.CLIENT_EXECUTIVE),
    "jonas": ("Jonas Keller", Post.CLIENT_FINANCE),
    "amara": ("Amara Okafor", Post.CLIENT_COMMERCIAL),
    "rui": ("Rui Matos", Post.PROVIDER_LEAD),
    "beatriz": ("Beatriz Lima", Post.PROVIDER_ANALYST),
    "tomas": ("Tomás Costa", Post.PROVIDER_FINANCE),
    "nora": ("Nora Lind", Post.AUDITOR),
}
"""Who sits where, by the first part of their address."""


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that somebody did.

    Attributes:
        who: the first part of their address.
        days: how many days ago.
        kind: of the matter.
        move: what they did; empty to open it.
        says: what they said.
        about: what it is about.
    """

    who: str
    days: float
    kind: str
    move: str = ""
    says: Mapping[str, str] = field(default_factory=dict)
    about: str = ""


CHANGE: Final = """amends: acme-care
number: 2
effective: 2026-04-01
clause: Amendment 2, asked for
set:
  terms.unsolved-documents.per_point.share: 1 %
  terms.unsolved-documents.cap.share: 12 %
  terms.late-documents.cap.share: 6 %
"""
"""Pays for matters solved rather than for speed."""
STORY: Final = (
    Done("amara", 9, "feedback", says={
        "title": "The customs desk on the day of the port strike", "kind": "thank you", "team": "Lisbon, customs",
        "happened": "They called every customer before the ship left. Two wrote to say so.",
    }),
    Done("rui", 8.5, "feedback", "hear", {"answer": "Read out at the team's start of shift."}),
    Done("amara", 8, "escalation", says={
        "title": "Customs documents from Manila come back",
        "happened": "Three customers say that their documents were answered in time and were wrong.",
        "wanted": "To know how many, why, and from when it stops.", "severity": "critical",
    }),
    Done("rui", 7.9, "escalation", "answer", {
        "answer": "Every document from Manila is checked by a second person until the cause is known.", "by_day": "+21",
    }),
    Done("ines", 7, "cause", says={
        "title": "Documents answered in time, and wrong",
        "happened": "In Manila fewer than six of ten customers are content, while all targets are met.",
    }),
    Done("ines", 6, "decision", says={
        "title": "Should speed go on being paid where it tells nothing of customers?",
        "because": "Documents on time stands at 98 % where customers are least content; solved at once tells.",
        "choices": "Pay for matters solved at once; keep speed as a guardrail; leave it as it is.",
    }),
    Done("tomas", 5, "dispute", says={
        "title": "September's credit counts cases of the strike", "amount": "60.00 EUR",
        "reason": "Schedule 4 excuses the port strike of 22 and 23 September.",
        "evidence": "Notice of relief of 22 September.",
    }, about="line:2025-10:unsolved-documents"),
    Done("jonas", 4, "dispute", "deny", {
        "answer": "The strike ended on the 23rd; the cases that did not hold were opened from the 26th on.",
        "shown": "The rows behind the measure, by day.",
    }),
    Done("beatriz", 3.5, "action", says={
        "title": "List the documents that came back, by checker and day", "owner": "beatriz", "by_day": "+4",
        "why": "For the cause.",
    }),
    Done("ines", 3, "risk", says={
        "title": "Only one site knows customs documents", "owner": "rui", "likely": "possible",
        "trigger": "Two of the five specialists leave within a quarter.", "response": "Train three people in Lisbon.",
    }),
    Done("rui", 2, "initiative", says={
        "title": "A checklist in the tool before a document is sent", "measure": "documents-solved-at-once",
        "expected": "Five points more solved at once by the end of the quarter.", "owner": "beatriz",
    }),
    Done("ines", 1.5, "change", says={
        "title": "Pay for documents solved at once, and less for speed", "text": CHANGE, "from": "2026-04-01",
        "why": "Documents are in time where customers are least content; whether they are solved tells.",
    }),
    Done("ines", 1, "review", says={
        "title": "Monthly review", "on_day": "+9", "attends": "Clara, Ines, Jonas, Amara; Rui, Beatriz, Tomás",
        "agenda": "Documents from Manila. The dispute on September's credit. What speed is paid for.",
    }),
)  # fmt: skip


def put_in(now: datetime) -> dict[str, str]:
    """Put everybody in with what is between them, and give their passwords by e-mail.

    If they are in already, each gets a new password; where others are, nothing is done.
    """
    agreement = agreement_on(AGREEMENT, now.date())
    if agreement is None:
        return {}
    if Member.objects.exists():
        return _anew()
    passwords: dict[str, str] = {}
    with transaction.atomic():
        keys = dict(_members(agreement, now, passwords))
        for each in STORY:
            _do(each, now, keys, agreement)
        asked = MatterRow.objects.get(kind="change")
        ask_for_trial(asked.id, asked.moves, keys["ines"].id)
    return passwords


def _anew() -> dict[str, str]:
    """Give the example's people new passwords; nothing where anybody else is."""
    known = [_email(who) for who in PEOPLE]
    if Member.objects.exclude(email__in=known).exists():
        return {}
    passwords: dict[str, str] = {}
    for member in Member.objects.all():
        passwords[member.email] = secrets.token_urlsafe(9)
        member.set_password(passwords[member.email])
        member.save(update_fields=["password"])
    return {email: passwords[email] for email in known if email in passwords}


def _email(who: str) -> str:
    return f"{who}@{AGREEMENT}.example"


def _members(agreement: Agreement, now: datetime, passwords: dict[str, str]) -> Iterator[tuple[str, Person]]:
    for who, (name, post) in PEOPLE.items():
        email, password = _email(who), secrets.token_urlsafe(9)
        member = add_member(email, name, is_owner=who == "ines")
        member.set_password(password)
        member.save()
        where = EVERY if who == "nora" else agreement.agreement
        SeatRow.objects.create(member=member, agreement=where, side=str(post.side), post=post.value)
        written_down([
            Event(at=now - timedelta(days=10), actor=member.key, side=str(post.side), name="truegreen.person.seated",
                  agreement=agreement.agreement, about=f"person:{member.key}", says=f"{post.words.capitalize()} given.",
                  after={"post": post.value}),
        ])  # fmt: skip
        passwords[email] = password
        yield who, member.person()


def _do(each: Done, now: datetime, people: Mapping[str, Person], agreement: Agreement) -> None:
    at = now - timedelta(days=each.days)
    said = {name: _said(name, text, at, people) for name, text in each.says.items()}
    act = Act(move=each.move, by=people[each.who], at=at, says=said)
    if each.move:
        row = MatterRow.objects.filter(kind=each.kind).latest("opened_at")
        act = Act(move=each.move, by=people[each.who], at=at, says=said, seen=row.moves)
        outcome = move_matter(row.id, act, agreement)
    else:
        outcome = open_matter(each.kind, act, agreement, each.about)
    if not isinstance(outcome, Moved):
        raise TypeError(f"the example does what may not be done: {each.kind} {each.move}: {outcome}")


def _said(name: str, text: str, at: datetime, people: Mapping[str, Person]) -> str:
    """Give what is said, with days from then and people's keys in their place."""
    if name in ("by_day", "on_day"):
        return (at + timedelta(days=int(text))).date().isoformat()
    return people[text].id if name == "owner" else text
