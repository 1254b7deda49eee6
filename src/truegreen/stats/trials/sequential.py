"""Several looks: limits for a trial that may be stopped before its end, without crying wolf more than was promised.

Who looks every week and stops at 1.96 finds something in a third of all trials without anything in them. Limits are
wider than that: as Pocock (1977, the same at each look), O'Brien and Fleming (1979, wide at first), Wang and Tsiatis
(1987, in between), Haybittle and Peto (3 until the end), or spent as one goes (Lan and DeMets 1983), which is the one
for looks that do not come as planned. Jennison and Turnbull (2000), "Group sequential methods with applications to
clinical trials", has all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from statistics import NormalDist
from typing import Final, Literal

from truegreen.stats.trials.crossing import START, Going, beyond, carried, checked_times, crossing
from truegreen.stats.trials.spending import Spending, spent

WIDEST: Final = 38.0
"""A limit beyond which no chance is left that a number could hold."""


class Shape(StrEnum):
    """How limits go from look to look."""

    POCOCK = "Pocock"
    OBRIEN_FLEMING = "O'Brien–Fleming"
    WANG_TSIATIS = "Wang–Tsiatis"
    HAYBITTLE_PETO = "Haybittle–Peto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A stopping rule, as it is registered.

    Attributes:
        shape: of the limits, or how they spend.
        alpha: chance of a false alarm over all looks, of both sides together where there are two.
        sides: 2 where worse counts as well as better, else 1.
        parameter: Wang and Tsiatis' Δ, Haybittle and Peto's limit (3), or what `spent` takes.
    """

    shape: Shape | Spending = Spending.OBRIEN_FLEMING
    alpha: float = 0.05
    sides: Literal[1, 2] = 2
    parameter: float | None = None

    @property
    def side(self) -> float:
        """Give the chance of a false alarm on one side."""
        return self.alpha / self.sides


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Limits of z, look by look: at or beyond them a trial stops.

    Attributes:
        rule: what they keep to.
        times: information at each look, of all that was planned.
        upper: better beyond chance from here on.
        lower: worse beyond chance up to here; of one-sided rules −∞, or where going on is futile.
        spent: chance of a false alarm used up by each look, of both sides together.
    """

    rule: Rule
    times: tuple[float, ...]
    upper: tuple[float, ...]
    lower: tuple[float, ...]
    spent: tuple[float, ...]

    @property
    def nominal(self) -> tuple[float, ...]:
        """Give the chance that each limit would be passed by if it were the only one, one-sided."""
        return tuple(NormalDist().cdf(-each) for each in self.upper)


def evenly(looks: int) -> tuple[float, ...]:
    """Give information at looks that come after equal parts of it, the last at its end.

    Raises:
        ValueError: there is no look.

    >>> evenly(4)
    (0.25, 0.5, 0.75, 1.0)
    """
    if looks < 1:
        raise ValueError(f"{looks} looks are none")
    return tuple((at + 1) / looks for at in range(looks))


def bounds(times: Sequence[float], rule: Rule, *, closing: bool = True) -> Bounds:
    """Give the limits of each look.

    Args:
        times: information at each look, of all that was planned. A rule that spends takes looks as they came; any
            other needs all of them, as registered.
        rule: what the limits keep to.
        closing: whether the last look is the last of the trial, so that all that is left is spent, even if less came
            in than was planned. While a trial goes on, it is not; only rules that spend can leave something.

    Raises:
        ValueError: looks that do not follow each other, a rule that cannot be kept, or one that needs all looks.

    >>> [round(each, 3) for each in bounds(evenly(5), Rule(shape=Shape.OBRIEN_FLEMING)).upper]
    [4.562, 3.226, 2.634, 2.281, 2.04]
    """
    looks = checked_times(times)
    if not 0 < rule.alpha < rule.sides / 2:
        raise ValueError(f"a chance of false alarm of {rule.alpha:g} is none")
    if isinstance(rule.shape, Spending):
        spent(rule.shape, 0.5, rule.side, rule.parameter)
        upper = _spending(looks, rule, rule.shape, closing=closing)
    elif not closing:
        raise ValueError(f"limits of {rule.shape} need all looks that were planned; take one that spends")
    else:
        upper = _shaped(looks, rule, rule.shape)
    lower = tuple(-each for each in upper) if rule.sides == 2 else (-inf,) * len(looks)
    found, so_far = crossing(looks, lower, upper), 0.0
    used = [so_far := so_far + one + other for one, other in zip(found.upper, found.lower, strict=True)]
    return Bounds(rule=rule, times=looks, upper=upper, lower=lower, spent=tuple(used))


def false_alarms(times: Sequence[float], limit: float = 1.959963984540054, sides: Literal[1, 2] = 2) -> float:
    """Say how often something is found where there is nothing, by who looks so often and stops at one limit.

    Raises:
        ValueError: looks that do not follow each other.

    >>> [round(false_alarms(evenly(looks)), 3) for looks in (1, 5, 12, 26, 52)]
    [0.05, 0.142, 0.208, 0.269, 0.324]
    """
    low = -limit if sides == 2 else -inf
    return crossing(times, [low] * len(times), [limit] * len(times)).total


def power(limits: Bounds, drift: float) -> float:
    """Give the chance that the upper limit is passed at some look.

    Args:
        limits: of the trial; a futile look stops it.
        drift: the true difference over its error once all information is there.
    """
    return sum(crossing(limits.times, limits.lower, limits.upper, drift).upper)


def drift_for(limits: Bounds, chance: float = 0.8) -> float:
    """Give the drift that is found with such a chance.

    Raises:
        ValueError: the chance is not above that of a false alarm, or not below 1.
    """
    if not limits.rule.side < chance < 1:
        raise ValueError(f"a power of {chance:g} is none")
    return solved(lambda drift: power(limits, drift) - chance, 0.0, 30.0)


def inflation(limits: Bounds, chance: float = 0.8) -> float:
    """Give how many times as many rows several looks take as a single one, if the trial goes to its end.

    Raises:
        ValueError: as `drift_for` does.

    >>> round(inflation(bounds(evenly(5), Rule(shape=Shape.POCOCK)), 0.9), 3)
    1.207
    """
    normal = NormalDist()
    return (drift_for(limits, chance) / (normal.inv_cdf(1 - limits.rule.side) + normal.inv_cdf(chance))) ** 2


def _shaped(looks: tuple[float, ...], rule: Rule, shape: Shape) -> tuple[float, ...]:
    if shape is Shape.HAYBITTLE_PETO:
        return _at_the_end(looks, rule, 3.0 if rule.parameter is None else rule.parameter)
    curve = {Shape.POCOCK: 0.5, Shape.OBRIEN_FLEMING: 0.0}.get(shape, rule.parameter)
    if curve is None:
        raise ValueError("limits of Wang and Tsiatis take a parameter, 0 (O'Brien and Fleming) to 0.5 (Pocock)")
    form = [(time / looks[-1]) ** (curve - 0.5) for time in looks]

    def over(times: float) -> float:
        return _total(looks, rule, [times * each for each in form]) - rule.alpha

    times = solved(over, 0.0, WIDEST)
    return tuple(times * each for each in form)


def _at_the_end(looks: tuple[float, ...], rule: Rule, limit: float) -> tuple[float, ...]:
    before = [limit] * (len(looks) - 1)
    if before and _total(looks, rule, [*before, WIDEST]) >= rule.alpha:
        raise ValueError(f"{len(before)} looks at a limit of {limit:g} spend all of {rule.alpha:g} before the end")
    last = solved(lambda end: _total(looks, rule, [*before, end]) - rule.alpha, 0.0, WIDEST)
    return (*before, last)


def _total(looks: tuple[float, ...], rule: Rule, upper: Sequence[float]) -> float:
    lower = [-each if rule.sides == 2 else -inf for each in upper]
    return crossing(looks, lower, upper).total


def _spending(looks: tuple[float, ...], rule: Rule, way: Spending, *, closing: bool) -> tuple[float, ...]:
    going, upper, used = START, [], 0.0
    for at, time in enumerate(looks):
        last = closing and at + 1 == len(looks)
        planned = rule.side if last else spent(way, time, rule.side, rule.parameter)
        limit = _limit(going, time, planned - used)
        used += beyond(going, time, limit)
        upper.append(limit)
        if at + 1 < len(looks):
            low = -limit if rule.sides == 2 else -inf
            going = carried(going, time, low, limit, looks[at + 1] - time)
    return tuple(upper)


def _limit(going: Going, time: float, chance: float) -> float:
    """Give the limit of z that is passed at the next look with such a chance."""
    return solved(lambda limit: beyond(going, time, limit) - chance, -WIDEST, WIDEST)


def solved(function: Callable[[float], float], low: float, high: float) -> float:
    """Give where a function passes nought, or the end that is nearest to it where it does not."""
    from scipy.optimize import brentq

    one, other = function(low), function(high)
    if one * other >= 0:
        return low if abs(one) < abs(other) else high
    return float(brentq(function, low, high, xtol=1e-12, rtol=1e-13))
