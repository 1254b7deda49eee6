"""What an account decides in a month where it may decide several things: renew, renew for less, leave, or nothing yet.

One chance for each decision, together with that of none they are one: a multinomial logit of account-months (Allison
1982; McFadden 1974). Taking each decision alone would have the others as accounts that stay for ever.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.estimate import Estimate
from truegreen.stats.hazard.choices import covariance_of, point_at, shares
from truegreen.stats.hazard.discrete import ASSUMES, HELD_BACK
from truegreen.stats.panel.climb import climb
from truegreen.stats.panel.equations import CONSTANT, FLAT, Unfit, collinear
from truegreen.stats.panel.errors import Errors
from truegreen.stats.panel.likelihood import back
from truegreen.stats.panel.moments import Floats
from truegreen.stats.panel.observed import Observed, observed, rows_of
from truegreen.stats.panel.stating import stated

Counts = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Decisions:
    """How monthly chances of several decisions go with columns.

    Attributes:
        names: of the k columns.
        decisions: the J decisions; beside them there is none.
        coefficients: (J, k) by how much the log odds of a decision against none are higher where a column is by one.
        constants: (J,) these log odds where every column is 0.
        means: (k,) of the columns over the rows: the portfolio's.
        covariance: (J(1 + k), J(1 + k)), decision by decision, the constant first.
        estimates: by decision, the constant and the coefficients with their doubt.
        counts: (J,) how often each was taken.
        rows: account-months behind it.
        accounts: clusters behind it.
        incomplete: rows left out because something was missing.
        likelihood: its logarithm, without what a ridge costs.
        ridge: how strongly columns were held back.
        errors: how the errors were found.
    """

    names: tuple[str, ...]
    decisions: tuple[str, ...]
    coefficients: Floats
    constants: Floats
    means: Floats
    covariance: Floats
    estimates: Mapping[str, Mapping[str, Estimate]]
    counts: tuple[int, ...]
    rows: int
    accounts: int
    incomplete: int
    likelihood: float
    ridge: float
    errors: Errors

    def chances(self, columns: ArrayLike) -> Floats:
        """Give the chance of each decision, and in the last column that of none, (N, J + 1); rows add up to 1.

        Raises:
            ValueError: the columns are not those of the fit.
        """
        scores = self.constants + rows_of(columns, self.names) @ self.coefficients.T
        return shares(np.column_stack([scores, np.zeros(len(scores))]))

    def pulls(self, columns: ArrayLike, decision: str) -> Floats:
        """Say what each column brings to the log odds of a decision against none, over the portfolio's, (N, k).

        Raises:
            ValueError: the columns are not those of the fit, or there is no such decision.
        """
        if decision not in self.decisions:
            raise ValueError(f"no decision is called {decision}; there are {', '.join(self.decisions)}")
        return np.asarray(
            (rows_of(columns, self.names) - self.means) * self.coefficients[self.decisions.index(decision)]
        )


def decisions(
    columns: ArrayLike,
    taken: ArrayLike,
    clusters: ArrayLike,
    names: Sequence[str],
    called: Sequence[str],
    *,
    ridge: float = 0.0,
    free: Collection[str] = (),
    weights: ArrayLike | None = None,
    errors: Errors = Errors.CR1,
) -> Decisions | Unfit:
    """Say how monthly chances of several decisions go with what is known before the month, or why that cannot be said.

    Args:
        columns: (N, k) one row per account and month in which it may decide; NaN leaves its row out.
        taken: (N,) which decision: 0 none, 1 the first, 2 the second …; NaN leaves its row out.
        clusters: (N,) the account.
        names: of the k columns.
        called: what the decisions are called.
        ridge: as of ``discrete.hazard``.
        free: columns that are not held back.
        weights: (N,) how often each row counts.
        errors: classical, CR0 or CR1.

    Raises:
        ValueError: shapes differ, a decision has no name, a figure is infinite, or CR3 is asked for.
    """
    if errors is Errors.CR3:
        raise ValueError("CR3 is not known here; CR0 and CR1 are")
    rows, incomplete = observed(
        columns, taken, clusters, names, weights=weights, ridge=ridge, free=free, most=len(called)
    )
    counts = np.bincount(rows.hits.astype(np.intp), minlength=len(called) + 1)
    wrong = _unfit(rows, names, called, counts)
    if wrong:
        return wrong
    top = climb(partial(point_at, rows, len(called)), _start(counts, len(names)))
    if not top.reached:
        steepest = np.abs(top.point.at.reshape(len(called), -1)[:, 1:])
        decision, column = divmod(int(steepest.argmax()), len(names))
        return _because(rows, f"{names[column]} parts {called[decision]} from the rest: the odds have no end")
    unscaled = np.kron(np.eye(len(called)), back(rows))
    at = (unscaled @ top.point.at).reshape(len(called), -1)
    covariance = unscaled @ covariance_of(rows, top.point, errors, len(called)) @ unscaled.T
    deviations = np.sqrt(np.maximum(np.diagonal(covariance), 0.0)).reshape(at.shape)
    freedom = np.inf if errors is Errors.CLASSICAL else len(rows.clusters) - 1.0
    return Decisions(
        names=tuple(names),
        decisions=tuple(called),
        coefficients=at[:, 1:],
        constants=at[:, 0],
        means=rows.mean,
        covariance=covariance,
        estimates={
            decision: {
                name: stated(
                    float(at[place, column]),
                    float(deviations[place, column]),
                    freedom=freedom,
                    count=len(rows.hits),
                    effective=float(len(rows.clusters)),
                    method=f"hazard.decisions.{errors}",
                    assumes=(*ASSUMES, HELD_BACK) if ridge else ASSUMES,
                )
                for column, name in enumerate((CONSTANT, *names))
            }
            for place, decision in enumerate(called)
        },
        counts=tuple(counts[1:].tolist()),
        rows=len(rows.hits),
        accounts=len(rows.clusters),
        incomplete=incomplete,
        likelihood=top.point.height + float(np.tile(rows.ridge, len(called)) @ top.point.at**2) / 2,
        ridge=ridge,
        errors=errors,
    )


def _because(rows: Observed, what: str, columns: Sequence[str] = ()) -> Unfit:
    return Unfit(what, tuple(columns), len(rows.hits), len(rows.clusters))


def _unfit(rows: Observed, names: Sequence[str], called: Sequence[str], counts: Counts) -> Unfit | None:
    if len(rows.clusters) < 2 or not called:
        return _because(rows, "there are fewer than two clusters" if called else "there is nothing to decide")
    flat = [name for name, mean, own in zip(names, rows.mean, rows.spread, strict=True) if own <= FLAT * abs(mean)]
    if flat:
        return _because(rows, f"{', '.join(flat)}: no spread", flat)
    figures = 1 + int((rows.ridge[1:] == 0).sum())
    few = [name for name, count in zip(("none", *called), counts.tolist(), strict=True) if count < figures]
    if few:
        return _because(rows, f"{', '.join(few)}: too few for {figures} figures", few)
    start = point_at(rows, len(called), _start(counts, len(names)))
    own = slice(1, 1 + len(names))
    same = collinear(start.curvature[own, own], names)
    return _because(rows, f"{', '.join(same)}: one follows from the others", same) if same else None


def _start(counts: Counts, width: int) -> Floats:
    """Give the coefficients at which every month has the same chances."""
    return np.column_stack([np.log(counts[1:] / counts[0]), np.zeros((len(counts) - 1, width))]).ravel()
