"""Logistic regression of hits on rows, with errors that know clusters: churn, a content answer, an escalation.

Rows that are account-months until the event, with a column for time, make it a discrete-time hazard (Allison 1982).
Solved by Newton's steps over blocks of rows; CR1 as statsmodels' ``cov_type="cluster"``. CR3 leaves each cluster out
by one step from the solution (MacKinnon, Nielsen and Webb 2025, "Cluster-robust jackknife and bootstrap inference for
logistic regression models").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.equations import CONSTANT, FLAT, Unfit, collinear
from truegreen.stats.panel.errors import Errors, inverse, jackknife, left_out, sandwich, usual, worth
from truegreen.stats.panel.likelihood import Observed, Point, back, climbed, curved, observed, point_at, scores
from truegreen.stats.panel.moments import Floats
from truegreen.stats.panel.stating import stated

ASSUMES = ("each column moves the log odds straight on", "clusters are independent of each other")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Logit:
    """How the odds of a hit go with columns.

    Attributes:
        outcome: what a hit is.
        errors: how the errors were found.
        estimates: for the constant and per column, by how much the log odds are higher where the column is by one.
        covariance: (k, k) of these, in their order.
        clusters: (G,) their keys.
        freedom: degrees of freedom of Student's t.
        effects: per column, by how much the chance is higher on average where the column is higher by one.
        rows: behind it; ``hits`` of them are 1.
        hits: rows with the event.
        incomplete: rows left out because something was missing.
        likelihood: its logarithm at the solution.
        steps: that Newton took.
    """

    outcome: str
    errors: Errors
    estimates: Mapping[str, Estimate]
    covariance: Floats
    clusters: NDArray[Any]
    freedom: float
    effects: Mapping[str, float]
    rows: int
    hits: int
    incomplete: int
    likelihood: float
    steps: int


def logit(
    columns: ArrayLike,
    hits: ArrayLike,
    clusters: ArrayLike,
    names: Sequence[str],
    outcome: str = "hit",
    errors: Errors | None = None,
    *,
    confidence: float = 0.95,
) -> Logit | Unfit:
    """Say how the odds of a hit go with several columns at once, or why that cannot be said.

    Args:
        columns: (N, k); NaN says nothing, and leaves its row out.
        hits: (N,) 0 or 1, or NaN.
        clusters: (N,) each row's key.
        names: of the k columns.
        outcome: what a hit is called.
        errors: if left out CR3 where the clusters are worth fewer than 40, and CR1 from there on.
        confidence: of the intervals.

    Raises:
        ValueError: shapes differ, a hit is neither 0 nor 1, or a figure is infinite.
    """
    rows, incomplete = observed(columns, hits, clusters, names)
    wrong = _unfit(rows, names, outcome)
    if wrong:
        return wrong
    top = climbed(rows)
    if isinstance(top, int):
        return _separated(rows, names, outcome, top)
    point, steps = top
    pulls, leverages = scores(rows, point.at, inverse(point.curvature))
    rests_on = worth(leverages)
    chosen = errors or usual(rests_on[1:].min())
    covariance = _covariance(rows, point, pulls, chosen, (*names, outcome))
    if isinstance(covariance, Unfit):
        return covariance
    unscaled = back(rows)
    covariance, coefficients = unscaled @ covariance @ unscaled.T, unscaled @ point.at
    freedom = _freedom(rows, rests_on, chosen)
    estimates = {
        name: stated(
            float(value),
            float(np.sqrt(max(variance, 0.0))),
            freedom=float(free),
            count=len(rows.hits),
            effective=float(effective),
            method=f"panel.logit.{chosen}",
            assumes=ASSUMES,
            confidence=confidence,
        )
        for name, value, variance, free, effective in zip(
            (CONSTANT, *names), coefficients, np.diagonal(covariance), freedom, rests_on, strict=True
        )
    }
    steepness = point.curvature[0, 0] / len(rows.hits)
    return Logit(
        outcome=outcome,
        errors=chosen,
        estimates=estimates,
        covariance=covariance,
        clusters=rows.clusters,
        freedom=float(freedom.min()),
        effects={name: estimates[name].value * float(steepness) for name in names},
        rows=len(rows.hits),
        hits=round(rows.hits.sum()),
        incomplete=incomplete,
        likelihood=point.height,
        steps=steps,
    )


def _unfit(rows: Observed, names: Sequence[str], outcome: str) -> Unfit | None:
    hits, misses = int(rows.hits.sum()), int((1 - rows.hits).sum())
    if len(rows.clusters) < 2:
        return _because(rows, "there are fewer than two clusters")
    if not hits or not misses:
        return _because(rows, f"{outcome}: no spread", (outcome,))
    flat = [name for name, at in zip(names, range(len(names)), strict=True) if _is_flat(rows, at)]
    if flat:
        return _because(rows, f"{', '.join(flat)}: no spread", flat)
    if min(hits, misses) <= len(names):
        least = f"{hits} hits" if hits <= misses else f"{misses} misses"
        return _because(rows, f"{least} are too few for {len(names) + 1} figures", (outcome,))
    start = point_at(rows, np.zeros(len(names) + 1))
    same = collinear(start.curvature[1:, 1:], names)
    return _because(rows, f"{', '.join(same)}: one follows from the others", same) if same else None


def _is_flat(rows: Observed, at: int) -> bool:
    return bool(rows.spread[at] <= FLAT * abs(rows.mean[at]))


def _because(rows: Observed, what: str, columns: Sequence[str] = ()) -> Unfit:
    return Unfit(what, tuple(columns), len(rows.hits), len(rows.clusters))


def _separated(rows: Observed, names: Sequence[str], outcome: str, at: int) -> Unfit:
    """Say that hits and misses part along some columns: no finite odds are the best."""
    return _because(rows, f"{names[at]} parts hits of {outcome} from misses: the odds have no end", (names[at],))


def _covariance(rows: Observed, point: Point, pulls: Floats, errors: Errors, names: Sequence[str]) -> Floats | Unfit:
    bread = inverse(point.curvature)
    if errors is Errors.CLASSICAL:
        return bread
    if errors is not Errors.CR3:
        return sandwich(pulls @ bread, len(rows.clusters), len(rows.hits), len(point.at), errors)
    changes = left_out(curved(rows, point, names), pulls)
    return changes if isinstance(changes, Unfit) else jackknife(changes)


def _freedom(rows: Observed, rests_on: Floats, errors: Errors) -> Floats:
    """Give the degrees of freedom of each term's t, (k,); infinite where rows are taken to be independent."""
    if errors is Errors.CR3:
        return rests_on - 1
    return np.full(len(rests_on), np.inf if errors is Errors.CLASSICAL else len(rows.clusters) - 1.0)
