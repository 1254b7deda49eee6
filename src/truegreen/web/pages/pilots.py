"""Pilots: how each stands, a draft registered with its digest before one's eyes, one that may end concluded."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from truegreen.files.pilot_records import canonical
from truegreen.files.pilots import place_of
from truegreen.governance.asking import Denied, denied
from truegreen.governance.rights import Right
from truegreen.model.finding import Finding, has_errors
from truegreen.model.journal import Event
from truegreen.project.looking import look
from truegreen.project.piloting.concluding import conclude
from truegreen.project.piloting.pilots import open_pilot, register
from truegreen.project.piloting.running import analyse
from truegreen.reports.pilot_told import verdict
from truegreen.web.acts.journal import written_down
from truegreen.web.acts.once import done_before, remember
from truegreen.web.agreements.opening import open_now
from truegreen.web.agreements.room import agreements
from truegreen.web.doors import Asked, Door
from truegreen.web.gate import refused
from truegreen.web.models import Head
from truegreen.web.pages.shown import AGREEMENT, tabs_of
from truegreen.web.rendering import page, shelved
from truegreen.web.shown.pilots import Stands, pilot_of, pilots_of, unread
from truegreen.web.shown.shelf import page_of
from truegreen.web.shown.withholding import record_for, speaks_of_hidden

NOTHING: Final = Denied("There is no such pilot.", exists=False)
LEFT_TO: Final = {"drafted": "size", "registered": "assign", "running": "watch", "concluded": "conclude"}
"""What comes next of a pilot, on the command line."""


def pilots(asked: Asked) -> HttpResponse:
    """List the pilots of the agreement, with what each comes to so far."""
    tabs, tab = tabs_of("value", "pilots")
    found = [(each, _record(asked, each)) for each in pilots_of(asked.of.agreement)]
    running = sum(each.is_at in ("registered", "running") for each, _ in found)
    return page(
        asked, "pilots.html", tabs=tabs, tab=tab, found=found, unread=unread(len(agreements())),
        headline=ngettext("%d pilot is under way", "%d pilots are under way", running) % running,
    )  # fmt: skip


def pilot(asked: Asked, pilot: str) -> HttpResponse:
    """Show one pilot."""
    found = pilot_of(asked.of.agreement, pilot)
    return _shown(asked, found) if found else refused(asked, NOTHING)


def register_pilot(asked: Asked, pilot: str) -> HttpResponseBase:
    """Freeze a draft as it stands, if it is what was before one's eyes."""
    found = pilot_of(asked.of.agreement, pilot)
    if found is None:
        return refused(asked, NOTHING)
    if found.registered is None and asked.http.POST.get("digest") != found.digest:
        return _shown(asked, found, gettext("Its text is another by now; look at it again before you register it."))
    return _done(asked, found, partial(registered_now, asked, found.name))


def conclude_pilot(asked: Asked, pilot: str) -> HttpResponseBase:
    """Write down what a pilot came to, if its registered rule lets it end."""
    found = pilot_of(asked.of.agreement, pilot)
    return _done(asked, found, partial(concluded_now, asked, found.name)) if found else refused(asked, NOTHING)


def _done(asked: Asked, found: Stands, do: Callable[[], Event | str]) -> HttpResponseBase:
    """Do it once: the file and the entry stand together; or say what stands in the way."""
    key, place = asked.http.POST.get("once", ""), asked.http.path
    with transaction.atomic():
        Head.objects.select_for_update().get(id=1)
        if not done_before(asked.person.id, key, place):
            came = do()
            if isinstance(came, str):
                return _shown(asked, found, came)
            written_down([came])
            remember(asked.person.id, key, place, 302, {"pilot": found.name})
    messages.success(asked.http, gettext("Done, and written into the journal."))
    return redirect("pilot", agreement=asked.of.agreement, pilot=found.name)


