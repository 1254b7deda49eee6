"""Whether spend goes where value is, with the curves that show it."""

from __future__ import annotations

from typing import Final

import numpy as np

from truegreen.model.segmented import Curves, Peanut, Shared
from truegreen.project.sourcing.people import People
from truegreen.stats.unequal.alike import LEAST, Between, alike
from truegreen.stats.unequal.lorenz import lorenz

POINTS: Final = 101


def peanut(who: People) -> Peanut | None:
    """Say whether what was spent on customers goes where value is; None where nobody can tell."""
    values = np.nan_to_num(who.values)
    found = alike(who.spend, values)
    if found is None:
        return None
    some = values > 0
    return Peanut(
        customers=found.holders, value=found.worth, spend=found.spent, ordered=found.ordered,
        between=found.between.value, chance=(found.between.low, found.between.high), p=found.between.p,
        ranks=found.ranks, verdict=_verdict(found.between), curves=_curves(who.spend[some], values[some]),
    )  # fmt: skip


def not_held(who: People) -> str:
    """Say why nobody can tell whether spend goes where value is."""
    valued = int((np.nan_to_num(who.values) > 0).sum())
    if valued < LEAST:
        return f"{f'only {valued}' if valued else 'no'} customers can be valued, and {LEAST} are the least"
    return "no record of the last months says what was done for customers"


def _verdict(found: Between) -> Shared:
    if not found.is_shown:
        return Shared.NOT_SHOWN
    return Shared.MORE_EVENLY if found.value < (found.low + found.high) / 2 else Shared.LESS_EVENLY


def _curves(spend: np.ndarray, values: np.ndarray) -> Curves:
    """Give both curves at some shares of customers, the least worth first."""
    at = np.linspace(0, 1, POINTS)
    value, spent = lorenz(values), lorenz(spend, by=values)
    drawn = [np.interp(at, each.holders, each.held) for each in (value, spent)]
    return Curves(customers=at.tolist(), value=drawn[0].tolist(), spend=drawn[1].tolist())
