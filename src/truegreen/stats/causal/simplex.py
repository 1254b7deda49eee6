"""Weights that are none below nought and add up to one, so that others resemble the one treated.

Frank and Wolfe's steps towards the vertex that helps most, as R's ``synthdid`` (Arkhangelsky and others 2021): a small
penalty makes the solution the only one, and steps end where they help no more.
"""

from __future__ import annotations

import numpy as np

from truegreen.stats.panel.moments import Floats

HEAVY = 1e4


def resembling(
    columns: Floats,
    wanted: Floats,
    penalty: float,
    *,
    level: bool,
    least: float,
    steps: int = 10_000,
    start: Floats | None = None,
) -> Floats:
    """Give the weights of columns whose mixture is nearest to what is wanted, (k,): at least 0, adding up to 1.

    Args:
        columns: (N, k) to be mixed.
        wanted: (N,) what the mixture is to resemble.
        penalty: ζ, on the weights' squares: N ζ² Σw² is added to the squared distance.
        level: whether a constant gap does not matter.
        least: steps end where the root of the objective's gain is smaller.
        steps: at most.
        start: (k,) weights to start from; even ones if left out.
    """
    a, b = (columns - columns.mean(axis=0), wanted - wanted.mean()) if level else (columns, wanted)
    rows, width = a.shape
    weights = np.full(width, 1 / width) if start is None else start.astype(np.float64)
    ridge, before = rows * penalty**2, np.inf
    mixed = a @ weights
    for _ in range(steps):
        slope = (mixed - b) @ a + ridge * weights
        best = int(slope.argmin())
        way = -weights
        way[best] += 1
        moved = a[:, best] - mixed
        far = float(moved @ moved + ridge * (way @ way))
        size = min(1.0, max(0.0, -float(slope @ way) / far)) if far > 0 else 0.0
        weights, mixed = weights + size * way, mixed + size * moved
        now = float(penalty**2 * (weights @ weights) + ((mixed - b) ** 2).sum() / rows)
        if before - now <= least**2:
            break
        before = now
    return weights


def nearest(columns: Floats, wanted: Floats, penalty: float, noise: float, *, level: bool) -> Floats:
    """Give the same weights exactly, (k,), by non-negative least squares (Lawson and Hanson 1974).

    Args:
        columns: (N, k) to be mixed.
        wanted: (N,) what the mixture is to resemble.
        penalty: ζ, as above.
        noise: the scale of what matters; the sum of the weights is held by a row ten thousand times as heavy.
        level: whether a constant gap does not matter.
    """
    from scipy import optimize

    a, b = (columns - columns.mean(axis=0), wanted - wanted.mean()) if level else (columns, wanted)
    rows, width = a.shape
    heavy = HEAVY * max(float(np.abs(a).max()), float(np.abs(b).max()), noise)
    stacked = np.vstack([a, rows**0.5 * penalty * np.eye(width), np.full((1, width), heavy)])
    weights, _ = optimize.nnls(stacked, np.concatenate([b, np.zeros(width), [heavy]]), maxiter=100 * width)
    return np.asarray(weights / weights.sum())


def sparse(weights: Floats) -> Floats:
    """Give the weights without those below a quarter of the greatest, adding up to one again."""
    kept = np.where(weights <= weights.max() / 4, 0.0, weights)
    return np.asarray(kept / kept.sum())
