"""The chance that something happens in a month to whom it has not happened yet, from what is known before the month.

A discrete-time hazard (Allison 1982, "Discrete-time methods for the analysis of event histories"): one row per account
and month at risk, a hit in the month of the decision and none after. Time is a column like others, or several. What
columns say adds up, so each account's score splits into what each column brings, exactly and without a model of the
model. Solved by Newton's steps over blocks of rows (``stats.panel.solved``), with errors that know accounts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.equations import CONSTANT, Unfit
from truegreen.stats.panel.errors import Errors
from truegreen.stats.panel.links import Link, chance_of
from truegreen.stats.panel.moments import Floats
from truegreen.stats.panel.observed import observed, rows_of
from truegreen.stats.panel.solved import solved

ASSUMES = ("each column moves the score straight on", "accounts are independent of each other")
HELD_BACK = "a ridge holds coefficients back, so that they are too small rather than wild"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hazard:
    """How the monthly chance of a hit goes with columns.

    Attributes:
        names: of the k columns.
        coefficients: (k,) by how much the score is higher where a column is higher by one.
        constant: the score where every column is 0.
        means: (k,) of the columns over the rows: the portfolio's.
        covariance: (1 + k, 1 + k) of the constant and the coefficients.
        estimates: these with their doubt, the constant first.
        rows: account-months behind it.
        hits: months with the event.
        accounts: clusters behind it.
        incomplete: rows left out because something was missing.
        likelihood: its logarithm, without what a ridge costs.
        ridge: how strongly columns were held back, in standard deviations; 0 for not at all.
        free: columns that the ridge left alone.
        link: how the score becomes a chance; log odds, if not said otherwise.
        errors: how the errors were found.
        steps: that Newton took.
    """

    names: tuple[str, ...]
    coefficients: Floats
    constant: float
    means: Floats
    covariance: Floats
    estimates: Mapping[str, Estimate]
    rows: int
    hits: int
    accounts: int
    incomplete: int
    likelihood: float
    ridge: float
    free: tuple[str, ...]
    link: Link
    errors: Errors
    steps: int

    @property
    def usual(self) -> float:
        """Give the score of a row that is as the portfolio is on average in everything."""
        return float(self.constant + self.coefficients @ self.means)

    def log_odds(self, columns: ArrayLike) -> Floats:
        """Give the score of rows, (N,): log odds, or by ``Link.CLOGLOG`` the log hazard; NaN where a column is.

        Raises:
            ValueError: the columns are not those of the fit.
        """
        return np.asarray(self.constant + rows_of(columns, self.names) @ self.coefficients)

    def chance(self, columns: ArrayLike) -> Floats:
        """Give the chance of a hit in the month, (N,).

        Raises:
            ValueError: the columns are not those of the fit.
        """
        return chance_of(self.log_odds(columns), self.link)

    def pulls(self, columns: ArrayLike) -> Floats:
        """Say what each column brings to the score of rows, against the portfolio, (N, k).

        A row's pulls and ``usual`` add up to its score.

        Raises:
            ValueError: the columns are not those of the fit.
        """
        return np.asarray((rows_of(columns, self.names) - self.means) * self.coefficients)

    def doubt(self, columns: ArrayLike) -> Floats:
        """Give the standard error of the score of rows, (N,).

        Raises:
            ValueError: the columns are not those of the fit.
        """
        given = rows_of(columns, self.names)
        full = np.column_stack([np.ones(len(given)), given])
        return np.asarray(np.sqrt(np.maximum(np.einsum("ij,jk,ik->i", full, self.covariance, full), 0.0)))


def hazard(
    columns: ArrayLike,
    hits: ArrayLike,
    clusters: ArrayLike,
    names: Sequence[str],
    *,
    ridge: float = 0.0,
    free: Collection[str] = (),
    weights: ArrayLike | None = None,
    offset: ArrayLike | None = None,
    errors: Errors | None = None,
    link: Link = Link.LOGIT,
) -> Hazard | Unfit:
    """Say how the monthly chance of leaving goes with what is known before the month, or why that cannot be said.

    Args:
        columns: (N, k) one row per account and month at risk; NaN says nothing, and leaves its row out.
        hits: (N,) 1 in the month of the decision, 0 in those before it.
        clusters: (N,) whose row it is: the account.
        names: of the k columns.
        ridge: half of it times each coefficient's square is taken off the log likelihood; columns are scaled to a
            standard deviation of 1 first, so units do not matter, and the constant is free. See ``ridge.chosen``.
        free: columns that are not held back, such as those of time.
        weights: (N,) how often each row counts; 0 leaves it out.
        offset: (N,) what is added to each row's score, known beforehand.
        errors: if left out CR3 where accounts are worth fewer than 40, and CR1 from there on.
        link: log odds, or ``Link.CLOGLOG``, whose coefficients are those of a Cox regression.

    Raises:
        ValueError: shapes differ, a hit is neither 0 nor 1, a figure is infinite, a weight or ridge negative.
    """
    rows, incomplete = observed(
        columns, hits, clusters, names, weights=weights, offset=offset, ridge=ridge, free=free, link=link
    )
    found = solved(rows, names, "hit", errors)
    if isinstance(found, Unfit):
        return found
    count, assumes = len(rows.hits), (*ASSUMES, HELD_BACK) if ridge else ASSUMES
    estimates = found.estimates(names, count=count, method=f"hazard.discrete.{link}", assumes=assumes)
    return Hazard(
        names=tuple(names),
        coefficients=found.coefficients[1:],
        constant=estimates[CONSTANT].value,
        means=rows.mean,
        covariance=found.covariance,
        estimates=estimates,
        rows=count,
        hits=round(rows.hits.sum()),
        accounts=len(rows.clusters),
        incomplete=incomplete,
        likelihood=found.likelihood,
        ridge=ridge,
        free=tuple(free),
        link=link,
        errors=found.errors,
        steps=found.steps,
    )


def over(chances: ArrayLike, months: int) -> Floats:
    """Give the chance of a hit within some months, (N,): 1 − ∏(1 − monthly chance).

    Args:
        chances: (N,) the same each month, or (N, M) one for each of the months to come, the next first.
        months: how many count.

    Raises:
        ValueError: a chance is not between 0 and 1, or there are fewer months than asked for.

    >>> over([0.1, 0.0], 3).round(3).tolist(), over([[0.1, 0.2]], 2).round(2).tolist()
    ([0.271, 0.0], [0.28])
    """
    given = np.asarray(chances, dtype=np.float64)
    if ((given < 0) | (given > 1)).any():
        raise ValueError("chances lie between 0 and 1")
    if given.ndim not in (1, 2) or months < 0 or (given.ndim == 2 and given.shape[1] < months):
        raise ValueError(f"{given.shape} are not chances of {months} months")
    with np.errstate(divide="ignore"):
        stays = np.log1p(-given)
    whole = stays[:, :months].sum(axis=1) if given.ndim == 2 else _times(stays, months)
    return np.asarray(-np.expm1(whole))


def _times(stays: Floats, months: int) -> Floats:
    return stays * months if months else np.zeros(len(stays))
