"""Who hears of what: everybody of the side whose turn it is, and those who were in it before."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings

from truegreen.governance.asking import denied
from truegreen.governance.kinds import kinds
from truegreen.governance.rights import HELD_BY, Right
from truegreen.governance.seeing import right_to_see
from truegreen.model.agreement import Side
from truegreen.model.journal import CLOCK, Entry
from truegreen.model.matter import Matter
from truegreen.model.people import EVERY
from truegreen.web.models import EntryRow, Hook, Member, Notice
from truegreen.web.work.queue import ask


def tell(entries: Sequence[Entry], matter: Matter) -> None:
    """Leave a notice for everybody whom an entry concerns and who may see it, but not for who made it."""
    turn = kinds()[matter.kind].stage(matter.stage).turn
    side = turn.side(matter.side) if turn else None
    were_in_it = set(EntryRow.objects.filter(about=matter.id).values_list("actor", flat=True))
    actors = {each.event.actor for each in entries}
    reached = [
        member for member in _members(matter.agreement)
        if member.key not in actors and (member.key in were_in_it or (turn and _sits(member, side)))
        and denied(member.person(), right_to_see(matter.kind, matter.about), matter.agreement) is None
    ]  # fmt: skip
    left = Notice.objects.bulk_create(
        Notice(
            member=member, entry=each.number, agreement=matter.agreement, about=matter.id, says=each.event.says[:400]
        )
        for member in reached for each in entries
    )  # fmt: skip
    _sent_on(left, entries, matter.agreement)


def _sent_on(left: Sequence[Notice], entries: Sequence[Entry], agreement: str) -> None:
    """Ask for what goes out at once: e-mails to those who want them so, and what webhooks are told."""
    if settings.EMAIL_HOST:
        for notice in left:
            if notice.member.mail == "at-once":
                ask("send", CLOCK, {"notice": notice.id})
    for hook in Hook.objects.filter(agreement=agreement, ended_at__isnull=True).values_list("id", flat=True):
        for each in entries:
            ask("send", CLOCK, {"hook": hook, "entry": each.number})


def _members(agreement: str) -> list[Member]:
    found = Member.objects.filter(
        is_active=True, seats__agreement__in=(agreement, EVERY), seats__ended_at__isnull=True
    ).prefetch_related("seats", "authenticator_set")
    return list(found.distinct())


def _sits(member: Member, side: Side | None) -> bool:
    acting = HELD_BY[Right.ACT]
    return any(
        each.post in acting and (side is None or each.side is side) for each in member.person().seats
    )  # fmt: skip
