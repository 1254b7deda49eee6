"""Where work lives: each plan's segments, suppliers, allocation, capacity and cost, as the run's worker made them."""

from __future__ import annotations

import secrets
from functools import partial
from typing import Any, Final

from django.http import HttpResponse

from truegreen.governance.asking import Denied, denied
from truegreen.governance.rights import Right
from truegreen.web.doors import Asked, Door
from truegreen.web.gate import refused
from truegreen.web.pages.shown import AGREEMENT, FAMILIES, Tab
from truegreen.web.rendering import page, shelved
from truegreen.web.shown.saved_plans import found_now, plans_shown
from truegreen.web.shown.shelf import page_of
from truegreen.web.shown.withholding import notice, record_for, speaks_of_hidden

NOTHING: Final = Denied("There is no such plan.", exists=False)
FAMILY: Final = "plan"
TABS: Final = next(tabs for name, _, tabs in FAMILIES if name == FAMILY)
ASKS: Final = {"plan": "", "segments": "/segments", "suppliers": "/suppliers", "capacity": "/capacity", "cost": "/cost"}
"""Doors of what a plan is asked, by where they are."""


def shown_plan(asked: Asked, tab: Tab) -> HttpResponse:
    """Show what a plan says to one question: the one that is named, else the last by name."""
    names = plans_shown()
    chosen = asked.http.GET.get("plan", "") or (names[-1] if names else "")
    if names and chosen not in names:
        return refused(asked, NOTHING)
    return around(asked, tab, chosen, names)


def around(asked: Asked, tab: Tab, chosen: str, names: list[str], problem: str = "") -> HttpResponse:
    """Show a plan with what may be done about it; where it cannot be shown, what stands in its way."""
    name, status = f"{tab.kept}/{chosen}", 422 if problem else 200
    given: dict[str, Any] = {
        "family": FAMILY, "tabs": TABS, "tab": tab, "names": names, "chosen": chosen, "problem": problem,
        "once": secrets.token_urlsafe(12), "may_save": _may_save(asked, tab, chosen),
    }  # fmt: skip
    found = page_of(asked.of.agreement, name) if chosen else None
    if found is None:
        says = (record_for(asked, name) or {}).get("says", "") if chosen else ""
        return page(asked, "plan_without.html", status=status, says=says, withheld="", **given)
    if speaks_of_hidden(asked, name, found):
        return page(asked, "plan_without.html", status=status, says="", withheld=notice(asked), **given)
    return shelved(asked, "plan.html", found, status=status, **given)


def _may_save(asked: Asked, tab: Tab, chosen: str) -> bool:
    """Say whether somebody may save what is before their eyes."""
    if tab.door != FAMILY or denied(asked.person, Right.SHARE_PLANS, asked.of.agreement):
        return False
    return bool(chosen) and found_now(asked.of.agreement, chosen) is not None


DOORS: Final = tuple(
    Door(name=tab.door, path=f"{AGREEMENT}plan{ASKS[tab.door]}", needs=Right.SEE_PLANS,
         view=partial(shown_plan, tab=tab))
    for tab in TABS if tab.door in ASKS
)  # fmt: skip
