"""What a day is worth to a rhythm: a Sunday on which nobody ever comes is no silence, nor is a day the feed was out.

Days are weighed by what is usual on their weekday, and days on which far fewer came than usual, all accounts together,
weigh less or nothing: a feed that was out, a holiday, a quiet season. They are found as runs of days that chance does
not explain (the scan statistic of Kulldorff 1997 for one dimension and lows), the least likely first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Days = NDArray[np.bool_]
LONGEST: Final = 120
"""Days of a run at most; a longer one is found in parts."""
BEFORE, AFTER = 182, 91
"""The days around one that say how many are usual on it."""
SURE: Final = 15.0
"""−ln of how likely a run may be, at most: of all 90,000 runs in two years, none is so unlikely by chance."""
EXPECTED: Final = 4.0
"""The same for days on which fewer were to be expected, as on a holiday."""
SEASON: Final = 8.0
"""The same for days that were quiet a year before."""
QUIETER: Final = 0.8
"""A day on which fewer were to be expected is one of these below this share of what is usual."""
LOW: Final = 0.5
"""A run is low where fewer than half of what is usual came."""
OUT: Final = 0.2
"""Below it, a feed was out, or all were away."""
ROUNDS: Final = 60
WEEKS: Final = 4
"""Weeks that are needed to say what is usual."""


@dataclass(frozen=True, slots=True)
class Run:
    """Days on which far fewer came than usual.

    Attributes:
        first, last: places of its first and last day.
        came: how many came.
        usual: how many would have been usual.
        known: whether it was to be expected.
    """

    first: int
    last: int
    came: float
    usual: float
    known: bool = False

    @property
    def share(self) -> float:
        """Give the share of what is usual; what its days weigh."""
        return min(self.came / self.usual, 1.0) if self.usual > 0 else 1.0

    @property
    def is_out(self) -> bool:
        """Say whether next to nobody came."""
        return self.share < OUT


@dataclass(frozen=True, slots=True, eq=False)
class UsualDays:
    """What days are worth.

    Attributes:
        weekdays: (7,) what a Monday, a Tuesday … is worth; 1 on average.
        runs: days that are worth less, in their order.
        usual: (D,) how many come on each day, as usual.
        weights: (D,) what each day is worth.
    """

    weekdays: Floats
    runs: tuple[Run, ...]
    usual: Floats
    weights: Floats


def usual_days(
    counts: ArrayLike,
    monday: int = 0,
    expected_low: ArrayLike | None = None,
    among: ArrayLike | None = None,
    *,
    low: float = LOW,
    sure: float = SURE,
) -> UsualDays:
    """Give what each day is worth to a rhythm.

    Args:
        counts: how many accounts came on each day, (D,), without a day left out.
        monday: place of a Monday in these.
        expected_low: (D,) whether fewer were to be expected on a day, as on a holiday; none if left out.
        among: (D,) how many accounts there were to come, so that a portfolio that grows was not quiet before; always as
            many if left out.
        low: the share of what is usual below which a run is low; 0 looks for none.
        sure: −ln of how likely a run may be at most.

    Raises:
        ValueError: counts are negative or missing, or there are not as many expectations or accounts.
    """
    came = np.atleast_1d(np.asarray(counts, dtype=np.float64))
    known = np.zeros(came.size, np.bool_) if expected_low is None else np.asarray(expected_low, dtype=np.bool_)
    many = np.ones(came.size) if among is None else np.asarray(among, dtype=np.float64)
    if came.ndim != 1 or not known.shape == many.shape == came.shape or not _are_counts(came, many):
        raise ValueError("each day has a count that is not negative, and an expectation if any has")
    days = (np.arange(came.size) - monday) % 7
    runs: list[Run] = []
    share = np.ones(came.size)
    weekdays, usual = _usual(came, many, days, share == 1)
    for _ in range(ROUNDS if low > 0 and came.size >= 7 * WEEKS else 0):
        found = _lowest(came, usual, share < 1, (known, _a_year_before(runs, came.size)), low, sure)
        if found is None:
            break
        runs.append(found)
        share[found.first : found.last + 1] = found.share if found.share < 1 else 1 - 1e-9
        weekdays, usual = _usual(came, many, days, share == 1)
    return UsualDays(weekdays, tuple(sorted(runs, key=lambda run: run.first)), usual, weekdays[days] * share)


def _are_counts(*given: Floats) -> bool:
    return all(bool(np.all((each >= 0) & np.isfinite(each))) for each in given)


def _usual(came: Floats, among: Floats, days: NDArray[np.intp], plain: Days) -> tuple[Floats, Floats]:
    """Give what weekdays are worth, and how many come on each day as usual, by all days that are nothing special."""
    at_all = np.where(plain, among, 0.0)
    summed, due = np.bincount(days[plain], came[plain], 7), np.bincount(days, at_all, 7)
    means = np.divide(summed, due, out=np.zeros(7), where=due > 0)
    even = np.bincount(days[plain], minlength=7).min() < WEEKS or means.sum() == 0
    weekdays = np.ones(7) if even else np.asarray(7 * means / means.sum())
    worth = at_all * weekdays[days]
    place = np.arange(came.size)
    start, end = np.maximum(place - BEFORE, 0), np.minimum(place + AFTER + 1, came.size)
    told = np.where(plain, came, 0.0), worth, plain.astype(np.float64)
    total, weight, plainly = (_between(each, start, end) for each in told)
    overall = float(came[plain].sum()) / worth.sum() if worth.sum() > 0 else 0.0
    enough = (plainly > WEEKS * 7) & (weight > 0)
    level = np.divide(total, weight, out=np.full(came.size, overall), where=enough)
    return weekdays, level * among * weekdays[days]


def _between(values: NDArray[Any], start: NDArray[np.intp], end: NDArray[np.intp]) -> Floats:
    summed = np.concatenate([[0.0], np.cumsum(values)])
    return np.asarray(summed[end] - summed[start])


def _lowest(
    came: Floats, usual: Floats, taken: Days, expected: tuple[Days, Days], low: float, sure: float
) -> Run | None:
    """Find the run of days that chance explains least, among those not taken yet; those expected are told first."""
    holidays, season = expected
    for wanted, enough, limit in ((holidays, EXPECTED, QUIETER), (season, SEASON, QUIETER), (~taken, sure, low)):
        best = max(_runs(came, usual, wanted & ~taken, enough, limit), default=None, key=lambda found: found[0])
        if best is not None:
            _, first, last = best
            inside = slice(first, last + 1)
            known = bool((holidays | season)[inside].all())
            return Run(first, last, float(came[inside].sum()), float(usual[inside].sum()), known)
    return None


def _runs(came: Floats, usual: Floats, wanted: Days, enough: float, limit: float) -> Iterator[tuple[float, int, int]]:
    """Give, for each length, the run that is least likely: −ln of its likelihood ratio, its first and last place."""
    many, mean, apart = (np.concatenate([[0.0], np.cumsum(each)]) for each in (came, usual, ~wanted))
    for length in range(1, min(LONGEST, came.size) + 1):
        seen, due = many[length:] - many[:-length], mean[length:] - mean[:-length]
        inside = (apart[length:] == apart[:-length]) & (due > 0) & (seen < limit * due)
        part = np.divide(seen, due, out=np.ones(due.size), where=due > 0)
        odds = due - seen + seen * np.log(np.where(seen > 0, part, 1.0))
        odds = np.where(inside, odds, -np.inf)
        first = int(np.argmax(odds))
        if odds[first] > enough:
            yield float(odds[first]), first, first + length - 1


def _a_year_before(runs: list[Run], days: int) -> Days:
    """Say which days were quiet, though not silent, 52 weeks before."""
    quiet = np.zeros(days, dtype=np.bool_)
    for run in runs:
        if not run.is_out and run.last - run.first >= 4:
            quiet[run.first + 364 : run.last + 365] = True
    return quiet
