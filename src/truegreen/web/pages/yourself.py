"""What is for oneself: the language and the zone in which one reads, and the way to one's sign-in."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext

from truegreen.web.doors import Asked, Door, Open
from truegreen.web.models import Member
from truegreen.web.people.speaking import LANGUAGES, zones
from truegreen.web.rendering import page


def yourself(asked: Asked) -> HttpResponseBase:
    """Show what somebody chose, or keep what they choose."""
    member = asked.http.user
    assert isinstance(member, Member)  # noqa: S101 — the gate let nobody else in
    if asked.http.method != "POST":
        return _shown(asked, member, {})
    member.language, member.zone = asked.http.POST.get("language", ""), asked.http.POST.get("zone", "")
    found = {
        "language": "" if member.language in ("", *LANGUAGES) else gettext("Choose one of the languages."),
        "zone": "" if member.zone in ("", *zones()) else gettext("Choose one of the time zones."),
    }
    if any(found.values()):
        return _shown(asked, member, {name: text for name, text in found.items() if text})
    Member.objects.filter(pk=member.pk).update(language=member.language, zone=member.zone)
    with translation.override(member.language or translation.get_language_from_request(asked.http)):
        messages.success(asked.http, gettext("Kept."))
    return redirect("yourself")


def _shown(asked: Asked, member: Member, found: dict[str, str]) -> HttpResponse:
    return page(
        asked, "yourself.html", status=422 if found else 200, member=member, found=found, languages=LANGUAGES,
        places=_places(), now=timezone.now(),
    )  # fmt: skip


def _places() -> dict[str, list[str]]:
    """Give the zones by the part of the world they lie in."""
    found: dict[str, list[str]] = defaultdict(list)
    for each in zones():
        found[each.partition("/")[0] if "/" in each else ""].append(each)
    return dict(found)


DOORS: Final = (
    Door(name="yourself", path="yourself", view=yourself, needs=Open.MEMBER, methods=("GET", "POST")),
)  # fmt: skip
