"""How long a contact takes at each site: its own cases drawn to the others', what the plan assumes, or the others'."""

from __future__ import annotations

import numpy as np

from truegreen.model.allocated import Origin
from truegreen.model.plan import Kind, Plan
from truegreen.project.sourcing.tabled import table
from truegreen.readings.work import Worked
from truegreen.sourcing.allocation.arrays import Floats
from truegreen.stats.shrinkage.normal import shrunk
from truegreen.units.quantity import SECONDS

HOUR = SECONDS["h"]


def handle_seen(worked: Worked, sites: tuple[str, ...]) -> tuple[Floats, Floats]:
    """Give the mean work for a case of each cell at each site, and the square of its error; NaN where none is known."""
    known = np.isfinite(worked.hours) & (worked.hours > 0)
    cases = table(worked, sites, np.where(known, worked.cases, np.nan))
    hours = table(worked, sites, np.where(known, worked.hours, np.nan))
    every = float(np.nanmedian(worked.spread)) if np.isfinite(worked.spread).any() else 0.1
    mean = np.divide(hours, cases, out=np.full(hours.shape, np.nan), where=cases > 0)
    return mean, np.divide(max(every, 1e-6) ** 2, cases, out=np.full(hours.shape, np.nan), where=cases > 0)


def handle_of(plan: Plan, kind: str, means: Floats, doubts: Floats) -> tuple[Floats, tuple[Origin, ...]]:
    """Give the work for a contact of a type at each site: its own drawn to the others', assumed, or the others'."""
    made, origins = np.full(means.shape, np.nan), []
    if np.isfinite(means).any():
        found = shrunk(means.ravel(), doubts.ravel())
        made = np.where(np.isfinite(means), found.means.reshape(means.shape), found.common.mean)
    for at, (name, site) in enumerate(plan.sites.items()):
        said = site.handle.get(kind)
        if site.kind is not Kind.TEAM:
            made[:, at] = 0.0
        elif said is not None and not np.isfinite(means[:, at]).any():
            made[:, at] = float(said.number) * SECONDS.get(said.unit, HOUR) / HOUR
        origins.append(_handle_from(plan, name, kind, has_own=bool(np.isfinite(means[:, at]).any())))
    return made, tuple(origins)


def _handle_from(plan: Plan, name: str, kind: str, *, has_own: bool) -> Origin:
    if has_own:
        return Origin.MEASURED
    said = plan.sites[name]
    return Origin.ASSUMED if kind in said.handle or said.kind is not Kind.TEAM else Origin.BORROWED
