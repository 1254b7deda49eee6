"""The statement: what is due and why; dispute a line, approve by both sides, issue it as the command line does."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from truegreen.governance.asking import Denied, denied
from truegreen.governance.kinds import kinds
from truegreen.governance.moving import Moved, Outcome, Unready
from truegreen.governance.rights import Right
from truegreen.web.acts.once import done_before, remember
from truegreen.web.agreements import statements
from truegreen.web.agreements.statements import START, Stands
from truegreen.web.doors import Asked, Door
from truegreen.web.gate import refused
from truegreen.web.pages.shown import Tab
from truegreen.web.people.known import names as names_of_people
from truegreen.web.rendering import page, shelved
from truegreen.web.shown.shelf import names, page_of

AGREEMENT: Final = "a/<str:agreement>/"
TAB: Final = Tab("statement", "statement", "Statement")
RIGHTS: Final = {"approve": Right.APPROVE, "issue": Right.ISSUE, "dispute": Right.DISPUTE}


def statement(asked: Asked) -> HttpResponse:
    """Show a period's statement, the last one if none is named."""
    return _shown(asked, asked.http.GET.get("month", ""), {})


def approve(asked: Asked) -> HttpResponseBase:
    """Say yes to the statement that was looked at; the second side's yes makes it approved."""
    month, seen = asked.http.POST.get("month", ""), asked.http.POST.get("digest", "")
    return _once(asked, month, lambda: statements.approve(asked.person, asked.of, month, seen))


def reopen(asked: Asked) -> HttpResponseBase:
    """Take an approval back, with a reason."""
    month, why = asked.http.POST.get("month", ""), asked.http.POST.get("why", "")
    return _once(asked, month, lambda: statements.reopen(asked.person, asked.of, month, why))


def issue(asked: Asked) -> HttpResponseBase:
    """Issue what both sides approved: the file in ``settled/``, as ``truegreen settle --issue`` writes it."""
    month = asked.http.POST.get("month", "")
    return _once(asked, month, lambda: statements.issue(asked.person, asked.of, month))


def issued(asked: Asked) -> HttpResponse:
    """Give the bytes of an issued statement's file."""
    file = statements.issued_files(asked.of.agreement).get(asked.http.GET.get("month", ""))
    if file is None:
        return refused(asked, Denied("This statement was not issued.", exists=False))
    content, name = (settings.FOLDER / file).read_bytes(), file.replace("/", "-")
    return HttpResponse(content, content_type="application/json", headers={
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Sha256": sha256(content).hexdigest(),
    })  # fmt: skip


def _once(asked: Asked, month: str, do: Callable[[], Outcome]) -> HttpResponseBase:
    """Do it, unless the same form was sent before; then lead to where it led."""
    key, place = asked.http.POST.get("once", ""), asked.http.path
    with transaction.atomic():
        again = done_before(asked.person.id, key, [place, month]) is not None
        outcome = None if again else do()
        if isinstance(outcome, Moved):
            remember(asked.person.id, key, [place, month], 302, {"matter": outcome.matter.id})
    if isinstance(outcome, Denied):
        return refused(asked, outcome)
    if isinstance(outcome, Unready):
        return _shown(asked, month, dict(outcome.problems))
    messages.success(asked.http, gettext("Done, and written into the journal."))
    return redirect(f"{reverse('statement', kwargs={'agreement': asked.of.agreement})}?month={month}")


def _shown(asked: Asked, wanted: str, found: Mapping[str, str]) -> HttpResponse:
    of = asked.of.agreement
    months = [each.removeprefix(START) for each in names(of, START)][::-1]
    month = wanted if wanted in months else (months[0] if months else "")
    kept, one = (page_of(of, START + month), statements.stands(of, month)) if month else (None, None)
    if kept is None or one is None:
        return page(asked, "nothing_yet.html", family="statement", tabs=(TAB,), tab=TAB)
    place, workflow = months.index(month), kinds()["dispute"]
    return shelved(
        asked, "statement.html", kept, status=422 if found else 200, months=months, month=month, record=one.record,
        later=months[place - 1] if place else "", earlier=months[place + 1] if place + 1 < len(months) else "",
        digest=one.digest, found=found, matter=one.matter, once=secrets.token_urlsafe(12), stage=_stage(one),
        people=names_of_people(), disputes=[(each, workflow.stage(each.stage)) for each in one.disputes],
        lines=_lines(one.record), rights={name: denied(asked.person, right, of) for name, right in RIGHTS.items()},
    )  # fmt: skip


def _stage(one: Stands) -> Any:
    return kinds()["statement"].stage(one.matter.stage) if one.matter else None


def _lines(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Give the lines that can be disputed, each with its title and amount."""
    return [{**each, "title": each["title"] or each["id"].replace("-", " ").capitalize()} for each in record["lines"]]


PLACE: Final = AGREEMENT + "statement"
DOORS: Final = (
    Door(name="statement", path=PLACE, view=statement, needs=Right.SEE_MONEY),
    Door(name="statement-file", path=f"{PLACE}/file", view=issued, needs=Right.SEE_MONEY),
    Door(name="statement-approve", path=f"{PLACE}/approve", view=approve, needs=Right.APPROVE, methods=("POST",)),
    Door(name="statement-reopen", path=f"{PLACE}/reopen", view=reopen, needs=Right.APPROVE, methods=("POST",)),
    Door(name="statement-issue", path=f"{PLACE}/issue", view=issue, needs=Right.ISSUE, methods=("POST",)),
)
