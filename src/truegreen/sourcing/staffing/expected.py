"""How many calls will come, day by day: said from what came, tried on what came since, and held against what was said.

A forecast is judged as far ahead as it is made: one that is locked a month before is not one of tomorrow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from truegreen.stats.volumes.foretelling import foretold

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
WEEK: Final = 7
FEWEST: Final = 4 * WEEK
"""Days of records before anything can be said of the next."""


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What was or is expected of some days.

    Attributes:
        expected, least, most: (days,) calls; both ends are the expected ones where no interval is known.
        method: by which it was said.
        told: days ahead that are said from misses; those after it are like the last week of these.
    """

    expected: Floats
    least: Floats
    most: Floats
    method: str
    told: int


def expected(history: Floats, ahead: int, confidence: float) -> Said:
    """Say how many calls come on each of the next days.

    Args:
        history: calls by day, oldest first.
        ahead: how many days.
        confidence: share of intervals that should hold what comes.

    Raises:
        ValueError: the history is shorter than eight weeks.
    """
    told = min(ahead, (len(history) - FEWEST) // 2)
    if told < FEWEST:
        raise ValueError(f"{len(history)} days are too few to say how many calls come")
    found = foretold(history, ahead=told, season=WEEK, confidence=confidence, origins=12)
    each = [_on(days, ahead) for days in (found.expected, found.least, found.most)]
    return Said(each[0], each[1], each[2], found.method, told)


def _on(days: Floats, ahead: int) -> Floats:
    """Let the last week go on."""
    more = np.resize(days[-WEEK:], max(ahead - len(days), 0))
    return np.concatenate([days, more])[:ahead]


@dataclass(frozen=True, slots=True)
class Missed:
    """How far a forecast was off.

    Attributes:
        days: how many it spoke of.
        wape: sum of its misses, as a share of what came.
        bias: what it said too much, as a share of what came; below nought it said too little.
        chance: sum of misses by chance alone, had it known each day's mean: nobody misses by less.
        ends: shares by which what came lay off what was said that four of five days lie between.
    """

    days: int
    wape: float
    bias: float
    chance: float
    ends: tuple[float, float]


def missed(said: Floats, came: Floats) -> Missed | None:
    """Say how far a forecast was off; None where nothing came."""
    total = float(came.sum())
    if not len(came) or total <= 0:
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        off = np.where(said > 0, came / said - 1, np.nan)
    low, high = np.nanquantile(off, [0.1, 0.9]) if (said > 0).any() else (np.nan, np.nan)
    return Missed(len(came), float(np.abs(said - came).sum()) / total, float((said - came).sum()) / total,
                  float(_by_chance(said).sum()) / total, (float(low), float(high)))  # fmt: skip


def _by_chance(means: Floats) -> Floats:
    """Give by how many calls a day misses its mean by chance alone (mean deviation of a Poisson count; de Moivre)."""
    from scipy.special import gammaln, xlogy

    whole = np.floor(np.maximum(means, 0.0))
    return np.asarray(2 * np.exp(xlogy(whole + 1, np.maximum(means, 0.0)) - means - gammaln(whole + 1)))


def locked(history: Floats, locks: Whole, days: Whole) -> Floats:
    """Say what the same method would have said of days when they were locked, from no more than was known then.

    Args:
        history: calls by day, oldest first.
        locks: for each day asked for, the day on which it was locked, counted from the first of the history.
        days: the days asked for, counted likewise.

    Returns:
        What would have been said; NaN where too little was known.
    """
    found = np.full(len(days), np.nan)
    for lock in np.unique(locks):
        of = np.flatnonzero(locks == lock)
        ahead = int(days[of].max() - lock) + 1
        if lock < FEWEST + ahead or (days[of] < lock).any():
            continue
        said = foretold(history[:lock], ahead=ahead, season=WEEK, origins=2)
        found[of] = said.expected[days[of] - lock]
    return found
