"""How regular gaps are: as irregular as chance (1), or as even as the sum of k steps of chance (Erlang-k).

Of two neighbouring gaps Δ₁ and Δ₂ of one account, Δ₁ / (Δ₁ + Δ₂) is spread as a beta curve (k, k), whatever the rate of
the account (Wheat and Morrison 1990). So pairs of gaps of all accounts together say how regular gaps are.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.silence.surprise import MOST

Floats = NDArray[np.float64]
STEPS: Final = (1, 2, 3, 4, 6, 8, MOST)
"""How regular an account may be."""
NEAREST: Final = 0.02
"""Shares of two gaps are held this far from none and all before their logarithms are taken: records know days."""
LITTLE: Final = 0.005
"""A sort that an account belongs to with less than this chance is left out."""
ROUNDS: Final = 200


def regularity(shares: ArrayLike) -> float:
    """Give k̂ = (1 − 4v) / (8v), where v is the variance of Δ₁ / (Δ₁ + Δ₂) around a half (Wheat and Morrison 1990).

    Args:
        shares: of the first of two neighbouring gaps in both, (P,); each gap in one pair only.

    Raises:
        ValueError: there is none, or one is not between 0 and 1.

    >>> round(regularity([0.2, 0.5, 0.8, 0.4, 0.6]), 3)
    2.625
    """
    given = np.asarray(shares, dtype=np.float64)
    if given.ndim != 1 or not given.size or not np.all((given >= 0) & (given <= 1)):
        raise ValueError("shares of gaps lie between 0 and 1, and there is at least one")
    return of_spread(float(np.mean((given - 0.5) ** 2)))


def of_spread(spread: float) -> float:
    """Give the same from v itself; as regular as can be where it is nought.

    Raises:
        ValueError: it is no variance of shares.
    """
    if not 0 <= spread <= 0.25:
        raise ValueError(f"a variance of {spread:g} is none of shares around a half")
    return (1 - 4 * spread) / (8 * spread) if spread > 0 else float("inf")


def own(pairs: ArrayLike, logs: ArrayLike) -> Floats:
    """Give how regular each account is: the chance that it is of each sort of ``STEPS``, (A, 7).

    What its own pairs of gaps say leans on what those of all accounts do: how many accounts are of which sort is found
    by greatest likelihood (Kiefer and Wolfowitz 1956). Where nobody has a pair, all are as irregular as chance.

    Args:
        pairs: of neighbouring gaps of each account, (A,).
        logs: Σ ln(4 M (1 − M)) over these, where M is the share of the first in both, (A,); M held to 0.02 to 0.98.

    Raises:
        ValueError: there are not as many of one as of the other, fewer than no pairs, or a sum that is none.
    """
    from scipy.special import betaln

    many, sums = (np.atleast_1d(np.asarray(each, dtype=np.float64)) for each in (pairs, logs))
    if many.shape != sums.shape or many.ndim != 1 or not np.all((many >= 0) & np.isfinite(many + sums)):
        raise ValueError(f"{many.size} numbers of pairs and {sums.size} sums do not belong together")
    steps = np.array(STEPS, dtype=np.float64)
    heights = many[:, None] * (-betaln(steps, steps) - (steps - 1) * np.log(4)) + sums[:, None] * (steps - 1)
    chances = np.exp(heights - heights.max(axis=1, keepdims=True))
    told, common = many > 0, np.full(steps.size, 1 / steps.size)
    if not told.any():
        return just(1, many.size)
    for _ in range(ROUNDS):
        shares = chances[told] * common
        shares /= shares.sum(axis=1, keepdims=True)
        common, before = shares.mean(axis=0), common
        if np.max(np.abs(common - before)) < 1e-9:
            break
    belongs = chances * common
    belongs /= belongs.sum(axis=1, keepdims=True)
    belongs[belongs < LITTLE] = 0.0
    return np.asarray(belongs / belongs.sum(axis=1, keepdims=True))


def just(k: int, accounts: int) -> Floats:
    """Give the same for accounts that are all of one sort, (A, 7).

    Raises:
        ValueError: there is no such sort.
    """
    if k not in STEPS:
        raise ValueError(f"{k} steps are none of {', '.join(map(str, STEPS))}")
    return np.repeat((np.array(STEPS) == k).astype(np.float64)[None, :], accounts, axis=0)
