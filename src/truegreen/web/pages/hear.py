"""Add what customers said: the same row of ``heard/`` that the command line writes, and an entry of the journal."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from truegreen.files.heard import SEVERITIES, entry_of, place_of
from truegreen.governance.rights import Right
from truegreen.governance.workflow import Ask, Shape
from truegreen.model.entered import Entry, Kind
from truegreen.model.finding import Finding, has_errors
from truegreen.model.journal import Event
from truegreen.project.hearing import Said, hear
from truegreen.units.span import NOWHERE
from truegreen.web.acts.journal import written_down
from truegreen.web.acts.meant import meant
from truegreen.web.acts.once import done_before, remember
from truegreen.web.agreements.opening import open_now
from truegreen.web.doors import Asked, Door
from truegreen.web.models import Head, Job
from truegreen.web.pages.shown import AGREEMENT, tabs_of
from truegreen.web.rendering import page
from truegreen.web.typed import iso_of
from truegreen.web.work.queue import ask

FIELDS: Final[Mapping[str, str]] = {
    "heard-from-nobody": "account", "unknown-account": "account", "unknown-signal": "kind", "not-a-date": "on",
    "heard-in-future": "on", "odd-severity": "severity",
}  # fmt: skip
"""The field that a finding is about; any other one is about the whole."""


def hear_form(asked: Asked) -> HttpResponseBase:
    """Show the form, or add what was heard."""
    if asked.http.method != "POST":
        return _form(asked, usual(asked, asked.http.GET.get("account", "")), {})
    said = asked.http.POST.dict()
    account = said.get("account", "").strip()
    found = added(asked, said)
    if found:
        return _form(asked, said, found)
    messages.success(asked.http, gettext("Written down. It counts as soon as the run that is asked for is done."))
    return redirect("account", agreement=asked.of.agreement, account=account)


def asks_of(asked: Asked) -> tuple[Ask, ...]:
    """Give what is asked of somebody who heard something."""
    kinds = tuple(words_of(each) for each in Kind)
    return (
        Ask("account", "Account", Shape.LINE, hint=gettext_noop("Its id, as the records have it.")),
        Ask("kind", "What you heard", Shape.CHOICE, choices=kinds),
        Ask("on", "On which day", Shape.DAY),
        Ask("severity", "How serious, 1 to 5", Shape.CHOICE, is_required=False, choices=tuple(map(str, SEVERITIES))),
        Ask("by", "Who heard it", Shape.LINE, is_required=False,
            hint=gettext_noop("A pseudonym is kept, never the name.")),
    )  # fmt: skip


def usual(asked: Asked, account: str) -> dict[str, str]:
    """Give what stands in the form before anybody types: today, and that one heard it oneself."""
    return {"account": account, "on": timezone.localdate().isoformat(), "by": asked.person.name}


def words_of(kind: Kind) -> str:
    """Write a kind in words."""
    return str(kind).replace("_", " ")


def added(asked: Asked, said: Mapping[str, str]) -> dict[str, str]:
    """Add it once: the row and the entry stand together; gives what is wrong, by field."""
    project, today = open_now(settings.FOLDER), timezone.localdate()
    key, place = said.get("once", ""), asked.http.path
    typed = Said(
        said.get("account", ""), said.get("kind", "").strip().replace(" ", "_"), iso_of(said.get("on", "")),
        said.get("severity", ""), said.get("by", ""),
    )  # fmt: skip
    with _meant(asked, typed), transaction.atomic():
        Head.objects.select_for_update().get(id=1)  # One after the other: the month's file is read and written anew.
        if done_before(asked.person.id, key, place):
            return {}
        entry, file, findings = hear(project, typed, today)
        if entry is None:
            return _problems(findings)
        written_down([_event(asked, entry, file.as_posix())])
        remember(asked.person.id, key, place, 302, {"account": entry.account})
        _run_wanted(asked.person.id)
    return {}


def _meant(asked: Asked, typed: Said) -> AbstractContextManager[None]:
    """Keep what is about to be added, if it can be read, for the journal to tell of it whatever happens."""
    cells = {"account": typed.account, "kind": typed.kind, "on": typed.on, "severity": typed.severity}
    entry = entry_of(cells, NOWHERE, [])
    if entry is None:
        return nullcontext()
    says = {"account": entry.account, "kind": str(entry.kind), "on": entry.on.isoformat()}
    return meant(_event(asked, entry, place_of(entry.on).as_posix()), "heard", says)


def _event(asked: Asked, entry: Entry, file: str) -> Event:
    """Say what to write down: in a line that names no account, and without the pseudonym of who heard it."""
    told = {
        "kind": str(entry.kind), "on": entry.on.isoformat(), "severity": str(entry.severity or ""), "file": file,
    }  # fmt: skip
    return Event(
        at=timezone.now(), actor=asked.person.id, side=str(asked.person.side_in(asked.of.agreement) or ""),
        name="truegreen.heard.added", agreement=asked.of.agreement, about=f"account:{entry.account}",
        says=f"{words_of(entry.kind).capitalize()} heard on {entry.on}.",
        after={name: text for name, text in told.items() if text},
    )  # fmt: skip


def _problems(findings: Sequence[Finding]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in findings:
        if has_errors([each]):
            field = FIELDS.get(each.id, "")
            found[field] = " ".join(filter(None, [found.get(field, ""), f"{each.says} {each.remedy}".strip()]))
    return found


def _run_wanted(by: str) -> None:
    """Ask for a run, once for all that is heard while it waits."""
    if not Job.objects.filter(kind="run", taken_at__isnull=True, ended_at__isnull=True).exists():
        ask("run", by)


def _form(asked: Asked, said: Mapping[str, str], found: Mapping[str, str]) -> HttpResponse:
    tabs, tab = tabs_of("accounts")
    return page(
        asked, "hear.html", status=422 if found else 200, tabs=tabs, tab=tab, said=said, found=found,
        asks=asks_of(asked), once=said.get("once") or secrets.token_urlsafe(12), people={},
    )  # fmt: skip


DOORS: Final = (
    Door(name="hear", path=AGREEMENT + "hear", view=hear_form, needs=Right.HEAR, methods=("GET", "POST")),
)  # fmt: skip