def registered_now(asked: Asked, name: str) -> Event | str:
    """Register a pilot as its draft stands: what to write down, or what stands in the way."""
    project = open_now(settings.FOLDER)
    made, findings = register(project, open_pilot(project, name), timezone.localdate())
    if made is None or has_errors(findings):
        return _problem(findings)
    told = {"file": place_of(name, "registered").as_posix(), "sha256": made.digest, "owner": made.pilot.owner}
    return _event(asked, name, "registered", told)


def concluded_now(asked: Asked, name: str) -> Event | str:
    """Conclude a pilot, if its rule lets it end: what to write down, or what stands in the way."""
    project, today = open_now(settings.FOLDER), timezone.localdate()
    opened = open_pilot(project, name)
    if opened.registered is None or opened.figure is None:
        return _problem(opened.findings) or gettext("It is not registered.")
    with look(project) as view:
        found = analyse(view, opened, opened.registered, today, project.folder)
    if isinstance(found, list):
        return _problem(found)
    made = conclude(opened, found, verdict(found), today, project.folder)
    if made.again:
        return str(gettext("It was concluded on %s, and the same comes out today.") % made.says["on"])
    told = {"file": made.file, "says": str(made.says.get("says", ""))}
    return _problem(made.findings) or _event(asked, name, "concluded", told)


def _problem(findings: Sequence[Finding]) -> str:
    """Say what stands in the way; empty where nothing does."""
    return " ".join(f"{each.says} {each.remedy}" for each in findings if has_errors([each]))


def _event(asked: Asked, name: str, done: str, told: Mapping[str, str]) -> Event:
    return Event(
        at=timezone.now(), actor=asked.person.id, side=str(asked.person.side_in(asked.of.agreement) or ""),
        name=f"truegreen.pilot.{done}", agreement=asked.of.agreement, about=f"pilot:{name}",
        says=f"Pilot {name}: {done}.", after=dict(told),
    )  # fmt: skip


def _record(asked: Asked, of: Stands) -> Mapping[str, Any]:
    return record_for(asked, f"pilot/{of.name}") or {}


def _shown(asked: Asked, of: Stands, problem: str = "") -> HttpResponse:
    (tabs, tab), name = tabs_of("value", "pilots"), f"pilot/{of.name}"
    kept = page_of(asked.of.agreement, name)
    kept = None if kept and speaks_of_hidden(asked, name, kept) else kept
    given = {
        "tabs": tabs, "tab": tab, "of": of, "record": _record(asked, of), "problem": problem,
        "plan": [(name.replace("_", " "), _words(said)) for name, said in canonical(of.pilot).items()],
        "no": denied(asked.person, Right.PILOT, asked.of.agreement), "once": secrets.token_urlsafe(12),
        "next": LEFT_TO[of.is_at], "is_kept": bool(kept and of.registered),
    }  # fmt: skip
    status = 422 if problem else 200
    if kept and of.registered:
        return shelved(asked, "pilot_page.html", kept, status=status, **given)
    return page(asked, "pilot_page.html", status=status, main_here="", shown=None, **given)


def _words(said: object) -> str:
    if isinstance(said, Mapping):
        return ", ".join(f"{name} {each}" for name, each in said.items())
    return ", ".join(map(str, said)) if isinstance(said, list) else str(said)


PLACE: Final = AGREEMENT + "pilots"
DOORS: Final = (
    Door(name="pilots", path=PLACE, view=pilots, needs=Right.SEE_VALUE),
    Door(name="pilot", path=PLACE + "/<str:pilot>", view=pilot, needs=Right.SEE_VALUE),
    Door(name="pilot-register", path=PLACE + "/<str:pilot>/register", view=register_pilot, needs=Right.PILOT,
         methods=("POST",)),
    Door(name="pilot-conclude", path=PLACE + "/<str:pilot>/conclude", view=conclude_pilot, needs=Right.PILOT,
         methods=("POST",)),
)  # fmt: skip
