"""Resampling: an interval for an agreement without a formula, by drawing the units again and again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from truegreen.stats.estimate import Estimate
from truegreen.stats.raters.ratings import Ratings
from truegreen.stats.raters.stating import Agreement

Coefficient = Callable[[Ratings], Agreement | None]


def resampled(ratings: Ratings, coefficient: Coefficient, *, draws: int = 1000, seed: int = 1) -> Estimate | None:
    """Give a coefficient with the interval of its bootstrap (percentiles); None where it has no value.

    It needs no formula, and takes into account what a formula takes as given, such as the distances between ranks.
    Where all agree it is blind: every draw agrees too. Draws without a value are left out; with fewer than half of them
    left there is no interval.

    Args:
        ratings: units by categories.
        coefficient: such as `many.gwet`.
        draws: how often the units are drawn.
        seed: of the draws.
    """
    found = coefficient(ratings)
    if found is None:
        return None
    random, values = np.random.default_rng(seed), list[float]()
    shares = ratings.times / ratings.units
    for _ in range(draws):
        times = random.multinomial(round(ratings.units), shares).astype(np.float64)
        drawn = coefficient(Ratings(ratings.counts[times > 0], ratings.categories, times[times > 0], ratings.less))
        values += [] if drawn is None else [drawn.estimate.value]
    if len(values) < draws / 2:
        return None
    tail = (1 - found.estimate.confidence) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return replace(
        found.estimate,
        error=float(np.std(values, ddof=1)),
        low=float(low),
        high=float(high),
        p=None,
        method=f"{found.estimate.method}, bootstrap",
        seed=seed,
    )
