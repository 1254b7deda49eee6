"""Plans as they were found and saved: which there are, what of one is the provider's to read, and what is shared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from truegreen.files import found_plans
from truegreen.files.nouns import read
from truegreen.files.plans import names_in, place_of, read_plan
from truegreen.model.agreement import Agreement
from truegreen.model.allocated import CellPlan, Origin, SitePlan
from truegreen.model.plan import Plan
from truegreen.model.plans_compared import FoundPlan
from truegreen.web.agreements.room import agreements
from truegreen.web.models import SharedPlan
from truegreen.web.shown.marking import ran
from truegreen.web.shown.plans import has_one_client
from truegreen.web.shown.shelf import latest_mark, record_of
from truegreen.web.shown.shelves.allocate import FOUND

PRICED: Final = ("per_hour", "per_contact", "prices", "fixed")
TERMS: Final = ("tiers", "counted", "holds", "committed")


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved plan, and what of it is shared; None where nothing is."""

    plan: FoundPlan
    shared: SharedPlan | None


def plans_shown() -> list[str]:
    """Name the plans of the project, where they are one client's."""
    return names_in(settings.FOLDER) if has_one_client(each.latest for each in agreements().values()) else []


def saved_plans(agreement: str) -> list[Saved]:
    """Give the saved plans, the latest first."""
    if not has_one_client(each.latest for each in agreements().values()):
        return []
    shared = {each.plan: each for each in SharedPlan.objects.filter(agreement=agreement)}
    found = (saved_plan(name) for name in found_plans.names_in(settings.FOLDER))
    kept = sorted((each for each in found if each), key=lambda each: (each.on or each.found.starts, each.name))
    return [Saved(each, shared.get(each.name)) for each in reversed(kept)]


def saved_plan(name: str) -> FoundPlan | None:
    """Give a saved plan; None if there is none, or it cannot be trusted."""
    folder: Path = settings.FOLDER
    if name not in found_plans.names_in(folder):
        return None
    seen = (folder / found_plans.place_of(name)).stat()
    return _saved(folder, name, seen.st_mtime_ns, seen.st_ino)


@lru_cache(maxsize=32)
def _saved(folder: Path, name: str, changed: int, number: int) -> FoundPlan | None:
    return found_plans.read_saved(folder, name, [])


def found_now(agreement: str, name: str) -> FoundPlan | None:
    """Give a plan as the run found it; None if it is not on the shelf."""
    is_there = record_of(agreement, f"{FOUND}{name}") is not None
    return _found(settings.FOLDER, latest_mark(settings.FOLDER), agreement, name) if is_there else None


@lru_cache(maxsize=32)
def _found(folder: Path, mark: str, agreement: str, name: str) -> FoundPlan | None:
    try:
        return read(FoundPlan, record_of(agreement, f"{FOUND}{name}"))
    except (ValueError, TypeError, KeyError):  # kept by another version
        return None


def inputs_now(name: str) -> Mapping[str, str]:
    """Give what a plan would be made from now."""
    folder: Path = settings.FOLDER
    plan, now = _written(name), ran(folder)
    inputs = found_plans.inputs_of(plan, now.run if now else "") if plan else {"records": now.run if now else ""}
    return {each: digest for each, digest in inputs.items() if digest}


def cut(of: FoundPlan, agreement: Agreement) -> dict[str, Any]:
    """Give what the provider may read of a plan: its own sites, what changes there, its own prices and tiers.

    Nothing of it is reckoned from other suppliers, and nothing says what customers are worth: no cuts at which work
    would be won, no worth of hours, and of cells no hours where they are told by other sites.
    """
    found, mine = of.found, agreement.parties.provider.name
    sites = [each for each in found.sites if each.supplier == mine]
    names = {each.site for each in sites}
    plan = _written(found.plan)
    is_same = plan is not None and found_plans.inputs_of(plan, "")["plan"] == of.inputs.get("plan")
    return {
        "name": of.name, "title": found.title or found.plan, "provider": mine, "starts": found.starts.isoformat(),
        "months": found.months, "saved_on": of.on.isoformat() if of.on else None, "sha256": of.digest,
        "currency": found.currency, "slices": list(found.slices), "sites": [_site(each) for each in sites],
        "cells": [row for each in found.cells for row in _cells(each, names)],
        "terms": _terms(plan, mine, names) if plan and is_same else None,
    }  # fmt: skip


def _site(of: SitePlan) -> dict[str, Any]:
    return {
        "site": of.site, "country": of.country, "hours": of.hours, "hours_today": of.today, "issues": of.issues,
        "teams": list(of.teams), "opened": list(of.opened), "closed": list(of.closed),
    }  # fmt: skip


def _cells(of: CellPlan, sites: set[str]) -> Iterator[dict[str, Any]]:
    """Give what of a cell is at some sites, planned or today."""
    for each in of.placed:
        if each.site in sites and max(each.share, each.today) > 0:
            is_own = Origin.BORROWED not in each.origins.values()
            yield {
                "members": list(of.members), "site": each.site, "share": each.share, "share_today": each.today,
                "issues": each.issues, "issues_today": of.issues * each.today, "hours": each.hours if is_own else None,
            }  # fmt: skip


def _terms(plan: Plan, supplier: str, sites: set[str]) -> dict[str, Any]:
    """Give a supplier's own terms, as the plan that was solved has them."""
    held = plan.suppliers.get(supplier)
    return {
        "prices": {name: _said(plan.sites[name], PRICED) for name in sorted(sites & {*plan.sites})},
        "supplier": _said(held, TERMS) if held else {},
    }  # fmt: skip


def _said(of: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: _words(said) for name in names if (said := getattr(of, name))}


def _words(said: Any) -> Any:
    if isinstance(said, Mapping):
        return {name: str(each) for name, each in said.items()}
    if isinstance(said, tuple):
        return [{"start": str(each.start), "off": str(each.off)} for each in said]
    return str(said)


def _written(name: str) -> Plan | None:
    """Give a plan as its file has it now; None where it cannot be read."""
    folder: Path = settings.FOLDER
    path = folder / place_of(name)
    return read_plan(folder, path, [])[0] if name in names_in(folder) else None
