"""Equivalence: is a difference shown to be too small to matter?

Two one-sided tests (TOST, Schuirmann 1987): the difference must be shown to lie above the lower bound and below the
upper one, both at 5 %; it is the same as a 90 % interval that lies within the bounds. Not finding a difference shows
nothing of the kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt

from truegreen.stats.estimate import Estimate
from truegreen.stats.two_shares import score_interval, score_z
from truegreen.stats.validity.student import quantile, tail


@dataclass(frozen=True, slots=True)
class Summary:
    """What is left of some values: their mean, their standard deviation (with n − 1) and how many there are."""

    mean: float
    deviation: float
    count: int


@dataclass(frozen=True, slots=True)
class Equivalence:
    """Whether a difference is shown to lie within bounds.

    Attributes:
        difference, error: the difference and its standard error.
        freedom: degrees of freedom; infinite where the normal distribution serves.
        above, below: the test statistics against the lower and the upper bound.
        p_above, p_below: chance of so much, were the difference at that bound.
        low, high: its interval at 1 − 2 × ``rate``.
        rate: how often two different ones may be called equivalent.
    """

    difference: float
    error: float
    freedom: float
    above: float
    below: float
    p_above: float
    p_below: float
    low: float
    high: float
    rate: float

    @property
    def p(self) -> float:
        """Give the greater of the two chances, the one that counts."""
        return max(self.p_above, self.p_below)

    @property
    def shown(self) -> bool:
        """Say whether it is shown that the difference does not matter."""
        return self.p < self.rate


def of_means(
    one: Summary, other: Summary, low: float, high: float, rate: float = 0.05, *, alike: bool = False
) -> Equivalence:
    """Say whether two means are as good as the same, without supposing that they scatter alike (Welch).

    Args:
        one: the first.
        other: what is taken off it.
        low: the lower bound of their difference, in the values' own unit.
        high: the upper bound.
        rate: chance of calling different ones the same.
        alike: suppose that they do scatter alike (Student), as other tools do by default.

    Raises:
        ValueError: fewer than two values, no spread at all, or bounds in the wrong order.
    """
    parts = [_square_error(each) for each in (one, other)]
    if alike:
        return _of_means_alike(one, other, low, high, rate)
    error = sqrt(sum(parts))
    _sound(error, low, high)
    shares = (part**2 / (each.count - 1) for part, each in zip(parts, (one, other), strict=True))
    return _tested(one.mean - other.mean, error, sum(parts) ** 2 / sum(shares), low, high, rate)


def _of_means_alike(one: Summary, other: Summary, low: float, high: float, rate: float) -> Equivalence:
    freedom = one.count + other.count - 2
    squares = sum((each.count - 1) * each.deviation**2 for each in (one, other))
    error = sqrt(squares / freedom * (1 / one.count + 1 / other.count))
    _sound(error, low, high)
    return _tested(one.mean - other.mean, error, freedom, low, high, rate)


def of_mean(one: Summary, against: float, low: float, high: float, rate: float = 0.05) -> Equivalence:
    """Say whether a mean, or a mean of differences of pairs, is as good as a given value.

    Raises:
        ValueError: fewer than two values, no spread at all, or bounds in the wrong order.
    """
    error = sqrt(_square_error(one))
    _sound(error, low, high)
    return _tested(one.mean - against, error, one.count - 1, low, high, rate)


def of_estimate(estimate: Estimate, low: float, high: float, rate: float = 0.05) -> Equivalence:
    """Say whether an effect, say a regression's, is too small to matter; by t with one less than its effective units.

    Raises:
        ValueError: fewer than two effective units, no standard error, or bounds in the wrong order.
    """
    if not estimate.effective >= 2:
        raise ValueError(f"{estimate.effective:g} independent units say nothing of their spread")
    _sound(estimate.error, low, high)
    return _tested(estimate.value, estimate.error, estimate.effective - 1, low, high, rate)


def of_shares(
    hits: tuple[int, int], totals: tuple[int, int], low: float, high: float, rate: float = 0.05
) -> Equivalence:
    """Say whether two shares are as good as the same, by scores (Farrington and Manning 1990); holds for few rows too.

    Args:
        hits: of the first and of the second.
        totals: the same; the difference is the first share less the second.
        low: the lower bound of their difference, as a share, from −1.
        high: the upper bound, to 1.
        rate: chance of calling different ones the same.

    Raises:
        ValueError: no rows, more hits than rows, or bounds that are none.
    """
    counted = hits[0], totals[0], hits[1], totals[1]
    above, below = score_z(*counted, low), score_z(*counted, high)
    one, other = hits[0] / totals[0], hits[1] / totals[1]
    error = sqrt(one * (1 - one) / totals[0] + other * (1 - other) / totals[1])
    _sound(1.0, low, high)
    ends = score_interval(*counted, 1 - 2 * rate)
    return Equivalence(one - other, error, inf, above, below, tail(above), tail(-below), *ends, rate)


def of_shares_plainly(
    hits: tuple[float, float], totals: tuple[float, float], low: float, high: float, rate: float = 0.05
) -> Equivalence:
    """Say the same by each share's own error, as most packages do (Wald); for many rows, and for weighted counts.

    Raises:
        ValueError: no rows, shares that do not scatter at all, or bounds in the wrong order.
    """
    if not all(total > 0 and 0 <= hit <= total for hit, total in zip(hits, totals, strict=True)):
        raise ValueError(f"{hits} of {totals} are no shares")
    one, other = hits[0] / totals[0], hits[1] / totals[1]
    error = sqrt(one * (1 - one) / totals[0] + other * (1 - other) / totals[1])
    _sound(error, low, high)
    return _tested(one - other, error, inf, low, high, rate)


def _tested(difference: float, error: float, freedom: float, low: float, high: float, rate: float) -> Equivalence:
    above, below, half = (
        (difference - low) / error,
        (difference - high) / error,
        quantile(1 - 2 * rate, freedom) * error,
    )
    p_above, p_below = tail(above, freedom), tail(-below, freedom)
    return Equivalence(
        difference, error, freedom, above, below, p_above, p_below, difference - half, difference + half, rate
    )


def _square_error(one: Summary) -> float:
    if one.count < 2:
        raise ValueError(f"{one.count} values say nothing of their spread")
    return one.deviation**2 / one.count


def _sound(error: float, low: float, high: float) -> None:
    if not 0 < error < inf:
        raise ValueError("what does not scatter has no standard error")
    if not low < high:
        raise ValueError(f"bounds go from the lower to the upper one: {low:g}, {high:g}")
