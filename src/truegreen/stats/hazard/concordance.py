"""How often who leaves sooner had the higher score: Harrell's C, and Uno's where many are no longer followed.

A pair can be compared if one of it left while the other was still there, or was last seen at that time. Pairs are
counted by halving scores bit by bit, n log n in all; errors are those of leaving each account out a little (the
infinitesimal jackknife, as R's ``concordance``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truegreen.stats.estimate import Estimate
from truegreen.stats.hazard.survival import followed
from truegreen.stats.panel.moments import Floats
from truegreen.stats.panel.stating import stated

Places = NDArray[np.intp]
ASSUMES = ("rows are independent of each other",)
ROUNDED = 1e-12  # of the greatest score: what differs by less differs by rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class Concordance:
    """How often who leaves sooner had the higher score.

    Attributes:
        estimate: the share of pairs, ties of scores counting half; its p is that of one half.
        right, wrong, tied: pairs told rightly, wrongly, and with the same score; weighted with Uno's.
    """

    estimate: Estimate
    right: float
    wrong: float
    tied: float


def concordance(scores: ArrayLike, stops: ArrayLike, hits: ArrayLike) -> Concordance | None:
    """Give Harrell's C (1982): of pairs of which one left sooner, how many had the higher score; None without a pair.

    Args:
        scores: (N,) the higher, the sooner one is said to leave.
        stops: (N,) until when each was followed.
        hits: (N,) 1 who left then.

    Raises:
        ValueError: shapes differ, a figure is no number, or a hit is neither 0 nor 1.

    >>> concordance([3, 2, 2, 1], [1, 2, 3, 4], [1, 1, 0, 1]).estimate.value
    0.9
    """
    score, stop, hit = _checked(scores, stops, hits)
    return _weighted(score, stop, hit, hit, "harrell")


def uno(scores: ArrayLike, stops: ArrayLike, hits: ArrayLike, *, until: float = np.inf) -> Concordance | None:
    """Give Uno's C (2011), which does not go with how long accounts are followed; None without a pair.

    A pair weighs one over the squared share that is still followed just before the first of it left. The error takes
    these shares for sure.

    Args:
        scores: (N,) as for ``concordance``.
        stops: (N,) as for ``concordance``.
        hits: (N,) as for ``concordance``.
        until: those who left at this time or later are not compared with who stayed longer.

    Raises:
        ValueError: as ``concordance``.
    """
    score, stop, hit = _checked(scores, stops, hits)
    share = followed(stop, hit).at(stop, just_before=True) if len(stop) else np.zeros(0)
    counts = (hit > 0) & (stop < until) & (share > 0)
    weights = np.where(counts, 1 / np.where(counts, share, 1.0) ** 2, 0.0)
    return _weighted(score, stop, hit, weights, "uno")


def _checked(scores: ArrayLike, stops: ArrayLike, hits: ArrayLike) -> tuple[Floats, Floats, Floats]:
    score, stop, hit = (np.asarray(each, dtype=np.float64) for each in (scores, stops, hits))
    if score.ndim != 1 or not score.shape == stop.shape == hit.shape:
        raise ValueError(f"scores, times and hits do not fit: {score.shape}, {stop.shape}, {hit.shape}")
    if not (np.isfinite(score).all() and np.isfinite(stop).all() and np.isin(hit, (0.0, 1.0)).all()):
        raise ValueError("a figure is no number, or a hit is neither 0 nor 1")
    return score, stop, hit


def _weighted(score: Floats, stop: Floats, hit: Floats, weights: Floats, method: str) -> Concordance | None:
    """Compare; a pair weighs as the one that left first."""
    ranks = _ranks(score)
    first = np.flatnonzero(weights > 0)
    later = _later(ranks, stop, hit, first) * weights[first]
    right, wrong, tied = later.sum(axis=1).tolist()
    pairs = right + wrong + tied
    if not pairs:
        return None
    value = (right + tied / 2) / pairs
    moved = _sooner(ranks, stop, hit, first, weights[first])
    moved[:, first] += later
    pull = (moved[0] + moved[2] / 2 - value * moved.sum(axis=0)) / pairs
    error, count = float(np.sqrt(pull @ pull)), len(score)
    told = stated(
        value,
        error,
        freedom=np.inf,
        count=count,
        effective=float(hit.sum()),
        method=f"hazard.concordance.{method}",
        assumes=ASSUMES,
    )
    chance = stated(value - 0.5, error, freedom=np.inf, count=count, effective=count, method="", assumes=()).p
    return Concordance(estimate=replace(told, p=chance), right=right, wrong=wrong, tied=tied)


def _ranks(score: Floats) -> Places:
    """Number the scores from the smallest, (N,); those that differ by rounding alone are the same."""
    order = np.argsort(score, kind="stable")
    apart = np.diff(score[order]) > ROUNDED * np.abs(score).max(initial=0.0)
    ranks = np.empty(len(score), dtype=np.intp)
    ranks[order] = np.append(0, np.cumsum(apart))[: len(score)]
    return ranks


def _later(ranks: Places, stop: Floats, hit: Floats, first: Places) -> Floats:
    """Say of who left how many of those who stayed longer have a lower, a higher and the same score, (3, F)."""
    order = np.lexsort((hit, -stop))
    sorted_stops = -stop[order]
    longer = np.searchsorted(sorted_stops, -stop[first], side="left")
    last_seen = np.sort(stop[hit == 0])
    with_it = np.searchsorted(last_seen, stop[first], side="right") - np.searchsorted(
        last_seen, stop[first], side="left"
    )
    upto = longer + with_it
    ones = np.ones(len(order))
    lower = below(ranks[order], ones, upto, ranks[first])
    lower_or_same = below(ranks[order], ones, upto, ranks[first] + 1)
    return np.stack([lower, upto - lower_or_same, lower_or_same - lower])


def _sooner(ranks: Places, stop: Floats, hit: Floats, first: Places, weights: Floats) -> Floats:
    """Say of each how many of those who left sooner have a higher, a lower and the same score, (3, N), weighted."""
    order = np.argsort(stop[first], kind="stable")
    times, weight, rank = stop[first][order], weights[order], ranks[first][order]
    upto = np.where(hit > 0, np.searchsorted(times, stop, side="left"), np.searchsorted(times, stop, side="right"))
    lower, lower_or_same = below(rank, weight, upto, ranks), below(rank, weight, upto, ranks + 1)
    total = np.append(0.0, np.cumsum(weight))[upto]
    return np.stack([total - lower_or_same, lower, lower_or_same - lower])


def below(values: Places, weights: Floats, upto: Places, limits: Places) -> Floats:
    """Sum weights of values below a limit among the first so many, for many limits at once, (Q,).

    Bit by bit from the highest (a wavelet matrix, Claude, Navarro and Ordóñez 2015): those without the bit are below a
    limit that has it; then both kinds are looked at alone.

    Args:
        values: (n,) whole numbers from 0.
        weights: (n,).
        upto: (Q,) how many of them, from the first, are looked at.
        limits: (Q,).
    """
    low, high = np.zeros(len(upto), dtype=np.intp), upto.astype(np.intp)
    found = np.zeros(len(upto))
    for bit in range(int(max(values.max(initial=0), limits.max(initial=0))).bit_length() - 1, -1, -1):
        without = (values >> bit) & 1 == 0
        zeros, weight = np.append(0, np.cumsum(without)), np.append(0.0, np.cumsum(weights * without))
        has = (limits >> bit) & 1 == 1
        found += np.where(has, weight[high] - weight[low], 0.0)
        low = np.where(has, zeros[-1] + low - zeros[low], zeros[low])
        high = np.where(has, zeros[-1] + high - zeros[high], zeros[high])
        values = np.concatenate([values[without], values[~without]])
        weights = np.concatenate([weights[without], weights[~without]])
    return found
