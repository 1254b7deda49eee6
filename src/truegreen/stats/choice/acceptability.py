"""How far a ranking can be trusted: over all weights and all scores that are possible, who comes where (SMAA-2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from truegreen.stats.choice.ranking import Floats, Scored

_AT_ONCE: Final = 4096


@dataclass(frozen=True, slots=True)
class Acceptability:
    """Who comes where, in how much of what is possible (Lahdelma and Salminen 2001).

    Attributes:
        shares: alternatives × ranks; rows and columns sum to 1.
        central: the mean weights with which each alternative comes first; alternatives × criteria, not a number for one
            that never does.
        draws: how many weights and scores were looked at.
    """

    shares: Floats
    central: Floats
    draws: int

    @property
    def winner(self) -> int:
        """Who comes first most often."""
        return int(np.argmax(self.shares[:, 0]))


def acceptability(
    scores: npt.ArrayLike, scored: Scored, *, doubt: npt.ArrayLike | None = None, within: npt.ArrayLike | None = None,
    levels: npt.ArrayLike | None = None, weights: npt.ArrayLike | None = None, draws: int = 20_000, seed: int = 1,
) -> Acceptability:  # fmt: skip
    """Give in which share of all weights, and of scores within their doubt, each alternative comes at each rank.

    Args:
        scores: alternatives × criteria.
        scored: gives what alternatives come to, from many tables of scores and as many weights; more is better.
        doubt: standard error of each score; none, if nothing is said.
        within: how far each score may lie from what is written, every place alike; not at all, if nothing is said.
        levels: a number for each criterion: one with a higher counts at least as much as one with a lower, those with
            the same may count either way; nothing is known of what counts more, if nothing is said.
        weights: what is sure to count how much; any weights, if nothing is said.
        draws: how many to look at.
        seed: draws are the same for the same seed.
    """
    table = np.asarray(scores, float)
    errors, room = (np.zeros_like(table) if each is None else np.broadcast_to(np.asarray(each, float), table.shape)
                    for each in (doubt, within))  # fmt: skip
    draw, high = np.random.default_rng(seed), np.asarray(0.0 if levels is None else levels, float)
    shares, central = np.zeros((len(table), len(table))), np.zeros_like(table)
    for first in range(0, draws, _AT_ONCE):
        size = (min(_AT_ONCE, draws - first), *table.shape)
        counted = draw.dirichlet(np.ones(table.shape[1]), size[0])
        if levels is not None:
            among = np.lexsort((draw.uniform(size=counted.shape), np.broadcast_to(-high, counted.shape)), axis=1)
            np.put_along_axis(counted, among, -np.sort(-counted, axis=1), axis=1)
        if weights is not None:
            counted[:] = np.asarray(weights, float) / np.sum(weights)
        drawn = table + errors * draw.standard_normal(size) + room * draw.uniform(-1, 1, size)
        come_to = np.round(scored(drawn, counted), 12)
        places = np.lexsort((draw.uniform(size=come_to.shape), -come_to), axis=1)  # who is alike comes first by lot
        for rank in range(len(table)):
            shares[:, rank] += np.bincount(places[:, rank], minlength=len(table))
        np.add.at(central, places[:, 0], counted)
    with np.errstate(invalid="ignore", divide="ignore"):
        return Acceptability(shares / draws, central / shares[:, :1], draws)


@dataclass(frozen=True, slots=True)
class Reversal:
    """Two alternatives that change places when a third, which is neither of them, is left out.

    Attributes:
        left_out: the third.
        ahead, behind: who was ahead of whom with it, and is behind without.
    """

    left_out: int
    ahead: int
    behind: int


def reversals(scores: npt.ArrayLike, weights: npt.ArrayLike, scored: Scored) -> tuple[Reversal, ...]:
    """Give every change of places that leaving one out brings: a ranking with many is about who was asked."""
    table, counted = np.asarray(scores, float), np.asarray(weights, float)
    whole, found = scored(table, counted), []
    for left_out in range(len(table)):
        kept = [each for each in range(len(table)) if each != left_out]
        less = dict(zip(kept, scored(table[kept], counted), strict=True))
        found += [Reversal(left_out, one, other) for one in kept for other in kept
                  if whole[one] > whole[other] + 1e-12 and less[one] < less[other] - 1e-12]  # fmt: skip
    return tuple(found)
