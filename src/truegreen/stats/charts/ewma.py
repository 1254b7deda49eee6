"""EWMA: the exponentially weighted mean of a series, which finds small shifts that stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from truegreen.stats.charts.drawing import present
from truegreen.stats.charts.run_length import ewma_run_length


@dataclass(frozen=True, slots=True, kw_only=True)
class Ewma:
    """A weighted mean between its limits.

    Attributes:
        points: the weighted mean after each value; a missing value leaves it where it was.
        centre: where it lies while nothing changes.
        lows, highs: its limits, which widen during the first points.
        alarms: places, from nought, at which it lies beyond them.
        run_length: average number of points between false alarms, for independent normal values of known sigma.
        weight, width: of the newest value; of the limits, in standard deviations of the weighted mean.
        method, version: which method, and which version of it.
    """

    points: tuple[float, ...]
    centre: float
    lows: tuple[float, ...]
    highs: tuple[float, ...]
    alarms: tuple[int, ...]
    run_length: float
    weight: float
    width: float
    method: str = "EWMA"
    version: int = 1


def ewma(
    values: Sequence[float | None], centre: float, sigma: float, *, weight: float = 0.2, width: float = 2.962
) -> Ewma:
    """Chart the weighted mean of a series (Roberts 1959; Lucas and Saccucci, Technometrics 32 (1990) 1–12).

    Args:
        values: one per month in order, None or NaN where there is none.
        centre: mean of the values while nothing changes.
        sigma: standard deviation of one value then.
        weight: of the newest value, λ.
        width: of the limits, L. The default gives one false alarm in 500 points.

    Raises:
        ValueError: sigma is not above nought, or the weight not between nought and one.
    """
    if not sigma > 0:
        raise ValueError(f"a sigma of {sigma:g} leaves nothing to chart")
    run_length = ewma_run_length(width, weight)
    points = tuple(_weighted(present(values), centre, weight))
    shares = [weight / (2 - weight) * (1 - (1 - weight) ** (2 * (place + 1))) for place in range(len(points))]
    halves = [width * sigma * sqrt(share) for share in shares]
    return Ewma(
        points=points,
        centre=centre,
        lows=tuple(centre - half for half in halves),
        highs=tuple(centre + half for half in halves),
        alarms=tuple(
            place
            for place, (point, half) in enumerate(zip(points, halves, strict=True))
            if values[place] is not None and abs(point - centre) > half
        ),
        run_length=run_length,
        weight=weight,
        width=width,
    )


def _weighted(values: Sequence[float | None], start: float, weight: float) -> Iterator[float]:
    level = start
    for value in values:
        level = level if value is None else weight * value + (1 - weight) * level
        yield level
