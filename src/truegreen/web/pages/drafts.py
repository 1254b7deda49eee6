"""Measures that one side keeps a draft until a day: which, whose, why; and the form that makes or ends one."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from truegreen.governance.asking import Denied, denied
from truegreen.governance.rights import Right
from truegreen.governance.visibility import draft_problem
from truegreen.model.agreement import Agreement, Side
from truegreen.model.draft import Draft
from truegreen.model.journal import Event
from truegreen.web import models, words
from truegreen.web.acts.journal import written_down
from truegreen.web.doors import Asked, Door
from truegreen.web.gate import refused
from truegreen.web.rendering import page
from truegreen.web.shown.withholding import drafts_of
from truegreen.web.typed import UnclearError, day
from truegreen.web.written import date_of

PATH: Final = "a/<str:agreement>/drafts"
LONGEST_REASON: Final = 400
NOTHING: Final = Denied("There is no such draft of your side.", exists=False)


def drafts(asked: Asked) -> HttpResponse:
    """Show all drafts that are not over, to both sides."""
    rows = models.Draft.objects.filter(agreement=asked.of.agreement, ended_at__isnull=True,
                                       until__gte=timezone.localdate()).order_by("until", "measure")  # fmt: skip
    many = len(rows)
    headline = (
        ngettext("%d measure is a draft", "%d measures are drafts", many) % many
        if many
        else gettext("No measure is a draft")
    )
    return page(
        asked, "drafts.html", rows=[(each, _title(asked.of, each.measure), words.side_name(Side(each.side), asked.of),
                                     date_of(each.until)) for each in rows],
        side=side_of(asked), headline=headline, no=denied(asked.person, Right.DRAFT, asked.of.agreement),
    )  # fmt: skip


def new(asked: Asked) -> HttpResponseBase:
    """Show the form that makes a measure a draft, or make it one."""
    said = asked.http.POST.dict()
    if asked.http.method != "POST":
        return _form(asked, asked.http.GET.dict(), "")
    try:
        until = day(said.get("until", ""))
    except UnclearError as why:
        return _form(asked, said, str(why))
    problem = keep(asked, Draft(said.get("measure", ""), side_of(asked), until, said.get("because", "")))
    if problem:
        return _form(asked, said, problem)
    messages.success(asked.http, gettext("Done, and written into the journal."))
    return redirect("drafts", agreement=asked.of.agreement)


def keep(asked: Asked, wanted: Draft) -> str:
    """Make a measure a draft of one's side; say why not, where it cannot be one."""
    draft = replace(wanted, because=wanted.because.strip()[:LONGEST_REASON])
    with transaction.atomic():
        models.Head.objects.select_for_update().get(id=1)
        problem = draft_problem(draft, asked.of, drafts_of(asked.of.agreement), timezone.localdate())
        if problem:
            return problem
        until = draft.until.isoformat()
        models.Draft.objects.create(agreement=asked.of.agreement, measure=draft.measure, side=str(draft.side),
                                    until=draft.until, because=draft.because, by=asked.person.id)  # fmt: skip
        _write(asked, draft.measure, "made", f"Kept a draft until {until}.",
               {}, {"until": until, "because": draft.because})  # fmt: skip
    return ""


def end(asked: Asked, draft: str) -> HttpResponseBase:
    """Show a draft to the other side now."""
    if not show(asked, int(draft) if draft.isascii() and draft.isdigit() else 0):
        return refused(asked, NOTHING)
    messages.success(asked.http, gettext("Both sides see it now."))
    return redirect("drafts", agreement=asked.of.agreement)


def show(asked: Asked, number: int) -> bool:
    """End a draft of one's side; say whether there was one."""
    with transaction.atomic():
        row = models.Draft.objects.select_for_update().filter(
            pk=number, agreement=asked.of.agreement, side=str(side_of(asked)), ended_at__isnull=True
        ).first()  # fmt: skip
        if row:
            models.Draft.objects.filter(pk=row.pk).update(ended_at=timezone.now())
            _write(asked, row.measure, "shown", "Shown to both sides.", {"until": row.until.isoformat()}, {})
    return row is not None


def _form(asked: Asked, said: dict[str, str], problem: str) -> HttpResponse:
    titles = {name: _title(asked.of, name) for name in asked.of.measures}
    return page(asked, "draft.html", status=422 if problem else 200, said=said, problem=problem, measures=titles)


def _title(agreement: Agreement, measure: str) -> str:
    found = agreement.measures.get(measure)
    return (found.title if found else "") or measure


def side_of(asked: Asked) -> Side:
    """Give the side for which somebody sits."""
    return asked.person.side_in(asked.of.agreement) or Side.BOTH


def _write(asked: Asked, measure: str, name: str, says: str, before: dict[str, str], after: dict[str, str]) -> None:
    written_down([
        Event(at=timezone.now(), actor=asked.person.id, side=str(side_of(asked)), name=f"truegreen.draft.{name}",
              agreement=asked.of.agreement, about=f"measure:{measure}", says=says, before=before, after=after),
    ])  # fmt: skip


DOORS: Final = (
    Door(name="drafts", path=PATH, view=drafts, needs=Right.SEE),
    Door(name="draft", path=f"{PATH}/new", view=new, needs=Right.DRAFT, methods=("GET", "POST")),
    Door(name="draft-end", path=f"{PATH}/<str:draft>/end", view=end, needs=Right.DRAFT, methods=("POST",)),
)
