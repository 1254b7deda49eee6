"""Upload records: the form, what came of the last ones, and which names the project looks for."""

from __future__ import annotations

from functools import partial
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from truegreen.governance.asking import denied
from truegreen.governance.rights import Right
from truegreen.model.finding import Finding
from truegreen.web import words
from truegreen.web.api.runs import asked_for
from truegreen.web.doors import Asked, Door
from truegreen.web.models import Member, Receipt
from truegreen.web.rendering import page
from truegreen.web.uploads.around_runs import tab, tabs
from truegreen.web.uploads.expected import LARGEST, expected, misnamed, place_of, safe_name
from truegreen.web.uploads.uploading import (
    REFUSED,
    Arrived,
    TooLargeError,
    Uploader,
    arriving,
    bringing,
    receipt_of,
    received,
)
from truegreen.web.uploads.weighing import weighed


def upload(asked: Asked) -> HttpResponseBase:
    """Show the form, or take a file."""
    if asked.http.method != "POST":
        return _shown(asked)
    file = asked.http.FILES.get("file")
    if file is None or not file.name:
        return _shown(asked, gettext("Choose a file of at most %d MB.") % (LARGEST // 10**6))
    safe = safe_name(file.name)
    place = place_of(safe, settings.FOLDER) if safe else None
    if place is None:
        return _shown(asked, _sentence(misnamed(file.name, settings.FOLDER)))
    try:
        with arriving(file.chunks(), place, settings.FOLDER) as arrived:
            row = _row(asked, arrived)
    except TooLargeError:
        return _shown(asked, gettext("The file has more than %d MB; send it in parts, or packed.") % (LARGEST // 10**6))
    return _after(asked, row)


def _after(asked: Asked, row: Receipt) -> HttpResponseBase:
    if row.state == REFUSED:
        return _shown(asked, gettext("The file was not taken. The receipt below says why."))
    if asked.http.POST.get("run") and denied(asked.person, Right.RUN, asked.of.agreement) is None:
        asked_for(asked.person.id)
    told = ngettext("%d row was taken. The receipt is below.", "%d rows were taken. The receipt is below.", row.rows)
    messages.success(asked.http, told % row.rows)
    return redirect("upload", agreement=asked.of.agreement)


def _shown(asked: Asked, problem: str = "") -> HttpResponse:
    return page(
        asked, "upload.html", tabs=tabs(asked), tab=tab("upload"),
        status=422 if problem else 200, problem=problem, expected=expected(settings.FOLDER),
        receipts=list(Receipt.objects.filter(agreement=asked.of.agreement).order_by("-pk")[:50]),
        may_run=denied(asked.person, Right.RUN, asked.of.agreement) is None,
        largest=LARGEST // 10**6, moment=partial(words.moment, agreement=asked.of),
    )  # fmt: skip


def _row(asked: Asked, arrived: Arrived) -> Receipt:
    """Give the receipt of a file: that of the same one, or of this one once it was weighed."""
    same = receipt_of(asked.of.agreement, arrived, settings.FOLDER)
    if same:
        return same
    by = Uploader(Member.objects.get(key=asked.person.id), asked.of.agreement)
    found, now = weighed(settings.FOLDER, arrived.room, arrived.place), timezone.now()
    with bringing(arrived, found, by, settings.FOLDER, now):
        return received(arrived, found, by, settings.FOLDER, now)


def _sentence(of: Finding) -> str:
    return f"{of.says} {of.remedy}"


DOORS: Final = (
    Door(name="upload", path="a/<str:agreement>/upload", view=upload, needs=Right.UPLOAD, methods=("GET", "POST")),
)  # fmt: skip
