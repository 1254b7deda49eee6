"""One's own calendar address: its secret part signs in, is shown once, and can be ended."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from truegreen.governance.asking import Denied
from truegreen.model.journal import Event
from truegreen.web.acts.journal import written_down
from truegreen.web.doors import Asked, Door, Open
from truegreen.web.gate import refused
from truegreen.web.models import Member
from truegreen.web.news.feed import calendar_of, digest, new_feed
from truegreen.web.rendering import page


def calendar(asked: Asked, feed: str) -> HttpResponseBase:
    """Give the calendar of whoever has this address."""
    member = Member.objects.filter(feed=digest(feed), is_active=True).first()
    if member is None:
        return refused(asked, Denied("There is no such calendar.", exists=False))
    answer = HttpResponse(calendar_of(member, timezone.localdate()), content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    return answer


def calendar_new(asked: Asked) -> HttpResponse:
    """Make a new address, and show it once."""
    with transaction.atomic():
        member = Member.objects.get(key=asked.person.id)
        feed = new_feed(member)
        _write(asked, "made", "A calendar address was made.")
    return page(asked, "calendar_new.html", address=f"{settings.ADDRESS}{reverse('calendar', kwargs={'feed': feed})}")


def calendar_end(asked: Asked) -> HttpResponseBase:
    """End one's address; whoever has it sees nothing more."""
    with transaction.atomic():
        if Member.objects.filter(key=asked.person.id).exclude(feed="").update(feed=""):
            _write(asked, "ended", "The calendar address was ended.")
            messages.success(asked.http, gettext("The address is ended."))
    return redirect("hearing")


def _write(asked: Asked, done: str, says: str) -> None:
    of = asked.person
    written_down([
        Event(at=timezone.now(), actor=of.id, side="", name=f"truegreen.calendar.{done}", about=f"person:{of.id}",
              says=says),
    ])  # fmt: skip


DOORS: Final = (
    Door(name="calendar", path="calendar/<str:feed>.ics", view=calendar, needs=Open.ANYBODY),
    Door(name="calendar-new", path="notices/calendar", view=calendar_new, needs=Open.MEMBER, methods=("POST",)),
    Door(name="calendar-end", path="notices/calendar/end", view=calendar_end, needs=Open.MEMBER, methods=("POST",)),
)
