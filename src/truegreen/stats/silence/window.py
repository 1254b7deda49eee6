"""One window of the last stretches: how seldom accounts came in it, and how likely so few would be by their own pace.

Given how often an account came at all, its recent comings are binomial, and beta-binomial (Skellam 1948) where paces of
accounts move by themselves; how far they do is told from all of them, by moments.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Yes = NDArray[np.bool_]
SPAN: Final = 16
"""Stretches looked at: the recent ones, and the year or so before them."""
LEAST: Final = 4.0
"""Comings that have to be due in recent stretches, or it could not be told that they fail to come."""
SHARE: Final = 0.5
"""The share of what is due up to which an account slowed; above it, a fall is too small to speak of."""
FAR: Final = 3.0
"""Accounts so many standard deviations off say nothing of how far paces move by themselves."""
WIDER: Final = 2.0
"""Paces that move by themselves fall further than they rise: what is measured counts double."""
YEAR: Final = range(11, 14)
"""Stretches back in which an account that is as low has a season of its own."""
ROUNDS: Final = 12
LITTLE: Final = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """One window, looked at.

    Attributes:
        p: chance of so few for each account, (A,); 1 where it did not slow by half, or was as low before; NaN where
            nobody can tell.
        came: how often each came, (A,).
        due: how often it would have by its own pace before, and everybody's, (A,).
        total: how often it came in the window and before, (A,).
        share: how much of that is due in the window, (A,).
        moves: how far paces move by themselves: the correlation of the beta-binomial.
    """

    p: Floats
    came: Floats
    due: Floats
    total: Floats
    share: Floats
    moves: float


def look(came: Floats, worth: Floats, known: Yes, window: int) -> Look:
    """Look at the last stretches.

    Args:
        came: how often each account came in each stretch, (A, B).
        worth: what these were worth for each: time that went by, and everybody's pace, (A, B).
        known: which accounts were customers long enough, (A,).
        window: how many stretches are recent.
    """
    total, recent = came[:, -SPAN:].sum(axis=1), came[:, -window:].sum(axis=1)
    whole, part = worth[:, -SPAN:].sum(axis=1), worth[:, -window:].sum(axis=1)
    known = known & (whole > part) & (part > 0) & (total > 0)
    share = np.where(known, part / np.where(known, whole, 1.0), 0.5)
    due = (total - recent) * share / (1 - share)
    moves = _moves(recent[known], total[known], share[known])
    p = np.where(known & (total * share >= LEAST), 1.0, np.nan)
    low = np.flatnonzero((p == 1) & (recent <= SHARE * due))
    low = low[~_was_as_low(came[low], worth[low], window, due[low] / part[low])]
    for many, (_, at_most) in enumerate(tails(total[low], share[low], moves, int(recent[low].max(initial=-1)))):
        p[low] = np.where(recent[low] == many, at_most, p[low])
    return Look(p, recent, due, total, share, moves)


def _moves(recent: Floats, total: Floats, share: Floats) -> float:
    """Give how far shares move by themselves, by moments, without those who are far off; never less than by chance."""
    off = (recent - total * share) ** 2 / (total * share * (1 - share))
    near, moves = np.ones(off.size, dtype=np.bool_), 0.0
    for _ in range(ROUNDS):
        more = float((total - 1)[near].sum())
        moves = min(max(float((off - 1)[near].sum()) / more, 0.0), 0.9) if more > 0 else 0.0
        near = off < FAR**2 * (1 + (total - 1) * moves)
    return min(WIDER * moves, 0.9)


def _was_as_low(came: Floats, worth: Floats, window: int, usual: Floats) -> Yes:
    """Say which accounts were as low in as many stretches before, or by half about a year before."""
    now = _per(came[:, -window:], worth[:, -window:])
    found = np.zeros(len(came), dtype=np.bool_)
    last = came.shape[1] - window
    for first in range(last - window + 1):
        inside = slice(first, first + window)
        limit = np.maximum(now, SHARE * usual) if last - first in YEAR else now
        found |= (worth[:, inside] > 0).all(axis=1) & (_per(came[:, inside], worth[:, inside]) <= limit)
    return found


def _per(came: Floats, worth: Floats) -> Floats:
    return np.asarray(came.sum(axis=1) / np.maximum(worth.sum(axis=1), 1e-12))


def tails(total: Floats, share: Floats, moves: float, most: int) -> Iterator[tuple[Floats, Floats]]:
    """Give the chance of none and of at most none, of one and of at most one …: beta-binomial.

    Args:
        total: how often each account came at all, (A,).
        share: how much of that is due in the window, (A,).
        moves: how far shares move by themselves, their correlation; with none it is binomial.
        most: up to how many comings.
    """
    from scipy.special import betaln

    size = (1 - max(moves, LITTLE)) / max(moves, LITTLE)
    a, b = share * size, (1 - share) * size
    chance = np.exp(betaln(a, b + total) - betaln(a, b))
    summed = chance
    for many in range(most + 1):
        yield chance, np.minimum(summed, 1.0)
        less = np.maximum(total - many, 0.0) / np.maximum(b + total - many - 1, LITTLE)
        chance = chance * less * (a + many) / (many + 1)
        summed = summed + chance
