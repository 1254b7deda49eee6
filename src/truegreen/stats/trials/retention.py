"""Retention of two arms: how many more stay, where some have not been followed for long enough yet.

The share that stays at a horizon is Kaplan and Meier's; leaving out who was not followed so long would count those who
left early and not those who may still stay. Their difference takes each arm's own interval (Zou and Donner 2008), so
that few who left do no harm. Leaving counts on the day of notice.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isnan, sqrt
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.estimate import Estimate
from truegreen.stats.hazard.log_rank import LogRank, log_rank
from truegreen.stats.hazard.survival import Curve, kaplan_meier
from truegreen.stats.intervals import wilson
from truegreen.stats.panel.stating import SEEN, stated
from truegreen.stats.trials.difference import ASSUMES

FOLLOWED: Final = "who is no longer followed would have stayed as long as the others"


@dataclass(frozen=True, slots=True, eq=False)
class Stays:
    """How long the accounts of an arm stayed.

    Attributes:
        stops: (N,) until when each was followed, from its start.
        hits: (N,) 1 who gave notice then, 0 who was still there.
    """

    stops: ArrayLike
    hits: ArrayLike


@dataclass(frozen=True, slots=True, kw_only=True)
class Retained:
    """How two arms stay.

    Attributes:
        share: treated less control, of the share that stays at the horizon; None where an arm was not followed so long.
        time: treated less control, of how long one stays on average up to the horizon; None likewise.
        shares: of both arms at the horizon, treated first; NaN where it was not followed so long.
        alike: whether they stay equally long, over all times; None where nobody left.
        horizon: of both.
    """

    share: Estimate | None
    time: Estimate | None
    shares: tuple[float, float]
    alike: LogRank | None
    horizon: float


def retained(treated: Stays, control: Stays, horizon: float, confidence: float = 0.95) -> Retained:
    """Say how many more of the treated stay, and how much longer.

    Args:
        treated: the arm with the new way.
        control: the arm without.
        horizon: to which it is asked, in the unit of the stops.
        confidence: two-sided.

    Raises:
        ValueError: an arm without accounts, a horizon that is not above nought, or as ``kaplan_meier``.
    """
    arms = (treated, control)
    stops, hits = ([np.asarray(part, dtype=np.float64) for part in each] for each in _parts(arms))
    if not 0 < horizon < inf or not all(each.size for each in stops):
        raise ValueError(f"a horizon of {horizon:g} for arms of {stops[0].size} and {stops[1].size} accounts is none")
    curves = [kaplan_meier(*each) for each in zip(stops, hits, strict=True)]
    known = [_reaches(curve, stop, horizon) for curve, stop in zip(curves, stops, strict=True)]
    shares = [float(curve.at(horizon)) if each else float("nan") for curve, each in zip(curves, known, strict=True)]
    groups = np.repeat([1, 0], [each.size for each in stops])
    return Retained(
        share=_of_shares(arms, curves, horizon, confidence) if all(known) else None,
        time=_of_times(curves, horizon, confidence) if all(known) else None,
        shares=(shares[0], shares[1]),
        alike=log_rank(np.concatenate(stops), np.concatenate(hits), groups),
        horizon=horizon,
    )


def _parts(arms: tuple[Stays, Stays]) -> tuple[list[ArrayLike], list[ArrayLike]]:
    return [each.stops for each in arms], [each.hits for each in arms]


def _reaches(curve: Curve, stops: np.ndarray, horizon: float) -> bool:
    """Say whether the arm was followed to the horizon, or everybody had left before."""
    return bool(stops.max() >= horizon or (curve.values.size and curve.values[-1] == 0))


def _of_shares(arms: tuple[Stays, Stays], curves: list[Curve], horizon: float, confidence: float) -> Estimate:
    """Give the difference of the shares that stay; its chance is that of the widest interval that leaves out nought."""
    value = float(curves[0].at(horizon) - curves[1].at(horizon))
    low, high = _apart(arms, horizon, confidence)
    errors = [_error(curve, horizon) for curve in curves]
    rows = sum(each.rows for each in curves)
    error = sqrt(sum(each**2 for each in errors))
    inside, outside = 0.0, 1.0
    for _ in range(50):
        middle = (inside + outside) / 2
        ends = _apart(arms, horizon, middle)
        inside, outside = (inside, middle) if ends[0] <= 0 <= ends[1] else (middle, outside)
    return Estimate(
        value=value, error=error, low=low, high=high, count=rows, effective=float(rows), smallest=SEEN * error,
        method="trials.retention.share", confidence=confidence, p=1 - inside, assumes=(*ASSUMES, FOLLOWED),
    )  # fmt: skip


def _apart(arms: tuple[Stays, Stays], horizon: float, confidence: float) -> tuple[float, float]:
    """Give the interval of the difference from those of both arms."""
    (first, low, high), (second, lower, higher) = (_interval(each, horizon, confidence) for each in arms)
    gap = first - second
    below = sqrt((first - low) ** 2 + (higher - second) ** 2)
    return gap - below, gap + sqrt((high - first) ** 2 + (second - lower) ** 2)


def _interval(arm: Stays, horizon: float, confidence: float) -> tuple[float, float, float]:
    """Give an arm's share that stays and its interval; by Wilson (1927) where nobody or everybody has left."""
    curve = kaplan_meier(arm.stops, arm.hits, confidence=confidence)
    at = int(np.searchsorted(curve.times, horizon, side="right")) - 1
    if at < 0:
        there = int((np.asarray(arm.stops, dtype=np.float64) >= horizon).sum())
        return 1.0, wilson(there, there, confidence)[0], 1.0
    value = float(curve.values[at])
    if value == 0:
        return 0.0, 0.0, wilson(0, max(int(curve.at_risk[at]), 1), confidence)[1]
    return value, float(curve.low[at]), float(curve.high[at])


def _error(curve: Curve, horizon: float) -> float:
    at = int(np.searchsorted(curve.times, horizon, side="right")) - 1
    error = float(curve.errors[at]) if at >= 0 else 0.0
    return 0.0 if isnan(error) else error


def _of_times(curves: list[Curve], horizon: float, confidence: float) -> Estimate:
    """Give the difference of restricted means (Irwin 1949; Royston and Parmar 2013), by Greenwood's errors."""
    means = [curve.mean_until(horizon) for curve in curves]
    rows = sum(each.rows for each in curves)
    return stated(
        means[0] - means[1],
        sqrt(sum(_variance(curve, horizon) for curve in curves)),
        freedom=inf,
        count=rows,
        effective=float(rows),
        method="trials.retention.time",
        assumes=(*ASSUMES, FOLLOWED),
        confidence=confidence,
    )


def _variance(curve: Curve, horizon: float) -> float:
    """Give the variance of a restricted mean: Σ (what lies under the curve from then on)² · d / (n·(n − d))."""
    inside = curve.times < horizon
    times, there, left = curve.times[inside], curve.at_risk[inside], curve.hits[inside]
    if not times.size:
        return 0.0
    pieces = np.diff(np.append(times, horizon)) * curve.values[inside]
    under = np.cumsum(pieces[::-1])[::-1]
    some = there > left
    return float((under[some] ** 2 * left[some] / (there[some] * (there[some] - left[some]))).sum())
