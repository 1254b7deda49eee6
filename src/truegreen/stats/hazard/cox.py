"""Who leaves sooner, whatever the time: Cox's regression (1972) of times until a decision, followed by days or months.

Rows may begin late and end early, so an account whose columns change has a row for each stretch of time. Solved by
Newton's steps with cumulative sums over risk sets. Where many hits fall on one time Efron's ties are close to the truth
and Breslow's too small; for months ``discrete.hazard`` is the better question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.estimate import Estimate
from truegreen.stats.hazard.fitted import covariance_of, cumulative, fitted
from truegreen.stats.hazard.risk_sets import Ties
from truegreen.stats.hazard.stretches import stretches
from truegreen.stats.panel.equations import Unfit
from truegreen.stats.panel.errors import Errors
from truegreen.stats.panel.moments import Floats
from truegreen.stats.panel.observed import rows_of
from truegreen.stats.panel.stating import stated

ASSUMES = ("each column multiplies the hazard by the same at all times", "who is no longer followed is like the others")
FAR = 300.0
"""Scores this far off are as sure as sure can be, and their powers of e are still numbers."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cox:
    """How the hazard goes with columns, relative to who is at risk at the same time.

    Attributes:
        names: of the k columns.
        coefficients: (k,) by how much the log hazard is higher where a column is higher by one.
        means: (k,) of the columns over the rows: the portfolio's.
        covariance: (k, k) of the coefficients.
        estimates: these with their doubt.
        times: (m,) at which somebody was hit.
        cumulative: (m,) the hazard summed up to each, of who is as the portfolio is on average.
        rows: behind it.
        hits: how many were hit.
        accounts: clusters behind it.
        incomplete: rows left out because something was missing.
        likelihood: its logarithm.
        nothing: the logarithm of the likelihood without any column.
        ratio: twice their difference.
        p: chance of such a ratio where no column says anything.
        ties: what was said of hits at the same time.
        errors: how the errors were found.
        steps: that Newton took.
    """

    names: tuple[str, ...]
    coefficients: Floats
    means: Floats
    covariance: Floats
    estimates: Mapping[str, Estimate]
    times: Floats
    cumulative: Floats
    rows: int
    hits: int
    accounts: int
    incomplete: int
    likelihood: float
    nothing: float
    ratio: float
    p: float
    ties: Ties
    errors: Errors
    steps: int

    def pulls(self, columns: ArrayLike) -> Floats:
        """Say what each column brings to the log hazard of rows, against the portfolio, (N, k).

        Raises:
            ValueError: the columns are not those of the fit.
        """
        return np.asarray((rows_of(columns, self.names) - self.means) * self.coefficients)

    def scores(self, columns: ArrayLike) -> Floats:
        """Give the log hazard of rows against the portfolio, (N,).

        Raises:
            ValueError: the columns are not those of the fit.
        """
        return np.asarray(self.pulls(columns).sum(axis=1))

    def staying(self, columns: ArrayLike, times: ArrayLike) -> Floats:
        """Give the chance that rows are not hit up to some times, (N, T).

        Raises:
            ValueError: the columns are not those of the fit.
        """
        place = np.searchsorted(self.times, np.asarray(times, dtype=np.float64), side="right")
        hazard = np.append(0.0, self.cumulative)[place]
        times_as_likely = np.exp(np.clip(self.scores(columns), -FAR, FAR))
        return np.asarray(np.exp(-times_as_likely[:, None] * hazard))


def cox(
    columns: ArrayLike,
    stops: ArrayLike,
    hits: ArrayLike,
    names: Sequence[str],
    *,
    starts: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    ties: Ties = Ties.EFRON,
    errors: Errors | None = None,
    confidence: float = 0.95,
) -> Cox | Unfit:
    """Say how the hazard goes with columns, or why that cannot be said.

    Args:
        columns: (N, k); NaN says nothing, and leaves its row out.
        stops: (N,) until when a row is followed: its hit, or the end of what is known.
        hits: (N,) 1 where it ended with a hit.
        names: of the k columns.
        starts: (N,) since when it is at risk: after this time; from the beginning if left out.
        clusters: (N,) whose row it is, where an account has several.
        ties: what is said of hits at the same time. Exact ones know no starts and no clusters.
        errors: classical without clusters if left out, CR1 with them.
        confidence: of the intervals.

    Raises:
        ValueError: shapes differ, a row ends before it starts, a hit is neither 0 nor 1, a figure is infinite, or
            errors or ties do not go together.
    """
    _check_ways(ties, errors, starts is not None, clusters is not None)
    rows = stretches(columns, stops, hits, names, starts, clusters)
    found = fitted(rows, names, ties)
    if isinstance(found, Unfit):
        return found
    chosen = errors or (Errors.CLASSICAL if clusters is None else Errors.CR1)
    if chosen is not Errors.CLASSICAL and len(rows.clusters) < 2:
        return Unfit("there are fewer than two clusters", (), len(rows.hits), len(rows.clusters))
    covariance = covariance_of(found, rows, chosen) / np.outer(rows.spread, rows.spread)
    coefficients = found.point.at / rows.spread
    freedom = np.inf if chosen is Errors.CLASSICAL else len(rows.clusters) - 1.0
    ratio = 2 * (found.point.height - found.nothing)
    return Cox(
        names=tuple(names),
        coefficients=coefficients,
        means=rows.mean,
        covariance=covariance,
        estimates={
            name: stated(
                float(value),
                float(np.sqrt(max(variance, 0.0))),
                freedom=freedom,
                count=len(rows.hits),
                effective=float(rows.hits.sum()),
                method=f"hazard.cox.{ties}.{chosen}",
                assumes=ASSUMES,
                confidence=confidence,
            )
            for name, value, variance in zip(names, coefficients, np.diagonal(covariance), strict=True)
        },
        times=found.sets.times,
        cumulative=cumulative(found),
        rows=len(rows.hits),
        hits=int(rows.hits.sum()),
        accounts=len(rows.clusters),
        incomplete=rows.incomplete,
        likelihood=found.point.height,
        nothing=found.nothing,
        ratio=ratio,
        p=_chance(ratio, len(names)),
        ties=ties,
        errors=chosen,
        steps=found.steps,
    )


def _check_ways(ties: Ties, errors: Errors | None, late: bool, clustered: bool) -> None:
    if errors is Errors.CR3:
        raise ValueError("CR3 is not known here; CR0 and CR1 are")
    if ties is Ties.EXACT and (late or clustered or errors not in (None, Errors.CLASSICAL)):
        raise ValueError("exact ties know no starts, no clusters and only classical errors")


def _chance(ratio: float, freedom: int) -> float:
    from scipy.special import chdtrc

    return float(chdtrc(freedom, max(ratio, 0.0)))
