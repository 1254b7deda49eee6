"""What is true of a cell: a million cells of one signal, and 100,000 of six, against what they may cost."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.measuring import Result, cpu
from truegreen.stats.shrinkage.beta_binomial import beta_binomial
from truegreen.stats.shrinkage.choice import choose
from truegreen.stats.shrinkage.joint import Joint, joint
from truegreen.stats.shrinkage.signal import Signal, shares

Floats = NDArray[np.float64]
BOUND = 0.75
CELLS, JOINT_CELLS = 1_000_000, 100_000


def run(cases: int) -> list[Result]:
    """Time both; the figures are first seen to be those that were planted. The size does not matter."""
    del cases
    random = np.random.default_rng(0)
    counts, true = _surveys(random, CELLS), random.beta(8, 2, CELLS)
    hits = random.binomial(counts.astype(np.int64), true).astype(np.float64)
    _calibrated(beta_binomial(hits, counts).below(BOUND, hits, counts), true < BOUND)
    signals, bad = _joint_world(random)
    _calibrated(_joint(signals).below(BOUND), bad)
    single = cpu(lambda: beta_binomial(hits, counts).below(BOUND, hits, counts))
    chosen = cpu(lambda: choose(hits, counts).prior.below(BOUND, hits, counts))
    several = cpu(lambda: _joint(signals).below(BOUND))
    return [
        Result(f"{CELLS:,} cells of one signal, fitted and told", single, "2 s", 2.0, 1.0),
        Result("the same, and whether one curve is shape enough", chosen, "2 s", 2.0),
        Result(f"{JOINT_CELLS:,} cells of {len(signals)} signals in 40 groups", several, "30 s", 30.0, 1.0),
    ]


def _surveys(random: np.random.Generator, cells: int) -> Floats:
    return np.maximum(1, np.round(12 * np.exp(random.normal(size=cells) * 0.9)))


def _joint_world(random: np.random.Generator) -> tuple[list[Signal], NDArray[np.bool_]]:
    """Draw this month, three before it and two proxies; quality lasts by .9 a month."""
    quality = [random.normal(size=JOINT_CELLS)]
    for _ in range(3):
        quality.append(0.9 * quality[-1] + np.sqrt(0.19) * random.normal(size=JOINT_CELLS))
    levels = [1.5 + 0.7 * each for each in quality]
    levels += [at - 0.3 * quality[0] + 0.4 * random.normal(size=JOINT_CELLS) for at in (-2.0, -3.0)]
    signals = []
    for k, each in enumerate(levels):
        counts = _surveys(random, JOINT_CELLS)
        chance = 1 / (1 + np.exp(-each))
        signals.append(shares(str(k), random.binomial(counts.astype(np.int64), chance), counts))
    return signals, 1 / (1 + np.exp(-levels[0])) < BOUND


def _joint(signals: list[Signal]) -> Joint:
    return joint(signals, np.arange(JOINT_CELLS) % 40)


def _calibrated(chance: Floats, bad: NDArray[np.bool_]) -> None:
    """See that in each tenth of chances as many are bad as they say."""
    for low in np.arange(0, 1, 0.1):
        tenth = (chance >= low) & (chance < low + 0.1)
        assert abs(np.mean(bad[tenth]) - np.mean(chance[tenth])) < 0.02, low
