"""Programs: tokens by which one's own programs sign in; made, shown once, listed with their last use, and ended."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from truegreen.governance.asking import Denied
from truegreen.governance.rights import Right
from truegreen.web import words
from truegreen.web.acts.once import done_before, remember
from truegreen.web.doors import Asked, Door
from truegreen.web.gate import refused
from truegreen.web.models import Member, Token
from truegreen.web.people.tokens import Scope, Wanted, end_token, forbidden, make_token
from truegreen.web.rendering import page
from truegreen.web.typed import iso_of
from truegreen.web.uploads.around_runs import tab, tabs

PLACE: Final = "a/<str:agreement>/programs"
USUAL: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Row:
    """A token as the list shows it."""

    token: Token
    state: str
    is_live: bool


def programs(asked: Asked) -> HttpResponseBase:
    """Show one's tokens and the form for another, or make one."""
    no = forbidden()
    if no:
        return refused(asked, no)
    until = (timezone.localdate() + USUAL).isoformat()
    if asked.http.method != "POST":
        return _shown(asked, Wanted("", (Scope.READ,), until))
    said = asked.http.POST
    wanted = Wanted(said.get("name", ""), said.getlist("scopes"), iso_of(said.get("until", "")))
    if wanted.problems(timezone.localdate()):
        return _shown(asked, wanted, found=True)
    text = _made(asked, wanted)
    if not text:
        return redirect("programs", agreement=asked.of.agreement)
    answer = _shown(asked, Wanted("", (Scope.READ,), until), text)
    answer["Cache-Control"] = "no-store"
    return answer


def _made(asked: Asked, wanted: Wanted) -> str:
    """Make a token and give it; nothing where the same form was sent before, for a token is shown once."""
    key = asked.http.POST.get("once", "")
    with transaction.atomic():
        if done_before(asked.person.id, key, asked.http.path):
            return ""
        text = make_token(_member(asked), wanted, timezone.now(), asked.of.agreement)
        remember(asked.person.id, key, asked.http.path, 200, {})
    return text


def end(asked: Asked, token: str) -> HttpResponseBase:
    """End one of one's own tokens."""
    row = Token.objects.filter(member=_member(asked), pk=int(token)).first() if token.isdecimal() else None
    if row is None:
        return refused(asked, Denied("There is no such token.", exists=False))
    end_token(row, timezone.now(), asked.of.agreement)
    messages.success(asked.http, gettext("The token has ended, and that is written into the journal."))
    return redirect("programs", agreement=asked.of.agreement)


def _shown(asked: Asked, wanted: Wanted, made: str = "", *, found: bool = False) -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    rows = [_row(each, now) for each in Token.objects.filter(member=_member(asked)).order_by("-made_at")]
    return page(
        asked, "programs.html", tabs=tabs(asked), tab=tab("programs"),
        status=422 if found else 200, rows=rows, wanted=wanted, made=made, scopes=list(Scope),
        found=wanted.problems(today) if found else {}, once=secrets.token_urlsafe(12),
        moment=partial(words.moment, agreement=asked.of),
        headline=_headline(sum(each.is_live for each in rows)),
    )  # fmt: skip


def _headline(live: int) -> str:
    if not live:
        return gettext("No program may sign in as you")
    return ngettext("%d program may sign in as you", "%d programs may sign in as you", live) % live


def _row(of: Token, now: datetime) -> Row:
    if of.ended_at:
        return Row(of, gettext("ended"), is_live=False)
    if of.expires_at <= now:
        return Row(of, gettext("expired"), is_live=False)
    return Row(of, gettext("good"), is_live=True)


def _member(asked: Asked) -> Member:
    return Member.objects.get(key=asked.person.id)


DOORS: Final = (
    Door(name="programs", path=PLACE, view=programs, needs=Right.TOKEN, methods=("GET", "POST")),
    Door(name="program-end", path=PLACE + "/<str:token>/end", view=end, needs=Right.TOKEN, methods=("POST",)),
)
