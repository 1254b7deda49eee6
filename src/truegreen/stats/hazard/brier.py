"""How far foretold chances of staying were from what came, where some are no longer followed (Graf and others 1999).

Who left by a time should have had a chance near 0, who was still there near 1; the square of what is missing is the
Brier score. Who was lost before counts by those like him: a row weighs one over the share still followed at its time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.estimate import Estimate
from truegreen.stats.hazard.survival import Curve, followed
from truegreen.stats.panel.moments import Floats
from truegreen.stats.panel.stating import stated

ASSUMES = ("who is no longer followed is like the others", "rows are independent of each other")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Brier:
    """Brier scores: 0 is perfect, and 0.25 what a chance of one half gets.

    Attributes:
        times: (T,) at which they are taken.
        scores: (T,) one for each.
        integrated: their mean over time, by straight lines between times.
    """

    times: Floats
    scores: Floats
    integrated: Estimate


def brier(
    staying: ArrayLike, times: ArrayLike, stops: ArrayLike, hits: ArrayLike, *, censoring: Curve | None = None
) -> Brier | None:
    """Give how far foretold chances of staying were from what came; None where nobody is followed that long.

    Args:
        staying: (N, T) each row's chance to be there after each time.
        times: (T,) growing; the integral needs two or more, with one it is its score.
        stops: (N,) until when each was followed.
        hits: (N,) 1 who left then.
        censoring: the share still followed, if known from others; else from these rows.

    Raises:
        ValueError: shapes differ, a chance is not between 0 and 1, or times do not grow.
    """
    chances, when, stop, hit = (np.asarray(each, dtype=np.float64) for each in (staying, times, stops, hits))
    if chances.shape != (*stop.shape, *when.shape) or stop.shape != hit.shape or stop.ndim != 1 or not len(when):
        raise ValueError(f"chances, times and hits do not fit: {chances.shape}, {when.shape}, {stop.shape}")
    if not ((chances >= 0) & (chances <= 1)).all() or not (np.diff(when) > 0).all():
        raise ValueError("chances lie between 0 and 1, and times grow")
    curve = censoring or followed(stop, hit)
    share, then = curve.at(stop, just_before=True), curve.at(when)
    left = (stop[:, None] <= when) & (hit[:, None] > 0)
    stayed = stop[:, None] > when
    if not len(stop) or not (then > 0).all() or not (share[left.any(axis=1)] > 0).all():
        return None
    each = np.where(stayed, (1 - chances) ** 2 / then, 0.0)
    each += np.where(left, chances**2 / np.where(share > 0, share, 1.0)[:, None], 0.0)
    by_row = np.trapezoid(each, when, axis=1) / (when[-1] - when[0]) if len(when) > 1 else each[:, 0]
    integrated = stated(
        float(by_row.mean()),
        float(by_row.std(ddof=1) / np.sqrt(len(by_row))) if len(by_row) > 1 else np.inf,
        freedom=np.inf,
        count=len(stop),
        effective=float(hit.sum()),
        method="hazard.brier",
        assumes=ASSUMES,
    )
    return Brier(times=when, scores=each.mean(axis=0), integrated=integrated)
