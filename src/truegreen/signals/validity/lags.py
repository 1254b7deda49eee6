"""Links by month and lag: after how many months does a figure show, where months are dense enough to tell?

All lags are fitted at once, and the one that shows most is held against the most that chance would find at any lag. The
month after the outcome is the placebo. Where accounts have too few cases a month, or the outcome seldom happens, months
are pooled instead.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from truegreen.model.validity import Lag
from truegreen.readings.panel import Panel
from truegreen.readings.panel_moments import Lagged, panel_moments
from truegreen.signals.validity.links import Measured, measured, scaled
from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.equations import Unfit, Way
from truegreen.stats.panel.errors import Errors
from truegreen.stats.panel.moments import Moments
from truegreen.stats.panel.regression import Regression, regression
from truegreen.stats.validity.lags import Lagged as Fitted
from truegreen.stats.validity.lags import lagged

LAGS: Final = (1, 2, 3)
LEAD: Final = -1
FEW: Final = 5
"""Rows that an account's month must have for its value to be more than chance."""
DENSE: Final = 0.5
"""Part of the months at risk that must have as many."""
RARE: Final = 0.75
"""Part of the outcome's months that are the same from which on what differs is rare."""
ACCOUNTS: Final = 30


def by_lag(panel: Panel, outcome: str, figure: str) -> Measured | None:
    """Measure how an outcome goes with a figure one, two and three months before; None where that cannot be told apart.

    Args:
        panel: accounts by months.
        outcome: a figure of the panel.
        figure: a measure of the panel.
    """
    if not is_dense(panel, figure) or is_rare(panel, outcome):
        return None
    columns = {back: Lagged(figure, back) for back in (*LAGS, LEAD)}
    held = panel_moments(panel, outcome, [*columns.values()], least=FEW).absorbing
    named = {back: str(each) for back, each in columns.items()}
    found = lagged(held, outcome, {back: named[back] for back in LAGS}, {1: named[LEAD]})
    plain = regression(held, outcome, [*named.values()], Way.WITHIN, Errors.CLASSICAL)
    if isinstance(found, Unfit) or isinstance(plain, Unfit) or len(held.clusters) < ACCOUNTS:
        return None
    return _measured(held, outcome, found, plain, named)


def is_dense(panel: Panel, figure: str) -> bool:
    """Say whether most of the accounts' months have rows enough for a value of their own."""
    counts = panel.measures[figure].count[panel.at_risk]
    return bool(len(counts)) and float(np.mean(counts >= FEW)) >= DENSE


def is_rare(panel: Panel, outcome: str) -> bool:
    """Say whether nearly all of an outcome's months are the same, as where something seldom happens."""
    values = panel.series(outcome)[panel.at_risk]
    _, counts = np.unique(values[~np.isnan(values)], return_counts=True)
    return not len(counts) or float(counts.max() / counts.sum()) > RARE


def _measured(held: Moments, outcome: str, found: Fitted, plain: Regression, named: dict[int, str]) -> Measured:
    def in_sd(estimate: Estimate, back: int) -> Estimate:
        return scaled(estimate, plain.spreads[named[back]] / plain.spreads[outcome])

    in_all = found.strongest is found.in_all
    return Measured(
        per_sd=in_sd(found.strongest, LAGS[0] if in_all else found.best),
        per_one=found.strongest,
        between=measured(held, outcome, named[LAGS[0]]).between,
        placebo=in_sd(found.leads[1], LEAD),
        lags=(
            *(Lag(back=each, per_sd=in_sd(estimate, each)) for each, estimate in found.lags.items()),
            Lag(back=LEAD, per_sd=in_sd(found.leads[1], LEAD)),
        ),
        in_all=in_sd(found.in_all, LAGS[0]),
        when=f"in each of the {len(LAGS)} months before" if in_all else _when(found.best),
    )


def _when(back: int) -> str:
    return "in the month before" if back == 1 else f"{back} months before"
