"""The two arms compared on one day: a difference with its interval up to any limit, and how far from nothing it is.

What chance put into an arm as a whole is one cluster (CR2, with Satterthwaite's degrees of freedom); the figure is a
total over a count, so that each cluster counts by its rows, which is the delta method's ratio; the same figure before
the start is taken out of it (CUPED).
Limits are written in standard errors of a bell curve; where errors are themselves uncertain, Student's t of the same
chance stands for it, and where all other draws can be gone through, they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import comb, copysign, inf
from statistics import NormalDist
from typing import Final

import numpy as np

from truegreen.stats.estimate import Estimate
from truegreen.stats.trials.arms import columns_of
from truegreen.stats.trials.cluster_sums import Clusters
from truegreen.stats.trials.clusters import FEWEST, clustered
from truegreen.stats.trials.cuped import BEFORE, adjusted
from truegreen.stats.trials.difference import difference_of_shares
from truegreen.stats.trials.permutation import MOST, permuted
from truegreen.value.pilots.outcomes import OVER, OVER_BEFORE, UNDER, UNDER_BEFORE, Floats, Outcomes, Truths

ALL: Final = 8.0
"""A limit beyond which an interval of shares, or of permutations, has no end."""
USUAL: Final = NormalDist().inv_cdf(0.975)
LEAST_P: Final = 1e-280


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """The arms compared.

    Attributes:
        treated, control: the wholes of both arms: what each counted, and its figure less what was known before.
        figures: each arm's own figure as counted, control and treated.
        plain: the difference with its error, as clusters have it.
        freedom: degrees of freedom of that error; infinite where other draws were gone through.
        rows: counted in both.
        left: share of the variance left after the figure before the start; None where it was not used.
        shares: hits and totals of both arms where each whole is one yes or no; None elsewhere.
    """

    treated: Clusters
    control: Clusters
    figures: tuple[float, float]
    plain: Estimate
    freedom: float
    rows: int
    left: float | None = None
    shares: tuple[int, int, int, int] | None = None

    @property
    def wholes(self) -> tuple[int, int]:
        """Give what chance put into the arms: control, treated."""
        return len(self.control.counts), len(self.treated.counts)

    @property
    def error(self) -> float:
        """Give the difference's standard error."""
        return self.plain.error

    def estimate(self, limit: float = USUAL) -> Estimate:
        """Give the difference with the interval that a limit leaves, in standard errors of a bell curve."""
        confidence = 1 - 2 * NormalDist().cdf(-limit)
        if self.freedom == inf:
            if limit > ALL:
                return replace(self.plain, low=-inf, high=inf, confidence=1.0)
            if self.shares is not None:
                return difference_of_shares(*self.shares, confidence)
            found = _drawn(self.treated, self.control, confidence)
            return replace(self.plain, low=found.low, high=found.high, confidence=confidence)
        reach = _t_of(limit, self.freedom) * self.error
        low, high = self.plain.value - reach, self.plain.value + reach
        return replace(self.plain, low=low, high=high, confidence=confidence, p=self._chance())

    @property
    def z(self) -> float:
        """Give how far from nothing the difference lies, as standard errors of a bell curve."""
        p = self.plain.p if self.freedom == inf else self._chance()
        if p is None or p >= 1:
            return 0.0
        return copysign(-NormalDist().inv_cdf(max(p, LEAST_P) / 2), self.plain.value)

    def _chance(self) -> float:
        """Give the two-sided chance of so much where there is nothing, by Student's t."""
        from scipy.special import stdtr

        if not self.error > 0:
            return float(self.plain.value == 0)
        return 2 * float(stdtr(self.freedom, -abs(self.plain.value) / self.error))


def _t_of(limit: float, freedom: float) -> float:
    """Give Student's t that is passed as seldom as a limit of a bell curve."""
    from scipy.special import ndtr, stdtrit

    beyond = float(ndtr(-limit))
    return -float(stdtrit(freedom, beyond)) if beyond > 0 else inf


