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

from numpy.typing import ArrayLike, NDArray

from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.equations import Unfit
from truegreen.stats.panel.errors import Errors
from truegreen.stats.panel.moments import Floats
from truegreen.stats.panel.observed import observed
from truegreen.stats.panel.solved import solved

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
    found = solved(rows, names, outcome, errors)
    if isinstance(found, Unfit):
        return found
    count = len(rows.hits)
    estimates = found.estimates(names, count=count, method="panel.logit", assumes=ASSUMES, confidence=confidence)
    return Logit(
        outcome=outcome,
        errors=found.errors,
        estimates=estimates,
        covariance=found.covariance,
        clusters=rows.clusters,
        freedom=float(found.freedom.min()),
        effects={name: estimates[name].value * found.steepness for name in names},
        rows=count,
        hits=round(rows.hits.sum()),
        incomplete=incomplete,
        likelihood=found.likelihood,
        steps=found.steps,
    )
