"""CUSUM: sums of small evidence, which find a small lasting change soonest.

Values are summed as they come (Page 1954), contacts by how likely each was to go wrong (risk-adjusted; Steiner, Cook,
Farewell and Treasure, Biostatistics 1 (2000) 441–452). After an alarm the sum starts again at nought.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from truegreen.stats.charts.drawing import present
from truegreen.stats.charts.run_length import cusum_run_length


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One sum through time.

    Attributes:
        sums: after each point, before it starts again.
        limit: an alarm is a sum that reaches this.
        alarms: places, from nought, of the alarms.
    """

    sums: tuple[float, ...]
    limit: float
    alarms: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cusum:
    """Sums for a change upwards and one downwards.

    Attributes:
        up, down: the two sums; for contacts, up means that more go wrong.
        run_length: average number of points between false alarms; None where it was not asked for.
        method, version: which method, and which version of it.
    """

    up: Side
    down: Side
    run_length: float | None
    method: str
    version: int = 1


def cusum(
    values: Sequence[float | None], centre: float, sigma: float, *, limit: float = 5.0, allowance: float = 0.5
) -> Cusum:
    """Sum up how far values lie from their centre.

    Args:
        values: one per month in order, None or NaN where there is none: it changes nothing.
        centre: mean of the values while nothing changes.
        sigma: standard deviation of one value then.
        limit: decision limit h, in sigmas; `charts.budget.cusum_limit` finds one.
        allowance: k, in sigmas; half the shift to be found soonest.

    Raises:
        ValueError: sigma is not above nought.

    >>> made = cusum([0, 0, 2, 2, 2, 2], 0, 1, limit=4)
    >>> made.up.sums, made.up.alarms
    ((0.0, 0.0, 1.5, 3.0, 4.5, 1.5), (4,))
    """
    if not sigma > 0:
        raise ValueError(f"a sigma of {sigma:g} leaves nothing to chart")
    scores = [None if value is None else (value - centre) / sigma for value in present(values)]
    up = [0.0 if score is None else score - allowance for score in scores]
    down = [0.0 if score is None else -score - allowance for score in scores]
    return Cusum(
        up=summed(up, limit), down=summed(down, limit), run_length=cusum_run_length(limit, allowance), method="CUSUM"
    )


def risk_cusum(
    events: Iterable[int | bool], chances: Iterable[float], limits: tuple[float, float], *, odds_ratio: float = 2.0
) -> Cusum:
    """Sum up, contact by contact, the evidence that the odds of an event have changed, given how likely each was.

    A contact weighs y·ln R − ln(1 − p + R·p): upwards with R the odds ratio, downwards with its inverse.

    Args:
        events: 1 where it happened (a repeat contact, a complaint), in order of time.
        chances: how likely it was for this contact while nothing changes, strictly between nought and one.
        limits: decision limits upwards and downwards; `charts.budget.design_risk_cusum` finds them.
        odds_ratio: the change to be found soonest, above 1.

    Raises:
        ValueError: a chance is not between nought and one, an event neither 0 nor 1, or the odds ratio not above 1.
    """
    if odds_ratio <= 1:
        raise ValueError(f"an odds ratio of {odds_ratio:g} is no rise")
    pairs = list(zip(events, chances, strict=True))
    if any(event not in (0, 1) or not 0 < chance < 1 for event, chance in pairs):
        raise ValueError("an event is 0 or 1, and its chance lies between the two")
    up = [_weight(event, chance, odds_ratio) for event, chance in pairs]
    down = [_weight(event, chance, 1 / odds_ratio) for event, chance in pairs]
    return Cusum(up=summed(up, limits[0]), down=summed(down, limits[1]), run_length=None, method="risk-adjusted CUSUM")


def _weight(event: int | bool, chance: float, ratio: float) -> float:
    return (log(ratio) if event else 0.0) - log(1 - chance + ratio * chance)


def summed(weights: Iterable[float], limit: float) -> Side:
    """Sum weights up from nought, never below it, starting again after each alarm.

    Raises:
        ValueError: the limit is not above nought.
    """
    if not limit > 0:
        raise ValueError(f"a limit of {limit:g} is reached at once")
    sums, alarms, level = list[float](), list[int](), 0.0
    for place, weight in enumerate(weights):
        level = max(0.0, level + weight)
        sums.append(level)
        if level >= limit:
            alarms.append(place)
            level = 0.0
    return Side(sums=tuple(sums), limit=limit, alarms=tuple(alarms))
