"""The plain charts of shares and rates, p and u, as textbooks and spreadsheets draw them: by chance alone.

Where months differ for other reasons too, as with thousands of contacts a month, nearly every point is an alarm on them
(`charts.laney` widens the limits by just that). A c chart is a u chart whose exposures are all 1; an np chart is a p
chart times n.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from math import sqrt

from truegreen.stats.charts.chart import Chart
from truegreen.stats.charts.drawing import LEAST, drawn, there
from truegreen.stats.charts.rules import Rule


def plain_share_chart(
    hits: Sequence[int], totals: Sequence[int], rules: Collection[Rule] = (Rule.POINT,), *, least: int = LEAST
) -> Chart:
    """Chart monthly shares, p: limits are p̄ ± 3·√(p̄(1 − p̄)/n).

    Args:
        hits: per month in order.
        totals: rows per month; a month without rows is missing.
        rules: what counts as an alarm.
        least: fewest months that may raise an alarm.

    Raises:
        ValueError: a month has more hits than rows, or no month has any.

    >>> made = plain_share_chart([12, 15, 8, 10], [50] * 4)
    >>> round(made.lows[0], 3), round(made.highs[0], 3)
    (0.048, 0.402)
    """
    if any(not 0 <= hit <= total for hit, total in zip(hits, totals, strict=True)):
        raise ValueError("a month has more hits than rows")
    return _chart(hits, totals, lambda mean: mean * (1 - mean), 1.0, rules, "p", least)


def plain_rate_chart(
    counts: Sequence[int], exposures: Sequence[float], rules: Collection[Rule] = (Rule.POINT,), *, least: int = LEAST
) -> Chart:
    """Chart monthly rates, u, or with exposures of 1 monthly counts, c: limits are ū ± 3·√(ū/n).

    Args:
        counts: events per month.
        exposures: out of how much, per month; a month of nought is missing.
        rules: what counts as an alarm.
        least: fewest months that may raise an alarm.

    Raises:
        ValueError: a count or an exposure is below nought, or no month has any.
    """
    if any(count < 0 or exposure < 0 for count, exposure in zip(counts, exposures, strict=True)):
        raise ValueError("a count or an exposure is below nought")
    return _chart(counts, exposures, lambda mean: mean, float("inf"), rules, "u", least)


def _chart(
    counts: Sequence[int],
    sizes: Sequence[float],
    variance: Callable[[float], float],
    top: float,
    rules: Collection[Rule],
    method: str,
    least: int,
) -> Chart:
    if not sum(sizes) > 0:
        raise ValueError("no month with rows: a chart needs points")
    points = [count / size if size > 0 else None for count, size in zip(counts, sizes, strict=True)]
    centre = sum(count for count, size in zip(counts, sizes, strict=True) if size > 0) / sum(sizes)
    sigmas = [sqrt(variance(centre) / size) if size > 0 else 0.0 for size in sizes]
    return drawn(points, centre, sigmas, rules, method, bounds=(0.0, top), enough=there(points) >= least)
