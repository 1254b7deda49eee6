"""Customers told: tiers of value, value by expectation, and each customer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from truegreen.model.segmented import Band, Customer, Square, Tier
from truegreen.model.worth import Between
from truegreen.project.sourcing.lived import Gathered
from truegreen.project.sourcing.people import People
from truegreen.sourcing.segments.against_usual import score
from truegreen.sourcing.segments.expectation import band
from truegreen.value.buying import Bought


def name_of(tier: int) -> str:
    """Name a tier; nothing where nobody can value its customers.

    >>> name_of(0), name_of(3), name_of(-1)
    ('A', 'D', '')
    """
    return chr(ord("A") + tier) if tier >= 0 else ""


def tiers(of: Gathered, who: People) -> list[Tier]:
    """Give the tiers, the one worth most first."""
    valued = who.tier >= 0
    every, spent = float(who.values[valued].sum()), float(who.spend[valued].sum())
    found = []
    for tier in np.unique(who.tier[valued]):
        own = who.tier == tier
        value, spend = float(who.values[own].sum()), float(who.spend[own].sum())
        found.append(
            Tier(
                name=name_of(int(tier)), customers=int(own.sum()), least=float(who.values[own].min()),
                value=_together(of, who, own), share=value / every, spend=spend,
                spend_share=spend / spent if spent else 0.0,
            )
        )  # fmt: skip
    return found


def _together(of: Gathered, who: People, own: NDArray[np.bool_]) -> Between:
    """Give what some customers are worth together; those of one way of valuing err together."""
    weights = np.zeros(len(of.known.panel.accounts))
    weights[who.place[own]] = who.times[own]
    value = float(who.values[own].sum())
    below = above = 0.0
    if of.valued.residual is not None:
        told, low, high = of.valued.residual.interval(weights[of.valued.contract])
        below, above = below + told - low, above + high - told
    if isinstance(of.valued.bought, Bought):
        own_orders = own & ~np.isin(who.place, of.valued.contract)
        below += float((who.values - who.lows)[own_orders].sum())
        above += float((who.highs - who.values)[own_orders].sum())
    return value, max(value - below, 0.0), value + above


def squares(who: People) -> list[Square]:
    """Give customers by tier and by what they expect, those worth most and expecting most first."""
    bands = np.array([str(band(each) or "") for each in who.demands], dtype=np.str_)
    found = []
    for tier in (*range(int(who.tier.max(initial=-1)) + 1), -1):
        for each in (Band.HIGH, Band.USUAL, Band.LOW, None):
            own = (who.tier == tier) & (bands == (each or ""))
            if own.any():
                found.append(
                    Square(
                        tier=name_of(tier), band=each, customers=int(own.sum()),
                        revenue=float(np.nansum(who.revenue[own])), value=float(np.nansum(who.values[own])),
                        spend=float(who.spend[own].sum()),
                    )
                )  # fmt: skip
    return found


def customers(who: People) -> list[Customer]:
    """Give each customer, those worth most first."""
    expects = score(who.demands)
    order = np.lexsort((who.ids, -np.nan_to_num(who.values)))
    return [_customer(who, int(at), float(expects[at])) for at in order]


def _customer(who: People, at: int, expects: float) -> Customer:
    values = (float(who.values[at]), float(who.lows[at]), float(who.highs[at]))
    return Customer(
        id=str(who.ids[at]), segment=who.segments[who.segment[at]] if who.segment[at] >= 0 else "",
        tier=name_of(int(who.tier[at])), value=values if np.isfinite(values[0]) else None,
        revenue=float(who.revenue[at]) if np.isfinite(who.revenue[at]) else None,
        expects=expects if np.isfinite(expects) else None, band=band(float(who.demands[at])),
        signs={name: float(each[at]) for name, each in who.signs.items() if np.isfinite(each[at])},
        spend=float(who.spend[at]), cases=int(who.cases[at]), is_assumed=bool(who.assumed[at]),
    )  # fmt: skip
