"""How surprising a silence is: −ln of the chance of so long a gap, for an account with a rhythm of its own.

With rates spread as a gamma curve (r, α), an account that came x times more up to tₓ, and not since, has a gap as long
as up to T with the chance ((α + tₓ) / (α + T))^(r + x). Where gaps are regular, each is as long as k steps of chance
(Erlang), and the chance is that fewer than k steps were made since. Both need sums, products and powers only, so that
an engine computes them for all accounts.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
MOST = 12
"""Steps of a gap at most; beyond it, a rhythm is so regular that more would claim more than anybody can know."""


def surprise(
    counts: ArrayLike, last: ArrayLike, now: ArrayLike, r: float, alpha: float, k: ArrayLike = 1
) -> Floats:  # fmt: skip
    """Give −ln P: how surprising it is that an account has not come since; 0 where it came just now.

    Schmittlein, Morrison and Colombo (1987) for k = 1; Reutterer, Platzer and Schröder (2020) for regular gaps.

    Args:
        counts: how often each account came after its first time: x, (A,).
        last: time from its first coming to its last: tₓ, (A,); 0 where it never came again.
        now: time from its first coming to now: T, (A,).
        r: shape of how rates are spread (``rhythm``); where k is above 1, of k · x steps in k · tₓ.
        alpha: rate of it, in the same unit of time.
        k: how regular gaps are: steps of chance in each, one for all or one each; 1 where they are as irregular as
            chance.

    Raises:
        ValueError: times run backwards, figures are negative, or k is no whole number from 1 to 12.

    >>> surprise([10, 10, 0], [90, 90, 0], [100, 160, 70], r=1.0, alpha=10.0).round(2).tolist()
    [1.05, 5.84, 2.08]
    >>> surprise([10], [90], [160], r=1.0, alpha=10.0, k=3).round(2).tolist()
    [12.69]
    """
    x, tx, until, steps = (np.asarray(each, dtype=np.float64) for each in (counts, last, now, k))
    if not (r > 0 and alpha > 0 and np.all((steps == np.floor(steps)) & (steps >= 1) & (steps <= MOST))):
        raise ValueError(f"r = {r}, alpha = {alpha} and k = {k!r} are no rhythm")
    if np.any(x < 0) or np.any(tx < 0) or np.any(until < tx) or np.isinf(x).any() or np.isinf(until).any():
        raise ValueError("nobody comes less than never, or last after now")
    shape, behind, since = r + steps * x, alpha + steps * tx, steps * (until - tx)
    reached = since / (behind + since)
    part = np.ones(np.shape(shape + since))
    fewer = part
    for j in range(1, int(np.max(steps, initial=1))):
        part = part * reached * (shape + j - 1) / j
        fewer = fewer + np.where(j < steps, part, 0.0)
    return np.asarray(np.maximum(shape * np.log1p(since / behind) - np.log(fewer), 0.0))
