"""Two shares: how far apart they are, and whether one is not worse than the other by more than was agreed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import acos, copysign, cos, inf, pi, sqrt
from statistics import NormalDist

from truegreen.stats.estimate import Estimate, Verdict
from truegreen.stats.intervals import wilson, z_of
from truegreen.stats.share_intervals import wilson_corrected


def newcombe(
    count: float, total: float, other: float, other_total: float, confidence: float = 0.95, *, corrected: bool = False
) -> tuple[float, float]:
    """Give the interval of a difference of shares from Wilson's of both (Newcombe 1998, method 10; corrected: 11).

    Args:
        count: hits of the first.
        total: its rows.
        other: hits of the second.
        other_total: its rows.
        confidence: two-sided.
        corrected: whether both intervals are corrected for continuity.

    Raises:
        ValueError: one of the two is no share.

    >>> tuple(round(end, 4) for end in newcombe(56, 70, 48, 80))
    (0.0524, 0.3339)
    """
    first, second = count / max(total, 1), other / max(other_total, 1)
    interval = wilson_corrected if corrected else wilson
    (low, high), (lower, higher) = interval(count, total, confidence), interval(other, other_total, confidence)
    gap = first - second
    return gap - sqrt((first - low) ** 2 + (higher - second) ** 2), gap + sqrt(
        (high - first) ** 2 + (second - lower) ** 2
    )


def restricted(count: int, total: int, other: int, other_total: int, difference: float) -> tuple[float, float]:
    """Give the two shares that fit the counts best where they differ by just so much (Farrington and Manning 1990).

    Raises:
        ValueError: one of the two is no share, or the difference not between −1 and 1.
    """
    if not (0 <= count <= total > 0 and 0 <= other <= other_total > 0 and -1 < difference < 1):
        raise ValueError(f"{count} of {total} and {other} of {other_total} cannot differ by {difference:g}")
    first, second, ratio = count / total, other / other_total, other_total / total
    a = 1 + ratio
    b = -(1 + ratio + first + ratio * second + difference * (ratio + 2))
    c = difference**2 + difference * (2 * first + ratio + 1) + first + ratio * second
    d = -first * difference * (1 + difference)
    v = b**3 / (27 * a**3) - b * c / (6 * a**2) + d / (2 * a)
    u = copysign(sqrt(max(b**2 / (9 * a**2) - c / (3 * a), 0.0)), v)
    turn = max(-1.0, min(1.0, v / u**3)) if abs(u) > 1e-12 else 0.0
    found = 2 * u * cos((pi + acos(turn)) / 3) - b / (3 * a)
    found = min(max(found, difference, 0.0), 1 + difference, 1.0)
    return found, min(max(found - difference, 0.0), 1.0)


def score_z(
    count: int, total: int, other: int, other_total: int, difference: float = 0.0, *, corrected: bool = False
) -> float:
    """Give how many standard errors the difference of two shares lies above a difference that was agreed.

    The errors are those of shares that differ by just that much (Farrington and Manning 1990; Mee 1984); corrected by
    N/(N − 1), as Miettinen and Nurminen (1985) do.

    Args:
        count: hits of the first.
        total: its rows.
        other: hits of the second.
        other_total: its rows.
        difference: first less second, as supposed.
        corrected: whether to correct.

    Raises:
        ValueError: as `restricted` does.

    >>> round(score_z(83, 88, 69, 76, -0.10), 5)
    2.95715
    """
    first, second = restricted(count, total, other, other_total, difference)
    variance = first * (1 - first) / total + second * (1 - second) / other_total
    if corrected:
        variance *= (total + other_total) / (total + other_total - 1)
    gap = count / total - other / other_total - difference
    if variance <= 0:
        return 0.0 if abs(gap) < 1e-12 else copysign(inf, gap)
    return gap / sqrt(variance)


def score_interval(
    count: int, total: int, other: int, other_total: int, confidence: float = 0.95, *, corrected: bool = False
) -> tuple[float, float]:
    """Give the differences of two shares that the score test does not refuse (Mee 1984; corrected: Miettinen–Nurminen).

    Raises:
        ValueError: one of the two is no share.

    >>> tuple(round(end, 4) for end in score_interval(56, 70, 48, 80))
    (0.0533, 0.3377)
    """
    z = z_of(confidence)
    gap = count / total - other / other_total if total > 0 and other_total > 0 else 0.0

    def beyond(difference: float) -> float:
        return score_z(count, total, other, other_total, difference, corrected=corrected)

    beyond(0.0)
    low = _end(lambda each: beyond(each) > z, -1.0, gap)
    high = _end(lambda each: beyond(each) >= -z, gap, 1.0)
    return low, high


def _end(holds: Callable[[float], bool], low: float, high: float) -> float:
    """Halve until the place is found below which something holds."""
    while high - low > 1e-12:
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return (low + high) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class NotWorse:
    """Whether a new way of working is not worse than the old one by more than was agreed.

    Attributes:
        estimate: new less old, with the interval that decides (one-sided 5 % is two-sided 90 %) and a one-sided chance.
        z: of the difference above the margin.
        margin: by how much the new one may be worse, above nought.
        verdict: established: not worse by more than the margin; perverse: worse by more; else not enough data.
    """

    estimate: Estimate
    z: float
    margin: float
    verdict: Verdict


def not_worse(count: int, total: int, other: int, other_total: int, margin: float, *, alpha: float = 0.05) -> NotWorse:
    """Say whether the first share is not worse than the second by more than a margin (Farrington–Manning score test).

    Args:
        count: hits of the new way, such as cases without an error.
        total: its rows.
        other: hits of the old way.
        other_total: its rows.
        margin: by how much the new share may be lower, above nought; it comes from the contract, not from the data.
        alpha: chance of passing a new way that is worse by just the margin.

    Raises:
        ValueError: one of the two is no share, or the margin not between 0 and 1.
    """
    if not 0 < margin < 1:
        raise ValueError(f"a margin of {margin:g} is none")
    z = score_z(count, total, other, other_total, -margin)
    low, high = score_interval(count, total, other, other_total, 1 - 2 * alpha)
    first, second = count / total, other / other_total
    error = sqrt(first * (1 - first) / total + second * (1 - second) / other_total)
    estimate = Estimate(
        value=first - second,
        error=error,
        low=low,
        high=high,
        count=total + other_total,
        effective=float(total + other_total),
        smallest=(z_of(1 - 2 * alpha) + z_of(0.6)) * error,
        method="Farrington–Manning score test",
        confidence=1 - 2 * alpha,
        p=NormalDist().cdf(-z),
        assumes=("cases are independent", "both ways got the same kind of cases"),
    )
    worse = Verdict.PERVERSE if high < -margin else Verdict.NOT_ENOUGH
    passed = z > z_of(1 - 2 * alpha)
    return NotWorse(estimate=estimate, z=z, margin=margin, verdict=Verdict.ESTABLISHED if passed else worse)
