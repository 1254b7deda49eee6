"""Runs: what was computed from what, and when; and the button that asks for another."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from truegreen.governance.asking import denied
from truegreen.governance.rights import Right
from truegreen.readings.latest import latest
from truegreen.readings.runs import read_record
from truegreen.web.agreements.room import agreements
from truegreen.web.doors import Asked, Door
from truegreen.web.models import Job
from truegreen.web.people.known import names
from truegreen.web.rendering import page
from truegreen.web.shown.alike import piece
from truegreen.web.shown.manifest import parts_in_order
from truegreen.web.shown.shelf import STORE, latest_mark
from truegreen.web.uploads.around_runs import tab, tabs

AGREEMENT: Final = "a/<str:agreement>/"
_record: Final = lru_cache(maxsize=4)(read_record)


def runs(asked: Asked) -> HttpResponse:
    """Show the latest run, what it was made from, and what is being done."""
    store = settings.FOLDER / STORE
    mark = latest(store)
    run, parts = _record(store, mark) if mark else None, parts_in_order(settings.FOLDER, asked.of.agreement)
    found = Job.objects.filter(kind__in=("run", "fill")).order_by("-asked_at")[:20]
    jobs = [(each, own(each.what, asked), own(each.problem, asked)) for each in found]
    return page(
        asked, "runs.html", tabs=tabs(asked), tab=tab("runs"), run=run, jobs=jobs, names=names(),
        shown=latest_mark(settings.FOLDER), inputs=piece(asked, "run_inputs.html", mark, run=run) if run else "",
        parts=piece(asked, "run_parts.html", *parts, parts=parts),
        may_run=denied(asked.person, Right.RUN, asked.of.agreement),
    )  # fmt: skip


def own(said: str, asked: Asked) -> str:
    """Give what is said of a run, unless it speaks of another agreement, which whoever looks may not know of."""
    if not said:
        return said
    agreement = asked.of.agreement
    rest = re.sub(rf"(?<![\w-]){re.escape(agreement)}(?![\w-])", "", said)
    is_others = any(name in rest for name in agreements() if name != agreement)
    if is_others or (said.startswith("agreements/") and not said.startswith(f"agreements/{agreement}")):
        return gettext("It is about something else than this agreement.")
    return said


def run_again(asked: Asked) -> HttpResponseBase:
    """Ask the worker for a run; a second asking while one waits is the same one."""
    waiting = Job.objects.filter(kind="run", taken_at__isnull=True).exists()
    if not waiting:
        Job.objects.create(kind="run", asked_by=asked.person.id, due_at=timezone.now())
    messages.success(asked.http, gettext("Asked for; this page says how far it is."))
    return redirect("runs", agreement=asked.of.agreement)


DOORS: Final = (
    Door(name="runs", path=AGREEMENT + "runs", view=runs, needs=Right.SEE),
    Door(name="run-again", path=AGREEMENT + "runs/again", view=run_again, needs=Right.RUN, methods=("POST",)),
)
