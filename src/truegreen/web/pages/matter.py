"""One matter: where it stands, what was said, what can be done, and all that happened; and the form that opens one."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from truegreen.governance.asking import Denied, denied
from truegreen.governance.kinds import kinds
from truegreen.governance.moving import Act, Moved, Outcome, Unready, moves_for
from truegreen.governance.rights import Right
from truegreen.governance.seeing import right_to_see
from truegreen.governance.workflow import Ask, Move, Workflow
from truegreen.model.matter import Matter
from truegreen.web import words
from truegreen.web.acts.extra import opening_with, shown_with
from truegreen.web.acts.finding import found_for
from truegreen.web.acts.journal import entry_of
from truegreen.web.acts.matters import matter_of, move_matter, open_matter
from truegreen.web.acts.once import done_before, remember
from truegreen.web.doors import Asked, Door
from truegreen.web.gate import refused
from truegreen.web.models import EntryRow, MatterRow
from truegreen.web.people.known import names, people_of
from truegreen.web.rendering import page
from truegreen.web.typed import kept, shown

AGREEMENT: Final = "a/<str:agreement>/"
NOTHING: Final = Denied("There is no such matter.", exists=False)


def open_form(asked: Asked, kind: str) -> HttpResponseBase:
    """Show the form that opens a matter, or open it."""
    workflow = kinds().get(kind)
    if workflow is None:
        return refused(asked, NOTHING)
    no = denied(asked.person, workflow.opening.right, asked.of.agreement)
    if no:
        return refused(asked, no)
    if asked.http.method != "POST":
        about = asked.http.GET.get("about", "")
        return _form(asked, workflow, about, {name: asked.http.GET[name] for name in asked.http.GET}, {})
    said, about = asked.http.POST.dict(), asked.http.POST.get("about", "")
    told, wrong = kept(workflow.opening.asks, said)
    if wrong or "look" in said:
        return _form(asked, workflow, about, said, wrong)
    opening_with(asked, kind, said)  # what takes a while is read before anybody waits for the journal's lock
    act = Act(move=workflow.opening.name, by=asked.person, at=timezone.now(), says=told)
    outcome = _once(asked, lambda: open_matter(kind, act, asked.of, about))
    if isinstance(outcome, Unready):
        return _form(asked, workflow, about, said, dict(outcome.problems))
    return _after(asked, outcome)


def matter(asked: Asked, matter: str) -> HttpResponse:
    """Show one matter."""
    row, no = row_for(asked, matter)
    return refused(asked, no or NOTHING) if row is None else _shown(asked, matter_of(row), "", {}, {})


def move(asked: Asked, matter: str, move: str) -> HttpResponseBase:
    """Make a move, and show what came of it."""
    row, no = row_for(asked, matter)
    found = _named(kinds()[row.kind], move) if row else None
    if row is None or found is None:
        return refused(asked, no or NOTHING)
    said, before = asked.http.POST.dict(), matter_of(row)
    told, wrong = kept(found.asks, said)
    if wrong and denied(asked.person, found.right, asked.of.agreement, found.turn.side(before.side)) is None:
        return _shown(asked, before, move, said, wrong)
    act = Act(
        move=move, by=asked.person, at=timezone.now(), says=told, found=found_for(before, move, asked.of),
        seen=int(said["seen"]) if said.get("seen", "").isdigit() else -1, digest=said.get("digest") or text_of(before),
    )  # fmt: skip
    outcome = _once(asked, lambda: move_matter(matter, act, asked.of))
    if isinstance(outcome, Unready):
        return _shown(asked, before, move, said, dict(outcome.problems))
    return _after(asked, outcome)


def row_for(asked: Asked, matter: str) -> tuple[MatterRow | None, Denied | None]:
    """Give a matter's row, if it is there for who asks to see; and why not, where it is there."""
    row = MatterRow.objects.filter(id=matter, agreement=asked.of.agreement).first()
    no = denied(asked.person, right_to_see(row.kind, row.about), asked.of.agreement) if row else None
    return (None, no) if no else (row, None)


def text_of(of: Matter) -> str:
    """Give the digest of what a matter says, which is what a joint move says yes to."""
    said = "\n".join(f"{name}: {text}" for name, text in sorted(of.says.items()))
    return sha256(said.encode()).hexdigest()


