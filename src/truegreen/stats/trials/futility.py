"""Futility: when is going on a waste, because what was hoped for would hardly show any more?"""

from __future__ import annotations

from dataclasses import replace

from truegreen.stats.trials.crossing import START, Going, below, carried
from truegreen.stats.trials.sequential import WIDEST, Bounds, drift_for, solved
from truegreen.stats.trials.spending import Spending, spent


def with_futility(
    limits: Bounds, chance: float = 0.8, way: Spending = Spending.HWANG, parameter: float | None = -2.0
) -> Bounds:
    """Give the same limits with lower ones at which going on is futile, and which may be ignored.

    The chance to miss a true difference is spent as the looks come (Pampallona, Tsiatis and Kim 2001), for the
    difference that is found with the wanted chance nevertheless; the upper limits stay as they are (non-binding), so
    that whoever goes on all the same promises no less.

    Args:
        limits: one-sided.
        chance: of finding that difference.
        way: to spend the chance of missing it.
        parameter: of the way.

    Raises:
        ValueError: limits with two sides, or a chance that is none.
    """
    if limits.rule.sides != 1:
        raise ValueError("a look is futile where only better counts: take a rule with one side")
    if not limits.rule.side < chance < 1:
        raise ValueError(f"a power of {chance:g} is none")
    miss = 1 - chance
    planned = [spent(way, time / limits.times[-1], miss, parameter) for time in limits.times]

    def left(drift: float) -> float:
        return _futile(limits, planned, drift)[1] - (planned[-1] - (planned[-2] if len(planned) > 1 else 0.0))

    start = drift_for(limits, chance)
    return replace(limits, lower=_futile(limits, planned, solved(left, start, start + 6))[0])


def _futile(limits: Bounds, planned: list[float], drift: float) -> tuple[tuple[float, ...], float]:
    """Give futile limits under a drift, and the chance to end below the last upper one."""
    going, lower, used, looks = START, [], 0.0, limits.times
    for at, time in enumerate(looks[:-1]):
        low = _limit(going, time, planned[at] - used, limits.upper[at], drift)
        used += below(going, time, low, drift)
        going = carried(going, time, low, limits.upper[at], looks[at + 1] - time, drift)
        lower.append(low)
    return (*lower, limits.upper[-1]), below(going, looks[-1], limits.upper[-1], drift)


def _limit(going: Going, time: float, chance: float, most: float, drift: float) -> float:
    """Give the limit of z below which the next look falls with such a chance, no higher than the upper one."""
    return solved(lambda limit: below(going, time, limit, drift) - chance, -WIDEST, most)
