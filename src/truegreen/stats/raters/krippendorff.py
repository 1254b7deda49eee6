"""Krippendorff's α: agreement of any number of raters, for categories, ranks, intervals and ratios."""

from __future__ import annotations

import numpy as np

from truegreen.stats.raters.likeness import Likeness, likeness
from truegreen.stats.raters.many import agreeing_pairs
from truegreen.stats.raters.ratings import Ratings
from truegreen.stats.raters.stating import Agreement, stated


def krippendorff(ratings: Ratings, how: Likeness = Likeness.NOMINAL, confidence: float = 0.95) -> Agreement | None:
    """Give Krippendorff's α (Content Analysis, 2004); None where no unit has two ratings, or all are the same.

    Units with a single rating do not count, not even for chance. The error is Gwet's; for ranks it takes the
    distance of two ranks, which the ratings themselves decide, as given.

    Args:
        ratings: of numbers, unless the likeness is nominal or ordinal.
        how: nominal, ordinal, interval or ratio.
        confidence: two-sided.
    """
    each = ratings.counts.sum(axis=1)
    counts, times, each = ratings.counts[each >= 2], ratings.times[each >= 2], each[each >= 2]
    if not times.size or not times.sum():
        return None
    units, many = float(times.sum()), float(times @ each)
    likes = likeness(ratings.categories, how, totals=times @ counts)
    middle = many / units
    agreeing = agreeing_pairs(counts, likes) / (middle * (each - 1))
    plain = float(times @ agreeing) / units
    observed = plain + (1 - plain) / many
    shares = times @ counts / many
    chance = float(shares @ likes @ shares)
    if chance >= 1 - 1e-12:
        return None
    value, before = (observed - chance) / (1 - chance), (plain - chance) / (1 - chance)
    more = (each - middle) / middle
    by_unit = counts @ (likes @ shares) / middle - chance * more
    adds = (agreeing - observed * more - chance - 2 * (1 - before) * (by_unit - chance)) / (1 - chance)
    return stated(
        "Krippendorff α", value, observed, chance, np.asarray(adds + value - before), times, ratings.less, confidence
    )
