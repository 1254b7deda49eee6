"""What is odd when a plan and the records are held together; nothing is solved before it is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np

from truegreen.facts.tables import SLICES
from truegreen.files.nearest import did_you_mean
from truegreen.files.plan_prices import rate_of
from truegreen.files.text import shown
from truegreen.model.finding import Finding, error, warning
from truegreen.model.plan import Counted, Kind, Plan
from truegreen.project.sourcing.gathered import Gathered
from truegreen.project.sourcing.terms import ALL, hours_of
from truegreen.readings.work import Worked
from truegreen.sourcing.allocation.frontier import standing
from truegreen.sourcing.allocation.tiers import Tiers, cliffs
from truegreen.sourcing.profiles.eligible import share_of
from truegreen.units.span import Span

UNEVEN: Final = 3.0
"""How many times as many cases the busiest month of records may have as the quietest, without a word."""


def cells_findings(plan: Plan) -> Iterator[Finding]:
    """Find slices that no record has, and those by which work cannot be split since a plan chooses them."""
    for name in plan.cells:
        if name not in SLICES:
            yield error(plan.at, "unknown-slice", f"No record is split by {shown(name)}.", did_you_mean(name, SLICES))
        elif name in ("provider", "site", "team"):
            yield error(plan.at, "odd-plan-cells", f"Work cannot be split by its {name}, which the plan chooses.",
                        "Leave it out of cells.")  # fmt: skip


def currency_findings(plan: Plan, currency: str) -> Iterator[Finding]:
    """Find records in a currency that the plan cannot change."""
    if rate_of(plan, currency) is None:
        says = f"Records are in {currency}, and the plan does not say what one is worth in {plan.currency}."
        yield error(plan.at, "currency-without-rate", says, f"Write rates: {{{currency}: …}}.")


def doubts(of: Gathered) -> Iterator[Finding]:
    """Find what is odd about a plan beside the records of its months."""
    yield from _names(of.plan, of.worked)
    yield from _left_out(of.plan, of.worked)
    yield from _uneven(of.worked)
    yield from _unknown(of)
    yield from _nowhere(of)
    yield from _too_small(of)
    yield from _cliffs(of.plan)


def _names(plan: Plan, worked: Worked) -> Iterator[Finding]:
    """Find names that no record has: of contact types and segments, and of sites near to one that records do have."""
    types, segments = set(worked.names("contact_type")), set(worked.names("segment"))
    spoken: list[tuple[Iterable[str], Span]] = [
        (plan.types, plan.at), (plan.growth, plan.at), (plan.wishes.two_sites, plan.wishes.at),
        *(((*site.handle, *site.solved, *site.prices), site.at) for site in plan.sites.values()),
        *((future.demand, future.at) for future in plan.futures.values()),
    ]  # fmt: skip
    for names, at in spoken:
        for name in names:
            if name not in types and name != ALL:
                said = plan.types[name].at if name in plan.types else at
                yield _no_record(said, "contact type", name, types)
    if "segment" in plan.cells:
        for name, segment in plan.segments.items():
            if name not in segments:
                yield _no_record(segment.at, "segment", name, segments)
    groups = {each.group for each in plan.types.values() if each.group}
    for site in plan.sites.values():
        for name in site.skills:
            if name not in types | groups:
                yield _no_record(site.at, "contact type or group", name, types | groups)


def _no_record(at: Span, what: str, name: str, known: set[str]) -> Finding:
    return warning(at, "no-record-has-it", f"No record of these months has the {what} {shown(name)}.",
                   did_you_mean(name, known))  # fmt: skip


def _left_out(plan: Plan, worked: Worked) -> Iterator[Finding]:
    """Find sites with work that the plan does not have: their work has to go elsewhere, and today cannot be told."""
    for at, name in enumerate(worked.sites):
        if name not in plan.sites:
            cases = int(worked.cases[worked.site == at].sum())
            where = f"at {shown(name)}, which the plan does not have" if name else "at a site that no record names"
            new = [each for each in plan.sites if each not in worked.sites]
            remedy = did_you_mean(name, new) if name and new else "Add it to sites; nothing need stay there."
            yield warning(plan.at, "site-left-out", f"{cases:,} cases of these months were worked on {where}.", remedy)


def _uneven(worked: Worked) -> Iterator[Finding]:
    by_month = worked.by_month.sum(axis=0)
    if by_month.min() * UNEVEN < by_month.max():
        low, high = (f"{worked.months[int(at)]:%B %Y}" for at in (by_month.argmin(), by_month.argmax()))
        says = f"{high} has {int(by_month.max()):,} cases and {low} {int(by_month.min()):,}: is a month half there?"
        yield warning(Span("facts/case"), "uneven-months", says, "Load what is missing, or learn from fewer months.")


def _unknown(of: Gathered) -> Iterator[Finding]:
    """Find prices and times that nobody tells."""
    for at, (name, site) in enumerate(of.plan.sites.items()):
        if site.kind is not Kind.TEAM:
            continue
        pairs = of.problem.pairs.site == at
        if np.isnan(of.problem.pairs.spend[pairs]).any():
            says = f"Neither the plan nor any record says what work at {shown(name)} costs."
            yield error(site.at, "no-price", says, "Write per_hour or per_contact.")
        silent = sorted({kind for kind, row in zip(of.learned.types, of.learned.handle, strict=True)
                         if np.isnan(row[at])})  # fmt: skip
        if silent:
            says = f"No record tells how long a contact about {shown(silent[0])} takes, nor does {shown(name)}."
            yield error(site.at, "no-handle-time", says, "Write handle of that site, like 14 min.")


def _nowhere(of: Gathered) -> Iterator[Finding]:
    """Find work that no site may do, with the reasons that stand against each site, once for each contact type."""
    told: set[str] = set()
    for cell, members in enumerate(of.cells):
        kind = of.learned.types[cell]
        room = float(of.problem.pairs.most[of.problem.pairs.cell == cell].sum())
        if room < 1 - 1e-9 and kind not in told:
            told.add(kind)
            why = "; ".join(f"{site}: {of.barred[cell, at][0].says}" for at, site in enumerate(of.sites)
                            if (cell, at) in of.barred)  # fmt: skip
            at = of.plan.types[kind].at if kind in of.plan.types else of.plan.at
            says = f"No site may do all of {', '.join(each or 'unknown' for each in members)}. {why}"
            yield error(at, "no-site-for-it", says.rstrip(), "Ask for less, or let a site have what is asked.")


def _too_small(of: Gathered) -> Iterator[Finding]:
    """Find sites that can do far less than they do today, and all of them less than there is to do."""
    problem = of.problem
    today = np.bincount(problem.pairs.site, problem.pairs.hours * standing(problem).shares, len(of.sites))
    years = of.plan.months / 12
    for at, (name, site) in enumerate(of.plan.sites.items()):
        if site.capacity is not None and hours_of(site.capacity) * years < today[at] / 1.1:
            says = f"{shown(name)} can do {site.capacity} a year, and today's work there is {today[at] / years:,.0f} h."
            yield warning(site.capacity.at, "capacity-below-today", says, "Look whether hours of a month were meant.")
    least = np.full(len(of.cells), np.inf)
    np.minimum.at(least, problem.pairs.cell, np.where(problem.pairs.most > 0, problem.pairs.hours, np.inf))
    needed, there = float(least[np.isfinite(least)].sum()), float(problem.sites.hours.sum())
    if needed > there:
        says = f"There are {needed:,.0f} h of work at least, and all sites together can do {there:,.0f} h."
        yield error(of.plan.at, "capacity-below-work", says, "Look at the units of capacity, or add a site.")


def _cliffs(plan: Plan) -> Iterator[Finding]:
    """Find tiers in whose dead zone buying more costs less, in money."""
    for name, terms in plan.suppliers.items():
        if terms.counted is not Counted.SPEND or not terms.tiers or terms.holds != "all":
            continue
        starts = (float(each.start.number * (rate_of(plan, each.start.unit) or 1)) for each in terms.tiers)
        off = (share_of(each.off) or 0.0 for each in terms.tiers)
        tiers = Tiers((0.0, *starts), (0.0, *off))
        for start, end in cliffs(tiers):
            less = tiers.paid(end * (1 - 1e-4)) - tiers.paid(end)
            says = (f"From {start:,.0f} to {end:,.0f} {plan.currency} a year at list prices, buying more from "
                    f"{shown(name)} costs less, up to {less:,.0f} {plan.currency}.")  # fmt: skip
            yield warning(
                terms.at, "tiers-with-dead-zone", says, "Ask for tiers that hold for their part: holds: part."
            )
