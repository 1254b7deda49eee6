"""Did treated units move like the others before the change? The test, and what it would have missed.

A test that finds nothing proves little: it may have been too weak to see a drift that would explain the whole effect
(Roth 2022, "Pretest with caution"). So it comes with the steady drift that it would have missed half the time, and with
what that drift would have made of the effect.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from truegreen.stats.causal.aggregated import Aggregated
from truegreen.stats.panel.equations import Unfit
from truegreen.stats.panel.errors import inverse
from truegreen.stats.panel.moments import Floats

SAME = 1e-10


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """How treated units moved before the change.

    Attributes:
        months: before the change that were looked at.
        p: chance of moving so differently where both move alike, all months at once.
        power: chance that the test finds the drift that would by itself explain the whole effect.
        missed: the steady drift a month that the test misses half the time.
        feigned: what that drift would have made of the effect after the change, by going on.
        slope: the drift a month that is seen, as weights of the errors have it.
        level: of the test.
    """

    months: int
    p: float
    power: float
    missed: float
    feigned: float
    slope: float
    level: float


def before(found: Aggregated, level: float = 0.05) -> Before | Unfit:
    """Say whether treated units moved like the others before the change.

    Args:
        found: effects by months since the change, with one base for all months.
        level: of the test.

    Raises:
        ValueError: effects are not put together by months since the change, or a level that is none.
    """
    if not 0 < level < 1:
        raise ValueError(f"a level of {level:g} is none")
    if found.by.value != "event":
        raise ValueError("what was before is told by months since the change")
    ahead = [at for at, key in enumerate(found.keys) if key < 0 and found.estimates[at].error > 0]
    after = [at for at, key in enumerate(found.keys) if key >= 0]
    clusters = len(found.influence)
    if not ahead or not after:
        return Unfit("there is no month before the one that changes are counted from", (), 0, clusters)
    values = np.array([found.estimates[at].value for at in ahead])
    return joint(
        values,
        found.covariance[np.ix_(ahead, ahead)],
        [_steps(found.keys, at) for at in ahead],
        float(np.mean([_steps(found.keys, at) for at in after])),
        float(np.mean([found.estimates[at].value for at in after])),
        min(found.estimates[at].effective for at in ahead),
        level,
    )


def _steps(keys: Sequence[int], at: int) -> float:
    """Say how many months a key lies after the base, the last month before the change."""
    return float(keys[at] + 1)


def joint(
    values: Floats, covariance: Floats, steps: Sequence[float], ahead: float, effect: float, worth: float, level: float
) -> Before | Unfit:
    """Test months before a change at once, and say what the test can see.

    Args:
        values: (k,) how far treated units were off in each month.
        covariance: (k, k) of these.
        steps: (k,) how many months each lies after the base; below 0.
        ahead: how many months after the base the effect lies, on average.
        effect: the effect itself.
        worth: clusters behind it; the test is Hotelling's, which allows for few.
        level: of the test.
    """
    from scipy import special, stats

    spread = np.sqrt(np.diagonal(covariance))
    if np.linalg.eigvalsh(covariance / np.outer(spread, spread))[0] < SAME:
        return Unfit(f"{len(values)} months are too many for {worth:.0f} clusters", (), len(values), round(worth))
    k, bread, drift = len(values), inverse(covariance), np.asarray(steps, dtype=np.float64)
    freedom = worth - k
    if freedom < 1:
        return Unfit(f"{k} months are too many for {worth:.0f} clusters", (), k, round(worth))
    scale = freedom / (k * (worth - 1))
    p = float(special.fdtrc(k, freedom, max(float(values @ bread @ values), 0.0) * scale))
    needed = float(special.fdtri(k, freedom, 1 - level))
    strength = float(drift @ bread @ drift)

    def power(slope: float) -> float:
        return float(stats.ncf.sf(needed, k, freedom, slope**2 * strength * freedom / (worth - 1)))

    missed = _slope_found(power, 0.5, strength)
    return Before(
        months=k, p=p, power=power(effect / ahead), missed=missed, feigned=missed * ahead,
        slope=float(drift @ bread @ values) / strength, level=level,
    )  # fmt: skip


def _slope_found(power: Callable[[float], float], wanted: float, strength: float) -> float:
    low, high = 0.0, 1 / strength**0.5
    while power(high) < wanted:
        low, high = high, high * 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if power(middle) < wanted else (low, middle)
    return float(low + high) / 2
