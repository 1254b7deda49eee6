"""Where one is signed in, and the button that ends what is not oneself."""

from __future__ import annotations

from typing import Final

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext

from truegreen.governance.asking import Denied
from truegreen.web.doors import Asked, Door, Open
from truegreen.web.gate import refused
from truegreen.web.models import Member
from truegreen.web.people.signed import end_sessions
from truegreen.web.rendering import page

PATH: Final = "yourself/sessions"
NONE: Final = Denied("There is no such session.", exists=False)


def sessions(asked: Asked) -> HttpResponse:
    """Show them, the latest first."""
    found = UserSession.objects.purge_and_list(_member(asked))
    here = asked.http.session.session_key
    others = sum(each.session_key != here for each in found)
    return page(asked, "sessions.html", sessions=sorted(found, key=lambda each: each.created_at)[::-1], current=here,
                others=others, headline=_headline(others))  # fmt: skip


def end(asked: Asked, session: str) -> HttpResponseBase:
    """End one."""
    number = int(session) if session.isascii() and session.isdigit() else 0
    found = UserSession.objects.filter(user=_member(asked), pk=number).first()
    if found is None:
        return refused(asked, NONE)
    found.end()
    messages.success(asked.http, gettext("It is ended."))
    return redirect("sessions")


def end_others(asked: Asked) -> HttpResponseBase:
    """End all but this one."""
    many = end_sessions(_member(asked), but=asked.http.session.session_key or "")
    messages.success(asked.http, ngettext("%d session is ended.", "%d sessions are ended.", many) % many)
    return redirect("sessions")


def _headline(others: int) -> str:
    if not others:
        return gettext("You are signed in here only")
    return ngettext("You are signed in here, and in %d other place", "You are signed in here, and in %d other places",
                    others) % others  # fmt: skip


def _member(asked: Asked) -> Member:
    return Member.objects.get(key=asked.person.id)


DOORS: Final = (
    Door(name="sessions", path=PATH, view=sessions, needs=Open.MEMBER),
    Door(name="sessions-end", path=f"{PATH}/others/end", view=end_others, needs=Open.MEMBER, methods=("POST",)),
    Door(name="session-end", path=f"{PATH}/<str:session>/end", view=end, needs=Open.MEMBER, methods=("POST",)),
)
