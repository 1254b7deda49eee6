"""The gate: every request is asked who it is and whether it may, before any view sees it.

What somebody may not know of is 404, what they may not do is 403 with the reason and who may; a page for those who are
not signed in leads to signing in. Nothing here decides: ``governance.asking`` does.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from truegreen.governance.asking import Denied, denied
from truegreen.governance.rights import Right
from truegreen.model.finding import Finding
from truegreen.model.people import Person
from truegreen.web.agreements.room import agreements, one_look
from truegreen.web.doors import Asked, Door, Open, View
from truegreen.web.models import Member
from truegreen.web.rendering import page
from truegreen.web.wrong import not_here

NOBODY = Person("", "")
UNREAD = "The text of this agreement cannot be read; its page says what is wrong with it."


@dataclass(frozen=True, slots=True)
class Unread(Denied):
    """A no since nobody can tell what an agreement says.

    Attributes:
        findings: what is wrong with its text.
    """

    findings: tuple[Finding, ...] = ()


NOTHING_SO = Denied("There is no such address.", exists=False)


def through(door: Door) -> View:
    """Give the view of a door, with the gate before it."""

    def asked(request: HttpRequest, agreement: str = "", **path: Any) -> HttpResponseBase:
        if _has_nul(request):
            return refused(Asked(request, _who(request)), NOTHING_SO)
        if request.method not in (*door.methods, *(("HEAD",) if "GET" in door.methods else ())):
            return not_here(request, door.methods)
        member = request.user if isinstance(request.user, Member) and request.user.is_active else None
        if member is None and door.needs is not Open.ANYBODY:
            return redirect_to_login(request.get_full_path())
        with nullcontext() if request.method == "POST" else one_look():
            return _answered(door, request, member.person() if member else NOBODY, agreement, path)

    return asked


def _answered(
    door: Door, request: HttpRequest, person: Person, agreement: str, path: dict[str, Any]
) -> HttpResponseBase:
    let_in = admitted(request, person, door.needs, agreement)
    if isinstance(let_in, Denied):
        return refused(Asked(request, person), let_in)
    return door.view(let_in, **path)


def unkept(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Have no browser and nothing on the way keep an answer, unless it said itself that they may."""

    def answers(request: HttpRequest) -> HttpResponseBase:
        given = answer(request)
        given.headers.setdefault("Cache-Control", "no-store")
        return given

    return answers


def admitted(request: HttpRequest, person: Person, needs: Right | Open, agreement: str = "") -> Asked | Denied:
    """Let somebody in, with the agreement that they ask of; or say why not."""
    no = _no(needs, person, agreement)
    if no:
        return no
    known = agreements()
    versions = known.get(agreement) if agreement else None
    if agreement and versions is None:
        problems = known.problems(agreement)
        return Unread(UNREAD, findings=problems) if problems else Denied("There is no such agreement.", exists=False)
    return Asked(request, person, versions, versions.on(timezone.localdate()) if versions else None)


def refused(asked: Asked, no: Denied) -> HttpResponse:
    """Say no: 404 for what there is not, 403 with the reason and who may for the rest; 503 where nobody can tell."""
    if isinstance(no, Unread):
        return page(asked, "unread.html", status=503, found=no.findings)
    return page(asked, "refused.html", status=403 if no.exists else 404, no=no)


def nothing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing at an address that nobody declared."""
    return refused(Asked(request, _who(request)), NOTHING_SO)


def not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse a form that did not come from a page of ours, or from one that is too old."""
    no = Denied("This form is too old, or does not come from this workspace. Go back, reload the page, send it again.")
    return refused(Asked(request, _who(request)), no)


def _has_nul(request: HttpRequest) -> bool:
    """Say whether there is a character in it that no text has, and that databases choke on."""
    return "\0" in request.path or any("\0" in text for each in (request.GET, request.POST) for text in each.values())


def _who(request: HttpRequest) -> Person:
    user = getattr(request, "user", None)
    return user.person() if isinstance(user, Member) and user.is_active else NOBODY


def _no(needs: Right | Open, person: Person, agreement: str) -> Denied | None:
    if isinstance(needs, Right):
        return denied(person, needs, agreement)
    if needs is Open.OWNER and not person.is_owner:
        return Denied("Only who looks after the workspace may do this.", exists=True)
    if needs is Open.OWNER and not person.is_sure:
        return Denied("Before you look after the workspace, your sign-in needs a second factor.", lacks_factor=True)
    return None
