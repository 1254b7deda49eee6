"""Laney's charts of shares and rates: limits that also know how much months differ by nature.

With thousands of contacts a month the limits of a plain share chart are so narrow that every month is an alarm.
Laney (Quality Engineering 14 (2002) 531–537) widens them by how much the months' own scores move.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from math import sqrt

from truegreen.stats.charts.chart import Chart
from truegreen.stats.charts.drawing import LEAST, drawn, mean_of, steps, there
from truegreen.stats.charts.rules import Rule

PER_RANGE = 1.128
"""Mean range of two normal values, in sigmas (d₂)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laney:
    """A chart of shares or rates, and how much wider than chance its limits are.

    Attributes:
        chart: the monthly shares or rates between their limits.
        widened: the limits' width over that of the plain chart (σ_z); 1 where months differ by chance alone.
    """

    chart: Chart
    widened: float


def share_chart(
    hits: Sequence[int], totals: Sequence[int], rules: Collection[Rule] = (Rule.POINT,), *, least: int = LEAST
) -> Laney:
    """Chart monthly shares, p′: limits are p̄ ± 3·σ_z·√(p̄(1 − p̄)/n).

    Args:
        hits: per month in order.
        totals: rows per month; a month without rows is missing.
        rules: what counts as an alarm.
        least: fewest months that may raise an alarm.

    Raises:
        ValueError: a month has more hits than rows, or there are no two months in a row.

    >>> made = share_chart([100, 130, 90, 150], [1000, 1000, 1000, 1000])
    >>> round(made.widened, 2)
    3.77
    """
    if any(not 0 <= hit <= total for hit, total in zip(hits, totals, strict=True)):
        raise ValueError("a month has more hits than rows")
    return _chart(hits, totals, lambda mean: mean * (1 - mean), (0.0, 1.0), rules, "Laney p′", least)


def rate_chart(
    counts: Sequence[int], exposures: Sequence[float], rules: Collection[Rule] = (Rule.POINT,), *, least: int = LEAST
) -> Laney:
    """Chart monthly rates, u′, such as complaints per 1,000 accounts: limits are ū ± 3·σ_z·√(ū/n).

    Args:
        counts: events per month.
        exposures: out of how much, per month; a month of nought is missing.
        rules: what counts as an alarm.
        least: fewest months that may raise an alarm.

    Raises:
        ValueError: a count or an exposure is below nought, or there are no two months in a row.
    """
    if any(count < 0 or exposure < 0 for count, exposure in zip(counts, exposures, strict=True)):
        raise ValueError("a count or an exposure is below nought")
    return _chart(counts, exposures, lambda mean: mean, (0.0, float("inf")), rules, "Laney u′", least)


def _chart(
    counts: Sequence[int],
    sizes: Sequence[float],
    variance: Callable[[float], float],
    bounds: tuple[float, float],
    rules: Collection[Rule],
    method: str,
    least: int,
) -> Laney:
    points = [count / size if size > 0 else None for count, size in zip(counts, sizes, strict=True)]
    mean_of(points, "month with rows")
    centre = sum(count for count, size in zip(counts, sizes, strict=True) if size > 0) / sum(sizes)
    sigmas = [sqrt(variance(centre) / size) if size > 0 else 0.0 for size in sizes]
    scores = [
        (point - centre) / sigma if point is not None and sigma > 0 else None
        for point, sigma in zip(points, sigmas, strict=True)
    ]
    known = there(scores) > 0
    widened = mean_of(steps(scores), "two months in a row") / PER_RANGE if known else 1.0
    wide = [sigma * widened for sigma in sigmas]
    chart = drawn(points, centre, wide, rules, method, bounds=bounds, enough=there(points) >= least)
    return Laney(chart=chart, widened=widened)
