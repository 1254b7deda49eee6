"""A plan, the work as it was done and what issues are worth become one problem of plain numbers, with its names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truegreen.model.allocated import Origin
from truegreen.model.finding import Finding
from truegreen.model.plan import Kind, Plan, Site
from truegreen.model.profile import Condition, Reason
from truegreen.project.sourcing.learned import Learned, learned
from truegreen.project.sourcing.priced import Priced, priced
from truegreen.project.sourcing.terms import changed, hours_of, in_currency, of_year, tiers_of, wishes_of
from truegreen.readings.work import Worked
from truegreen.sourcing.allocation.problem import Pairs, Problem, Sites, Work
from truegreen.sourcing.profiles.eligible import eligible, share_of

Floats = NDArray[np.float64]
Worth = tuple[float, str]
"""What one more solved issue is worth, in the plan's currency, and where that comes from, in words."""
Barred = Mapping[tuple[int, int], tuple[Reason, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """A problem with the names of all that is in it, and where its numbers come from.

    Attributes:
        plan: the plan.
        problem: the problem.
        worked: the work as it was done.
        learned: what is known of each cell at each site.
        cells: members of the plan's slices, by cell.
        types, sites, suppliers, countries: names, in the order of the problem.
        worths: of each cell, in words where its worth comes from.
        contacts: contacts that all of each pair's cell would take there.
        price_from: where the price of each cell at each site comes from.
        barred: why a site may not do a cell, by both their places.
        findings: what is odd when plan and records are held together.
    """

    plan: Plan
    problem: Problem
    worked: Worked
    learned: Learned
    cells: tuple[tuple[str, ...], ...]
    types: tuple[str, ...]
    sites: tuple[str, ...]
    suppliers: tuple[str, ...]
    countries: tuple[str, ...]
    worths: tuple[str, ...]
    contacts: Floats
    price_from: tuple[tuple[Origin, ...], ...]
    barred: Barred
    findings: tuple[Finding, ...] = ()


def gathered(plan: Plan, worked: Worked, worths: Mapping[tuple[str, ...], Worth], zone: str) -> Gathered:
    """Give the problem of a plan.

    Args:
        plan: the plan.
        worked: the work of the months that it learns from.
        worths: what one more solved issue of a cell is worth, by the cell's members; nothing where a cell is left out.
        zone: the project's time zone, for plans that name none.
    """
    known = learned(plan, worked)
    cost = priced(plan, worked, known)
    types, suppliers, countries = _names(plan, known)
    barred = barred_of(plan, known, zone)
    work = _work(plan, worked, known, types, worths)
    pairs = _pairs(plan, known, cost, barred, work.volume)
    sites = _sites(plan, suppliers, countries, endless=2 * float(pairs.hours.sum()) + 1)
    today = _teams(work, pairs, len(types), len(plan.sites))
    groups = work.groups
    problem = Problem(
        work=work, sites=sites, pairs=pairs,
        opening=_opening(plan, types, sites.is_free, today),
        closing=np.where(today, _leaving(plan), 0.0),
        tiers=tuple(tiers_of(plan, plan.suppliers.get(each)) for each in suppliers),
        committed=np.array([_committed(plan, each) for each in suppliers]),
        wishes=wishes_of(plan, types, groups, countries, tuple(plan.sites), float(work.volume.sum())),
    )  # fmt: skip
    return Gathered(
        plan, problem, worked, known, worked.cells, types, tuple(plan.sites), suppliers, countries,
        tuple(worths.get(each, (0.0, "nobody says what it is worth"))[1] for each in worked.cells),
        work.volume[pairs.cell] * cost.contacts[pairs.cell, pairs.site], cost.origins, barred,
    )  # fmt: skip


def _names(plan: Plan, known: Learned) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    sites = plan.sites.values()
    types = tuple(sorted(set(known.types)))
    return types, tuple(dict.fromkeys(each.supplier for each in sites)), tuple(dict.fromkeys(x.country for x in sites))


def _work(
    plan: Plan, worked: Worked, known: Learned, types: tuple[str, ...], worths: Mapping[tuple[str, ...], Worth]
) -> Work:
    """Give the issues of the plan's time, their worth, groups and least teams."""
    grown = np.array([changed(plan.growth, each) for each in known.types])
    volume = (known.issues.sum(axis=1) + known.elsewhere) * grown * plan.months / len(worked.months)
    said = [plan.types.get(each) for each in types]
    groups = [each.group if each and each.group else name for name, each in zip(types, said, strict=True)]
    numbered = {name: at for at, name in enumerate(dict.fromkeys(groups))}
    least = [of_year(plan, hours_of(each.least_hours)) if each and each.least_hours else 0.0 for each in said]
    return Work(
        volume=volume,
        worth=np.array([worths.get(each, (0.0, ""))[0] for each in worked.cells]),
        type_of=np.array([types.index(each) for each in known.types], dtype=np.intp),
        group_of=np.array([numbered[each] for each in groups], dtype=np.intp),
        least_hours=np.array(least),
    )


def _sites(plan: Plan, suppliers: tuple[str, ...], countries: tuple[str, ...], endless: float) -> Sites:
    """Give the sites; where nobody says what one can do, it can do more hours than there are."""
    sites = list(plan.sites.values())
    return Sites(
        supplier_of=np.array([suppliers.index(each.supplier) for each in sites], dtype=np.intp),
        country_of=np.array([countries.index(each.country) for each in sites], dtype=np.intp),
        is_free=np.array([each.kind is not Kind.TEAM for each in sites]),
        hours=np.array([of_year(plan, hours_of(each.capacity)) if each.capacity else endless for each in sites]),
        fixed=np.array([of_year(plan, in_currency(plan, each.fixed)) for each in sites]),
    )


def barred_of(plan: Plan, known: Learned, zone: str) -> Barred:
    """Give every reason why a site may not do a cell's work; pairs that may be are not in it."""
    found = {}
    for cell, (kind, segment) in enumerate(zip(known.types, known.segments, strict=True)):
        for at, (name, site) in enumerate(plan.sites.items()):
            reasons = eligible(plan, name, kind, segment, zone=zone, solving=known.solving[cell][at])
            reasons += _speechless(site, known.languages[cell])
            if reasons:
                found[cell, at] = reasons
    return found


def _speechless(site: Site, language: str) -> tuple[Reason, ...]:
    """Give the reason why a site may not do work in a language that is not spoken there, where work is split by it."""
    if not language or site.kind is Kind.ELIMINATED or language.lower() in {each.lower() for each in site.languages}:
        return ()
    return (
        Reason(Condition.LANGUAGE, f"Its customers speak {language}, which the plan does not say is spoken there."),
    )


def _pairs(plan: Plan, known: Learned, cost: Priced, barred: Barred, volume: Floats) -> Pairs:
    """Give the pairs that may be, and those that are today though they may not; of these nothing may stay."""
    total = known.issues.sum(axis=1) + known.elsewhere
    today = np.divide(known.issues, total[:, None], out=np.zeros(known.issues.shape), where=total[:, None] > 0)
    there = np.array([[(cell, at) not in barred for at in range(today.shape[1])] for cell in range(len(today))])
    cell, site = np.nonzero(there | (today > 0))
    most = np.where(there, _most(plan, known), 0.0)
    solved = np.array([[each.share or 0.0 for each in row] for row in known.solving])
    return Pairs(
        cell=cell, site=site,
        hours=volume[cell] * cost.hours[cell, site],
        spend=volume[cell] * cost.spend[cell, site],
        solved=solved[cell, site], most=most[cell, site], today=today[cell, site],
    )  # fmt: skip


def _most(plan: Plan, known: Learned) -> Floats:
    """Give the share of each cell that each site may have at most, (D, S): all, but for what needs no people."""
    most = np.ones(known.cases.shape)
    for at, site in enumerate(plan.sites.values()):
        for cell, kind in enumerate(known.types):
            said = plan.types.get(kind)
            if site.kind is not Kind.TEAM:
                helped, gone = (said.self_service, said.eliminated) if said else (None, None)
                most[cell, at] = share_of(helped if site.kind is Kind.SELF_SERVICE else gone) or 0.0
    return most


def _teams(work: Work, pairs: Pairs, types: int, sites: int) -> NDArray[np.bool_]:
    """Say whether a contact type has people at a site today, C × S."""
    found = np.zeros((types, sites), dtype=np.bool_)
    here = pairs.today > 0
    found[work.type_of[pairs.cell[here]], pairs.site[here]] = True
    return found


def _opening(plan: Plan, types: tuple[str, ...], is_free: NDArray[np.bool_], today: NDArray[np.bool_]) -> Floats:
    """Give what beginning a contact type at a site costs, all of it within the plan's time; nothing where it stands."""
    once = [in_currency(plan, plan.types[each].training) if each in plan.types else 0.0 for each in types]
    return np.where(today | is_free[None, :], 0.0, np.array(once)[:, None])


def _leaving(plan: Plan) -> Floats:
    """Give what ending a team costs at each site, once."""
    terms = [plan.suppliers.get(each.supplier) for each in plan.sites.values()]
    return np.array([in_currency(plan, each.leaving) if each else 0.0 for each in terms])


def _committed(plan: Plan, supplier: str) -> float:
    terms = plan.suppliers.get(supplier)
    return of_year(plan, in_currency(plan, terms.committed)) if terms else 0.0
