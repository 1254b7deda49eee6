"""After stopping: what a trial that was looked at several times says of the difference itself.

Who stops when it looks good has stopped at a high moment: the plain difference is too large, and its interval holds
the truth too seldom. Ordered by how early it stopped (Tsiatis, Rosner and Mehta 1984), chances, intervals and a middle
value that is as often too high as too low follow; repeated intervals (Jennison and Turnbull 1989) hold at all looks at
once, whether or not anybody stops.
"""

from __future__ import annotations

from dataclasses import replace
from math import inf, isfinite, isnan, sqrt
from typing import Final

from truegreen.stats.estimate import Estimate
from truegreen.stats.trials.crossing import START, Going, beyond, carried
from truegreen.stats.trials.sequential import Bounds

NEW: Final = "each look adds what is new, and nothing said before changes"
REACH: Final = 12.0


def chance_of_more(limits: Bounds, look: int, z: float, drift: float = 0.0) -> float:
    """Give the chance to stop earlier for the better, or to be at least so far at this look.

    Args:
        limits: of the trial. Futile ones may be ignored, so they are.
        look: at which it stopped, the first is 0.
        z: the difference over its error there.
        drift: the true difference over the error it has once all information is there.

    Raises:
        ValueError: there is no such look, z or drift.
    """
    if not 0 <= look < len(limits.times) or isnan(z + drift):
        raise ValueError(f"there is no look {look + 1} of {len(limits.times)} with z = {z:g} and a drift of {drift:g}")
    going, more = START, 0.0
    for at in range(look):
        more += beyond(going, limits.times[at], limits.upper[at], drift)
        going = _next(going, limits, at, drift)
    return more + beyond(going, limits.times[look], z, drift)


def stopped(limits: Bounds, look: int, plain: Estimate, confidence: float = 0.95) -> Estimate:
    """Give the difference as it should be told after stopping: its middle value, interval and chance.

    Args:
        limits: of the trial.
        look: at which it stopped, the first is 0.
        plain: the difference as it stands there.
        confidence: two-sided.

    Raises:
        ValueError: there is no such look, no error, or a confidence that is none.
    """
    _sound(limits, look, plain)
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence of {confidence:g} is none")
    z, unit = plain.value / plain.error, plain.error * sqrt(limits.times[look])
    middle, low, high = (
        unit * _drift(limits, look, z, chance) for chance in (0.5, (1 - confidence) / 2, (1 + confidence) / 2)
    )
    p = chance_of_more(limits, look, z)
    return replace(
        plain,
        value=middle,
        low=low,
        high=high,
        method=f"{plain.method}, then trials.stopped",
        confidence=confidence,
        p=min(1.0, 2 * min(p, 1 - p)) if limits.rule.sides == 2 else p,
        assumes=(*plain.assumes, NEW),
    )


def repeated(limits: Bounds, look: int, plain: Estimate) -> Estimate:
    """Give the difference with an interval that holds at all looks at once, and leaves out nought past a limit.

    Its chance is left out: only `stopped` has one.

    Args:
        limits: of the trial.
        look: the first is 0.
        plain: the difference as it stands there.

    Raises:
        ValueError: there is no such look, or no error.
    """
    _sound(limits, look, plain)
    reach = limits.upper[look] * plain.error
    return replace(
        plain,
        low=plain.value - reach,
        high=plain.value + reach,
        method=f"{plain.method}, repeated",
        confidence=1 - 2 * limits.rule.side,
        p=None,
        assumes=(*plain.assumes, NEW),
    )


def _sound(limits: Bounds, look: int, plain: Estimate) -> None:
    if not 0 <= look < len(limits.times):
        raise ValueError(f"there is no look {look + 1} of {len(limits.times)}")
    if not (0 < plain.error < inf and isfinite(plain.value)):
        raise ValueError("what does not scatter has no standard error")


def _next(going: Going, limits: Bounds, at: int, drift: float) -> Going:
    low = -limits.upper[at] if limits.rule.sides == 2 else -inf
    return carried(going, limits.times[at], low, limits.upper[at], limits.times[at + 1] - limits.times[at], drift)


def _drift(limits: Bounds, look: int, z: float, chance: float) -> float:
    """Give the drift under which there is just that chance of so much or more."""
    from scipy.optimize import brentq

    root = sqrt(limits.times[look])
    low, high = (z - REACH) / root, (z + REACH) / root
    step = REACH
    while chance_of_more(limits, look, z, low) > chance:
        low, step = low - step, 2 * step
    while chance_of_more(limits, look, z, high) < chance:
        high, step = high + step, 2 * step
    return float(brentq(lambda drift: chance_of_more(limits, look, z, drift) - chance, low, high, xtol=1e-11))
