"""Does a column multiply the hazard by the same at all times, as Cox's regression has it?

Grambsch and Therneau (1994), "Proportional hazards tests and diagnostics based on weighted residuals": the score test
of a coefficient that goes with time. It is the exact one, as R's ``cox.zph`` has it since version 3, not the shortcut
by scaled residuals before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.hazard.cox import Cox
from truegreen.stats.hazard.partial import curvature, held
from truegreen.stats.hazard.risk_sets import RiskSets, Ties, risk_sets
from truegreen.stats.hazard.stretches import stretches
from truegreen.stats.panel.errors import inverse
from truegreen.stats.panel.moments import Floats

SAME = 1e-9


class Clock(StrEnum):
    """How time is told: by the share already hit (Kaplan and Meier), by order, as it is, or by its logarithm."""

    SHARE = "share"
    RANK = "rank"
    TIME = "time"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class Proportional:
    """How far coefficients go with time.

    Attributes:
        squares: per column, χ² with one degree of freedom; NaN, as the rest, where all were hit at one time.
        chances: per column, the chance of as much where it does not go with time.
        together: χ² of all columns, with as many degrees of freedom.
        chance: of that.
        clock: how time was told.
    """

    squares: Mapping[str, float]
    chances: Mapping[str, float]
    together: float
    chance: float
    clock: Clock


def proportional(
    fit: Cox,
    columns: ArrayLike,
    stops: ArrayLike,
    hits: ArrayLike,
    *,
    starts: ArrayLike | None = None,
    clock: Clock = Clock.SHARE,
) -> Proportional:
    """Say whether columns multiply the hazard by the same at all times.

    Args:
        fit: Cox's regression.
        columns: (N, k) it was fitted to.
        stops: (N,) as there.
        hits: (N,) as there.
        starts: (N,) as there.
        clock: how time is told.

    Raises:
        ValueError: these are not the rows of the fit, ties are exact, or the logarithm is asked of times that are not
            above 0.
    """
    if fit.ties is Ties.EXACT:
        raise ValueError("exact ties are not tested")
    rows = stretches(columns, stops, hits, fit.names, starts, None)
    if len(rows.hits) != fit.rows or rows.hits.sum() != fit.hits or not _same(rows.mean, fit.means, rows.spread):
        raise ValueError(f"these {len(rows.hits)} rows are not the {fit.rows} of the fit")
    sets, _ = risk_sets(rows.scaled(), rows.stops, rows.hits, rows.starts, fit.ties)
    told = held(sets, fit.coefficients * rows.spread)
    time = _told_by(sets, clock)[sets.when]
    time = time - time.mean()
    bends = partial(curvature, sets, told)
    pull = (sets.columns[:, sets.hit] - told.means) @ time
    across = bends(time)
    spread = bends(time**2) - across @ inverse(bends()) @ across
    if len(sets.times) > 1:
        squares, together = pull**2 / np.diagonal(spread), float(pull @ inverse(spread) @ pull)
    else:
        squares, together = np.full(len(pull), np.nan), float("nan")
    from scipy.special import chdtrc

    return Proportional(
        squares=dict(zip(fit.names, squares.tolist(), strict=True)),
        chances=dict(zip(fit.names, chdtrc(1, squares).tolist(), strict=True)),
        together=together,
        chance=float(chdtrc(len(fit.names), together)),
        clock=clock,
    )


def _same(means: Floats, others: Floats, spread: Floats) -> bool:
    return bool(np.all((spread > 0) & (np.abs(means - others) <= SAME * (spread + np.abs(others)))))


def _told_by(sets: RiskSets, clock: Clock) -> Floats:
    """Say each time at which somebody is hit as the clock has it, (m,)."""
    if clock is Clock.TIME:
        return sets.times
    if clock is Clock.LOG:
        if sets.times.min() <= 0:
            raise ValueError("times that are not above 0 have no logarithm")
        return np.log(sets.times)
    counts = np.bincount(sets.when).astype(np.float64)
    if clock is Clock.RANK:
        return np.asarray(np.cumsum(counts) - (counts - 1) / 2)
    stays = np.cumprod(1 - counts / sets.at_risk(np.ones(len(sets.until))))
    return np.asarray(1 - np.append(1.0, stays[:-1]))
