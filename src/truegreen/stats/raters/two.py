"""Agreement of two raters, from the table of what the one and the other said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy.typing as npt

from truegreen.stats.raters.likeness import Likeness, likeness
from truegreen.stats.raters.ratings import square
from truegreen.stats.raters.stating import Agreement, stated


def cohen(
    table: npt.ArrayLike,
    how: Likeness = Likeness.NOMINAL,
    confidence: float = 0.95,
    *,
    categories: Sequence[Any] | None = None,
) -> Agreement | None:
    """Give Cohen's κ, weighted if categories are alike; None where there is no unit, or both always said the same.

    Each rater's own habits make chance. The error is that of Fleiss, Cohen and Everitt (Psychological Bulletin 72
    (1969) 323–327); the interval is Student's, as Gwet's, where SAS and R's vcd take the narrower normal one.

    Args:
        table: what the one said down, the other across, in units.
        how: linear or interval (quadratic) for weighted κ.
        confidence: two-sided.
        categories: what they could say, as numbers for weights; 1, 2, … if None.

    Raises:
        ValueError: the table is not square, or a count is below nought.

    >>> found = cohen([[118, 2], [5, 0]])
    >>> found and (round(found.observed, 3), round(found.estimate.value, 3))
    (0.944, -0.023)
    """
    units = square(table)
    if not units.sum():
        return None
    cells = units / units.sum()
    likes = likeness(tuple(range(1, len(cells) + 1) if categories is None else categories), how)
    rows, columns = cells.sum(axis=1), cells.sum(axis=0)
    observed, chance = float((cells * likes).sum()), float(rows @ likes @ columns)
    if chance >= 1 - 1e-12:
        return None
    value = (observed - chance) / (1 - chance)
    by_cell = ((likes @ columns)[:, None] + (rows @ likes)[None, :]) / 2
    adds = (likes - chance - 2 * (1 - value) * (by_cell - chance)) / (1 - chance)
    name = "Cohen κ" if how is Likeness.NOMINAL else "weighted κ"
    return stated(name, value, observed, chance, adds.ravel(), units.ravel(), 0, confidence)
