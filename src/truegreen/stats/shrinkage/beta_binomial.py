"""One signal: what is true of each cell's share, told from its hits and from how shares are spread over all cells.

True shares are spread as a beta curve whose mean and precision are those of greatest likelihood. A cell's own counts
then move it from the common mean as far as they are worth it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.shrinkage.climb import Top, climbed
from truegreen.stats.shrinkage.likelihood import Likelihood
from truegreen.stats.shrinkage.pairs import Counts, counted, measured
from truegreen.stats.shrinkage.signal import Floats

LOWEST, HIGHEST = 1e-3, 1e9
METHOD, VERSION = "beta-binomial empirical Bayes, greatest marginal likelihood", 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Beta:
    """How true shares are spread over cells: a beta curve.

    Attributes:
        a, b: its parameters: a / (a + b) is the mean, a + b the precision.
        likelihood: logarithm of the chance of all counts, without the binomial coefficients.
        cells: how many there are, or the sum of their weights.
        edge: whether the precision is as high as all counts together allow: no cell differs from any other.
        iterations: steps that were needed.
        converged: whether the last step moved nothing.
    """

    a: float
    b: float
    likelihood: float
    cells: float
    edge: bool
    iterations: int
    converged: bool
    method: str = METHOD
    version: int = VERSION

    @property
    def mean(self) -> float:
        """Give the mean of true shares."""
        return self.a / (self.a + self.b)

    @property
    def precision(self) -> float:
        """Give how many counts the spread of the others is worth to a cell."""
        return self.a + self.b

    def below(self, bound: ArrayLike, hits: ArrayLike, counts: ArrayLike) -> Floats:
        """Give the chance that each cell's true share lies below a bound: I_bound(a + y, b + n − y).

        Args:
            bound: one for all cells, or one each; 0 to 1.
            hits: of each cell, as they were fitted or others.
            counts: of each cell.
        """
        from scipy.special import betainc

        given = counted(hits, counts)
        return np.asarray(betainc(self.a + given.hits, self.b + given.counts - given.hits, bound))

    def means(self, hits: ArrayLike, counts: ArrayLike) -> Floats:
        """Give each cell's expected true share."""
        given = counted(hits, counts)
        return np.asarray((self.a + given.hits) / (self.precision + given.counts))

    def errors(self, hits: ArrayLike, counts: ArrayLike) -> Floats:
        """Give the standard deviation of what each cell's true share may be."""
        mean = self.means(hits, counts)
        return np.asarray(np.sqrt(mean * (1 - mean) / (self.precision + counted(hits, counts).counts + 1)))

    def likelihood_of(self, given: Counts) -> float:
        """Give the logarithm of the chance of other counts, without the binomial coefficients."""
        at = np.array([np.log(self.a / self.b), np.log(self.precision)])
        return Likelihood(given)(at)[0]

    def quantiles(self, chance: float, hits: ArrayLike, counts: ArrayLike) -> Floats:
        """Give the share that each cell's true one lies below with a chance."""
        from scipy.special import betaincinv

        given = counted(hits, counts)
        return np.asarray(betaincinv(self.a + given.hits, self.b + given.counts - given.hits, chance))


def beta_binomial(hits: ArrayLike, counts: ArrayLike, weights: ArrayLike | None = None) -> Beta:
    """Give how true shares are spread over cells.

    Where cells differ no more than chance makes them differ, the greatest likelihood would have an endless precision.
    It is held to what the counts of all other cells are worth: with that, every cell is given the common share, and
    with the doubt that the common share has.

    Args:
        hits: of each cell, whole or weighted; NaN is none.
        counts: of each cell, as many hits as there could be.
        weights: how many cells each stands for; one if left out.

    Raises:
        ValueError: no cell has any counts, or they are no counts.
    """
    given = measured(counted(hits, counts, weights))
    low, high = _box(given)
    hit, total = float(given.weights @ given.hits), float(given.weights @ given.counts)
    share = (hit + 0.5) / (total + 1)
    first = np.clip([np.log(share / (1 - share)), np.log(10.0)], low, high)
    if 0 < hit < total:
        top = climbed(Likelihood(given), first, low, high)
    else:  # All cells are alike, as far as anyone can tell.
        at = np.array([first[0], high[1]])
        top = Top(at, Likelihood(given)(at)[0], 0, reached=True)
    precision = float(np.exp(top.at[1]))
    return Beta(
        a=precision / (1 + float(np.exp(-top.at[0]))),
        b=precision / (1 + float(np.exp(top.at[0]))),
        likelihood=top.value,
        cells=float(given.weights.sum()),
        edge=bool(top.at[1] >= high[1] - 1e-9),
        iterations=top.steps,
        converged=top.reached,
    )


def _box(given: Counts) -> tuple[Floats, Floats]:
    """Give the least and the greatest log-odds of the mean and logarithm of the precision that are looked at."""
    total = float(given.weights @ given.counts)
    others = total - float(given.weights @ given.counts**2) / total
    farthest = np.log(2 * total + 1)
    precision = min(1 + max(others, 0.0), HIGHEST)
    return np.array([-farthest, np.log(LOWEST)]), np.array([farthest, np.log(precision)])
