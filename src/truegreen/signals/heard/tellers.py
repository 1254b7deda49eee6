"""Who hears: how many of each one's warnings came true, as far as so few can tell."""

from __future__ import annotations

from typing import Final

import numpy as np

from truegreen.model.entered import Kind
from truegreen.model.heard import Came, Teller
from truegreen.readings.heard_signals import Signals
from truegreen.signals.heard.came import Outcome
from truegreen.stats.shrinkage.beta_binomial import beta_binomial

FEWEST_TELLERS: Final = 5
FEWEST_WARNINGS: Final = 10
"""Warnings with a window that is over, from which on one who hears is named."""


def tellers(signals: Signals, came: Outcome) -> tuple[tuple[Teller, ...], str]:
    """Give those who hear, whose warnings come true most often first; or nobody, and why."""
    warns = np.isin(signals.kind, [str(each) for each in Kind if each.is_warning])
    told = warns & (signals.by != "") & came.are(Came.DECIDED, Came.STAYED)
    if not (signals.by != "").any():
        return (), "the records do not say who heard what"
    names, codes = np.unique(signals.by[told], return_inverse=True)
    counts = np.bincount(codes, minlength=len(names))
    hits = np.bincount(codes, came.are(Came.DECIDED)[told], minlength=len(names))
    enough = counts >= FEWEST_WARNINGS
    if enough.sum() < FEWEST_TELLERS:
        return (), (
            f"{int(enough.sum())} people have {FEWEST_WARNINGS} warnings or more whose window is over; "
            f"{FEWEST_TELLERS} are the least that can be held beside each other"
        )
    names, counts, hits = names[enough], counts[enough], hits[enough]
    spread = beta_binomial(hits, counts)
    share, low, high = (spread.means(hits, counts), *(spread.quantiles(each, hits, counts) for each in (0.025, 0.975)))
    made = [
        Teller(by=str(names[at]), warnings=int(counts[at]), hits=int(hits[at]), share=float(share[at]),
               low=float(low[at]), high=float(high[at]))
        for at in range(len(names))
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda each: (-each.share, each.by))), ""
