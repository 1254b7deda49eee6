"""One person of an agreement: their posts, how they sign in, what was done about them, and what can be."""

from __future__ import annotations

from functools import partial
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext

from truegreen.governance.asking import Denied
from truegreen.governance.rights import Right
from truegreen.governance.seating import may_let_go, may_tend, posts_of
from truegreen.model.agreement import Side
from truegreen.model.people import EVERY, Seat
from truegreen.web import words
from truegreen.web.acts.journal import entry_of
from truegreen.web.doors import Asked, Door
from truegreen.web.gate import refused
from truegreen.web.models import EntryRow, Member, SeatRow
from truegreen.web.pages.people import PATH, seats_of
from truegreen.web.people.inviting import sent
from truegreen.web.people.known import names
from truegreen.web.people.seating import change_post, end_post, let_go
from truegreen.web.people.signing_in import must_be_recent
from truegreen.web.rendering import page

NOBODY: Final = Denied("There is no such person here.", exists=False)


def person(asked: Asked, person: str) -> HttpResponse:
    """Show one person: their posts, how they sign in, what was done about them, and what can be."""
    member = _member(asked, person)
    return _person(asked, member, {}) if member else refused(asked, NOBODY)


def do(asked: Asked, person: str, act: str) -> HttpResponseBase:
    """Change or end a post, end a sign-in, or send a new link."""
    member = _member(asked, person)
    if member is None or act not in ACTS:
        return refused(asked, NOBODY)
    if act != "link":
        must_be_recent(asked.http)
    return ACTS[act](asked, member)


def _change(asked: Asked, member: Member) -> HttpResponseBase:
    row = _chosen(asked, member)
    posts = posts_of(Side(row.side)) if row else ()
    post = next((each for each in posts if each.value == asked.http.POST.get("post")), None)
    if row is None or post is None:
        return _person(asked, member, {"": gettext("Choose the post that they are to have.")})
    return _after(asked, member, change_post(asked.person, row, Seat(row.agreement, Side(row.side), post)))


def _end(asked: Asked, member: Member) -> HttpResponseBase:
    row = _chosen(asked, member)
    return _after(asked, member, end_post(asked.person, row) if row else NOBODY)


def _let_go(asked: Asked, member: Member) -> HttpResponseBase:
    return _after(asked, member, let_go(asked.person, member))


def _link(asked: Asked, member: Member) -> HttpResponseBase:
    no = may_tend(asked.person, member.person(), asked.of.agreement, member.person().side_in(asked.of.agreement)
                  or Side.BOTH)  # fmt: skip
    if no:
        return _after(asked, member, no)
    return page(asked, "invited.html", member=member, seat=None, sends_mail=bool(settings.EMAIL_HOST),
                link=sent(asked.person, member, asked.of.agreement))  # fmt: skip


ACTS: Final = {"change": _change, "end": _end, "let-go": _let_go, "link": _link}


def _after(asked: Asked, member: Member, no: Denied | None) -> HttpResponseBase:
    if no and (no.lacks_factor or not no.exists):
        return refused(asked, no)
    if no:
        return _person(asked, member, {"": str(no)})
    messages.success(asked.http, gettext("Done, and written into the journal."))
    return redirect("people", agreement=asked.of.agreement)


def _person(asked: Asked, member: Member, found: dict[str, str]) -> HttpResponse:
    of, whom = asked.of.agreement, member.person()
    rows = list(seats_of(of).filter(member=member))
    entries = EntryRow.objects.filter(about=f"person:{member.key}", agreement__in=(of, "")).order_by("number")
    return page(
        asked, "person.html", status=422 if found else 200, member=member, rows=rows, found=found, every=EVERY,
        posts={each.pk: posts_of(Side(each.side)) for each in rows}, is_sure=whom.is_sure, names=names(),
        may={each.pk: may_tend(asked.person, whom, each.agreement, Side(each.side)) for each in rows},
        may_go=may_let_go(asked.person, whom, Member.objects.filter(is_owner=True, is_active=True).count()),
        entries=[entry_of(each) for each in entries], moment=partial(words.moment, agreement=asked.of),
        name_of=partial(words.side_name, agreement=asked.of),
    )  # fmt: skip


def _member(asked: Asked, key: str) -> Member | None:
    return Member.objects.filter(
        key=key, seats__agreement__in=(asked.of.agreement, EVERY), seats__ended_at__isnull=True
    ).first()


def _chosen(asked: Asked, member: Member) -> SeatRow | None:
    told = asked.http.POST.get("seat", "")
    number = int(told) if told.isascii() and told.isdigit() else 0
    return seats_of(asked.of.agreement).filter(member=member, pk=number).first()


DOORS: Final = (
    Door(name="person", path=f"{PATH}/<str:person>", view=person, needs=Right.SEE_PEOPLE),
    Door(name="person-do", path=f"{PATH}/<str:person>/<str:act>", view=do, needs=Right.INVITE, methods=("POST",)),
)
