"""Plain ways to say how much will come, from what came: each takes a history, oldest first, and a season's length."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Method = Callable[[Floats, int, int], Floats]
"""Takes a history, how many steps ahead, and the length of a season; gives as many numbers."""
RECENT: Final = 6
"""Seasons that count as recent."""


def last_season(history: Floats, ahead: int, season: int) -> Floats:
    """Give the last season again and again: what every other method has to beat.

    >>> last_season(np.array([1.0, 2.0, 3.0, 4.0]), 3, 2).tolist()
    [3.0, 4.0, 3.0]
    """
    return np.resize(history[-season:], ahead)


def recent_profile(history: Floats, ahead: int, season: int) -> Floats:
    """Give the mean of each place in the season over the last six.

    >>> recent_profile(np.array([1.0, 4.0, 3.0, 6.0]), 3, 2).tolist()
    [2.0, 5.0, 2.0]
    """
    whole = len(history) // season
    recent = history[len(history) - min(whole, RECENT) * season :].reshape(-1, season)
    return np.resize(recent.mean(axis=0), ahead)


def smoothed(history: Floats, ahead: int, season: int) -> Floats:
    """Give a level times a profile by season, both followed by exponential smoothing (Holt and Winters, without trend).

    How fast they follow is what foretold the history best, one step ahead, of twenty pairs; trends are left out, for
    far ahead they do more harm than good.
    """
    fast, slow = (grid.ravel() for grid in np.meshgrid([0.02, 0.05, 0.1, 0.2, 0.4], [0.0, 0.05, 0.1, 0.3]))
    begun = history[: RECENT * season]
    level = np.full(len(fast), max(begun.mean(), 1e-9))
    shape = np.resize(begun, len(begun) // season * season).reshape(-1, season).mean(axis=0) / level[0]
    profile = np.repeat(shape[None, :], len(fast), axis=0)
    missed = np.zeros(len(fast))
    for at, came in enumerate(history):
        place = at % season
        expected = level * profile[:, place]
        if at >= season:
            missed += np.abs(came - expected)
        ratio = came / np.maximum(profile[:, place], 0.05)
        level = np.maximum(level + fast * (np.minimum(ratio, 4 * level) - level), 1e-9)
        profile[:, place] += slow * (came / level - profile[:, place])
    best = int(np.argmin(missed))
    places = (len(history) + np.arange(ahead)) % season
    return np.asarray(level[best] * profile[best, places])


METHODS: Final[dict[str, Method]] = {"last season": last_season, "recent profile": recent_profile, "smoothed": smoothed}
