"""What an issue of each cell takes and costs at each site, repeats included, and where the price comes from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truegreen.model.allocated import Origin
from truegreen.model.plan import Kind, Plan, Site
from truegreen.project.sourcing.learned import Learned
from truegreen.project.sourcing.terms import in_currency
from truegreen.readings.work import Worked
from truegreen.sourcing.profiles.eligible import share_of

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Priced:
    """What an issue takes at a site, each (D, S).

    Attributes:
        contacts: contacts until the customer stays away: 1 / share who stay away.
        hours: of work for those; 0 where no people are needed.
        spend: money for those at list prices; NaN where neither plan nor records say a price.
        origins: where the price comes from.
    """

    contacts: Floats
    hours: Floats
    spend: Floats
    origins: tuple[tuple[Origin, ...], ...]


def priced(plan: Plan, worked: Worked, known: Learned) -> Priced:
    """Give what an issue of each cell costs at each site (cost per resolution)."""
    kinds = [each.kind for each in plan.sites.values()]
    contacts = np.where([each is Kind.ELIMINATED for each in kinds], 0.0, 1.0 / known.stays)
    hours = contacts * np.nan_to_num(known.handle)
    spend, origins = np.full(contacts.shape, np.nan), []
    recorded = hourly(worked)
    for cell, kind in enumerate(known.types):
        row = []
        for at, (name, site) in enumerate(plan.sites.items()):
            an_hour, a_contact, origin = _price(plan, site, kind, recorded.get(name))
            spend[cell, at] = an_hour * hours[cell, at] + a_contact * contacts[cell, at]
            row.append(origin)
        origins.append(tuple(row))
    return Priced(contacts, hours, spend + _left_harder(plan, known, spend), tuple(origins))


def _left_harder(plan: Plan, known: Learned, spend: Floats) -> Floats:
    """Give what self-service costs beside: it leaves the harder contacts, which take longer wherever they are today.

    What the rest takes longer is at the largest share that customers can solve themselves; between none and that, it is
    as much per issue.
    """
    more = np.zeros(spend.shape)
    helped = [at for at, each in enumerate(plan.sites.values()) if each.kind is Kind.SELF_SERVICE]
    people = [at for at, each in enumerate(plan.sites.values()) if each.kind is Kind.TEAM]
    for cell, kind in enumerate(known.types):
        said = plan.types.get(kind)
        longer, most = (share_of(said.harder), share_of(said.self_service)) if said else (None, None)
        if longer and most and people:
            cases = known.cases[cell, people]
            usual = np.average(spend[cell, people], weights=cases if cases.sum() else None)
            more[cell, helped] = usual * longer * (1 - most) / most
    return more


def hourly(worked: Worked) -> dict[str, float]:
    """Give what an hour of work cost at each site, where the records tell both hours and cost."""
    known = np.isfinite(worked.cost) & np.isfinite(worked.hours)
    hours = np.bincount(worked.site[known], worked.hours[known], len(worked.sites))
    cost = np.bincount(worked.site[known], worked.cost[known], len(worked.sites))
    return {name: float(cost[at] / hours[at]) for at, name in enumerate(worked.sites) if hours[at] > 0 and cost[at] > 0}


def _price(plan: Plan, site: Site, kind: str, recorded: float | None) -> tuple[float, float, Origin]:
    """Give the price of an hour and of a contact, one of them 0, and where it comes from."""
    if site.kind is Kind.ELIMINATED:
        return 0.0, 0.0, Origin.ASSUMED
    own = site.prices.get(kind)
    if site.per_contact or (site.kind is Kind.SELF_SERVICE):
        return 0.0, in_currency(plan, own or site.per_contact), Origin.CONTRACT
    if own or site.per_hour:
        return in_currency(plan, own or site.per_hour), 0.0, Origin.CONTRACT
    return (recorded, 0.0, Origin.MEASURED) if recorded else (np.nan, 0.0, Origin.MEASURED)
