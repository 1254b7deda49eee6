"""One signal whose true shares have no simple shape: how they are spread over a grid, whatever the shape.

The spread of greatest likelihood of all (Kiefer and Wolfowitz 1956) on a fixed grid (Koenker and Mizera 2014), found by
the constrained Newton method (Wang 2007), which ends with a proof: no spread can be likelier by more than ``gap``
a cell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.shrinkage.mixing import CLOSE, likeliest
from truegreen.stats.shrinkage.pairs import Counts, counted, measured, thinned, unique
from truegreen.stats.shrinkage.signal import Floats

POINTS, CHUNK, NOTHING = 200, 4096, 1e-100
METHOD, VERSION = "nonparametric empirical Bayes on a grid, constrained Newton method", 1


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Grid:
    """How true shares are spread over cells: a weight for each share of a grid.

    Attributes:
        shares: the grid.
        weights: of each share; they add up to 1.
        likelihood: logarithm of the chance of all counts, without the binomial coefficients.
        cells: how many there are, or the sum of their weights.
        gap: at most so much likelier, per cell, is any other spread over the grid.
        iterations: steps that were needed.
        converged: whether the gap is as small as it should be.
        seed: of the random draws it is a mean of; None if it is of none.
    """

    shares: Floats
    weights: Floats
    likelihood: float
    cells: float
    gap: float
    iterations: int
    converged: bool
    seed: int | None = None
    method: str = METHOD
    version: int = VERSION

    def below(self, bound: ArrayLike, hits: ArrayLike, counts: ArrayLike) -> Floats:
        """Give the chance that each cell's true share lies below a bound.

        Args:
            bound: one for all cells, or one each; 0 to 1.
            hits: of each cell, as they were fitted or others.
            counts: of each cell.
        """
        given = counted(hits, counts)
        bounds = np.broadcast_to(np.asarray(bound, dtype=np.float64), given.hits.shape)
        return self._each(given, lambda part: self.shares < bounds[part, None])

    def means(self, hits: ArrayLike, counts: ArrayLike) -> Floats:
        """Give each cell's expected true share."""
        return self._each(counted(hits, counts), lambda _: self.shares)

    def _each(self, given: Counts, worth: Callable[[slice], NDArray[Any]]) -> Floats:
        """Give what the grid's shares are worth to each cell, weighed by how likely each is for it."""
        kept = np.flatnonzero(self.weights)
        found = np.empty(given.hits.size)
        for low in range(0, found.size, CHUNK):
            part = slice(low, low + CHUNK)
            chance = _chances(given.hits[part], given.counts[part], self.shares[kept])[0] * self.weights[kept]
            found[part] = (chance * worth(part)[..., kept]).sum(axis=1) / chance.sum(axis=1)
        return found


def npmle(
    hits: ArrayLike, counts: ArrayLike, weights: ArrayLike | None = None, *, draws: int = 0, seed: int = 0
) -> Grid:
    """Give how true shares are spread over cells, whatever the shape.

    The likeliest spread sits on a few shares, and believes in them more than some hundred cells allow. With draws it is
    the mean of as many spreads, each likeliest for other random weights of the same cells (Rubin 1981).
    More than 10,000 different pairs of hits and counts are thinned evenly: they show the shape as well as all.

    Args:
        hits: of each cell, whole or weighted; NaN is none.
        counts: of each cell, as many hits as there could be.
        weights: how many cells each stands for; one if left out.
        draws: how many spreads the mean is taken of; 0 gives the likeliest itself.
        seed: of the draws.

    Raises:
        ValueError: no cell has any counts, or they are no counts.
    """
    given = thinned(unique(measured(counted(hits, counts, weights)))[0])
    shares = _grid(given)
    chances, tops = _chances(given.hits, given.counts, shares)
    cells = float(given.weights.sum())
    spread, gap, steps = likeliest(chances, given.weights / cells)
    likelihood = float(given.weights @ (np.log(chances @ spread) + tops))
    if draws:
        random = np.random.default_rng(seed)
        drawn = [random.standard_gamma(given.weights) for _ in range(draws)]
        spread = np.mean([likeliest(chances, each / each.sum())[0] for each in drawn], axis=0)
    return Grid(
        shares=shares,
        weights=spread,
        likelihood=likelihood,
        cells=cells,
        gap=gap,
        iterations=steps,
        converged=gap <= CLOSE,
        seed=seed if draws else None,
    )


def _grid(given: Counts) -> Floats:
    """Give the shares that are looked at: from the least to the greatest seen, closer towards 0 and 1."""
    seen = given.hits / given.counts
    low, high = np.arcsin(np.sqrt([seen.min(), seen.max()]))
    return np.unique(np.sin(np.linspace(low, high, POINTS)) ** 2)


def _chances(hits: Floats, counts: Floats, shares: Floats) -> tuple[Floats, Floats]:
    """Give the chance of each cell's counts at each share, by its greatest, and that one's logarithm."""
    from scipy.special import xlog1py, xlogy

    logs = xlogy(hits[:, None], shares) + xlog1py((counts - hits)[:, None], -shares)
    tops = logs.max(axis=1)
    chances = np.exp(logs - tops[:, None])
    chances[chances < NOTHING] = 0.0  # numbers too small to be kept exactly make every product slow
    return chances, tops
