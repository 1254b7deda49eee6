"""How much will come, by the method that would have said it best so far, with an interval that its own misses give."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truegreen.stats.volumes.methods import METHODS, Floats, Method


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is expected.

    Attributes:
        expected, least, most: for each step ahead.
        confidence: share of intervals that should hold what comes.
        method: which one was chosen.
        wape: by how much each method missed so far, as a share of what came.
        origins: how many times it was asked.
    """

    expected: Floats
    least: Floats
    most: Floats
    confidence: float
    method: str
    wape: dict[str, float]
    origins: int


def foretold(history: Floats, *, ahead: int, season: int, confidence: float = 0.8, origins: int = 20) -> Forecast:
    """Say how much will come.

    Each method is asked from earlier days what came later. The one that missed least is taken; its misses, as shares
    of what it said, give the interval: each step's own, with those of the steps around it (split conformal; Vovk and
    others 2005).

    Args:
        history: what came, oldest first, without gaps.
        ahead: how many steps.
        season: steps after which it comes again: 7 for days.
        confidence: share of intervals that should hold what comes.
        origins: from how many earlier days to ask, at most.

    Raises:
        ValueError: the history is shorter than four seasons and the steps ahead.
    """
    known = np.asarray(history, float)
    least = 4 * season
    if len(known) < least + ahead:
        raise ValueError(f"{len(known)} steps are too few to say {ahead} ahead: {least + ahead} at least")
    ends = np.unique(np.linspace(max(least, len(known) // 3), len(known) - ahead, origins).astype(int))
    came = np.array([known[end : end + ahead] for end in ends])
    said = {name: np.array([method(known[:end], ahead, season) for end in ends]) for name, method in METHODS.items()}
    wape = {name: float(np.abs(came - each).sum() / max(came.sum(), 1e-9)) for name, each in said.items()}
    chosen = min(wape, key=lambda name: wape[name])
    method: Method = METHODS[chosen]
    expected = np.maximum(method(known, ahead, season), 0.0)
    below, above = _misses(came, np.maximum(said[chosen], 1e-9), season, confidence)
    return Forecast(expected, np.maximum(expected * (1 - below), 0.0), expected * (1 + above), confidence, chosen, wape,
                    len(ends))  # fmt: skip


def _misses(came: Floats, said: Floats, season: int, confidence: float) -> tuple[Floats, Floats]:
    """Give by which share each step may lie below and above: a quantile of the misses around it."""
    shares = (came - said) / said
    sides = []
    for side in (-shares, shares):
        ends = []
        for step in range(came.shape[1]):
            near = side[:, max(0, step - season // 2) : step + season // 2 + 1].ravel()
            level = min(1.0, np.ceil((len(near) + 1) * (1 + confidence) / 2) / len(near))
            ends.append(max(0.0, float(np.quantile(near, level, method="higher"))))
        sides.append(np.array(ends))
    return sides[0], sides[1]


def wape(expected: Floats, came: Floats) -> float:
    """Give by how much a forecast missed, as a share of what came; bias does not hide in it.

    >>> wape(np.array([90.0, 110.0]), np.array([100.0, 100.0]))
    0.1
    """
    return float(np.abs(np.asarray(expected) - np.asarray(came)).sum() / np.asarray(came).sum())
