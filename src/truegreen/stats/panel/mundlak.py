"""Within and between side by side (Mundlak 1978): whether accounts that are better also become better.

An account with fast answers may be content because it is small. Only what moves within an account can be its doing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.equations import Unfit, Way
from truegreen.stats.panel.errors import Errors
from truegreen.stats.panel.joint import Joint, f_test, wald
from truegreen.stats.panel.moments import Floats, Moments
from truegreen.stats.panel.regression import Regression, regression
from truegreen.stats.panel.stating import stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """One column's effect, seen three ways.

    Attributes:
        pooled: over all rows: a mixture of the other two.
        within: where the same cluster has more of it.
        between: where clusters have more of it than others.
        apart: between less within, with its doubt.
        is_simpson: within and between are both established and have opposite signs: the pooled one misleads.
    """

    pooled: Estimate
    within: Estimate
    between: Estimate
    apart: Estimate
    is_simpson: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mundlak:
    """Within and between side by side.

    Attributes:
        pooled, within, between: the three regressions.
        columns: per column its three effects.
        differs: whether any column's effect between clusters is another than within (Mundlak's form of Hausman's test).
    """

    pooled: Regression
    within: Regression
    between: Regression
    columns: Mapping[str, Sides]
    differs: Joint


def mundlak(
    moments: Moments,
    outcome: str,
    columns: Sequence[str],
    errors: Errors | None = None,
    *,
    by_rows: bool = False,
    confidence: float = 0.95,
) -> Mundlak | Unfit:
    """Say how an outcome goes with columns within clusters and between them, or why that cannot be said.

    Args:
        moments: of the outcome and the columns, by cluster.
        outcome: what is explained.
        columns: by what.
        errors: as in ``regression``; those of the difference are CR1 always.
        by_rows: whether each cluster counts by its rows between clusters.
        confidence: of the intervals; an effect is established where its interval is on one side of nothing.

    Raises:
        ValueError: a column is unknown, or the question makes no sense.
    """
    made = {}
    for way in Way:
        one = regression(moments, outcome, columns, way, errors, by_rows=by_rows, confidence=confidence)
        if isinstance(one, Unfit):
            return one
        made[way] = one
    pooled, within, between = made[Way.POOLED], made[Way.WITHIN], made[Way.BETWEEN]
    values, covariance = _apart(within, between)
    freedom = min(within.freedom, between.freedom)
    sides = {}
    for at, name in enumerate(columns):
        both = within.estimates[name], between.estimates[name]
        sides[name] = Sides(
            pooled=pooled.estimates[name],
            within=both[0],
            between=both[1],
            apart=_difference(float(values[at]), float(covariance[at, at]), freedom, both[0], confidence),
            is_simpson=_established(both[0]) and _established(both[1]) and both[0].value * both[1].value < 0,
        )
    differs = f_test(tuple(columns), wald(values, covariance, freedom), freedom)
    return Mundlak(pooled=pooled, within=within, between=between, columns=sides, differs=differs)


def _apart(within: Regression, between: Regression) -> tuple[Floats, Floats]:
    """Give between less within, (k,), and its covariance: the same clusters pull at both."""
    pulls = between.influence[:, 1:] - within.influence
    clusters = len(pulls)
    values = between.coefficients[1:] - within.coefficients
    return values, pulls.T @ pulls * clusters / max(clusters - pulls.shape[1] - 1, 1)


def _difference(value: float, variance: float, freedom: float, like: Estimate, confidence: float) -> Estimate:
    return stated(
        value,
        float(np.sqrt(variance)),
        freedom=freedom,
        count=like.count,
        effective=like.effective,
        method="panel.mundlak.CR1",
        assumes=("clusters are independent of each other",),
        confidence=confidence,
    )


def _established(each: Estimate) -> bool:
    return each.low > 0 or each.high < 0