def compared(outcomes: Outcomes, last: int, only: Truths | None = None, *, before: bool = True) -> Compared | None:
    """Compare the arms by all that was counted up to a day; None where an arm has fewer than two wholes with a figure.

    Args:
        outcomes: of the pilot.
        last: the day's number.
        only: (U,) which units; all if left out.
        before: whether to take out the figure before the start, where it is registered and known.
    """
    sums = outcomes.sums(last, only)
    seen = sums[:, UNDER] > 0
    treated, control = (sums[seen & each] for each in (outcomes.treated_wholes, ~outcomes.treated_wholes))
    if min(len(treated), len(control)) < 2:
        return None
    rows = round(float(sums[seen, UNDER].sum()))
    figures = (_figure(control), _figure(treated))
    if shares := _shares(outcomes, treated, control):
        wholes = _wholes(treated), _wholes(control)
        return Compared(*wholes, figures, difference_of_shares(*shares), inf, rows, shares=shares)
    few = comb(len(treated) + len(control), len(treated)) <= MOST
    slope, left = _before(treated, control, within=not few) if before else (0.0, None)
    past = float(sums[seen, OVER_BEFORE].sum() / max(float(sums[seen, UNDER_BEFORE].sum()), 1e-300))
    wholes = _wholes(treated, slope, past), _wholes(control, slope, past)
    plain, freedom = (_drawn(*wholes), inf) if few else _by_clusters(*wholes, slopes=left is not None)
    assumes = (*plain.assumes, *((BEFORE,) if left is not None else ()))
    method = f"{plain.method}{'' if left is None else ' less before'}"
    return Compared(*wholes, figures, replace(plain, assumes=assumes, method=method, count=rows),
                    freedom, rows, left)  # fmt: skip


def _by_clusters(treated: Clusters, control: Clusters, *, slopes: bool) -> tuple[Estimate, float]:
    """Give the difference with the error of clusters, and its degrees of freedom: one less for a slope."""
    found = clustered(treated, control)
    return found.estimate, max(found.freedom - slopes, 1.0)


def _drawn(treated: Clusters, control: Clusters, confidence: float = 0.95) -> Estimate:
    """Give the difference held against all other draws, each whole with its rows."""
    arms = np.repeat([True, False], [len(each.counts) for each in (treated, control)])
    values, weights = (np.concatenate([one, other]) for one, other in
                       ((treated.means, control.means), (treated.counts, control.counts)))  # fmt: skip
    return permuted(values, arms, weights=weights, confidence=confidence).estimate


def _figure(sums: Floats) -> float:
    return float(sums[:, OVER].sum() / sums[:, UNDER].sum())


def _wholes(sums: Floats, slope: float = 0.0, past: float = 0.0) -> Clusters:
    """Give an arm's wholes, each with its figure less the slope times what it lay above others before the start."""
    count = sums[:, UNDER]
    means = sums[:, OVER] / count
    if slope:
        ahead = (sums[:, OVER_BEFORE] - past * sums[:, UNDER_BEFORE]) / sums[:, UNDER_BEFORE].mean()
        means = means - slope * ahead * count.mean() / count
    return Clusters(count, means, np.zeros(len(count)))


def _before(treated: Floats, control: Floats, *, within: bool) -> tuple[float, float | None]:
    """Give the slope of the figure on itself before the start, and the share of the variance that it leaves.

    Found within the arms, or over all as if there were none, so that other draws have the same.
    """
    if min(len(treated), len(control)) < FEWEST or min(each[:, UNDER_BEFORE].sum() for each in (treated, control)) <= 0:
        return 0.0, None
    arms = columns_of(treated), columns_of(control)
    found = adjusted(*arms, (OVER, UNDER), [(OVER_BEFORE, UNDER_BEFORE)], within=within)
    return (0.0, None) if found.unused else (found.slopes[0], found.left)


def _shares(outcomes: Outcomes, treated: Floats, control: Floats) -> tuple[int, int, int, int] | None:
    """Give the counts where each whole is one row that is yes or no: such shares are compared by scores."""
    every = np.concatenate([treated, control])
    single = bool(np.all(every[:, UNDER] == 1) and np.all((every[:, OVER] == 0) | (every[:, OVER] == 1)))
    if outcomes.figure.unit != "share" or not single or bool(np.any(every[:, UNDER_BEFORE] > 0)):
        return None
    return round(treated[:, OVER].sum()), len(treated), round(control[:, OVER].sum()), len(control)
