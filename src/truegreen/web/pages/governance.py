"""What is open between the two sides, whose turn it is and by when; and who talks to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from markupsafe import Markup

from truegreen.governance.kinds import kinds
from truegreen.governance.rights import Right
from truegreen.governance.workflow import Stage, Workflow
from truegreen.model.matter import Matter
from truegreen.web import words
from truegreen.web.acts.matters import matter_of, matters_of, still
from truegreen.web.doors import Asked, Door
from truegreen.web.pages.shown import AGREEMENT, tabs_of
from truegreen.web.pages.talks import known, talks
from truegreen.web.people.seen import matters_seen
from truegreen.web.shown.alike import alike

MANY: Final = 30
"""Matters that are shown at a time."""


@dataclass(frozen=True, slots=True)
class Row:
    """One matter of the list, with the time that is left."""

    matter: Matter
    workflow: Workflow
    stage: Stage
    turn: str
    due: str
    left: str
    is_late: bool


def governance(asked: Asked) -> HttpResponse:
    """Show matters, the latest first, who talks to whom, when both sides meet next, and what can be opened."""
    now = timezone.now().replace(second=0, microsecond=0)
    return alike(asked, "governance.html", partial(_told, asked, now), now)


def _told(asked: Asked, now: datetime) -> dict[str, Any]:
    """Give what the page shows in a minute."""
    said = asked.http.GET
    kind, show = said.get("kind", ""), said.get("show", "")
    every = matters_of(asked.of.agreement, *([kind] if kind in kinds() else []))
    found = matters_seen(every, asked.person, asked.of.agreement)
    found = (found if show == "all" else found.filter(still())).order_by(F("due").asc(nulls_last=True), "-opened_at")
    told = found.aggregate(many=Count("pk"), late=Count("pk", filter=Q(due__lt=now)))
    pages = Paginator(found, MANY)
    pages.count = told["many"]
    at = pages.get_page(said.get("page", "1"))
    rows = [_row(matter_of(each), asked, now) for each in at]
    tabs, tab = tabs_of("governance")
    below = Markup(talks(known(asked)).whole.decode())  # noqa: S704 — a part of ours
    return {
        "main_here": below, "tabs": tabs, "tab": tab, "rows": rows, "kinds": kinds(), "kind": kind,
        "show": show, "headline": _headline(told["late"]), "at": at,
    }  # fmt: skip


def _row(matter: Matter, asked: Asked, now: datetime) -> Row:
    workflow = kinds()[matter.kind]
    stage = workflow.stage(matter.stage)
    due = words.deadline(matter.due, asked.of) if matter.due else ""
    is_late = bool(matter.due and matter.due < now)
    left = _left(matter.due, now) if matter.due else ""
    return Row(matter, workflow, stage, words.turn(matter, stage, asked.of), due, left, is_late)


def _left(due: datetime, now: datetime) -> str:
    """Say how much time is left, or how late it is, in days, and in hours where it is less than two days."""
    hours = round(abs((due - now).total_seconds()) / 3600)
    days = round(hours / 24)
    if due < now:
        if hours < 48:
            return ngettext("%d hour late", "%d hours late", hours) % hours
        return ngettext("%d day late", "%d days late", days) % days
    if hours < 48:
        return ngettext("%d hour left", "%d hours left", hours) % hours
    return ngettext("%d day left", "%d days left", days) % days


def _headline(late: int) -> str:
    if late:
        return ngettext("%d matter is late", "%d matters are late", late) % late
    return gettext("Nothing between the two sides is late")


DOORS: Final = (
    Door(name="governance", path=AGREEMENT + "governance", view=governance, needs=Right.SEE),
)  # fmt: skip
