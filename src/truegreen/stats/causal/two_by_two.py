"""Before and after, with and without: how much more those treated changed than the others; few clusters allowed for.

One row per unit, its mean before and after, so that months that go together are not taken for so many witnesses
(Bertrand, Duflo and Mullainathan 2004). Errors leave out each cluster in turn where these are few, and a wild bootstrap
tries every way to turn their signs (``panel.bootstrap.wild``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.estimate import Estimate
from truegreen.stats.panel import moments
from truegreen.stats.panel.bootstrap import Wild, wild
from truegreen.stats.panel.equations import Unfit, Way, equations
from truegreen.stats.panel.regression import Regression, regression

NAMES = ("treated", "change")


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoByTwo:
    """How much more those treated changed.

    Attributes:
        estimate: the difference of the differences.
        naive: by how much those treated changed, which is what a report before and after would say.
        others: by how much the others changed.
        wild: the test that is right with few clusters; None where it cannot be made.
    """

    estimate: Estimate
    naive: float
    others: float
    wild: Wild | None


def two_by_two(
    before: ArrayLike,
    after: ArrayLike,
    treated: ArrayLike,
    clusters: ArrayLike | None = None,
    *,
    confidence: float = 0.95,
    seed: int = 0,
) -> TwoByTwo | Unfit:
    """Say how much more those treated changed than the others.

    Args:
        before: (A,) each unit's mean before; NaN leaves it out.
        after: (A,) its mean after.
        treated: (A,) 0 or 1.
        clusters: (A,) each unit's key; units are their own if left out.
        confidence: of the interval.
        seed: of the bootstrap, where there are too many ways to turn signs.

    Raises:
        ValueError: shapes differ, a figure is infinite, or a treatment is neither 0 nor 1.
    """
    first, last, marks = (np.asarray(each, dtype=np.float64) for each in (before, after, treated))
    if first.ndim != 1 or not first.shape == last.shape == marks.shape or not np.isin(marks, (0, 1)).all():
        raise ValueError("every unit needs a figure before and after, and a treatment of 0 or 1")
    if np.isinf(first).any() or np.isinf(last).any():
        raise ValueError("a figure is infinite")
    change = last - first
    keys = np.arange(len(change)) if clusters is None else np.asarray(clusters)
    some = moments.of(np.column_stack([marks, change]), keys, NAMES)
    made = regression(some, "change", ["treated"], Way.POOLED, confidence=confidence)
    if not isinstance(made, Regression):
        return made
    turned = wild(equations(some, "change", ["treated"], Way.POOLED), "treated", seed=seed)
    known = ~np.isnan(change)
    return TwoByTwo(
        estimate=made.estimates["treated"],
        naive=float(change[known & (marks == 1)].mean()),
        others=float(change[known & (marks == 0)].mean()),
        wild=turned if isinstance(turned, Wild) else None,
    )
