"""The likeliest weights of some given shares (Wang 2007, constrained Newton method)."""

from __future__ import annotations

import numpy as np

from truegreen.stats.shrinkage.signal import Floats

PLAIN, MOST, CLOSE, KEPT = 20, 100, 1e-6, 1e-5


def likeliest(chances: Floats, portion: Floats) -> tuple[Floats, float, int]:
    """Give the likeliest weights, how much likelier any others could be, and after how many steps.

    Some EM steps give Newton's a place to start from.

    Args:
        chances: of each cell's counts at each share, cells × shares; any factor a cell.
        portion: what part of all cells each stands for; adds up to 1.
    """
    spread, gap, steps = np.full(chances.shape[1], 1 / chances.shape[1]), np.inf, 0
    while steps < MOST:
        pull = (portion / (chances @ spread)) @ chances
        gap = float(pull.max()) - 1
        if gap <= CLOSE:
            break
        spread = spread * pull if steps < PLAIN else _after(spread, chances, portion, pull)
        steps += 1
    spread = np.where(spread > 1e-10, spread, 0.0)
    return spread / spread.sum(), gap, steps


def _after(spread: Floats, chances: Floats, portion: Floats, pull: Floats) -> Floats:
    """Give the spread after a Newton step over the shares that have weight or pull, and an EM step."""
    peak = (pull >= np.append(-np.inf, pull[:-1])) & (pull >= np.append(pull[1:], -np.inf))
    tried = np.flatnonzero((peak & (pull > 0.99)) | (spread > KEPT))
    now = chances @ spread
    rows = np.sqrt(portion)[:, None] * chances[:, tried] / now[:, None]
    wanted = np.zeros(pull.size)
    wanted[tried] = _least_squares(np.vstack([rows, np.ones(tried.size)]), np.append(2 * np.sqrt(portion), 1.0))
    wanted /= wanted.sum()
    step = _step(now, chances @ wanted - now, portion, float(pull @ (wanted - spread)))
    better = (spread + step * (wanted - spread)) * ((portion / (now + step * (chances @ wanted - now))) @ chances)
    return np.asarray(better / better.sum())


def _step(now: Floats, change: Floats, portion: Floats, slope: float) -> float:
    """Give how far to go: halved until it is likelier there; never all the way, for EM gives no lost weight back."""
    height, step = float(portion @ np.log(now)), 0.99
    while step > 1e-6:
        if float(portion @ np.log(now + step * change)) >= height + 1e-4 * step * slope:
            return step
        step /= 2
    return 0.0


def _least_squares(rows: Floats, wanted: Floats) -> Floats:
    """Give the weights, none negative, that come closest to what is wanted; few columns, so by their products."""
    from scipy.optimize import nnls

    products = rows.T @ rows
    products[np.diag_indices_from(products)] *= 1 + 1e-11  # neighbours on the grid are nearly the same column
    lower = np.linalg.cholesky(products)
    return np.asarray(nnls(lower.T, np.linalg.solve(lower, rows.T @ wanted))[0])
