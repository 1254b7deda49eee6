"""Run lengths of the risk-adjusted CUSUM: after how many contacts it alarms.

Sums are put on a grid and followed as a Markov chain (Brook and Evans 1972; Steiner et al. 2000). A weight between two
grid points is split so that the mean of its exponential is kept: then the run length hardly depends on the grid.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
GRID = 300
KINDS = 64


@dataclass(frozen=True, slots=True)
class Mix:
    """How likely an event is for the contacts of one chart.

    Attributes:
        kinds: chances, strictly between nought and one.
        shares: of the contacts, for each; they add up to one.
    """

    kinds: tuple[float, ...]
    shares: tuple[float, ...]


def mix_of(chances: npt.ArrayLike) -> Mix:
    """Give the chances of contacts as few kinds: each as it is, or 64 groups of like ones by their means.

    Raises:
        ValueError: there is none, or one does not lie between nought and one.
    """
    found = np.sort(np.asarray(chances, dtype=np.float64).ravel())
    if not found.size or not np.all((found > 0) & (found < 1)):
        raise ValueError("a chance lies between nought and one")
    kinds, counts = np.unique(found, return_counts=True)
    if kinds.size > KINDS:
        groups = np.array_split(found, KINDS)
        kinds, counts = np.array([group.mean() for group in groups]), np.array([group.size for group in groups])
    return Mix(tuple(kinds.tolist()), tuple((counts / found.size).tolist()))


def risk_run_length(
    limit: float, chances: npt.ArrayLike | Mix, *, odds_ratio: float = 2.0, truth: float = 1.0, grid: int = GRID
) -> float:
    """Give after how many contacts, on average, one risk-adjusted sum reaches its limit.

    Args:
        limit: decision limit, above nought.
        chances: how likely the event is for each contact of a usual month; contacts come in any order.
        odds_ratio: what the sum looks for; below 1 for the sum downwards.
        truth: by what the odds are really multiplied; 1 while nothing changes.
        grid: number of steps from nought to the limit.

    Raises:
        ValueError: a chance does not lie between nought and one, the limit is not above nought, or the odds ratio is 1.
    """
    mix = chances if isinstance(chances, Mix) else mix_of(chances)
    kinds, shares = np.array(mix.kinds), np.array(mix.shares)
    if not limit > 0 or odds_ratio <= 0 or odds_ratio == 1 or truth <= 0:
        raise ValueError(f"no sum looks for an odds ratio of {odds_ratio:g} with a limit of {limit:g}")
    happen = truth * kinds / (1 - kinds + truth * kinds)
    base = -np.log(1 - kinds + odds_ratio * kinds)
    steps = np.concatenate([base, base + log(odds_ratio)])
    weights = np.concatenate([shares * (1 - happen), shares * happen])
    return _run_length(steps, weights, limit / grid, grid)


def _run_length(steps: Floats, weights: Floats, width: float, grid: int) -> float:
    """Solve the chain of sums at 0, width, … below the limit; each state is left by the same steps."""
    lows = np.floor(steps / width).astype(int)
    above = np.expm1(steps - lows * width) / np.expm1(width)
    places = np.concatenate([lows, lows + 1])
    masses = np.concatenate([weights * (1 - above), weights * above])
    jumps = np.bincount(np.clip(places, -grid, grid) + grid, masses, 2 * grid + 1)
    state = np.arange(grid)
    chain = jumps[np.clip(state[None, :] - state[:, None], -grid, grid) + grid]
    chain[:, 0] = np.cumsum(jumps)[grid - state]
    return float(np.linalg.solve(np.eye(grid) - chain, np.ones(grid))[0])
