"""How long customers wait before they give up, from waits of which most end with an answer: those say only "longer".

Whoever was answered would have waited on; that wait is censored. Leaving them out, or taking the mean of those who gave
up, makes customers look far less patient than they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
CONFIDENCE: Final = 0.95


@dataclass(frozen=True, slots=True)
class Patience:
    """How long customers wait on the mean before they give up, if they give up as likely in each second.

    Attributes:
        seconds: the mean; infinite where nobody gave up.
        low, high: its 95 % interval.
        given_up: how many gave up.
        waited: seconds that all waited together.
    """

    seconds: float
    low: float
    high: float
    given_up: float
    waited: float


def patience(given_up: float, waited: float) -> Patience:
    """Say how patient customers are: all time waited, by the answered too, over those who gave up (exponential, MLE).

    The interval is Garwood's for the number of those who gave up, exact where the time watched is given.

    Args:
        given_up: how many gave up; a share of some whom nobody can put into a queue may be among them.
        waited: seconds that all waited together, until they were answered or gave up.

    Raises:
        ValueError: one of them is below nought.

    >>> found = patience(20, 6000.0)
    >>> found.seconds, round(found.low), round(found.high)
    (300.0, 194, 491)
    """
    from scipy.special import gammaincinv

    if given_up < 0 or waited < 0:
        raise ValueError(f"{given_up:g} who gave up after {waited:g} seconds cannot be")
    tail = (1 - CONFIDENCE) / 2
    most = float(gammaincinv(given_up + 1, 1 - tail))
    least = float(gammaincinv(given_up, tail)) if given_up else 0.0
    mean, high = (waited / each if each else float("inf") for each in (given_up, least))
    return Patience(mean, waited / most, high, given_up, waited)


def still_waiting(waits: npt.ArrayLike, gave_up: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Give the share still waiting after each time at which somebody gave up (Kaplan and Meier 1958).

    Args:
        waits: seconds, one a call.
        gave_up: whether the wait ended so; otherwise the call was answered.

    Returns:
        The times, rising, and the share that would wait longer than each.

    >>> times, shares = still_waiting([5.0, 10.0, 10.0, 20.0], [True, False, True, True])
    >>> times.tolist(), shares.tolist()
    ([5.0, 10.0, 20.0], [0.75, 0.5, 0.0])
    """
    waited, ended = np.asarray(waits, float), np.asarray(gave_up, bool)
    times, gone = np.unique(waited[ended], return_counts=True)
    there = len(waited) - np.searchsorted(np.sort(waited), times, side="left")
    return times, np.asarray(np.cumprod(1 - gone / there), float)
