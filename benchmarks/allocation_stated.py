"""The same problem as plain arrays on disk, for the peers: what a modeller would have at hand before writing rows.

Bounds that our builder works out for itself (hours of teams, ends of tiers) are given to the peers ready made.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from benchmarks.allocation_world import world
from truegreen.sourcing.allocation.families.prices import most_spent
from truegreen.sourcing.allocation.families.teams import bounds, team_of
from truegreen.sourcing.allocation.problem import Problem


def state(problem: Problem, path: Path) -> None:
    """Write the arrays of a problem without cover and futures, in which every supplier has tiers on all its spend."""
    pairs, sites = problem.pairs, problem.sites
    kind, site, team = team_of(problem)
    least, most = bounds(problem)
    people = np.flatnonzero(problem.needs_people)
    of_pair = np.full(len(pairs.cell), -1)
    of_pair[people] = team
    ends = most_spent(problem)
    tiers = [(supplier, start, min(end, ends[supplier]) if end == np.inf else end, 1 - off)
             for supplier, each in enumerate(problem.tiers)
             for start, end, off in zip(each.starts, (*each.starts[1:], np.inf), each.discounts, strict=True)
             if start <= ends[supplier]]  # fmt: skip
    last: dict[int, int] = {supplier: place for place, (supplier, *_) in enumerate(tiers)}
    tier = np.array(tiers)
    tier[list(last.values()), 2] = np.maximum(ends[list(last)], tier[list(last.values()), 1])
    shares = problem.wishes.country_share
    np.savez(
        path, cell=pairs.cell, site=pairs.site, most=pairs.most, hours=pairs.hours, spend=pairs.spend,
        gain=problem.wishes.value_weight * problem.value, team=of_pair, type_of=problem.work.type_of,
        team_type=kind, team_site=site, team_cost=problem.opening[kind, site], least=least, busy=most,
        capacity=sites.hours, fixed=sites.fixed, free=sites.is_free, supplier_of=sites.supplier_of,
        country_of=sites.country_of, tier_supplier=tier[:, 0].astype(int), tier_start=tier[:, 1], tier_end=tier[:, 2],
        tier_price=tier[:, 3], committed=problem.committed, two_sites=np.array(problem.wishes.two_sites),
        supplier_share=problem.wishes.supplier_share or 1.0, country_share=np.ones(0) if shares is None else shares,
    )  # fmt: skip


if __name__ == "__main__":
    *size, may, place = sys.argv[1:]
    segments, types, sites = map(int, size)
    state(world(segments, types, sites, may=float(may)), Path(place))
    print(json.dumps({"path": place}))
