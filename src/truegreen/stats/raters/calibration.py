"""Calibration of evaluators: all that should be reported together, since each coefficient alone misleads somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from truegreen.stats.estimate import Verdict
from truegreen.stats.raters.krippendorff import krippendorff
from truegreen.stats.raters.likeness import Likeness
from truegreen.stats.raters.many import fleiss, gwet, percent
from truegreen.stats.raters.ratings import Floats, Ratings, ratings_of
from truegreen.stats.raters.standing import Standing, standing
from truegreen.stats.raters.stating import Agreement
from truegreen.stats.raters.two import cohen


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How far evaluators agree.

    Attributes:
        percent: share of pairs that agree.
        kappa: Cohen's where two raters rated everything, else Fleiss'; None where all said the same.
        alpha: Krippendorff's; None as above.
        ac: Gwet's AC1 (AC2 where categories are alike). The verdict rests on it.
        standing: what may be called of it.
        verdict: established: by its interval they agree as far as was asked; refuted: they do not.
    """

    percent: Agreement | None
    kappa: Agreement | None
    alpha: Agreement | None
    ac: Agreement | None
    standing: Standing | None
    verdict: Verdict


def calibration(
    rows: Sequence[Sequence[Any]],
    categories: Sequence[Any] | None = None,
    how: Likeness = Likeness.NOMINAL,
    *,
    enough: float = 0.6,
    confidence: float = 0.95,
) -> Calibration:
    """Say how far evaluators agree on the units that several of them rated.

    Args:
        rows: a row per unit, a column per rater, None where a rater did not rate.
        categories: what they could say, in its order; what they said if None.
        how: how categories that differ are compared.
        enough: agreement beyond chance that is asked for.
        confidence: two-sided, of the intervals.

    Raises:
        ValueError: somebody said what is not among the categories.
    """
    ratings = ratings_of(rows, categories)
    table = _table(rows, ratings)
    ac = gwet(ratings, how, confidence)
    return Calibration(
        percent=percent(ratings, how, confidence),
        kappa=fleiss(ratings, how, confidence)
        if table is None
        else cohen(table, how, confidence, categories=ratings.categories),
        alpha=krippendorff(ratings, how, confidence),
        ac=ac,
        standing=None if ac is None else standing(ac.estimate),
        verdict=_verdict(ac, enough),
    )


def _table(rows: Sequence[Sequence[Any]], ratings: Ratings) -> Floats | None:
    """Give the table of two raters; None where there are others, or a rating is missing."""
    if any(len(row) != 2 for row in rows) or not (ratings.counts.sum(axis=1) == 2).all() or not len(rows):
        return None
    places = {category: place for place, category in enumerate(ratings.categories)}
    table = np.zeros((len(places), len(places)))
    for one, other in rows:
        if one not in places or other not in places:
            return None
        table[places[one], places[other]] += 1
    return table


def _verdict(found: Agreement | None, enough: float) -> Verdict:
    if found is None or found.estimate.low <= enough <= found.estimate.high:
        return Verdict.NOT_ENOUGH
    return Verdict.ESTABLISHED if found.estimate.low > enough else Verdict.REFUTED
