"""A signal: one thing measured on every unit, as a share, a rate or a mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class Kind(StrEnum):
    """What a signal is: hits of so many, events in so much, or a mean of known doubt."""

    SHARE = "share"
    RATE = "rate"
    MEAN = "mean"


@dataclass(frozen=True, slots=True, eq=False)
class Signal:
    """One thing measured on every unit; its chance given a true level x is exp(totals · x − weights · b(x)).

    Attributes:
        name: what people call it.
        kind: share (x is the log-odds), rate (x is the logarithm) or mean (x is the mean itself).
        totals: per unit: hits, events, or the value divided by its variance.
        weights: per unit: counts, exposure, or one divided by the variance; 0 where nothing was measured.
    """

    name: str
    kind: Kind
    totals: Floats
    weights: Floats


def shares(name: str, hits: ArrayLike, counts: ArrayLike) -> Signal:
    """Give the signal of hits among counts, whole or weighted; a count of 0 or NaN is nothing measured.

    Raises:
        ValueError: there are negative hits, or more hits than counts.
    """
    signal = _signal(name, Kind.SHARE, hits, counts)
    if np.any(signal.totals > signal.weights * (1 + 1e-12)):
        raise ValueError(f"{name}: there are more hits than counts")
    return signal


def rates(name: str, events: ArrayLike, exposure: ArrayLike) -> Signal:
    """Give the signal of events in some exposure, as complaints per thousand cases.

    Raises:
        ValueError: there are negative events or exposures.
    """
    return _signal(name, Kind.RATE, events, exposure)


def means(name: str, values: ArrayLike, variances: ArrayLike) -> Signal:
    """Give the signal of means with the variance of each (its squared standard error); NaN is nothing measured.

    Raises:
        ValueError: a variance is zero or negative.
    """
    value, variance = (np.asarray(each, dtype=np.float64) for each in (values, variances))
    if np.any(variance <= 0):
        raise ValueError(f"{name}: a mean without a variance above 0 has no known doubt")
    known = np.isfinite(value) & np.isfinite(variance)
    weight = np.where(known, 1 / np.where(known, variance, 1.0), 0.0)
    return Signal(name, Kind.MEAN, np.where(known, value, 0.0) * weight, weight)


def level(kind: Kind, value: ArrayLike) -> Floats:
    """Give the scale on which levels are compared: log-odds of shares, logarithms of rates, means as they are.

    Raises:
        ValueError: a share is not between 0 and 1, or a rate not above 0.
    """
    given = np.asarray(value, dtype=np.float64)
    if kind is Kind.MEAN:
        return given
    if np.any(given <= 0) or (kind is Kind.SHARE and np.any(given >= 1)):
        raise ValueError(f"no {kind} can lie at {given}")
    return np.asarray(np.log(given) - (np.log1p(-given) if kind is Kind.SHARE else 0.0))


def natural(kind: Kind, x: Floats) -> Floats:
    """Give the share, rate or mean that stands for a level; the way back from ``level``."""
    if kind is Kind.SHARE:
        return np.asarray(0.5 * (1 + np.tanh(x / 2)))
    return np.exp(x) if kind is Kind.RATE else x


def _signal(name: str, kind: Kind, totals: ArrayLike, weights: ArrayLike) -> Signal:
    total, weight = (np.asarray(each, dtype=np.float64) for each in (totals, weights))
    if total.ndim != 1 or total.shape != weight.shape:
        raise ValueError(f"{name}: as many totals as weights are needed, in one row each")
    known = np.isfinite(weight) & np.isfinite(total) & (weight > 0)
    if np.any(weight < 0) or np.any(total[known] < 0):
        raise ValueError(f"{name}: there are negative numbers")
    return Signal(name, kind, np.where(known, total, 0.0), np.where(known, weight, 0.0))
