"""Agreement of any number of raters, some of whom rated only some units.

Which to trust: κ collapses where nearly everything is of one category, as in quality evaluations with nine passes in
ten; AC1 does not. Report both. All errors are Gwet's (Handbook of Inter-Rater Reliability, 2014).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from truegreen.stats.raters.likeness import Likeness, likeness
from truegreen.stats.raters.ratings import Floats, Ratings
from truegreen.stats.raters.stating import Agreement, stated

Chance = Callable[[Floats, Floats, Floats], tuple[float, Floats]]
"""From what each unit was rated (shares per category), the shares of all and likeness: chance overall and per unit."""


def percent(ratings: Ratings, how: Likeness = Likeness.NOMINAL, confidence: float = 0.95) -> Agreement | None:
    """Give the share of pairs of ratings that agree; None where no unit has two ratings."""
    return _agreement("percent agreement", ratings, how, lambda units, _p, _w: (0.0, np.zeros(len(units))), confidence)


def fleiss(ratings: Ratings, how: Likeness = Likeness.NOMINAL, confidence: float = 0.95) -> Agreement | None:
    """Give Fleiss' κ (Psychological Bulletin 76 (1971) 378–382), Scott's π for two raters.

    Chance is that of ratings drawn from all ratings. None where no unit has two ratings, or all are the same.
    """

    def chance(units: Floats, shares: Floats, likes: Floats) -> tuple[float, Floats]:
        return float(shares @ likes @ shares), units @ (likes @ shares)

    return _agreement("Fleiss κ", ratings, how, chance, confidence)


def gwet(ratings: Ratings, how: Likeness = Likeness.NOMINAL, confidence: float = 0.95) -> Agreement | None:
    """Give Gwet's AC1, and AC2 where some categories are alike (British J. Math. Stat. Psychology 61 (2008) 29–48).

    None where no unit has two ratings, or raters had no choice.
    """

    def chance(units: Floats, shares: Floats, likes: Floats) -> tuple[float, Floats]:
        scale = float(likes.sum()) / (shares.size * (shares.size - 1))
        return scale * float(shares @ (1 - shares)), scale * (units @ (1 - shares))

    if len(ratings.categories) < 2:
        return None
    return _agreement("Gwet AC1" if how is Likeness.NOMINAL else "Gwet AC2", ratings, how, chance, confidence)


def brennan_prediger(ratings: Ratings, how: Likeness = Likeness.NOMINAL, confidence: float = 0.95) -> Agreement | None:
    """Give the coefficient of Bennett, and of Brennan and Prediger (1981): by chance every category is as likely.

    None where no unit has two ratings, or raters had no choice.
    """

    def chance(units: Floats, shares: Floats, likes: Floats) -> tuple[float, Floats]:
        found = float(likes.sum()) / shares.size**2
        return found, np.full(len(units), found)

    return _agreement("Brennan–Prediger", ratings, how, chance, confidence)


def _agreement(name: str, ratings: Ratings, how: Likeness, chance: Chance, confidence: float) -> Agreement | None:
    """Give a coefficient with what each unit adds to it: (n/n₂)(aᵢ − e)/(1 − e) − 2(1 − c)(eᵢ − e)/(1 − e)."""
    each, times = ratings.counts.sum(axis=1), ratings.times
    several = each >= 2
    paired = float(times[several].sum())
    if not paired:
        return None
    likes = likeness(ratings.categories, how)
    agreeing = agreeing_pairs(ratings.counts, likes) / np.where(several, each * (each - 1), 1)
    observed = float(times @ agreeing) / paired
    units = ratings.counts / each[:, None]
    overall, by_unit = chance(units, times @ units / ratings.units, likes)
    if overall >= 1 - 1e-12:
        return None
    value = (observed - overall) / (1 - overall)
    shares = ratings.units / paired * (agreeing - overall * several) - 2 * (1 - value) * (by_unit - overall)
    return stated(name, value, observed, overall, shares / (1 - overall), times, ratings.less, confidence)


def agreeing_pairs(counts: Floats, likes: Floats) -> Floats:
    """Give for each unit how many of its ordered pairs of ratings agree."""
    return np.asarray((counts * (counts @ likes.T - 1)).sum(axis=1), dtype=np.float64)
