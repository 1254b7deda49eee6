"""Who sits where for an agreement, both sides face to face; what nobody can do yet; and the form that invites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext_noop, ngettext

from truegreen.governance.asking import Denied
from truegreen.governance.rights import Right
from truegreen.governance.seating import may_tend, posts_of, undone
from truegreen.model.agreement import Side
from truegreen.model.people import EVERY, Post
from truegreen.web import words
from truegreen.web.doors import Asked, Door
from truegreen.web.models import SeatRow
from truegreen.web.people.inviting import has_come, invitation, sent
from truegreen.web.people.seating import invite
from truegreen.web.rendering import page

PATH: Final = "a/<str:agreement>/people"
FACING: Final = (
    (gettext_noop("They lead"), (Post.CLIENT_EXECUTIVE, Post.VENDOR_MANAGER), (Post.PROVIDER_LEAD,)),
    (gettext_noop("They settle money"), (Post.CLIENT_FINANCE,), (Post.PROVIDER_FINANCE,)),
    (gettext_noop("They know customers and figures"), (Post.CLIENT_COMMERCIAL,), (Post.PROVIDER_ANALYST,)),
    (gettext_noop("They look on"), (Post.AUDITOR, Post.READER), (Post.AUDITOR, Post.READER)),
)
"""Function faces function: posts of the client and of the provider that talk to each other."""


@dataclass(frozen=True, slots=True)
class Line:
    """One function, with who does it on either side."""

    title: str
    client: Sequence[SeatRow]
    provider: Sequence[SeatRow]


def people(asked: Asked) -> HttpResponse:
    """Show who sits where."""
    rows = list(seats_of(asked.of.agreement))
    lines = [Line(title, _at(rows, Side.CLIENT, ours), _at(rows, Side.PROVIDER, theirs))
             for title, ours, theirs in FACING]  # fmt: skip
    missing = undone({each.member_id: each.member.person() for each in rows}.values(), asked.of.agreement)
    return page(
        asked, "people.html", lines=lines, neither=[each for each in rows if each.side == Side.BOTH], missing=missing,
        headline=_headline(asked, rows), may=may_tend(asked.person, None, asked.of.agreement, _side(asked)),
        name_of=partial(words.side_name, agreement=asked.of), every=EVERY,
    )  # fmt: skip


def invite_form(asked: Asked) -> HttpResponseBase:
    """Show the form that invites somebody of one's own side, or invite them."""
    side = _side(asked)
    posts = posts_of(side)
    if asked.http.method != "POST":
        return _form(asked, asked.http.GET.dict(), {}, posts)
    told = invitation(asked.http.POST.dict(), asked.of.agreement, side, posts)
    if told.problems or told.seat is None:
        return _form(asked, asked.http.POST.dict(), dict(told.problems), posts)
    member = invite(asked.person, told.seat, told.email, told.name)
    if isinstance(member, Denied):
        return _form(asked, asked.http.POST.dict(), {"": str(member)}, posts)
    link = "" if has_come(member) else sent(asked.person, member, asked.of.agreement)
    return page(asked, "invited.html", member=member, link=link, seat=told.seat, sends_mail=bool(settings.EMAIL_HOST))


def _form(asked: Asked, said: dict[str, str], found: dict[str, str], posts: tuple[Post, ...]) -> HttpResponse:
    return page(asked, "invite.html", status=422 if found else 200, said=said, found=found, posts=posts,
                side=words.side_name(_side(asked), asked.of))  # fmt: skip


def _headline(asked: Asked, rows: Sequence[SeatRow]) -> str:
    many = len({each.member_id for each in rows})
    return ngettext("%d person sits for this agreement", "%d people sit for this agreement", many) % many


def _side(asked: Asked) -> Side:
    return asked.person.side_in(asked.of.agreement) or Side.BOTH


def seats_of(agreement: str) -> QuerySet[SeatRow]:
    """Give the posts that count for an agreement, with who has them; by name."""
    return (
        SeatRow.objects.filter(agreement__in=(agreement, EVERY), ended_at__isnull=True, member__is_active=True)
        .select_related("member")
        .prefetch_related("member__seats", "member__authenticator_set")
        .order_by("member__name")
    )


def _at(rows: Sequence[SeatRow], side: Side, posts: tuple[Post, ...]) -> list[SeatRow]:
    found = [each for each in rows if each.side == side and each.seat().post in posts]
    return sorted(found, key=lambda each: posts.index(each.seat().post))


DOORS: Final = (
    Door(name="people", path=PATH, view=people, needs=Right.SEE_PEOPLE),
    Door(name="invite", path=f"{PATH}/invite", view=invite_form, needs=Right.INVITE, methods=("GET", "POST")),
)
