"""Worlds for the allocation: segments × contact types at sites of several suppliers, drawn at random, always the same.

The first site is large and may do everything, the last is self-service; prices and what is solved go together.
"""

from __future__ import annotations

import numpy as np

from truegreen.sourcing.allocation.problem import Pairs, Problem, Sites, Work
from truegreen.sourcing.allocation.tiers import Tiers
from truegreen.sourcing.allocation.wishes import Scenarios, Wishes

FUTURES = 20


def world(segments: int, types: int, sites: int, *, everything: bool = False, may: float = 0.62) -> Problem:
    """Draw a problem.

    Args:
        segments: of customers.
        types: of contacts; a cell is of one segment and one type.
        sites: with the large one and self-service among them.
        everything: whether a failing site must be covered and futures count, beside tiers, teams and shares.
        may: how many of all pairs of cell and site may be.
    """
    random = np.random.default_rng(1)
    cells, suppliers, countries = segments * types, max(2, sites // 3), max(2, min(6, sites // 4))
    type_of = np.tile(np.arange(types), segments)
    volume, hard = random.lognormal(6.5, 0.8, cells).round(), random.uniform(0, 1, types)
    worth = np.repeat(random.lognormal(0, 1, segments), types) * (0.5 + 2 * hard[type_of]) * 6
    groups = np.unique(np.sort(random.integers(0, max(2, types // 5), types)), return_inverse=True)[1]
    price = np.exp(random.normal(2.9, 0.45, sites))
    skill = np.clip(0.55 + 0.1 * np.log(price / 10) + random.normal(0, 0.06, sites), 0.3, 0.95)
    there = random.random((cells, sites)) < may
    there[:, 0] = True
    there[:, -1] = np.repeat(random.random((1, types)) < 0.4, segments, 0).reshape(-1)
    cell, site = np.nonzero(there)
    free = np.arange(sites) == sites - 1
    seconds = (240 + 600 * hard)[type_of][cell] * random.uniform(0.9, 1.15, len(cell))
    hours = np.where(free[site], 0, volume[cell] * seconds / 3600 / 0.85)
    solved = np.clip(skill[site] - 0.25 * hard[type_of[cell]] + random.normal(0, 0.04, len(cell)), 0.05, 0.98)
    today = np.zeros(len(cell))
    today[np.unique(cell, return_index=True)[1]] = 1
    all_hours = float((volume * (240 + 600 * hard[type_of]) / 3600 / 0.85).sum())
    spend, each = all_hours * 18, all_hours * 18 / suppliers
    capacity = random.uniform(0.6, 1.6, sites) * all_hours / sites * 2.2
    capacity[0], capacity[-1] = all_hours * 0.9, 0
    return Problem(
        Work(volume, worth, type_of, groups, np.full(types, min(200.0, all_hours / types * 0.05))),
        Sites(np.arange(sites) % suppliers, np.arange(sites) % countries, free, capacity,
              np.where(free, 0, random.uniform(0.3, 1, sites) * spend * 0.01)),
        Pairs(cell, site, hours, np.where(free[site], volume[cell] * 0.3, hours * price[site]),
              np.where(free[site], 0.5, solved), np.where(free[site], 0.3 * (1 - hard[type_of[cell]]), 1.0), today),
        random.uniform(0.3, 1, (types, sites)) * spend * 0.0006, np.zeros((types, sites)),
        (Tiers((0, each * 0.5, each * 1.1), (0, 0.05, 0.1)),) * suppliers,
        np.where(np.arange(suppliers) % 3 == 0, each * 0.2, 0.0),
        Wishes(supplier_share=0.5, country_share=np.full(countries, 0.6), two_sites=(0, 1), stretch=1.15,
               cover=np.full(groups.max() + 1, 0.5) if everything else None,
               scenarios=_futures(random, types, countries, sites) if everything else None),
    )  # fmt: skip


def _futures(random: np.random.Generator, types: int, countries: int, sites: int) -> Scenarios:
    return Scenarios(
        np.full(FUTURES, 1 / FUTURES), random.lognormal(0, 0.12, (FUTURES, types)),
        random.lognormal(0, 0.08, (FUTURES, countries)), random.normal(0, 0.03, (FUTURES, sites)), 0.8, 0.3,
    )  # fmt: skip
