"""Do two monthly series part? The slope of each, and of their distance, with months that resemble their neighbours.

Slopes of series that carry over are the numbers most often believed wrongly. Here the carry-over is taken two standard
errors above its estimate: on independent series of 24 months that carry over up to 0.8 there are at most five false
answers in 100, at 0.95 about eight. Of a random walk no slope can be told.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truegreen.stats.estimate import Estimate, Verdict
from truegreen.stats.intervals import z_of
from truegreen.stats.series.carry import CARRIES, Floats, Frame, carry_over, frame
from truegreen.stats.series.reading import Series, shared
from truegreen.stats.series.together import LEAST

ABOVE = 2.0
"""Standard errors by which the carry-over is taken above its estimate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """How two series part.

    Attributes:
        one, other: the slope of each, per month.
        gap: the slope of the first less the second.
        verdict: established: the first rises against the second; perverse: it falls against it; else not enough data.
    """

    one: Estimate
    other: Estimate
    gap: Estimate
    verdict: Verdict


def parting(one: Series, other: Series, *, confidence: float = 0.95) -> Parting | None:
    """Say whether one series rises against another; None where fewer than twelve months have both.

    Args:
        one: a value per month, None or NaN where there is none; in the same unit as the other.
        other: the same months of the other.
        confidence: two-sided, of the intervals.

    Raises:
        ValueError: the two are not of one length.
    """
    first, second, months = shared(one, other)
    of = frame(months, trend=True)
    if of is None or months.size < LEAST:
        return None
    slopes = [_slope(values, of, confidence) for values in (first, second, first - second)]
    gap = slopes[2]
    known = gap.p is not None and gap.p < 1 - confidence
    agrees = Verdict.ESTABLISHED if gap.value > 0 else Verdict.PERVERSE
    return Parting(one=slopes[0], other=slopes[1], gap=gap, verdict=agrees if known else Verdict.NOT_ENOUGH)


def _slope(values: Floats, of: Frame, confidence: float) -> Estimate:
    from scipy.special import stdtr, stdtrit

    months = of.months
    line = months - months.mean()
    line = line / (line @ line)
    rest = of.rest(values - values.mean())
    estimated = float(carry_over(rest[None, :], of)[0])
    carry = min(estimated + ABOVE * np.sqrt(max(1 - estimated**2, 0.0) / months.size), float(CARRIES[-1]))
    alike = carry ** np.abs(months[:, None] - months)
    left = alike - of.basis @ (of.basis.T @ alike)
    room, freedom = float(np.trace(left)), float(np.trace(left) ** 2 / (left * left.T).sum())
    error = float(np.sqrt((rest @ rest) / room * (line @ alike @ line)))
    value = float(line @ values)
    still = error <= 1e-12 * float(np.abs(values).max(initial=0))
    p = float(2 * stdtr(freedom, -abs(value) / error)) if not still else float(abs(value) <= error)
    half = float(stdtrit(freedom, (1 + confidence) / 2)) * error
    return Estimate(
        value=value,
        error=error,
        low=value - half,
        high=value + half,
        count=months.size,
        effective=freedom + 2,
        smallest=(z_of(0.95) + z_of(0.6)) * error,
        method="slope with carry-over",
        confidence=confidence,
        p=p,
        assumes=("a month keeps a fixed part of the month before, and is no random walk",),
    )
