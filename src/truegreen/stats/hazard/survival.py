"""How long accounts stay where some are still there: Kaplan and Meier's curve, and Nelson and Aalen's.

An account that is no longer followed was at risk until then and counts as long as that; one that is followed only from
some time on counts from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.intervals import z_of
from truegreen.stats.panel.moments import Floats


class Shape(StrEnum):
    """How an interval lies around a curve: as far up as down, or so on the logarithm, or on that of its logarithm."""

    PLAIN = "plain"
    LOG = "log"
    LOG_LOG = "log-log"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Curve:
    """A curve that steps at each time at which somebody leaves.

    Attributes:
        times: (m,) of the steps.
        at_risk: (m,) who was there just before.
        hits: (m,) who left.
        values: (m,) from this time on: the share that stays, or the hazard summed up.
        errors: (m,) standard errors.
        low, high: (m,) interval; NaN where nobody is left.
        start: the value before the first step: 1, or 0.
        rows: behind it.
    """

    times: Floats
    at_risk: Floats
    hits: Floats
    values: Floats
    errors: Floats
    low: Floats
    high: Floats
    start: float
    rows: int

    def at(self, times: ArrayLike, *, just_before: bool = False) -> Floats:
        """Give the curve at some times, or just before them."""
        place = np.searchsorted(
            self.times, np.asarray(times, dtype=np.float64), side="left" if just_before else "right"
        )
        return np.append(self.start, self.values)[place]

    def when(self, share: float = 0.5) -> float | None:
        """Give the first time at which no more than a share stays: the median; None if it did not come to that."""
        reached = np.flatnonzero(self.values <= share + 1e-12)
        return float(self.times[reached[0]]) if reached.size else None

    def mean_until(self, time: float) -> float:
        """Give how long one stays on average up to a time: the area under the curve."""
        inside = self.times < time
        ends = np.concatenate([[0.0], self.times[inside], [time]])
        return float(np.diff(ends) @ np.append(self.start, self.values[inside]))


def kaplan_meier(
    stops: ArrayLike,
    hits: ArrayLike,
    *,
    starts: ArrayLike | None = None,
    shape: Shape = Shape.LOG_LOG,
    confidence: float = 0.95,
) -> Curve:
    """Give the share that stays, by time (Kaplan and Meier 1958), with Greenwood's errors (1926).

    Args:
        stops: (N,) until when each was followed, from 0 on.
        hits: (N,) 1 who left then, 0 who was still there.
        starts: (N,) since when each was followed; from the beginning if left out.
        shape: of the interval.
        confidence: of it.

    Raises:
        ValueError: shapes differ, a time is no number, one ends before it starts, or a hit is neither 0 nor 1.

    >>> curve = kaplan_meier([1, 2, 2, 3], [1, 1, 0, 1])
    >>> curve.times.tolist(), curve.values.round(3).tolist(), curve.when()
    ([1.0, 2.0, 3.0], [0.75, 0.5, 0.0], 2.0)
    """
    times, there, left, rows = steps(*checked(stops, hits, starts))
    return _staying(times, there, left, rows, shape, confidence)


def followed(stops: ArrayLike, hits: ArrayLike) -> Curve:
    """Give the share that is still followed, by time, of those who did not leave; who leaves at a time leaves first.

    Raises:
        ValueError: as ``kaplan_meier``.
    """
    stop, hit, start = checked(stops, hits, None)
    times, there, lost, rows = steps(stop, 1 - hit, start)
    leaving = np.searchsorted(np.sort(stop[hit > 0]), times, side="right")
    leaving = leaving - np.searchsorted(np.sort(stop[hit > 0]), times, side="left")
    return _staying(times, there - leaving, lost, rows, Shape.LOG_LOG, 0.95)


def nelson_aalen(
    stops: ArrayLike, hits: ArrayLike, *, starts: ArrayLike | None = None, confidence: float = 0.95
) -> Curve:
    """Give the hazard summed up, by time (Nelson 1972, Aalen 1978), its interval on the logarithm.

    Raises:
        ValueError: as ``kaplan_meier``.
    """
    times, there, left, rows = steps(*checked(stops, hits, starts))
    values, errors = np.cumsum(left / there), np.sqrt(np.cumsum(left / there**2))
    reach = np.exp(z_of(confidence) * errors / values)
    return Curve(
        times=times, at_risk=there, hits=left, values=values, errors=errors, low=values / reach, high=values * reach,
        start=0.0, rows=rows,
    )  # fmt: skip


def checked(stops: ArrayLike, hits: ArrayLike, starts: ArrayLike | None) -> tuple[Floats, Floats, Floats | None]:
    """Give times, hits and starts as numbers, or refuse them; see ``kaplan_meier``."""
    stop, hit = np.asarray(stops, dtype=np.float64), np.asarray(hits, dtype=np.float64)
    start = None if starts is None else np.asarray(starts, dtype=np.float64)
    if stop.ndim != 1 or stop.shape != hit.shape or (start is not None and start.shape != stop.shape):
        raise ValueError(f"times, hits and starts do not fit: {stop.shape}, {hit.shape}")
    if not np.isfinite(stop).all() or (stop < 0).any() or not np.isin(hit, (0.0, 1.0)).all():
        raise ValueError("a time is no number from 0 on, or a hit is neither 0 nor 1")
    if start is not None and not (start < stop).all():
        raise ValueError("a row ends before it starts")
    return stop, hit, start


def steps(stop: Floats, hit: Floats, start: Floats | None) -> tuple[Floats, Floats, Floats, int]:
    """Give times at which somebody leaves, who is at risk, who leaves, and the rows."""
    times, left = np.unique(stop[hit > 0], return_counts=True)
    return times, at_risk(times, stop, start), left.astype(np.float64), len(stop)


def at_risk(times: Floats, stop: Floats, start: Floats | None) -> Floats:
    """Say how many are there at each time, (m,): followed before it, and not until an earlier one."""
    there = len(stop) - np.searchsorted(np.sort(stop), times, side="left")
    if start is not None:
        there = there - (len(stop) - np.searchsorted(np.sort(start), times, side="left"))
    return np.asarray(there, dtype=np.float64)


def _staying(times: Floats, there: Floats, left: Floats, rows: int, shape: Shape, confidence: float) -> Curve:
    values = np.asarray(np.cumprod(1 - left / there), dtype=np.float64)
    with np.errstate(all="ignore"):  # where nobody is left there is no interval
        share = np.asarray(
            np.sqrt(np.cumsum(left / (there * (there - left)))), dtype=np.float64
        )  # of the value, what its error is
        low, high = _interval(values, share, z_of(confidence), shape)
        errors = np.where(values > 0, values * share, np.nan)
    return Curve(
        times=times, at_risk=there, hits=left, values=values, errors=errors, low=low, high=high, start=1.0, rows=rows,
    )  # fmt: skip


def _interval(values: Floats, share: Floats, z: float, shape: Shape) -> tuple[Floats, Floats]:
    none = np.where(values > 0, 0.0, np.nan)
    if shape is Shape.PLAIN:
        ends = values * (1 - z * share), values * (1 + z * share)
    elif shape is Shape.LOG:
        ends = values * np.exp(-z * share), values * np.exp(z * share)
    else:
        reach = np.exp(z * share / np.abs(np.log(values)))
        ends = values**reach, values ** (1 / reach)
    return np.maximum(ends[0], 0.0) + none, np.minimum(ends[1], 1.0) + none
