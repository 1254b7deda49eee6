"""Terms and wishes of a plan as the allocation takes them: in one currency, over the plan's own months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.files.plan_prices import rate_of
from truegreen.model.plan import Holds, Plan, Supplier
from truegreen.sourcing.allocation.tiers import Tiers
from truegreen.sourcing.allocation.wishes import Scenarios, Wishes
from truegreen.sourcing.profiles.eligible import share_of
from truegreen.units.money import Money
from truegreen.units.quantity import SECONDS, Quantity

Floats = NDArray[np.float64]
ALL: Final = "all"
"""What stands for every contact type that is not named."""
YEAR: Final = 12


def in_currency(plan: Plan, money: Money | None) -> float:
    """Give an amount in the plan's currency; 0 where none is said."""
    if money is None:
        return 0.0
    return float(money.amount * (rate_of(plan, money.currency) or 1))


def of_year(plan: Plan, amount: float) -> float:
    """Give what is said by the year for the plan's months."""
    return amount * plan.months / YEAR


def hours_of(quantity: Quantity) -> float:
    """Give a time in hours."""
    return float(quantity.number) * SECONDS.get(quantity.unit, SECONDS["h"]) / SECONDS["h"]


def changed(changes: Mapping[str, Quantity], name: str) -> float:
    """Give by how many times something changes, by its own name, or by that of all.

    >>> changed({"all": Quantity.parse("10 %"), "claims": Quantity.parse("-50 %")}, "claims")
    0.5
    """
    return 1 + (share_of(changes.get(name, changes.get(ALL))) or 0.0)


def tiers_of(plan: Plan, terms: Supplier | None) -> Tiers:
    """Give a supplier's tiers over the plan's months."""
    if terms is None or not terms.tiers:
        return Tiers()
    starts = (of_year(plan, _counted(plan, each.start)) for each in terms.tiers)
    off = (share_of(each.off) or 0.0 for each in terms.tiers)
    return Tiers((0.0, *starts), (0.0, *off), on_all=terms.holds is Holds.ALL, counted=terms.counted.value)


def _counted(plan: Plan, quantity: Quantity) -> float:
    rate = rate_of(plan, quantity.unit) if len(quantity.unit) == 3 else None
    return float(quantity.number * (rate or 1))


def wishes_of(
    plan: Plan, types: Sequence[str], groups: int, countries: Sequence[str], sites: Sequence[str], issues: float
) -> Wishes:
    """Give what a plan wishes.

    Args:
        plan: the plan.
        types: names of contact types, in the order of the problem.
        groups: how many skill groups there are.
        countries: names, in that order.
        sites: names, in that order.
        issues: all issues of the plan's time.
    """
    said = plan.wishes
    pairs = {*said.two_sites, *(name for name, each in plan.types.items() if each.is_critical)}
    cover, moved, share = share_of(said.cover), share_of(said.most_moved), said.country_share
    return Wishes(
        value_weight=float(said.value),
        supplier_share=share_of(said.supplier_share),
        country_share=np.array([_share(share.get(each)) for each in countries]) if share else None,
        most_suppliers=said.most_suppliers,
        two_sites=tuple(at for at, name in enumerate(types) if name in pairs),
        least_share=share_of(said.least_share) or 0.0,
        is_single=said.is_single,
        cover=None if cover is None else np.full(groups, cover),
        stretch=share_of(said.stretch) or 1.0,
        most_moved=None if moved is None else moved * issues,
        least_value=None if said.least_value is None else of_year(plan, in_currency(plan, said.least_value)),
        most_cost=None if said.most_cost is None else of_year(plan, in_currency(plan, said.most_cost)),
        scenarios=scenarios_of(plan, types, countries, sites),
    )


def _share(quantity: Quantity | None) -> float:
    return 1.0 if quantity is None else share_of(quantity) or 0.0


def scenarios_of(
    plan: Plan, types: Sequence[str], countries: Sequence[str], sites: Sequence[str]
) -> Scenarios | None:  # fmt: skip
    """Give the futures of a plan; None where none is told."""
    told = list(plan.futures.values())
    if not told:
        return None
    return Scenarios(
        chance=np.array([share_of(each.chance) or 0.0 for each in told]),
        demand=np.array([[changed(each.demand, name) for name in types] for each in told]),
        price=np.array([[changed(each.prices, name) for name in countries] for each in told]),
        solving=np.array([[share_of(each.solved.get(name)) or 0.0 for name in sites] for each in told]),
        beyond=share_of(plan.tail.beyond) or 0.0,
        weight=float(plan.tail.weight),
    )