def _once(asked: Asked, do: object) -> Outcome | str:
    """Do it, unless the same form was sent before; then give where that led."""
    said = asked.http.POST.dict()
    key = said.get("once", "")
    with transaction.atomic():
        before = done_before(asked.person.id, key, asked.http.path)
        if before:
            return str(before.answer["matter"])
        outcome: Outcome = do()  # type: ignore[operator]
        if isinstance(outcome, Moved):
            remember(asked.person.id, key, asked.http.path, 302, {"matter": outcome.matter.id})
    return outcome


def _after(asked: Asked, outcome: Outcome | str) -> HttpResponseBase:
    if isinstance(outcome, Denied):
        return refused(asked, outcome)
    if isinstance(outcome, Moved):
        messages.success(asked.http, gettext("Done, and written into the journal."))
    name = outcome if isinstance(outcome, str) else outcome.matter.id  # type: ignore[union-attr]
    return redirect("matter", agreement=asked.of.agreement, matter=name)


def _named(workflow: Workflow, name: str) -> Move | None:
    return next((each for each in workflow.moves if each.name == name and not each.by_clock), None)


def _form(
    asked: Asked, workflow: Workflow, about: str, said: dict[str, str], found: dict[str, str]
) -> HttpResponse:  # fmt: skip
    extra = opening_with(asked, workflow.name, said)
    said = {**(extra.begins if extra else {}), **said}
    return page(
        asked, "open.html", status=422 if found else 200, workflow=workflow, about=about, said=said, found=found,
        extra=extra,
        once=said.get("once") or secrets.token_urlsafe(12), people=people_of(asked.of),
    )  # fmt: skip


def _shown(asked: Asked, of: Matter, tried: str, said: dict[str, str], found: dict[str, str]) -> HttpResponse:
    workflow, now = kinds()[of.kind], timezone.now()
    stage, leading = workflow.stage(of.stage), moves_for(workflow, of, asked.person)
    asks = [ask for each, _ in leading if each.name == tried for ask in each.asks]
    entries = [entry_of(each) for each in EntryRow.objects.filter(about=of.id).order_by("number")]
    by_name = _asks(workflow, [each.event.name.rpartition(".")[2] for each in entries])
    named, extra = names(), shown_with(asked, of)
    there = ("title", *(extra.shows if extra else ()))
    told = [
        (by_name[name].title if name in by_name else name.capitalize(), words.said_to(by_name.get(name), text, named))
        for name, text in of.says.items()
        if text and name not in there
    ]  # fmt: skip
    return page(
        asked, "matter.html", status=422 if found else 200, matter=of, workflow=workflow, now=stage, tried=tried,
        said=said, found=found, asks=asks, extra=extra, leading=leading, told=told, names=named,
        people=people_of(asked.of), is_late=bool(of.due and of.due < now), once=secrets.token_urlsafe(12),
        turn_words=_turn(of, asked, workflow), entries=entries,
        by_name=by_name, said_to=words.said_to, shown=shown,
    )  # fmt: skip


def _asks(workflow: Workflow, done: Sequence[str]) -> dict[str, Ask]:
    """Give what was asked by name: several moves may ask for an answer, and the one that was made last counts."""
    order = {name: place for place, name in enumerate(done, 1)}
    moves = sorted((workflow.opening, *workflow.moves), key=lambda each: order.get(each.done, 0))
    return {ask.name: ask for each in moves for ask in each.asks}


def _turn(of: Matter, asked: Asked, workflow: Workflow) -> str:
    who = words.turn(of, workflow.stage(of.stage), asked.of)
    if not who:
        return ""
    if of.due is None:
        return gettext("It is for %s to move.") % who
    return gettext("It is for %(who)s to move, by %(when)s.") % {"who": who, "when": words.deadline(of.due, asked.of)}


DOORS: Final = (
    Door(name="open", path=AGREEMENT + "open/<str:kind>", view=open_form, needs=Right.SEE, methods=("GET", "POST")),
    Door(name="matter", path=AGREEMENT + "matter/<str:matter>", view=matter, needs=Right.SEE),
    Door(name="move", path=AGREEMENT + "matter/<str:matter>/<str:move>", view=move, needs=Right.SEE, methods=("POST",)),
)  # fmt: skip
