"""Worlds in which it is known who is still there: accounts that come by their own rhythms, some until a day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """Accounts, each from its first coming on.

    Attributes:
        times: (A, E) when each came, 0 the first; infinite from where it did not any more, or nobody looked.
        now: (A,) until when each was looked at.
        there: (A,) whether each is still there.
    """

    times: Floats
    now: Floats
    there: NDArray[np.bool_]

    @property
    def counts(self) -> Floats:
        """Give how often each came after its first time."""
        return np.asarray(np.isfinite(self.times).sum(axis=1) - 1.0)

    @property
    def last(self) -> Floats:
        """Give when each came last."""
        return np.asarray(np.where(np.isfinite(self.times), self.times, 0.0).max(axis=1))

    def shares(self) -> Floats:
        """Give the share of the first of each pair of neighbouring gaps, each gap in one pair."""
        with np.errstate(invalid="ignore"):
            gaps = np.diff(self.times, axis=1)
            gaps = np.where(np.isfinite(gaps), gaps, np.nan)[:, : gaps.shape[1] // 2 * 2]
            first, second = gaps[:, ::2], gaps[:, 1::2]
            shares = first / (first + second)
        return np.asarray(shares[np.isfinite(shares)])


def stopping(
    k: int = 1, *, accounts: int = 5_000, stop: float = 0.35, days: float = 365.0, spread: float = 3.0,
    every: float = 10.0, seed: int = 1,
) -> World:  # fmt: skip
    """Draw accounts some of whom stop at some day between their first and the last, whenever that is.

    Args:
        k: how regular gaps are.
        accounts: how many.
        stop: share that stop.
        days: how long they are looked at, give or take a fifth.
        spread: shape of how rates are spread; the higher, the more alike.
        every: days between comings of an account with the mean rate.
        seed: of the draws.
    """
    draw = np.random.default_rng(seed)
    rates = draw.gamma(spread, 1 / (spread * every), accounts)
    now = days * draw.uniform(0.8, 1.2, accounts)
    there = draw.random(accounts) >= stop
    until = np.where(there, now, now * draw.uniform(0, 1, accounts))
    return World(_comings(draw, rates, k, until), now, there)


def dropping_out(k: int = 1, *, accounts: int = 5_000, days: float = 365.0, seed: int = 1) -> World:
    """Draw accounts that may stop after each time they come, with a chance of their own: the world of MBG/CNBD-k."""
    draw = np.random.default_rng(seed)
    rates = draw.gamma(2.0, 1 / 24.0, accounts)
    stays = draw.geometric(np.maximum(draw.beta(0.5, 15.0, accounts), 1e-12)).astype(np.float64) - 1
    now = days * draw.uniform(0.8, 1.2, accounts)
    all_times = _comings(draw, rates, k, now)
    times = np.where(np.arange(all_times.shape[1]) <= stays[:, None], all_times, np.inf)
    return World(times, now, np.isfinite(all_times).sum(axis=1) <= stays)


def _comings(draw: np.random.Generator, rates: Floats, k: int, until: Floats) -> Floats:
    most = int(np.max(rates * until) * 1.3 + 60)
    gaps = draw.gamma(k, 1.0, (rates.size, most)) / (k * rates[:, None])
    times = np.concatenate([np.zeros((rates.size, 1)), np.cumsum(gaps, axis=1)], axis=1)
    return np.asarray(np.where(times <= until[:, None], times, np.inf))


def area(score: Floats, hit: NDArray[np.bool_]) -> float:
    """Give the area under the curve of a score: how often one that is a hit has more than one that is none."""
    order = np.argsort(score, kind="stable")
    sorted_ = score[order]
    ranks = (np.searchsorted(sorted_, score, "left") + np.searchsorted(sorted_, score, "right") + 1) / 2
    hits = int(hit.sum())
    return float((ranks[hit].sum() - hits * (hits + 1) / 2) / (hits * (hit.size - hits)))
