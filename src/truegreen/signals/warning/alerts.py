"""Alerts: which accounts their owners are told of, so many a month."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from truegreen.model.backtest import Order
from truegreen.signals.warning.rows import Floats, Places
from truegreen.stats.panel.links import chance_of


def alerted(
    scores: Floats, revenue: Floats, owners: Places, order: Order, budget: int, months: Places | None = None
) -> NDArray[np.bool_]:
    """Say of which accounts owners are told: the first so many of each owner and month, (N,).

    Nobody is told of an account whose chance is not above the mean of all accounts that month, dear as it may be.

    Args:
        scores: (N,) log odds of deciding; an account without one gives no alert.
        revenue: (N,) what each pays; NaN where nobody knows, which counts as nothing.
        owners: (N,) places of their owners; −1, where nobody knows, is one owner.
        order: by what they are told.
        budget: alerts a month for each owner.
        months: (N,) when; one month if left out.
    """
    place = np.zeros(len(scores), dtype=np.intp) if months is None else months
    weight = worth(scores, revenue, order)
    told = np.zeros(len(scores), dtype=np.bool_)
    known = np.flatnonzero(above(scores, place))
    ranked = known[np.lexsort((-scores[known], -weight[known], owners[known], place[known]))]
    fresh = np.append(True, (np.diff(owners[ranked]) != 0) | (np.diff(place[ranked]) != 0))[: len(ranked)]
    starts = np.flatnonzero(fresh)
    within = np.arange(len(ranked)) - np.repeat(starts, np.diff(np.append(starts, len(ranked))))
    told[ranked[within < budget]] = True
    return told


def above(scores: Floats, months: Places) -> NDArray[np.bool_]:
    """Say which accounts have a chance above the mean of their month, (N,); not of those without a score."""
    known = ~np.isnan(scores)
    chance = chance_of(np.where(known, scores, 0.0))
    sums = np.bincount(months[known], chance[known], minlength=int(months.max(initial=0)) + 1)
    many = np.bincount(months[known], minlength=len(sums))
    usual = np.divide(sums, many, out=np.full(len(sums), np.inf), where=many > 0)
    # Where all are alike nobody is above the others; a rounding must not say otherwise.
    told: NDArray[np.bool_] = known & (chance > usual[months] * (1 + 1e-9))
    return told


def worth(scores: Floats, revenue: Floats, order: Order) -> Floats:
    """Give what accounts are ordered by: their chance, or what their leaving would cost a month, (N,)."""
    chance = chance_of(scores)
    return chance if order is Order.CHANCE else np.asarray(chance * np.nan_to_num(np.maximum(revenue, 0.0)))
