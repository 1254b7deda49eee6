"""Links by account and month: what figures of the months before have to do with what accounts then do.

Where accounts have cases enough in each month, the three months before are told apart; elsewhere they are pooled. They
end with the month before the outcome, so that nothing that follows from a decision can stand for its reason. The month
after is the placebo: it should say nothing. Whether an account leaves is held between accounts too, for an account
leaves only once; everything else is held within them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from truegreen.readings.panel import Panel
from truegreen.readings.panel_moments import ASSUMES, Lagged, panel_moments
from truegreen.signals.validity.lags import by_lag
from truegreen.signals.validity.links import Measured, estimated, measured, standardised
from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.equations import Way
from truegreen.stats.panel.regression import Regression

POOLED: Final = 3
"""Months that a figure is pooled over."""
LEAVES: Final = "leaves"
WHEN: Final = f"in the {POOLED} months before"
HOLDS: Final = (
    *ASSUMES,
    "whether an account leaves is held between accounts as well; nothing else that differs between them goes with both",
)


def by_month(panel: Panel, outcome: str, figure: str) -> Measured:
    """Measure how an outcome of a month goes with a figure of the months before.

    Args:
        panel: accounts by months.
        outcome: ``leaves``, or a measure of the panel.
        figure: a measure of the panel.
    """
    if figure not in panel.measures:
        return Measured(because=panel.silent.get(figure, "it is not counted by account"))
    if outcome != LEAVES:
        told_apart = by_lag(panel, outcome, figure)
        if told_apart is not None:
            return replace(told_apart, ceiling=ceiling(panel, figure))
    way = Way.POOLED if outcome == LEAVES else Way.WITHIN
    before = Lagged(figure, 1)
    held = panel_moments(panel, outcome, [before], over=POOLED)
    found = measured(held.absorbing, outcome, str(before), way)
    placebo = _placebo(panel, outcome, figure, way)
    return replace(found, placebo=placebo, ceiling=ceiling(panel, figure), when=WHEN)


def ceiling(panel: Panel, figure: str) -> float | None:
    """Give the part of accounts' quarters in which a share is at its best; None of what is no share."""
    counted = panel.measures.get(figure)
    if counted is None or counted.unit != "share" or counted.divisor is not None:
        return None
    hits, rows = (_by_quarter(np.where(counted.known, each, 0.0)) for each in (counted.total, counted.count))
    best = rows if counted.better == "higher" else np.zeros_like(rows)
    some = rows > 0
    return float((hits == best)[some].mean()) if some.any() else None


def _by_quarter(grid: NDArray[np.float64]) -> NDArray[np.float64]:
    whole = grid.shape[1] // POOLED * POOLED
    return np.asarray(grid[:, :whole].reshape(len(grid), -1, POOLED).sum(axis=2))


def _placebo(panel: Panel, outcome: str, figure: str, way: Way) -> Estimate | None:
    """Try the figure of the months after, where that of the months before is the same; it should say nothing."""
    before, after = Lagged(figure, 1), Lagged(figure, -1)
    held = panel_moments(panel, outcome, [before, after], over=POOLED)
    found = estimated(held.absorbing, outcome, [str(before), str(after)], way)
    return standardised(found, outcome, str(after)) if isinstance(found, Regression) else None
