"""Regression from moments: how an outcome goes with several columns, pooled, within accounts or between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.equations import CONSTANT, Equations, Unfit, Way, about_mean, equations, unfit
from truegreen.stats.panel.errors import Errors, inverse, jackknife, left_out, leverages_of, sandwich, usual, worth
from truegreen.stats.panel.moments import Floats, Moments
from truegreen.stats.panel.stating import stated

ASSUMES = {
    Way.POOLED: "nothing that goes with both the outcome and the columns differs between clusters or rows",
    Way.WITHIN: "what a cluster has for good is taken off; nothing else that changes goes with both",
    Way.BETWEEN: "clusters are alike in all that is not among the columns",
}
INDEPENDENT = {True: "rows are independent and equally scattered", False: "clusters are independent of each other"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Regression:
    """How an outcome goes with columns.

    Attributes:
        outcome: what is explained.
        way: pooled, within or between.
        errors: how the errors were found.
        estimates: per column, and the constant if there is one: by how much the outcome is higher where the column is
            higher by one and the others are the same. Each one's ``effective`` is how many clusters of the same weight
            it rests on.
        covariance: (k, k) of these, in their order.
        influence: (G, k) by how much each cluster draws them: their sum of squares is CR0.
        clusters: (G,) keys of the clusters with rows.
        freedom: degrees of freedom of a test of all of them: G − 1 for clusters that say anything; for CR3 what they
            are worth for the column that has least, less one.
        rows: behind it.
        r2: share of the spread explained: of all rows, within clusters, or of clusters' means.
        partial: per column, its correlation with the outcome where the others are the same.
        spreads: per column and the outcome, the standard deviation: of rows, within clusters, or of clusters' means.
    """

    outcome: str
    way: Way
    errors: Errors
    estimates: Mapping[str, Estimate]
    covariance: Floats
    influence: Floats
    clusters: NDArray[Any]
    freedom: float
    rows: int
    r2: float
    partial: Mapping[str, float]
    spreads: Mapping[str, float]

    @property
    def coefficients(self) -> Floats:
        """Give the values of the estimates, (k,)."""
        return np.array([each.value for each in self.estimates.values()])

    @property
    def columns(self) -> tuple[str, ...]:
        """Name the columns, without the constant."""
        return tuple(each for each in self.estimates if each != CONSTANT)


def regression(
    moments: Moments,
    outcome: str,
    columns: Sequence[str],
    way: Way = Way.WITHIN,
    errors: Errors | None = None,
    *,
    by_rows: bool = False,
    confidence: float = 0.95,
) -> Regression | Unfit:
    """Say how an outcome goes with several columns at once, or why that cannot be said.

    Args:
        moments: of the outcome and the columns, by cluster.
        outcome: what is explained.
        columns: by what.
        way: over all rows, within each cluster (fixed effects), or between clusters' means.
        errors: how to find them; if left out CR3 where the clusters are worth fewer than 40, and CR1 from there on.
            CR3 holds levels of periods as they are, if these were taken off; periods as columns leave them out too.
        by_rows: between clusters, whether each counts by its rows.
        confidence: of the intervals.

    Raises:
        ValueError: a column is unknown, or the question makes no sense.
    """
    made = equations(moments, outcome, columns, way, by_rows=by_rows)
    return solved(made, errors, confidence)


def solved(made: Equations, errors: Errors | None = None, confidence: float = 0.95) -> Regression | Unfit:
    """Solve equations; see ``regression``."""
    total = made.total()
    wrong = unfit(made, total)
    if wrong:
        return wrong
    bread = inverse(total[:-1, :-1])
    rests_on = worth(leverages_of(made, bread))
    chosen = errors or usual(rests_on[int(made.has_constant) :].min())
    coefficients = bread @ total[:-1, -1]
    scores = made.scores(coefficients)
    covariance = _covariance(made, total, coefficients, scores, chosen)
    if isinstance(covariance, Unfit):
        return covariance
    back = _back(made)
    coefficients = back @ coefficients
    coefficients[0] += made.centre[-1] if made.has_constant else 0.0
    covariance = back @ covariance @ back.T
    freedom = _freedom(made, rests_on, chosen)
    spread = about_mean(made, total)
    return Regression(
        outcome=made.names[-1],
        way=made.way,
        errors=chosen,
        estimates={
            name: stated(
                float(value),
                float(np.sqrt(max(variance, 0.0))),
                freedom=float(free),
                confidence=confidence,
                count=round(made.rows),
                effective=float(effective),
                method=f"panel.{made.way}.{chosen}",
                assumes=(ASSUMES[made.way], INDEPENDENT[chosen is Errors.CLASSICAL]),
            )
            for name, value, variance, free, effective in zip(
                made.terms, coefficients, np.diagonal(covariance), freedom, rests_on, strict=True
            )
        },
        covariance=covariance,
        influence=scores @ bread @ back.T,
        clusters=made.clusters,
        freedom=float(freedom.min()),
        rows=round(made.rows),
        r2=_explained(spread),
        partial=_partial(made, spread),
        spreads=_spreads(made, spread),
    )


def _covariance(made: Equations, total: Floats, coefficients: Floats, scores: Floats, errors: Errors) -> Floats | Unfit:
    bread = inverse(total[:-1, :-1])
    if errors is Errors.CLASSICAL:
        signs = np.append(-coefficients, 1.0)
        left = max(float(signs @ total @ signs), 0.0)
        return bread * left / (made.observations - made.spent)
    if errors is not Errors.CR3:
        return sandwich(scores @ bread, len(made.clusters), made.observations, made.counted, errors)
    changes = left_out(made, scores)
    return changes if isinstance(changes, Unfit) else jackknife(changes)


def _freedom(made: Equations, rests_on: Floats, errors: Errors) -> Floats:
    """Give the degrees of freedom of each term's t, (k,)."""
    if errors is Errors.CR3:
        return rests_on - 1
    some = made.observations - made.spent if errors is Errors.CLASSICAL else made.informing() - 1
    return np.full(len(rests_on), float(some))


def _back(made: Equations) -> Floats:
    """Say how terms around the centre become terms as they were: only the constant changes, (k, k)."""
    back = np.eye(len(made.terms))
    if made.has_constant:
        back[0, 1:] = -made.centre[1:-1]
    return back


def _explained(spread: Floats) -> float:
    """Give the share of the outcome's spread that the columns explain."""
    explained = spread[:-1, -1] @ inverse(spread[:-1, :-1]) @ spread[:-1, -1]
    return float(np.clip(explained / spread[-1, -1], 0.0, 1.0))


def _partial(made: Equations, spread: Floats) -> dict[str, float]:
    """Give correlations with the outcome at fixed other columns: −P_jy/√(P_jj P_yy), P the inverse of the products."""
    names = made.terms[int(made.has_constant) :]
    bread, at = inverse(spread[:-1, :-1]), spread[:-1, -1]
    slopes = bread @ at
    left = max(float(spread[-1, -1] - at @ slopes), 0.0)
    signed = slopes / np.sqrt(np.diagonal(bread))
    beside = np.sqrt(signed**2 + left)  # nothing, where the other columns leave nothing to go with
    return dict(zip(names, (signed / np.where(beside > 0, beside, 1.0)).tolist(), strict=True))


def _spreads(made: Equations, spread: Floats) -> dict[str, float]:
    rows = made.observations - (len(made.clusters) if made.way is Way.WITHIN else 1)
    names = made.names[int(made.has_constant) :]
    return dict(zip(names, np.sqrt(np.diagonal(spread) / rows).tolist(), strict=True))
