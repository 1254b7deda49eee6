"""How an agreement beyond chance is stated: its value, its error and its interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truegreen.stats.estimate import Estimate
from truegreen.stats.exact import clopper_pearson
from truegreen.stats.intervals import z_of
from truegreen.stats.raters.ratings import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far raters agree.

    Attributes:
        estimate: the coefficient, with its interval over units like these, rated by these raters.
        observed: share of pairs of ratings that agree.
        chance: share that would agree by chance, as this coefficient sees chance.
    """

    estimate: Estimate
    observed: float
    chance: float


def stated(
    name: str, value: float, observed: float, chance: float, shares: Floats, times: Floats, less: int, confidence: float
) -> Agreement:
    """State a coefficient by what each unit adds to it (Gwet 2008; for two raters Fleiss, Cohen and Everitt 1969).

    Where all agree nothing is known of the spread: the lower end is then the one that the exact bound of their
    agreement gives.

    Args:
        name: of the coefficient.
        value: the coefficient.
        observed: agreement.
        chance: agreement by chance, below 1.
        shares: what each row of units adds; their mean is the value.
        times: units per row.
        less: what is taken from the number of units for the spread, 0 or 1.
        confidence: two-sided.
    """
    from scipy.special import stdtr, stdtrit

    units = float(times.sum())
    spread = float((times * (shares - value) ** 2).sum()) / units / max(units - less, 1)
    error = float(np.sqrt(max(spread, 0.0)))
    perfect = observed >= 1 - 1e-12 or error <= 1e-12
    half = float(stdtrit(max(units - 1, 1), (1 + confidence) / 2)) * error
    low = value - half
    if perfect:
        bound = clopper_pearson(units * min(observed, 1.0), units, confidence)[0]
        low = (bound - chance) / (1 - chance)
    estimate = Estimate(
        value=value,
        error=error,
        low=min(low, value),
        high=min(value + half, 1.0),
        count=round(units),
        effective=units,
        smallest=(z_of(0.95) + z_of(0.6)) * error,
        method=name,
        confidence=confidence,
        p=None if perfect else float(2 * stdtr(max(units - 1, 1), -abs(value) / error)),
        assumes=("units are a random sample of those it is said of", "raters did not talk to each other"),
    )
    return Agreement(estimate=estimate, observed=observed, chance=chance)
