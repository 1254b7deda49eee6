"""Give and end posts, sign-ins and ownership: check, do, and write it down, in one transaction.

What is written names people by their key: a name can be forgotten, an entry cannot.
"""

from __future__ import annotations

from collections.abc import Mapping

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from truegreen.governance.asking import Denied
from truegreen.governance.seating import may_let_go, may_own, may_sit, may_tend
from truegreen.model.agreement import Side
from truegreen.model.journal import Event
from truegreen.model.people import EVERY, Person, Seat
from truegreen.web.acts.journal import written_down
from truegreen.web.models import Head, Member, SeatRow, Token
from truegreen.web.people.signed import end_sessions
from truegreen.web.upkeep.starting import add_member


def invite(by: Person, seat: Seat, email: str, name: str) -> Member | Denied:
    """Give somebody a post, and make them a member if they are none yet."""
    with transaction.atomic():
        _one_at_a_time()
        member = Member.objects.filter(email=email).first()
        no = may_tend(by, member.person() if member else None, seat.agreement, seat.side)
        no = no or (may_sit(member.person(), seat) if member else None) or (_gone(member) if member else None)
        if no:
            return no
        is_new, member = member is None, member or add_member(email, name)
        SeatRow.objects.create(member=member, agreement=seat.agreement, side=str(seat.side), post=seat.post.value)
        _write(by, member, "person.invited" if is_new else "post.given", f"{seat.post.words.capitalize()} given.",
               seat.agreement, after={"post": seat.post.value, "side": str(seat.side)})  # fmt: skip
        return member


def change_post(by: Person, row: SeatRow, seat: Seat) -> Denied | None:
    """Give somebody another post of the same side instead of the one they have."""
    with transaction.atomic():
        _one_at_a_time()
        person = row.member.person()
        no = may_tend(by, person, row.agreement, Side(row.side)) or may_sit(person, seat)
        if no:
            return no
        _ended(row)
        SeatRow.objects.create(member=row.member, agreement=row.agreement, side=row.side, post=seat.post.value)
        _write(by, row.member, "post.changed", f"{row.seat().post.words.capitalize()} is {seat.post.words} now.",
               row.agreement, before={"post": row.post}, after={"post": seat.post.value})  # fmt: skip
        return None


def end_post(by: Person, row: SeatRow) -> Denied | None:
    """End a post; what was done at it stays in the journal."""
    with transaction.atomic():
        _one_at_a_time()
        no = may_tend(by, row.member.person(), row.agreement, Side(row.side))
        if no:
            return no
        _ended(row)
        _write(by, row.member, "post.ended", f"{row.seat().post.words.capitalize()} ended.", row.agreement,
               before={"post": row.post, "side": row.side})  # fmt: skip
        return None


def let_go(by: Person, member: Member) -> Denied | None:
    """End somebody's sign-in: password, sessions, tokens and links are no good from now on. Their posts end with it."""
    with transaction.atomic():
        _one_at_a_time()
        no = may_let_go(by, member.person(), _owners())
        if no:
            return no
        no_more = make_password(None)  # whoever is let back chooses another, and links of before stay no good
        Member.objects.filter(pk=member.pk).update(is_active=False, is_owner=False, feed="", password=no_more)
        Token.objects.filter(member=member, ended_at__isnull=True).update(ended_at=timezone.now())
        end_sessions(member)
        rows = list(member.seats.filter(ended_at__isnull=True))
        for row in rows:
            _ended(row)
            _write(by, member, "person.let-go", "Sign-in ended, and with it the post.", row.agreement,
                   before={"active": "yes", "post": row.post, "side": row.side}, after={"active": "no"})  # fmt: skip
        if not rows:
            _write(by, member, "person.let-go", "Sign-in ended.", "", before={"active": "yes"}, after={"active": "no"})
        return None


def let_back(by: Person, member: Member) -> Denied | None:
    """Let somebody sign in again whose sign-in was ended, with a new link; their posts stay ended."""
    with transaction.atomic():
        _one_at_a_time()
        if not by.is_owner or not by.is_sure:
            return Denied("Only who looks after the workspace may do this, with a second factor.")
        Member.objects.filter(pk=member.pk).update(is_active=True)
        _write(by, member, "person.let-back", "May sign in again.", "", before={"active": "no"},
               after={"active": "yes"})  # fmt: skip
        return None


def own(by: Person, member: Member, *, gives: bool) -> Denied | None:
    """Make somebody look after the workspace, or no more."""
    with transaction.atomic():
        _one_at_a_time()
        no = may_own(by, member.person(), _owners(), gives=gives)
        if no:
            return no
        Member.objects.filter(pk=member.pk).update(is_owner=gives)
        was, now = ({}, {"owner": "yes"}) if gives else ({"owner": "yes"}, {})
        _write(by, member, "owner.made" if gives else "owner.ended",
               "Looks after the workspace now." if gives else "Looks after the workspace no more.", "",
               before=was, after=now)  # fmt: skip
        return None


def take_factor(by: Person, member: Member) -> Denied | None:
    """Take somebody's second factor away who lost theirs; they set up another one when they are in."""
    with transaction.atomic():
        _one_at_a_time()
        if not by.is_owner or by.id == member.key:
            return Denied("Only somebody else who looks after the workspace may do this.")
        Authenticator.objects.filter(user=member).delete()
        end_sessions(member)
        _write(by, member, "factor.taken", "Second factor taken away.", "", before={"factor": "yes"})
        return None


def link_made(by: Person, member: Member, agreement: str, way: str) -> None:
    """Write down that somebody has a new link, and how it reached them."""
    with transaction.atomic():
        _write(by, member, "link.made", f"A new link: {way}.", agreement, after={"link": way})


def _gone(member: Member) -> Denied | None:
    no = "Their sign-in was ended; who looks after the workspace can let them in again."
    return None if member.is_active else Denied(no)


def _one_at_a_time() -> None:
    """Wait until nobody else changes people or the journal, so that what is checked is still so when it is done."""
    Head.objects.select_for_update().get(id=1)


def _owners() -> int:
    return Member.objects.filter(is_owner=True, is_active=True).count()


def _ended(row: SeatRow) -> None:
    SeatRow.objects.filter(pk=row.pk).update(ended_at=timezone.now())


def _write(by: Person, member: Member, name: str, says: str, agreement: str, *,
           before: Mapping[str, str] | None = None, after: Mapping[str, str] | None = None) -> None:  # fmt: skip
    side = by.side_in(agreement) if agreement else None
    written_down([
        Event(at=timezone.now(), actor=by.id, side=str(side or ""), name=f"truegreen.{name}",
              agreement="" if agreement == EVERY else agreement, about=f"person:{member.key}", says=says,
              before=before or {}, after=after or {}),
    ])  # fmt: skip
