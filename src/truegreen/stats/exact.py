"""Exact answers for counts: shares by the binomial distribution, rates by Poisson's; no normal curve is assumed.

Exact intervals hold the truth at least as often as they promise: they are for contracts. Wilson’s are for the eye.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, inf, lgamma, log, log1p, sqrt

import numpy as np
import numpy.typing as npt

from truegreen.stats.estimate import Estimate
from truegreen.stats.intervals import z_of

Floats = npt.NDArray[np.float64]
NEARLY = 1e-7
"""Chances that differ by less than this share count as equal, as in R."""


def clopper_pearson(count: float, total: float, confidence: float = 0.95) -> tuple[float, float]:
    """Give the exact interval of a share (Clopper and Pearson 1934).

    Args:
        count: hits, 0 to ``total``.
        total: rows, at least 1.
        confidence: two-sided, between 0 and 1.

    Raises:
        ValueError: there are no rows, or more hits than rows.

    >>> tuple(round(end, 4) for end in clopper_pearson(81, 263))
    (0.2527, 0.3676)
    """
    from scipy.special import betaincinv

    if not total > 0 or not 0 <= count <= total:
        raise ValueError(f"{count} of {total} is no share")
    tail = (1 - confidence) / 2
    low = 0.0 if count == 0 else float(betaincinv(count, total - count + 1, tail))
    high = 1.0 if count == total else float(betaincinv(count + 1, total - count, 1 - tail))
    return low, high


def share_tail(counts: npt.ArrayLike, totals: npt.ArrayLike, shares: npt.ArrayLike, *, above: bool) -> Floats:
    """Give the chance of so many hits or more (or fewer) where each row is a hit with the given chance.

    Args:
        counts: hits; arrays of one shape, or numbers.
        totals: rows; without rows the chance is 1.
        shares: chance of a hit, 0 to 1.
        above: of so many or more; else of so many or fewer.

    Raises:
        ValueError: there are more hits than rows, or a share is none.
    """
    from scipy.special import betainc, betaincc

    hits, rows, chances = (np.asarray(each, dtype=np.float64) for each in np.broadcast_arrays(counts, totals, shares))
    if not (np.all((hits >= 0) & (hits <= rows)) and np.all((chances >= 0) & (chances <= 1))):
        raise ValueError("there are more hits than rows, or a share outside 0 to 1")
    if above:
        return np.where(hits == 0, 1.0, betainc(np.maximum(hits, 1), rows - hits + 1, chances))
    return np.where(hits == rows, 1.0, betaincc(hits + 1, np.maximum(rows - hits, 1), chances))


def share_p(count: int, total: int, share: float) -> float:
    """Give the two-sided chance of hits at most as likely as these (the exact binomial test, as in R).

    Raises:
        ValueError: there are more hits than rows, or the share is none.
    """
    if not 0 < share < 1:
        return 1.0 if count == total * share else float(share_tail(count, total, share, above=share == 0))

    def log_chance(hits: float) -> float:
        ways = lgamma(total + 1) - lgamma(hits + 1) - lgamma(total - hits + 1)
        return ways + hits * log(share) + (total - hits) * log1p(-share)

    low, high = _as_unlikely(count, int((total + 1) * share), total, log_chance)
    tails = 0.0 if low < 0 else float(share_tail(low, total, share, above=False))
    tails += 0.0 if high > total else float(share_tail(high, total, share, above=True))
    return min(1.0, tails)


def poisson_interval(count: float, exposure: float = 1.0, confidence: float = 0.95) -> tuple[float, float]:
    """Give the exact interval of a rate: events per unit of exposure (Garwood 1936).

    Raises:
        ValueError: the count is below nought, or there is no exposure.

    >>> tuple(round(end, 6) for end in poisson_interval(137, 24.19893))
    (4.753125, 6.692709)
    """
    from scipy.special import gammaincinv

    if not count >= 0 or not exposure > 0:
        raise ValueError(f"{count} events in an exposure of {exposure} are no rate")
    tail = (1 - confidence) / 2
    low = 0.0 if count == 0 else float(gammaincinv(count, tail))
    return low / exposure, float(gammaincinv(count + 1, 1 - tail)) / exposure


def poisson_tail(counts: npt.ArrayLike, expected: npt.ArrayLike, *, above: bool) -> Floats:
    """Give the chance of so many events or more (or fewer) where so many are expected.

    Raises:
        ValueError: a count or an expectation is below nought.
    """
    from scipy.special import gammainc, gammaincc

    events, means = (np.asarray(each, dtype=np.float64) for each in np.broadcast_arrays(counts, expected))
    if not (np.all(events >= 0) and np.all(means >= 0)):
        raise ValueError("a count or an expectation is below nought")
    return np.where(events == 0, 1.0, gammainc(np.maximum(events, 1), means)) if above else gammaincc(events + 1, means)


def poisson_p(count: int, expected: float) -> float:
    """Give the two-sided chance of counts at most as likely as this one (the exact Poisson test, as in R).

    Raises:
        ValueError: the count is below nought, or nothing is expected.
    """
    if not expected > 0:
        raise ValueError(f"{expected} events expected: nothing to hold a count against")
    low, high = _as_unlikely(
        count, int(expected), inf, lambda events: events * log(expected) - expected - lgamma(events + 1)
    )
    tails = 0.0 if low < 0 else float(poisson_tail(low, expected, above=False))
    return min(1.0, tails + float(poisson_tail(high, expected, above=True)))


def _as_unlikely(count: int, mode: int, top: float, log_chance: Callable[[float], float]) -> tuple[float, float]:
    """Give the ends of what is likelier than the count: all up to the first and from the second on is not."""
    limit = log_chance(count) + NEARLY
    if log_chance(mode) <= limit:
        return mode, mode + 1
    if count < mode:
        width = 1
        while mode + width <= top and log_chance(mode + width) > limit:
            width *= 2
        high = _first(mode, min(mode + width, top + 1), lambda each: each > top or log_chance(each) <= limit)
        return count, high
    return mode - _first(0, mode + 1, lambda each: each > mode or log_chance(mode - each) <= limit), count


def _first(low: float, high: float, holds: Callable[[float], bool]) -> float:
    """Give the first whole number above low, up to high, from which on something holds."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def rate_ratio(
    count: int, exposure: float, other: int, other_exposure: float, confidence: float = 0.95
) -> Estimate | None:
    """Give how many times as frequent events are here as there, exactly; None where neither side has any.

    Given all events together, those here are binomial (Przyborowski and Wilenski 1940). The chance is twice that of the
    smaller tail, so that it is below 5 % just where the 95 % interval leaves out 1; R adds up all that is no likelier.

    Args:
        count: events here.
        exposure: out of how much here: contacts, accounts, days.
        other: events there.
        other_exposure: out of how much there.
        confidence: two-sided.

    Raises:
        ValueError: a count is below nought, or an exposure is not above it.
    """
    if min(count, other) < 0 or not min(exposure, other_exposure) > 0:
        raise ValueError("events are not below nought, and exposures above it")
    total = count + other
    if total == 0:
        return None
    share = exposure / (exposure + other_exposure)
    low, high = (_odds(end) * other_exposure / exposure for end in clopper_pearson(count, total, confidence))
    tails = (float(share_tail(count, total, share, above=above)) for above in (True, False))
    ratio = _odds(count / total) * other_exposure / exposure
    spread = sqrt(1 / count + 1 / other) if min(count, other) > 0 else inf
    return Estimate(
        value=ratio,
        error=ratio * spread if 0 < ratio < inf else inf,
        low=low,
        high=high,
        count=total,
        effective=float(total),
        smallest=exp(min((z_of(0.95) + z_of(0.6)) * spread, 700)) if spread < inf else inf,
        method="exact rate ratio",
        confidence=confidence,
        p=min(1.0, 2 * min(tails)),
        assumes=("events come one by one and independently", "each side has one rate"),
    )


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else inf
