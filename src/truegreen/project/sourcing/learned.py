"""What records and a plan tell of each cell at each site: what is solved there, who comes back, how long it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from truegreen.model.allocated import Origin
from truegreen.model.plan import Kind, Plan, Site
from truegreen.model.profile import Solving, Told
from truegreen.project.sourcing.handled import handle_of, handle_seen
from truegreen.project.sourcing.tabled import table
from truegreen.readings.work import Worked
from truegreen.sourcing.allocation.arrays import Floats
from truegreen.sourcing.profiles.eligible import share_of
from truegreen.sourcing.profiles.level import Seen, level
from truegreen.sourcing.profiles.needs import needs_of
from truegreen.sourcing.profiles.solving import FEW, solving

LEAST_STAYS: Final = 0.05
"""Below this share of customers who stay away, contacts per issue are not told: nobody comes back twenty times."""
_ORIGINS: Final = {Told.MEASURED: Origin.MEASURED, Told.ASSUMED: Origin.ASSUMED, Told.OTHERS: Origin.BORROWED,
                   Told.NOBODY: Origin.ASSUMED}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """What is known of D cells at S sites of the plan, each (D, S).

    Attributes:
        types, segments, languages: of each cell, by name; empty where records do not say it, or none are asked.
        cases: in the records.
        elsewhere: (D,) issues at sites that the plan does not have.
        solving: share solved at once, drawn towards the other sites as far as its doubt asks.
        stays: share of cases after which the customer does not come back; each issue takes 1 / stays contacts.
        handle: hours of work for a contact; NaN where nobody knows.
        handle_from: where that comes from.
    """

    types: tuple[str, ...]
    segments: tuple[str, ...]
    languages: tuple[str, ...]
    cases: Floats
    elsewhere: Floats
    solving: tuple[tuple[Solving, ...], ...]
    stays: Floats
    handle: Floats
    handle_from: tuple[tuple[Origin, ...], ...]

    @property
    def issues(self) -> Floats:
        """Issues in the records, (D, S): a case after which the customer comes back is not an issue of its own."""
        return np.asarray(self.cases * self.stays)

    def solved_from(self, cell: int, site: int) -> Origin:
        """Say where the share solved of a cell at a site comes from."""
        return _ORIGINS[self.solving[cell][site].told]


def learned(plan: Plan, worked: Worked) -> Learned:
    """Give what is known of each cell at each site of a plan."""
    types, segments, sites = worked.of("contact_type"), worked.of("segment"), tuple(plan.sites)
    cases, judged, solved, back = (table(worked, sites, each) for each in
                                   (worked.cases, worked.judged, worked.solved, worked.back))  # fmt: skip
    known: list[tuple[Solving, ...]] = [()] * len(types)
    stays, handle = np.ones(cases.shape), np.full(cases.shape, np.nan)
    origins: list[tuple[Origin, ...]] = [()] * len(types)
    means, doubts = handle_seen(worked, sites)
    for kind in dict.fromkeys(types):
        here = np.array([each == kind for each in types])
        solve = level(solved[here], judged[here])
        stay = level((judged - back)[here], judged[here])
        handle[here], origin = handle_of(plan, kind, means[here], doubts[here])
        for row, cell in enumerate(np.flatnonzero(here)):
            needs = share_of(needs_of(plan, kind, segments[cell]).solved)
            known[cell] = tuple(_solving(site, kind, solve.at(row, at), needs) for at, site in enumerate(_sites(plan)))
            stays[cell] = [_stays(site, known[cell][at], stay.at(row, at)) for at, site in enumerate(_sites(plan))]
            origins[cell] = origin
    return Learned(
        types, segments, worked.of("language"), cases, _elsewhere(worked, sites), tuple(known), stays, handle,
        tuple(origins),
    )  # fmt: skip


def _sites(plan: Plan) -> tuple[Site, ...]:
    return tuple(plan.sites.values())


def _elsewhere(worked: Worked, sites: tuple[str, ...]) -> Floats:
    """Give the issues of each cell at sites that the plan does not have."""
    away = 1 - worked.back.sum() / max(worked.judged.sum(), 1.0)
    other = np.array([each not in sites for each in worked.sites])[worked.site]
    cases = np.bincount(worked.cell[other], worked.cases[other], len(worked.cells)).astype(np.float64)
    return cases * max(float(away), LEAST_STAYS)


def _solving(site: Site, kind: str, seen: Seen, least: float | None) -> Solving:
    """Give what a site solves; who helps himself is helped, and what does not come up is solved, unless it is said."""
    assumed = share_of(site.solved.get(kind))
    others, hits, counts = seen
    if site.kind is not Kind.TEAM and counts < FEW:
        share = 1.0 if assumed is None else assumed
        sure = None if least is None else float(share >= least)
        return Solving(share, share, share, sure, 0, Told.ASSUMED)
    return solving(others, hits, counts, assumed, least)


def _stays(site: Site, solve: Solving, seen: Seen) -> float:
    if site.kind is not Kind.TEAM:
        return 1.0
    if solve.told is Told.ASSUMED and solve.share is not None:
        return max(solve.share, LEAST_STAYS)
    others, hits, counts = seen
    return 1.0 if others is None else max(float(others.means([hits], [counts])[0]), LEAST_STAYS)
