"""Crossing: how likely a figure that is looked at several times is to pass a limit, and at which look.

The sum so far is carried from look to look by numerical integration over where it may be without having stopped
(Armitage, McPherson and Rowe 1969), on Gauss–Legendre panels no wider than what one look adds; exact to ten digits.
Information is what has been seen of all that was planned, 0 to 1: rows, or clusters, of those planned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf, isfinite, isinf, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FAR: Final = 8.5
"""Standard deviations beyond which nothing lies that sixteen digits could show."""
NODES: Final = 8
NEW: Final = 1e-4


@dataclass(frozen=True, slots=True)
class Crossing:
    """How likely each limit is to be passed, look by look.

    Attributes:
        upper: chance to pass the upper limit at each look, for the first time.
        lower: the same of the lower one.
    """

    upper: tuple[float, ...]
    lower: tuple[float, ...]

    @property
    def total(self) -> float:
        """Give the chance to pass either at any look."""
        return sum(self.upper) + sum(self.lower)


@dataclass(frozen=True, slots=True, eq=False)
class Going:
    """Where the sum so far may be, of trials that have not stopped.

    Attributes:
        time: information so far.
        at: (n,) places of the sum, z·√time.
        mass: (n,) chance of each.
    """

    time: float
    at: Floats
    mass: Floats


START: Final = Going(0.0, np.zeros(1), np.ones(1))


def crossing(times: Sequence[float], lower: Sequence[float], upper: Sequence[float], drift: float = 0.0) -> Crossing:
    """Say how likely each limit is to be passed, and when.

    Args:
        times: information at each look, increasing, above nought.
        lower: limits of z at each look, −∞ for none.
        upper: the same above, ∞ for none.
        drift: where z is on average once all information is there: the true difference over the error it then has.

    Raises:
        ValueError: looks that do not follow each other, with next to nothing new in between, limits that cross, or a
            drift that is none.

    >>> fixed = [1.959964] * 5
    >>> round(crossing([0.2, 0.4, 0.6, 0.8, 1.0], [-z for z in fixed], fixed).total, 4)
    0.1417
    """
    looks = checked_times(times)
    fits = len(looks) == len(lower) == len(upper)
    if not fits or not all(one <= other for one, other in zip(lower, upper, strict=True)):
        raise ValueError("each look has a lower limit and an upper one that is not below it")
    if not isfinite(drift):
        raise ValueError(f"a drift of {drift:g} leads nowhere")
    going, up, down = START, [], []
    for at, time in enumerate(looks):
        up.append(beyond(going, time, upper[at], drift))
        down.append(below(going, time, lower[at], drift))
        ahead = looks[at + 1] - time if at + 1 < len(looks) else inf
        if ahead < inf:
            going = carried(going, time, lower[at], upper[at], ahead, drift)
    return Crossing(tuple(up), tuple(down))


def checked_times(times: Sequence[float]) -> tuple[float, ...]:
    """Give information at each look as a tuple.

    Raises:
        ValueError: there is none, or looks do not follow each other with at least a ten-thousandth new at each.
    """
    looks = tuple(float(each) for each in times)
    gaps = [one - other for one, other in zip(looks, (0.0, *looks), strict=False)]
    if not looks or isinf(looks[-1]) or not all(gap >= NEW for gap in gaps):
        raise ValueError(f"looks at {', '.join(f'{each:g}' for each in looks) or 'nothing'}: each needs something new")
    return looks


def beyond(going: Going, time: float, limit: float, drift: float = 0.0) -> float:
    """Give the chance that z lies beyond a limit at the next look, in trials that have not stopped."""
    from scipy.special import ndtr

    step = time - going.time
    return float(going.mass @ ndtr((going.at + drift * step - limit * sqrt(time)) / sqrt(step)))


def below(going: Going, time: float, limit: float, drift: float = 0.0) -> float:
    """Give the chance that z lies below a limit at the next look, in trials that have not stopped."""
    from scipy.special import ndtr

    step = time - going.time
    return float(going.mass @ ndtr((limit * sqrt(time) - going.at - drift * step) / sqrt(step)))


def carried(going: Going, time: float, lower: float, upper: float, ahead: float, drift: float = 0.0) -> Going:
    """Give where the sum may be after the next look, of trials that go on.

    Args:
        going: where it may be before.
        time: information at the look.
        lower: limit of z below which trials stop.
        upper: and above which.
        ahead: information that the look after it adds.
        drift: as in `crossing`.
    """
    root, step = sqrt(time), time - going.time
    low = max(lower * root, drift * time - FAR * root)
    high = min(upper * root, drift * time + FAR * root)
    if not low < high:
        return Going(time, np.empty(0), np.empty(0))
    places, widths = _panels(low, high, sqrt(min(step, ahead)))
    off = (places[:, None] - going.at[None, :] - drift * step) / sqrt(step)
    density = np.exp(-0.5 * off**2) @ going.mass / sqrt(2 * np.pi * step)
    return Going(time, places, widths * density)


def _panels(low: float, high: float, width: float) -> tuple[Floats, Floats]:
    """Give nodes and weights on as many panels as none is wider than twice a width."""
    count = max(2, int(np.ceil((high - low) / (2 * width))))
    nodes, weights = _legendre()
    edges = np.linspace(low, high, count + 1)
    half = (edges[1:] - edges[:-1]) / 2
    places = (edges[:-1] + half)[:, None] + half[:, None] * nodes
    return places.ravel(), (half[:, None] * weights).ravel()


@lru_cache(maxsize=1)
def _legendre() -> tuple[Floats, Floats]:
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    return nodes, weights
