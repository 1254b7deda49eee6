"""Plans that were saved: kept with their digest, put beside each other, shared with the provider, cut to its own."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from truegreen.files import found_plans
from truegreen.governance.asking import denied
from truegreen.governance.rights import Right
from truegreen.model.finding import Finding, has_errors
from truegreen.model.journal import Event
from truegreen.model.plans_compared import FoundPlan
from truegreen.project.sourcing.comparing import compared
from truegreen.reports.rendering import Parts, parts_of
from truegreen.reports.sourcing import allocation_words
from truegreen.reports.sourcing.against_page import against_page
from truegreen.reports.sourcing.allocation_page import allocation_page
from truegreen.web.acts.journal import written_down
from truegreen.web.acts.once import done_before, remember
from truegreen.web.doors import Asked, Door
from truegreen.web.gate import refused
from truegreen.web.models import Head, SharedPlan
from truegreen.web.pages.plans import FAMILY, NOTHING, TABS, around
from truegreen.web.pages.shown import AGREEMENT
from truegreen.web.people.known import names
from truegreen.web.rendering import page, shelved
from truegreen.web.shown.saved_plans import cut, found_now, inputs_now, plans_shown, saved_plan, saved_plans
from truegreen.web.shown.shelf import Page
from truegreen.web.shown.squeezing import squeezed
from truegreen.web.shown.withholding import names_hidden

TAB: Final = next(each for each in TABS if each.door == "saved-plans")
PLAN: Final = next(each for each in TABS if each.door == FAMILY)


def save(asked: Asked) -> HttpResponseBase:
    """Save what the run found for a plan, under a name of its own."""
    said = asked.http.POST
    chosen, called, known = said.get("plan", ""), said.get("name", "").strip(), plans_shown()
    if chosen not in known:
        return refused(asked, NOTHING)
    found = _done(asked, {"plan": called}, partial(saved_now, asked, chosen, called))
    if found:
        return around(asked, PLAN, chosen, known, found)
    return redirect("saved-plan", agreement=asked.of.agreement, plan=called)


def saved_now(asked: Asked, plan: str, called: str) -> Event | str:
    """Save a plan as the run found it: what to write down, or what stands in the way."""
    found = found_now(asked.of.agreement, plan)
    if found is None:
        return gettext("There is nothing to save: no plan was found for it yet.")
    problems = found_plans.save(settings.FOLDER, replace(found, name=called), timezone.localdate())
    kept = saved_plan(called)
    if has_errors(problems) or kept is None:
        return _problem(problems)
    told = {"file": found_plans.place_of(called).as_posix(), "sha256": kept.digest}
    return _event(asked, f"plan:{called}", "saved", called, told)


def saved(asked: Asked) -> HttpResponse:
    """List what was saved, and put two of them beside each other."""
    found = saved_plans(asked.of.agreement)
    said = {which: asked.http.GET.get(which, "") for which in ("one", "other")}
    given: dict[str, Any] = {
        "family": FAMILY, "tabs": TABS, "tab": TAB, "said": said, "people": names(), "problem": "",
        "found": [(each, allocation_words.answer(each.plan.found)) for each in found],
    }  # fmt: skip
    if not all(said.values()):
        return page(asked, "plans_saved.html", main_here="", shown=None, **given)
    beside = saved_plan(said["one"]), saved_plan(said["other"])
    if beside[0] is None or beside[1] is None:
        return refused(asked, NOTHING)
    drawn = _beside(Drawn(beside[0]), Drawn(beside[1]))
    if isinstance(drawn, str):
        return page(asked, "plans_saved.html", status=422, main_here="", shown=None, **{**given, "problem": drawn})
    return shelved(asked, "plans_saved.html", drawn, **given)


class Drawn:
    """A saved plan by what it is: two with one digest are one."""

    def __init__(self, of: FoundPlan, hidden: tuple[str, ...] = ()) -> None:
        """Keep it, and which of its findings who asks does not see."""
        self.of, self.key = of, (of.name, of.digest, hidden)
        self.hidden = hidden

    def __eq__(self, other: object) -> bool:
        """Compare by what it is."""
        return isinstance(other, Drawn) and self.key == other.key

    def __hash__(self) -> int:
        """Give the number of what it is."""
        return hash(self.key)


@lru_cache(maxsize=16)
def _beside(one: Drawn, other: Drawn) -> Page | str:
    """Draw two plans side by side; or say why they cannot be compared."""
    found = compared(one.of, other.of)
    return _problem(list(found.findings)) or _drawn(parts_of(against_page(found)))


@lru_cache(maxsize=16)
def _alone(of: Drawn) -> Page:
    findings = [each for each in of.of.found.findings if each.says not in of.hidden]
    return _drawn(parts_of(allocation_page(replace(of.of.found, findings=findings))))


def _drawn(parts: Parts) -> Page:
    return Page(parts.look, parts.title, parts.nav, parts.foot, squeezed(parts.main.encode()))


def saved_one(asked: Asked, plan: str, problem: str = "") -> HttpResponse:
    """Show a saved plan as it was found then, what has changed since, and who reads what of it."""
    found = next((each for each in saved_plans(asked.of.agreement) if each.plan.name == plan), None)
    if found is None:
        return refused(asked, NOTHING)
    hidden = names_hidden(asked)
    left = tuple(each.says for each in found.plan.found.findings if hidden.is_told_in(each.says))
    return shelved(
        asked, "plan_saved.html", _alone(Drawn(found.plan, left)), status=422 if problem else 200, family=FAMILY,
        tabs=TABS, tab=TAB, of=found, people=names(), problem=problem, once=secrets.token_urlsafe(12),
        changed=list(found_plans.changed_since(found.plan, inputs_now(found.plan.found.plan))),
        no=denied(asked.person, Right.SHARE_PLANS, asked.of.agreement), provider=asked.of.parties.provider.name,
        told=None if found.shared else cut(found.plan, asked.of),
    )  # fmt: skip


def share(asked: Asked, plan: str) -> HttpResponseBase:
    """Let the provider read what of a saved plan is its own."""
    if saved_plan(plan) is None or plan not in {each.plan.name for each in saved_plans(asked.of.agreement)}:
        return refused(asked, NOTHING)
    problem = _done(asked, {"plan": plan}, partial(shared_now, asked, plan))
    return (
        saved_one(asked, plan, problem) if problem else redirect("saved-plan", agreement=asked.of.agreement, plan=plan)
    )


def shared_now(asked: Asked, plan: str) -> Event | str:
    """Share a saved plan, cut to what is the provider's own: what to write down, or what stands in the way."""
    found, of = saved_plan(plan), asked.of
    if found is None:
        return gettext("There is no such plan.")
    if SharedPlan.objects.filter(agreement=of.agreement, plan=plan).exists():
        return gettext("It is shared already.")
    told = cut(found, of)
    if not told["sites"]:
        says = gettext("No site of this plan is run by %s, so that there is nothing to share.")
        return str(says % of.parties.provider.name)
    SharedPlan.objects.create(agreement=of.agreement, plan=plan, digest=found.digest, told=told, by=asked.person.id)
    return _event(asked, f"shared-plan:{plan}", "shared", plan, {"sha256": found.digest, "with": told["provider"]})


