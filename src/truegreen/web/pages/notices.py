"""What one should hear of, and how: on the page, by e-mail at once or now and then, in one's own calendar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from truegreen.governance.asking import denied
from truegreen.governance.rights import Right
from truegreen.model.agreement import Agreement
from truegreen.web.agreements.room import seated
from truegreen.web.doors import Asked, Door, Open
from truegreen.web.models import MAIL, Job, Member, Notice
from truegreen.web.rendering import page
from truegreen.web.work.minding import troubles

SHOWN: Final = 100


def notices(asked: Asked) -> HttpResponse:
    """Show what one should hear of, the latest first, and what e-mail could not be sent."""
    found = list(_own(asked).order_by("-id")[:SHOWN])
    unread = sum(each.read_at is None for each in found)
    wrong = troubles(timezone.now()) if asked.person.is_owner else []
    return page(
        asked, "notices.html", notices=found, unread=unread, latest=found[0].id if found else 0,
        problem=_problem(found), troubles=wrong,
    )  # fmt: skip


def read(asked: Asked) -> HttpResponseBase:
    """Mark as read what one had before one's eyes; what came since stays unread."""
    latest = asked.http.POST.get("latest", "")
    if latest.isdigit():
        _own(asked).filter(read_at__isnull=True, id__lte=int(latest[:18])).update(read_at=timezone.now())
    return redirect("notices")


def hearing(asked: Asked) -> HttpResponseBase:
    """Show how one hears of things, or change it."""
    member = Member.objects.get(key=asked.person.id)
    if asked.http.method == "POST":
        wanted = asked.http.POST.get("mail", "")
        if wanted not in dict(MAIL):
            return _how(asked, member, gettext("Choose when you get an e-mail."))
        Member.objects.filter(id=member.id).update(mail=wanted)
        messages.success(asked.http, gettext("Kept."))
        return redirect("hearing")
    return _how(asked, member, "")


def _how(asked: Asked, member: Member, problem: str) -> HttpResponse:
    today = timezone.localdate()
    rooms: list[Agreement] = [
        each.on(today) for each in seated(asked.person) if denied(asked.person, Right.INVITE, each.id) is None
    ]
    return page(
        asked, "hearing.html", status=422 if problem else 200, member=member, choices=MAIL, problem=problem,
        has_mail=bool(settings.EMAIL_HOST), rooms=rooms,
    )  # fmt: skip


def _own(asked: Asked) -> QuerySet[Notice]:
    return Notice.objects.filter(member__key=asked.person.id)


def _problem(found: Sequence[Notice]) -> str:
    """Say why the last of these could not be sent by e-mail; empty where none failed."""
    failed = Job.objects.filter(kind="send", says__notice__in=[each.id for each in found]).exclude(problem="")
    last = failed.order_by("-id").first()
    return last.problem if last else ""


DOORS: Final = (
    Door(name="notices", path="notices", view=notices, needs=Open.MEMBER),
    Door(name="notices-read", path="notices/read", view=read, needs=Open.MEMBER, methods=("POST",)),
    Door(name="hearing", path="notices/how", view=hearing, needs=Open.MEMBER, methods=("GET", "POST")),
)
