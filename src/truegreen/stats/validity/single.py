"""One pair of series, say a provider's monthly figure and satisfaction: how little two curves prove.

What is high this month is high next month, so two years of months are worth a handful. Two unrelated series of 24
months that keep 0.8 of themselves from month to month correlate “significantly” 29 times in 100, and at the best of
seven lags 66 times. Here both are drawn anew as unrelated series with the memory they show, the best lag is searched in
each draw, and the best lag found must beat those. Whoever has accounts uses ``lags`` instead.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.panel.moments import Floats

LEAST = 12
MOST_MEMORY = 0.995


@dataclass(frozen=True, slots=True)
class Single:
    """What two series say of each other.

    Attributes:
        lag: how many periods the first runs ahead where they go together most.
        correlation: at this lag.
        effective: how many independent periods the series are worth at this lag.
        p: chance of such a correlation at the best lag, were they unrelated.
        memory: of either, its correlation with itself a period ago, corrected for its shortness.
        count: periods.
        draws: of unrelated series.
        seed: of the draws.
    """

    lag: int
    correlation: float
    effective: float
    p: float
    memory: tuple[float, float]
    count: int
    draws: int
    seed: int


def best_lag(figure: ArrayLike, outcome: ArrayLike, most: int = 6, draws: int = 999, seed: int = 0) -> Single | None:
    """Give the lag at which a figure goes most with an outcome, and whether that is more than memory does by itself.

    Args:
        figure: (n,) one value a period, none missing.
        outcome: (n,) the same periods.
        most: the longest lag tried; at least 12 periods must be left.
        draws: of unrelated series.
        seed: of the draws.

    Returns:
        None where there are too few periods, or a series never changes.

    Raises:
        ValueError: the series are not of the same length, or a value is missing.
    """
    x, y = np.asarray(figure, dtype=np.float64), np.asarray(outcome, dtype=np.float64)
    if x.ndim != 1 or x.shape != y.shape or not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError("two series need a value each for the same periods")
    if len(x) - most < LEAST or _is_flat(x) or _is_flat(y):
        return None
    memory = memory_of(x), memory_of(y)
    found = _correlations(x[None], y[None], most)[0]
    weights = np.sqrt(len(x) - np.arange(most + 1))
    best = int(np.argmax(np.abs(found) * weights))
    random = np.random.default_rng(seed)
    one, other = (_drawn(random, each, (draws, len(x))) for each in memory)
    unrelated = _correlations(one, other, most)
    greatest = np.abs(unrelated * weights).max(axis=1)
    p = (1 + int((greatest >= np.abs(found[best]) * weights[best]).sum())) / (draws + 1)
    effective = effective_count(len(x) - best, *memory)
    return Single(best, float(found[best]), effective, p, memory, len(x), draws, seed)


def memory_of(series: Floats) -> float:
    """Give how much a series keeps from one period to the next, erring upwards, as too little would prove too much.

    Short series show too little (Marriott and Pope 1954); what that takes off is given back, and one standard error.
    """
    own = series - series.mean()
    shown = float(own[1:] @ own[:-1] / (own @ own))
    error = float(np.sqrt((1 - shown**2) / len(series)))
    return float(np.clip(shown + (1 + 4 * shown) / len(series) + error, 0.0, MOST_MEMORY))


def effective_count(count: int, one: float, other: float) -> float:
    """Say how many independent periods two series with memory are worth (Bartlett 1935).

    >>> round(effective_count(24, 0.8, 0.8), 1)
    5.3
    """
    return count * (1 - one * other) / (1 + one * other)


def _correlations(x: Floats, y: Floats, most: int) -> Floats:
    """Give the correlations at lags 0 to ``most``, (…, lags), each of the periods that it leaves."""
    found = []
    for lag in range(most + 1):
        one, other = x[:, : x.shape[1] - lag], y[:, lag:]
        one, other = one - one.mean(axis=1, keepdims=True), other - other.mean(axis=1, keepdims=True)
        size = np.sqrt((one**2).sum(axis=1) * (other**2).sum(axis=1))
        found.append(np.divide((one * other).sum(axis=1), size, out=np.zeros_like(size), where=size > 0))
    return np.column_stack(found)


def _drawn(random: np.random.Generator, memory: float, shape: tuple[int, int]) -> Floats:
    """Draw series with a memory, (draws, n)."""
    series = random.standard_normal(shape)
    series[:, 1:] *= np.sqrt(1 - memory**2)
    for at in range(1, shape[1]):
        series[:, at] += memory * series[:, at - 1]
    return series


def _is_flat(series: Floats) -> bool:
    return float(np.ptp(series)) <= 1e-12 * float(np.abs(series).max())
