"""Cells with a known truth: some hundred to some thousand, with few surveys each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truegreen.stats.shrinkage.joint import Joint, joint
from truegreen.stats.shrinkage.signal import shares

Floats = NDArray[np.float64]
BOUND = 0.75


@dataclass(frozen=True)
class Cells:
    """Hits and counts, signals × cells (or one row), and which cells are truly below the bound in the first."""

    hits: Floats
    counts: Floats
    bad: NDArray[np.bool_]

    def joint(self, signals: int | None = None) -> Joint:
        """Fit the first so many signals, or all."""
        pairs = list(zip(self.hits, self.counts, strict=True))[:signals]
        return joint([shares(f"signal {k}", hits, counts) for k, (hits, counts) in enumerate(pairs)])


def surveys(random: np.random.Generator, cells: int, median: float = 12) -> Floats:
    """Draw how many surveys each cell has: half have fewer than the median, few have very many."""
    return np.maximum(1, np.round(median * np.exp(random.normal(size=cells) * 0.9)))


def one_signal(random: np.random.Generator, true: Floats) -> Cells:
    """Draw one month of surveys of cells whose true shares are known."""
    counts = surveys(random, true.size)
    return Cells(random.binomial(counts.astype(int), true).astype(float), counts, true < BOUND)


def two_humps(random: np.random.Generator, cells: int, bad: float = 0.06) -> Cells:
    """Draw cells of which a few stand apart: 60 % satisfied where the others have 86 %."""
    apart = random.random(cells) < bad
    return one_signal(random, np.where(apart, random.beta(36, 24, cells), random.beta(51.6, 8.4, cells)))


def several(random: np.random.Generator, cells: int, spread: float = 0.7, mean: float = 0.82) -> Cells:
    """Draw this month, three months before (autocorrelation .9) and two proxies that go with this month's quality."""
    now = random.normal(size=cells)
    levels, quality = [_odds(mean) + spread * now], now
    for _ in range(3):
        quality = 0.9 * quality + np.sqrt(1 - 0.81) * random.normal(size=cells)
        levels.append(_odds(mean) + spread * quality)
    counts = [surveys(random, cells) for _ in range(4)]
    for share, with_now in ((0.12, -0.7), (0.05, -0.6)):
        own = np.sqrt(1 - with_now**2) * random.normal(size=cells)
        levels.append(_odds(share) + 0.5 * (with_now * now + own))
        counts.append(8 * counts[0])
    return _counted(random, np.array(levels), np.array(counts))


def nothing_planted(random: np.random.Generator, cells: int) -> Cells:
    """Draw the same with no cell any different from the others, and all well above the bound."""
    levels = np.repeat([[_odds(share)] for share in (0.82, 0.82, 0.82, 0.82, 0.12, 0.05)], cells, axis=1)
    own = surveys(random, cells)
    return _counted(random, levels, np.array([own, *(surveys(random, cells) for _ in range(3)), 8 * own, 8 * own]))


def _counted(random: np.random.Generator, levels: Floats, counts: Floats) -> Cells:
    true = 1 / (1 + np.exp(-levels))
    return Cells(random.binomial(counts.astype(int), true).astype(float), counts, true[0] < BOUND)


def _odds(share: float) -> float:
    return float(np.log(share / (1 - share)))
