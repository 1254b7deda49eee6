"""Origins: the months from whose ends it is foretold, and what may be learnt from by then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.model.backtest import Order
from truegreen.signals.warning.labels import Labels
from truegreen.signals.warning.models import LEAST
from truegreen.signals.warning.rows import Floats, Rows

WARM_UP: Final = 2
"""Months at the start from which nothing is learnt: too little had been seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How it is foretold.

    Attributes:
        horizon: months.
        budget: alerts a month for each owner.
        order: by what alerts are given.
        seed: of folds.
    """

    horizon: int = 3
    budget: int = 5
    order: Order = Order.CHANCE
    seed: int = 1


def origins(labels: Labels, months: NDArray[np.datetime64], horizon: int) -> list[int]:
    """Give the months from whose ends something can be foretold: those by which enough had decided."""
    hits = labels.hits(months, horizon)
    gap = horizon + labels.delay
    found = [at for at in range(WARM_UP + gap, len(months))
             if np.any(hits[:, WARM_UP : at - gap + 1] == 1, axis=1).sum() >= LEAST]  # fmt: skip
    return [at for at in found if labels.at_risk[:, at].any()]


def past_rows(labels: Labels, hits: Floats, place: int, horizon: int) -> Rows:
    """Give the account-months whose horizon was over by a month's end."""
    upto = max(place - horizon - labels.delay + 1, 0)
    account, month = np.nonzero(np.isfinite(hits[:, :upto]) & labels.at_risk[:, :upto])
    late = month >= WARM_UP
    return Rows(account[late].astype(np.intp), month[late].astype(np.intp))
