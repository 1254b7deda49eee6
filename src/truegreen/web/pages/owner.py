"""Everybody of the workspace, for who looks after it: all posts of all agreements, ownership, sign-ins and links."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from truegreen.governance.asking import Denied
from truegreen.governance.seating import posts_of
from truegreen.model.agreement import Side
from truegreen.model.people import EVERY, Person
from truegreen.web.agreements.room import agreements
from truegreen.web.doors import Asked, Door, Open
from truegreen.web.gate import refused
from truegreen.web.models import Member, SeatRow
from truegreen.web.people import seating
from truegreen.web.people.inviting import has_come, invitation, sent
from truegreen.web.people.signing_in import must_be_recent
from truegreen.web.rendering import page

NOBODY: Final = Denied("There is no such person.", exists=False)
OWNS: Final[Mapping[str, Callable[[Person, Member], Denied | None]]] = {
    "own": partial(seating.own, gives=True), "disown": partial(seating.own, gives=False), "let-go": seating.let_go,
    "let-back": seating.let_back, "factor": seating.take_factor,
}  # fmt: skip
"""What an owner does about a person, by its name in the address."""


def owner(asked: Asked) -> HttpResponse:
    """Show all people."""
    return _shown(asked, "")


def invite(asked: Asked) -> HttpResponseBase:
    """Show the form that invites somebody to any side of any agreement, or invite them."""
    said = asked.http.POST.dict() if asked.http.method == "POST" else asked.http.GET.dict()
    side = Side(said["side"]) if said.get("side") in {each.value for each in Side} else Side.CLIENT
    if asked.http.method != "POST":
        return _form(asked, said, {})
    of = said.get("agreement", "")
    told = invitation(said, of, side, posts_of(side))
    if of not in agreements() or told.problems or told.seat is None:
        return _form(
            asked, said, {**told.problems, **({} if of in agreements() else {"agreement": gettext("Choose.")})}
        )
    member = seating.invite(asked.person, told.seat, told.email, told.name)
    if isinstance(member, Denied):
        return _form(asked, said, {"": str(member)})
    link = "" if has_come(member) else sent(asked.person, member, of)
    return page(asked, "invited.html", member=member, link=link, seat=told.seat, sends_mail=bool(settings.EMAIL_HOST))


def do(asked: Asked, person: str, act: str) -> HttpResponseBase:
    """Give or end ownership, end or give back a sign-in, end a post, take a lost second factor away, make a link."""
    member = Member.objects.filter(key=person).first()
    if member is None or act not in (*OWNS, "end", "link"):
        return refused(asked, NOBODY)
    must_be_recent(asked.http)
    if act == "link":
        link = sent(asked.person, member, "") if member.is_active else ""
        return page(asked, "invited.html", member=member, seat=None, link=link, sends_mail=bool(settings.EMAIL_HOST))
    no = _ended(asked, member) if act == "end" else OWNS[act](asked.person, member)
    if no:
        return _shown(asked, str(no)) if no.exists and not no.lacks_factor else refused(asked, no)
    messages.success(asked.http, gettext("Done, and written into the journal."))
    return redirect("owner")


def _ended(asked: Asked, member: Member) -> Denied | None:
    told = asked.http.POST.get("seat", "")
    number = int(told) if told.isascii() and told.isdigit() else 0
    row = SeatRow.objects.filter(member=member, pk=number, ended_at__isnull=True).first()
    return seating.end_post(asked.person, row) if row else NOBODY


def _shown(asked: Asked, problem: str) -> HttpResponse:
    people = list(Member.objects.order_by("-is_active", "name").prefetch_related("seats", "authenticator_set"))
    here = sum(each.is_active for each in people)
    return page(
        asked, "owner.html", status=422 if problem else 200, people=people, problem=problem, every=EVERY,
        headline=ngettext("%d person can sign in", "%d people can sign in", here) % here,
        seats={each.pk: [seat for seat in each.seats.all() if seat.ended_at is None] for each in people},
        owners=sum(each.is_owner for each in people),
    )  # fmt: skip


def _form(asked: Asked, said: dict[str, str], found: dict[str, str]) -> HttpResponse:
    today = timezone.localdate()
    rooms = [each.on(today) for _, each in sorted(agreements().items())]
    posts = {post: None for side in Side for post in posts_of(side)}
    return page(asked, "invite.html", status=422 if found else 200, said=said, found=found, posts=tuple(posts),
                agreements=rooms, side="")  # fmt: skip


DOORS: Final = (
    Door(name="owner", path="owner", view=owner, needs=Open.OWNER),
    Door(name="owner-invite", path="owner/invite", view=invite, needs=Open.OWNER, methods=("GET", "POST")),
    Door(name="owner-do", path="owner/people/<str:person>/<str:act>", view=do, needs=Open.OWNER, methods=("POST",)),
)
