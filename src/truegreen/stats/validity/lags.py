"""Lags: after how long does a figure show in what customers go through, and does it not show before it happened?

All lags are fitted at once, so that a lag is credited only with what the others leave to it, besides their sum. Leads
are the placebo: next month's figure cannot cause this month's outcome. If it “predicts” it all the same, something else
moves both, or the outcome moves the figure, and no lag proves anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.equations import Unfit, Way, equations
from truegreen.stats.panel.moments import Floats, Moments
from truegreen.stats.panel.regression import Regression, solved
from truegreen.stats.panel.stating import stated
from truegreen.stats.validity.search import Search, searched


@dataclass(frozen=True, slots=True, kw_only=True)
class Lagged:
    """How a figure shows in an outcome, lag by lag.

    Attributes:
        lags: per lag, the change of the outcome for one more of the figure so many periods before, the other lags
            alike; its chance allows for the search among all lags and their sum.
        in_all: the same for one more at every lag: what a lasting change comes to.
        leads: per lead, the same for the figure of so many periods after, which should be nothing.
        rate: chance of taking nothing for something, in each of the two searches.
    """

    lags: Mapping[int, Estimate]
    in_all: Estimate
    leads: Mapping[int, Estimate]
    rate: float

    @property
    def confounded(self) -> bool:
        """Say whether the figure “predicts” what came before it."""
        return any(_chance(each) <= self.rate for each in self.leads.values())

    @property
    def established(self) -> bool:
        """Say whether the figure shows at some lag, or in all, and not before it happened."""
        return _chance(self.strongest) <= self.rate and not self.confounded

    @property
    def strongest(self) -> Estimate:
        """Give the lag, or the sum of all, that is farthest from nothing in its own errors: the one to be judged."""
        return min((*self.lags.values(), self.in_all), key=lambda each: (_chance(each), -abs(each.value) / each.error))

    @property
    def best(self) -> int:
        """Name the lag that shows most, the sum aside."""
        return max(self.lags, key=lambda lag: abs(self.lags[lag].value) / self.lags[lag].error)


def lagged(
    moments: Moments,
    outcome: str,
    lags: Mapping[int, str],
    leads: Mapping[int, str],
    controls: Sequence[str] = (),
    *,
    draws: int = 999,
    seed: int = 0,
    rate: float = 0.05,
) -> Lagged | Unfit:
    """Fit all lags at once within accounts, search among them, and try the leads; or say why that cannot be done.

    Args:
        moments: of all columns, by account, of rows where every lag and lead is known.
        outcome: what is explained.
        lags: per lag in periods, from 0, its column.
        leads: per lead in periods, from 1, its column; none if there are none to try.
        controls: columns that are held alike.
        draws: of each search.
        seed: of the draws.
        rate: chance of taking nothing for something.

    Raises:
        ValueError: there is no lag, or a column stands twice.
    """
    if not lags or min(lags) < 0 or (leads and min(leads) < 1):
        raise ValueError("lags start at 0, leads at 1, and there is at least one lag")
    ahead = list(lags.values())
    fitted = _fitted(moments, outcome, ahead, [[each] for each in ahead] + [ahead], controls, draws, seed)
    if isinstance(fitted, Unfit):
        return fitted
    after: dict[int, Estimate] = {}
    if leads:
        tried = [[each] for each in leads.values()]
        placebo = _fitted(moments, outcome, list(leads.values()), tried, [*ahead, *controls], draws, seed)
        if isinstance(placebo, Unfit):
            return placebo
        after = dict(zip(leads, placebo, strict=True))
    return Lagged(lags=dict(zip(lags, fitted, strict=False)), in_all=fitted[-1], leads=after, rate=rate)


def shifted(values: ArrayLike, clusters: ArrayLike, periods: ArrayLike, lag: int) -> Floats:
    """Give each row its account's figure of so many periods before, NaN where there is none; a lead is a negative lag.

    Args:
        values: (N,) the figure.
        clusters: (N,) each row's account.
        periods: (N,) whole numbers, say months since the first.
        lag: in periods.

    Raises:
        ValueError: an account has two rows for one period.
    """
    figures, keys = np.asarray(values, dtype=np.float64), np.unique(np.asarray(clusters), return_inverse=True)[1]
    when = np.asarray(periods, dtype=np.int64)
    span = int(np.ptp(when)) + 2 * abs(lag) + 1 if len(when) else 1
    places = keys * span + (when - when.min() + abs(lag)) if len(when) else when
    order = np.argsort(places)
    if (np.diff(places[order]) == 0).any():
        raise ValueError("an account has two rows for one period")
    wanted = places - lag
    at = np.minimum(np.searchsorted(places[order], wanted), max(0, len(order) - 1))
    found = places[order][at] == wanted if len(order) else np.zeros(0, dtype=bool)
    return np.where(found, figures[order][at], np.nan) if len(order) else figures


def _fitted(
    moments: Moments,
    outcome: str,
    tested: list[str],
    sums: list[list[str]],
    controls: Sequence[str],
    draws: int,
    seed: int,
) -> list[Estimate] | Unfit:
    made = equations(moments, outcome, [*tested, *controls], Way.WITHIN)
    found = solved(made)
    if isinstance(found, Unfit):
        return found
    search = searched(made, tested, sums, draws, seed)
    return [_estimate(found, columns, search, place) for place, columns in enumerate(sums)]


def _estimate(found: Regression, columns: Sequence[str], search: Search, place: int) -> Estimate:
    chosen = np.array([float(name in columns) for name in found.estimates])
    pattern = found.estimates[columns[0]]
    estimate = stated(
        float(chosen @ found.coefficients),
        float(np.sqrt(chosen @ found.covariance @ chosen)),
        freedom=found.freedom,
        count=pattern.count,
        effective=pattern.effective,
        method=f"lags.{found.errors}",
        assumes=(*pattern.assumes, "what happens to a customer does not change the figure later on"),
        seed=search.seed,
    )
    return replace(estimate, p=float(search.p[place]))


def _chance(estimate: Estimate) -> float:
    return 1.0 if estimate.p is None else estimate.p
