"""Bands: what customers say of cases just inside the contract's threshold, against those that were early.

Both are green. If the outcome differs between them, the threshold is not where customers care.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.moments import Floats, Moments
from truegreen.stats.panel.stating import stated


@dataclass(frozen=True, slots=True)
class Bands:
    """An outcome in two bands of a figure.

    Attributes:
        inside: its mean in the band just inside the threshold.
        before: its mean in the band before.
        difference: the first less the second, with an error that knows accounts.
    """

    inside: float
    before: float
    difference: Estimate


def bands(moments: Moments, outcome: str, inside: str, before: str) -> Bands | None:
    """Compare an outcome between two bands.

    Args:
        moments: of the outcome and of two columns that are 1 in their band and 0 elsewhere, by account.
        outcome: a share's hits or a score.
        inside: the column of the band just inside the threshold.
        before: the column of the band to hold it against; no case is in both.

    Returns:
        None where a band is empty, or fewer than two accounts have cases in them.

    Raises:
        ValueError: a column is unknown.
    """
    plain = moments.take([outcome, inside, before]).recentred([0.0, 0.0, 0.0])
    products = plain.full()
    counts, sums = products[:, [1, 2], [1, 2]], products[:, 0, 1:]
    has = (np.abs(counts) > 0.5).any(axis=1)
    counts, sums = counts[has], sums[has]
    if has.sum() < 2 or not (counts.sum(axis=0) > 0.5).all():
        return None
    means = sums.sum(axis=0) / counts.sum(axis=0)
    return Bands(float(means[0]), float(means[1]), _difference(means, counts, sums))


def _difference(means: Floats, counts: Floats, sums: Floats) -> Estimate:
    """Say how far the means are apart: each account pulls by its own remainder (a ratio's linearised error)."""
    pulls = ((sums - counts * means) / counts.sum(axis=0)) @ np.array([1.0, -1.0])
    accounts = len(counts)
    return stated(
        float(means[0] - means[1]),
        float(np.sqrt(accounts / (accounts - 1) * (pulls**2).sum())),
        freedom=accounts - 1,
        count=round(float(counts.sum())),
        effective=accounts,
        method="bands",
        assumes=("clusters are independent of each other", "cases of both bands are alike in what else matters"),
    )
