"""Numbers of cells at sites become one number of each alternative, for the same mix of work everywhere.

A site that does the harder cells must not look the worse for it: each of its cells is held against what all sites
together show for the same cell, and the difference is added to what all show on the whole.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truegreen.stats.choice.ranking import Floats

Truths = NDArray[np.bool_]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Mixed:
    """A number of one alternative, for the mix of all work looked at.

    Attributes:
        value: the number; NaN where nothing tells.
        error: its standard error.
        weight: cases behind it.
    """

    value: float
    error: float
    weight: float


def mixed(
    values: Floats, errors: Floats, cases: Floats, might: Floats, sites: Truths, kinds: Places, *, is_ratio: bool
) -> Mixed:  # fmt: skip
    """Give one number of an alternative that has some sites.

    Cells of one kind at a site may be told by the same cases, and so err together; kinds err each by its own luck. A
    site without cases may be better or worse in all of its work.

    Args:
        values: of D cells at S sites; NaN where nothing tells.
        errors: their standard errors.
        cases: cases of D cells at S sites.
        might: cases that would count at a site without any: what it could do of the work.
        sites: which sites are the alternative's.
        kinds: which kind each of D cells is of, from 0.
        is_ratio: whether differences are taken as ratios, as of money and time, or as points, as of shares.
    """
    own = np.where((cases * sites).sum() > 0, cases, might) * sites * np.isfinite(values)
    total = float(own.sum())
    if not total:
        return Mixed(np.nan, np.nan, 0.0)
    known = np.nan_to_num(values)
    every = _of_all(known, cases * np.isfinite(values), might * np.isfinite(values))
    weights = cases.sum(axis=1)
    weights = weights if weights.sum() else might.sum(axis=1)
    overall = float((weights * every).sum() / weights.sum())
    here, usual = float((own * known).sum()), float((own * every[:, None]).sum())
    doubts = np.zeros((int(kinds.max()) + 1, own.shape[1]))
    np.add.at(doubts, kinds, own * np.nan_to_num(errors))
    has_own = float((cases * sites).sum()) > 0
    error = float(np.sqrt((doubts**2).sum()) if has_own else doubts.sum()) / total
    if is_ratio:
        times = here / usual if usual else 1.0
        return Mixed(overall * times, error * overall * total / usual if usual else error, total)
    return Mixed(overall + (here - usual) / total, error, total)


def _of_all(values: Floats, cases: Floats, might: Floats) -> Floats:
    """Give what all sites together show for each cell, by their cases; by what they could do where there are none."""
    counts = np.where(cases.sum(axis=1, keepdims=True) > 0, cases, might)
    total = counts.sum(axis=1)
    return np.asarray(np.divide((values * counts).sum(axis=1), total, out=np.zeros(len(total)), where=total > 0))
