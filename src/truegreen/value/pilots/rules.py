"""Stopping rules: how many standard errors a difference must lie from nothing, look by look, as it was registered.

The limits are numbers that hang on the registered text alone, so that nobody can move them later.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from statistics import NormalDist
from typing import Final

from truegreen.model.pilot import Pilot, Rule
from truegreen.stats.trials import sequential
from truegreen.stats.trials.always_valid import multiplier, tuned
from truegreen.stats.trials.sequential import Bounds, Shape, bounds, inflation
from truegreen.stats.trials.spending import Spending

_SHAPES: Final[Mapping[Rule, Shape | Spending]] = {
    Rule.OBRIEN_FLEMING: Shape.OBRIEN_FLEMING, Rule.POCOCK: Shape.POCOCK, Rule.SPENDING: Spending.OBRIEN_FLEMING,
}  # fmt: skip


def times(pilot: Pilot) -> tuple[float, ...]:
    """Give the share of the time that is over at each planned look; none where any day is a look."""
    days = 7 * (pilot.weeks or 0)
    return tuple(((day - pilot.starts).days + 1) / days for day in pilot.look_days)


def limits(pilot: Pilot, alpha: float) -> tuple[float, ...]:
    """Give the limit of each planned look, in standard errors, for a two-sided chance of a false alarm."""
    found = _bounds(pilot.stops_by, times(pilot), alpha)
    if found is None:
        return tuple(NormalDist().inv_cdf(1 - alpha / 2) for _ in pilot.look_days)
    return found.upper


def times_as_many(pilot: Pilot) -> float:
    """Give how many times as many rows the rule costs at most, beside one look at the end."""
    if pilot.stops_by is Rule.ALWAYS_VALID:
        normal = NormalDist()
        one, power = normal.inv_cdf(1 - pilot.two_sided / 2), normal.inv_cdf(pilot.beta)
        return ((always_limit(1.0, pilot.two_sided) + power) / (one + power)) ** 2
    return _inflation(pilot.stops_by, times(pilot), pilot.two_sided, pilot.beta)


def planned_bounds(pilot: Pilot) -> Bounds | None:
    """Give the limits of all planned looks; None where a single look, or any day, needs none."""
    return _bounds(pilot.stops_by, times(pilot), pilot.two_sided)


def always_limit(information: float, alpha: float) -> float:
    """Give the limit that holds on every day at once, in standard errors.

    Args:
        information: so far, as a share of what the margin needs; at 1 it is narrowest.
        alpha: two-sided chance that the interval ever leaves out the truth.

    >>> round(always_limit(1.0, 0.05), 2)
    3.04
    """
    return multiplier(max(information, 1e-9), tuned(1.0, alpha), alpha)


@lru_cache(maxsize=64)
def _bounds(rule: Rule, looks: tuple[float, ...], alpha: float) -> Bounds | None:
    """Work the limits out; None where a single look, or any day, needs none."""
    if rule not in _SHAPES or len(looks) < 2:
        return None
    return bounds(looks, sequential.Rule(shape=_SHAPES[rule], alpha=alpha, sides=2))


@lru_cache(maxsize=64)
def _inflation(rule: Rule, looks: tuple[float, ...], alpha: float, power: float) -> float:
    found = _bounds(rule, looks, alpha)
    return 1.0 if found is None else inflation(found, power)
