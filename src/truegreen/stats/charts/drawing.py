"""How a chart is made of its points, their centre and their sigmas."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from math import isfinite

from truegreen.stats.charts.chart import Chart
from truegreen.stats.charts.rules import Rule, alarms
from truegreen.stats.charts.rules_run_length import rules_run_length

LEAST = 12
"""A chart of fewer points raises no alarm: its limits are guesses."""


def drawn(
    points: Sequence[float | None],
    centre: float,
    sigmas: Sequence[float],
    rules: Collection[Rule],
    method: str,
    *,
    bounds: tuple[float, float] = (-float("inf"), float("inf")),
    enough: bool,
) -> Chart:
    """Make the chart of points whose centre and sigmas are known.

    Args:
        points: the values, None where a month has none.
        centre: their mean.
        sigmas: the standard deviation of each point; nought where points may not vary at all.
        rules: what counts as an alarm.
        method: name of the method.
        bounds: values that cannot be left, nought and one for a share: limits stop there.
        enough: whether there are points enough to raise alarms.
    """
    kept = tuple(rule for rule in Rule if rule in rules)
    scores = [
        (point - centre) / sigma if point is not None and sigma > 0 else None
        for point, sigma in zip(points, sigmas, strict=True)
    ]
    return Chart(
        points=tuple(points),
        centre=centre,
        lows=tuple(max(centre - 3 * sigma, bounds[0]) for sigma in sigmas),
        highs=tuple(min(centre + 3 * sigma, bounds[1]) for sigma in sigmas),
        alarms=alarms(scores, kept) if enough else (),
        rules=kept,
        run_length=rules_run_length(kept),
        enough=enough,
        method=method,
    )


def present(values: Sequence[float | None]) -> tuple[float | None, ...]:
    """Give the values as floats, None for what is not a number.

    Raises:
        ValueError: one is endless.
    """
    found = tuple(None if value is None or value != value else float(value) for value in values)  # noqa: PLR0124
    if not all(value is None or isfinite(value) for value in found):
        raise ValueError("an endless value has no place on a chart")
    return found


def there(values: Sequence[float | None]) -> int:
    """Count the values that are not missing."""
    return sum(value is not None for value in values)


def steps(values: Sequence[float | None]) -> tuple[float | None, ...]:
    """Give how far each point lies from the one before; None where one of the two is missing."""
    pairs = pairwise(values)
    return tuple(None if old is None or new is None else abs(new - old) for old, new in pairs)


def mean_of(values: Sequence[float | None], what: str) -> float:
    """Give the mean of those that are there.

    Raises:
        ValueError: none is.
    """
    found = [value for value in values if value is not None]
    if not found:
        raise ValueError(f"no {what}: a chart needs points")
    return sum(found) / len(found)
