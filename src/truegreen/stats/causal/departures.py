"""What is left of an effect where both sides would not quite have moved alike (Rambachan and Roth 2023).

After the change, treated units may have drifted off from month to month by as much as ``most`` times the furthest they
ever drifted from one month to the next before it. The interval holds the effect whichever month that furthest one is:
it is the union over all of them, each with its own error, so it is somewhat wider than that of R's HonestDiD, and holds
the truth at least as often as it says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from truegreen.stats.causal.aggregated import Aggregated
from truegreen.stats.panel.equations import Unfit
from truegreen.stats.panel.moments import Floats
from truegreen.stats.validity.student import quantile

FURTHEST = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Departures:
    """What is left of an effect.

    Attributes:
        effect: itself, the mean of the months looked at.
        months: after the change that are in it.
        most: for each of these multiples of the furthest drift before…
        low: … the lower end of the interval…
        high: … and the upper one.
        furthest: the furthest drift from one month to the next before the change, as seen.
        breakdown: from which multiple on the interval holds nothing; 0 where it does anyhow, infinite never up to 10.
        explains: which multiple of the furthest drift, as seen, would by itself explain the whole effect.
    """

    effect: float
    months: int
    most: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    furthest: float
    breakdown: float
    explains: float


def departures(
    found: Aggregated, most: Sequence[float] = (0.0, 0.5, 1.0, 1.5, 2.0), *, months: int = 1, confidence: float = 0.95
) -> Departures | Unfit:
    """Say what is left of the effect where both sides would not quite have moved alike.

    Args:
        found: effects by months since the change, with one base for all months.
        most: multiples of the furthest drift before the change.
        months: after the change whose mean is looked at; the further ahead, the further a drift leads.
        confidence: of the intervals.

    Raises:
        ValueError: effects are not put together by months since the change, or no month is asked for.
    """
    if found.by.value != "event" or months < 1:
        raise ValueError("departures are told of at least one month since the change")
    keys = {key: at for at, key in enumerate(found.keys)}
    ahead = sorted(key for key in keys if key < 0)
    after = [key for key in range(months) if key in keys]
    if len(ahead) < 2 or len(after) < months:
        what = (
            "there are no two months before the change" if len(ahead) < 2 else f"there are not {months} months after it"
        )
        return Unfit(what, (), len(found.keys), len(found.influence))
    values = np.array([each.value for each in found.estimates])
    steps = np.zeros((len(ahead) - 1, len(values)))
    for row, (one, other) in enumerate(pairwise(ahead)):
        steps[row, keys[other]], steps[row, keys[one]] = 1 / (other - one), -1 / (other - one)
    mean = np.zeros(len(values))
    mean[[keys[key] for key in after]] = 1 / months
    freedom = max(found.overall.effective - 1, 1.0)
    return bounded(
        values, found.covariance, mean, steps, [key + 1 for key in after], most, quantile(confidence, freedom)
    )


def bounded(
    values: Floats,
    covariance: Floats,
    mean: Floats,
    steps: Floats,
    ahead: Sequence[int],
    most: Sequence[float],
    reach: float,
) -> Departures:
    """Say what is left of a mean of points, from the points themselves.

    Args:
        values: (k,) points of the curve.
        covariance: (k, k) of them.
        mean: (k,) the weights of the points in the effect.
        steps: (r, k) the weights of the points in each drift from one month to the next before the change.
        ahead: how many months after the base each month of the effect lies.
        most: multiples of the furthest drift.
        reach: how many errors an interval reaches.
    """
    led = float(np.mean(ahead))
    effect, drifts = float(mean @ values), steps @ values
    furthest = float(np.abs(drifts).max())

    def ends(multiple: float) -> tuple[float, float]:
        low, high = [], []
        for sign in (-1.0, 1.0):
            each = mean[None, :] + sign * multiple * led * steps
            middle = each @ values
            error = reach * np.sqrt(np.maximum(np.einsum("rk,kl,rl->r", each, covariance, each), 0.0))
            low.append((middle - error).min())
            high.append((middle + error).max())
        return float(min(low)), float(max(high))

    def holds_nothing(multiple: float) -> bool:
        low, high = ends(multiple)
        return low <= 0 <= high

    told = [ends(each) for each in most]
    return Departures(
        effect=effect, months=len(ahead), most=tuple(most), low=tuple(low for low, _ in told),
        high=tuple(high for _, high in told), furthest=furthest, breakdown=_breakdown(holds_nothing),
        explains=abs(effect) / (furthest * led) if furthest > 0 else float("inf"),
    )  # fmt: skip


def _breakdown(holds_nothing: Callable[[float], bool]) -> float:
    if holds_nothing(0.0):
        return 0.0
    if not holds_nothing(FURTHEST):
        return float("inf")
    low, high = 0.0, FURTHEST
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (low, middle) if holds_nothing(middle) else (middle, high)
    return low