def shared(asked: Asked) -> HttpResponse:
    """List what is shared with the provider."""
    rows = SharedPlan.objects.filter(agreement=asked.of.agreement).order_by("-at")
    return page(asked, "plans_shared.html", rows=list(rows), people=names())


def shared_one(asked: Asked, plan: str) -> HttpResponse:
    """Show what is shared of a plan: nothing else of it is read here."""
    row = SharedPlan.objects.filter(agreement=asked.of.agreement, plan=plan).first()
    return page(asked, "plan_shared.html", row=row, told=row.told, people=names()) if row else refused(asked, NOTHING)


def _done(asked: Asked, told: dict[str, str], do: Callable[[], Event | str]) -> str:
    """Do it once: what is kept and the entry stand together; give what stands in the way."""
    key, place = asked.http.POST.get("once", ""), asked.http.path
    with transaction.atomic():
        Head.objects.select_for_update().get(id=1)
        if not done_before(asked.person.id, key, place):
            came = do()
            if isinstance(came, str):
                return came
            written_down([came])
            remember(asked.person.id, key, place, 302, told)
    messages.success(asked.http, gettext("Done, and written into the journal."))
    return ""


def _problem(findings: list[Finding]) -> str:
    return " ".join(f"{each.says} {each.remedy}" for each in findings if has_errors([each]))


def _event(asked: Asked, about: str, done: str, name: str, told: dict[str, str]) -> Event:
    return Event(
        at=timezone.now(), actor=asked.person.id, side=str(asked.person.side_in(asked.of.agreement) or ""),
        name=f"truegreen.plan.{done}", agreement=asked.of.agreement, about=about, says=f"Plan {name}: {done}.",
        after=told,
    )  # fmt: skip


PLACE: Final = AGREEMENT + "plan/saved"
DOORS: Final = (
    Door(name="saved-plans", path=PLACE, view=saved, needs=Right.SEE_PLANS),
    Door(name="plan-save", path=AGREEMENT + "plan/save", view=save, needs=Right.SHARE_PLANS, methods=("POST",)),
    Door(name="saved-plan", path=PLACE + "/<str:plan>", view=saved_one, needs=Right.SEE_PLANS),
    Door(name="plan-share", path=PLACE + "/<str:plan>/share", view=share, needs=Right.SHARE_PLANS, methods=("POST",)),
    Door(name="shared-plans", path=AGREEMENT + "shared-plans", view=shared, needs=Right.SEE_SHARED),
    Door(name="shared-plan", path=AGREEMENT + "shared-plans/<str:plan>", view=shared_one, needs=Right.SEE_SHARED),
)
