"""Addresses outside that are told what happens in an agreement: a side's chat, or a program of theirs."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from truegreen.governance.asking import Denied
from truegreen.governance.rights import HELD_BY, Right
from truegreen.governance.workflow import Ask, Shape
from truegreen.model.journal import Event
from truegreen.web import words
from truegreen.web.acts.journal import written_down
from truegreen.web.doors import Asked, Door
from truegreen.web.gate import refused
from truegreen.web.models import Hook, Job
from truegreen.web.news.hooks import secret
from truegreen.web.news.sending_outside import target_of
from truegreen.web.people.known import names
from truegreen.web.rendering import page
from truegreen.web.work.doing import ToldError
from truegreen.web.work.queue import ask

AGREEMENT: Final = "a/<str:agreement>/webhooks"
MOST: Final = 10
"""How many a side may have."""
LONGEST: Final = 1000
ASKS: Final = (
    Ask("url", "Address", Shape.LINE,
        hint=gettext_noop("Begins with https:// and leads outside. Who has it can write there.")),
    Ask("kind", "Who reads it", Shape.CHOICE, choices=(gettext_noop("chat"), gettext_noop("program")),
        hint=gettext_noop("A chat (Slack, Teams) gets a sentence with a link; a program gets a signed record.")),
)  # fmt: skip
NOTHING: Final = Denied("There is no such webhook.", exists=False)


def webhooks(asked: Asked) -> HttpResponseBase:
    """Show one's side's webhooks and how they fare, or add one."""
    if asked.http.method != "POST":
        return _shown(asked, {}, {})
    said = {name: asked.http.POST.get(name, "").strip() for name in ("url", "kind")}
    wrong = _wrong(asked, said)
    if wrong:
        return _shown(asked, said, wrong)
    with transaction.atomic():
        hook = Hook.objects.create(
            key=f"w-{secrets.token_hex(6)}", agreement=asked.of.agreement, side=_sides(asked)[0], url=said["url"],
            kind="chat" if said["kind"] == "chat" else "signed", made_by=asked.person.id,
        )  # fmt: skip
        _write(asked, hook, "added")
    messages.success(asked.http, gettext("Added. Try it out to see whether it is reached."))
    return redirect("webhooks", agreement=asked.of.agreement)


def tried(asked: Asked, hook: str) -> HttpResponseBase:
    """Ask for a message that tries a webhook out."""
    found = _theirs(asked).filter(key=hook).first()
    if found is None:
        return refused(asked, NOTHING)
    if not Job.objects.filter(kind="send", says={"hook": found.id}, ended_at__isnull=True).exists():
        ask("send", asked.person.id, {"hook": found.id})
    messages.success(asked.http, gettext("Asked for; this page says whether it arrived."))
    return redirect("webhooks", agreement=asked.of.agreement)


def ended(asked: Asked, hook: str) -> HttpResponseBase:
    """End a webhook; what waits for it is not sent any more."""
    with transaction.atomic():
        found = _theirs(asked).select_for_update().filter(key=hook).first()
        if found is None:
            return refused(asked, NOTHING)
        Hook.objects.filter(id=found.id).update(ended_at=timezone.now())
        _write(asked, found, "ended")
    messages.success(asked.http, gettext("It is told nothing more."))
    return redirect("webhooks", agreement=asked.of.agreement)


def _sides(asked: Asked) -> list[str]:
    """Give the sides for which they may, the client's first."""
    seats = asked.person.at(asked.of.agreement)
    return sorted({str(each.side) for each in seats if each.post in HELD_BY[Right.INVITE]})


def _theirs(asked: Asked) -> QuerySet[Hook]:
    return Hook.objects.filter(agreement=asked.of.agreement, side__in=_sides(asked), ended_at__isnull=True)


def _wrong(asked: Asked, said: Mapping[str, str]) -> dict[str, str]:
    wrong = {}
    if said["kind"] not in ("chat", "program"):
        wrong["kind"] = gettext("Choose who reads it.")
    if _theirs(asked).count() >= MOST:
        wrong[""] = gettext("Your side has %d already; end one first.") % MOST
    try:
        target_of(said["url"])
    except ToldError as why:
        wrong["url"] = words.said(why.args[0])
    if len(said["url"]) > LONGEST:
        wrong["url"] = gettext("The address is longer than %d characters.") % LONGEST
    return wrong


def _shown(asked: Asked, said: Mapping[str, str], found: Mapping[str, str]) -> HttpResponse:
    hooks = [(each, host_of(each), secret(each) if each.kind == "signed" else "", _waits(each))
             for each in _theirs(asked).order_by("id")]  # fmt: skip
    return page(
        asked, "webhooks.html", status=422 if found else 200, hooks=hooks, asks=ASKS, said=said, found=found,
        names=names(), failing=sum(bool(each.problem) for each, *_ in hooks),
    )  # fmt: skip


def host_of(hook: Hook) -> str:
    """Give the part of an address that is no secret."""
    return urlsplit(hook.url).hostname or ""


def _waits(hook: Hook) -> int:
    return Job.objects.filter(kind="send", says__hook=hook.id, ended_at__isnull=True).count()


def _write(asked: Asked, hook: Hook, done: str) -> None:
    says = f"A webhook to {host_of(hook)} was {done}."
    written_down([
        Event(at=timezone.now(), actor=asked.person.id, side=hook.side, name=f"truegreen.webhook.{done}",
              agreement=hook.agreement, about=f"webhook:{hook.key}", says=says, after={"kind": hook.kind}),
    ])  # fmt: skip


DOORS: Final = (
    Door(name="webhooks", path=AGREEMENT, view=webhooks, needs=Right.INVITE, methods=("GET", "POST")),
    Door(name="webhook-try", path=AGREEMENT + "/<str:hook>/try", view=tried, needs=Right.INVITE, methods=("POST",)),
    Door(name="webhook-end", path=AGREEMENT + "/<str:hook>/end", view=ended, needs=Right.INVITE, methods=("POST",)),
)
