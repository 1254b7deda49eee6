"""Customers with a planted truth: when they came, and whether they are still there; to try what is made of them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from truegreen.stats.lifetime.fitting import Floats


class Planted(NamedTuple):
    """What customers did, and what nobody can see.

    Attributes:
        repeats, last, age: (N,) their histories.
        there: (N,) whether each is still there.
    """

    repeats: Floats
    last: Floats
    age: Floats
    there: NDArray[np.bool_]


def come_back(
    customers: int, *, r: float, alpha: float, a: float, b: float, age: float, seed: int
) -> Planted:  # fmt: skip
    """Draw customers who come back at gamma rates and may be gone after each time, the first included (MBG/NBD).

    Args:
        customers: how many.
        r: shape of the rates.
        alpha: their scale: the mean is r/α.
        a: of the beta curve of the chance of being gone.
        b: of the same.
        age: for how long all of them are known.
        seed: of the draws.
    """
    random = np.random.default_rng(seed)
    rates = random.gamma(r, 1 / alpha, customers)
    most = random.geometric(np.maximum(random.beta(a, b, customers), 1e-12)) - 1
    repeats, last = np.zeros(customers), np.zeros(customers)
    coming = np.flatnonzero(most > 0)
    while coming.size:
        at = last[coming] + random.exponential(1 / rates[coming])
        coming, at = coming[at <= age], at[at <= age]
        repeats[coming] += 1
        last[coming] = at
        coming = coming[most[coming] > repeats[coming]]
    return Planted(repeats, last, np.full(customers, age), repeats < most)
