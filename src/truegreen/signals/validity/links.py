"""Links: how much of a figure goes with an outcome, within accounts, before anything is said of it.

A figure and an outcome come as moments by account, like held against like. What is compared is each account with
itself; how accounts differ from each other stands beside it, because the two can point opposite ways.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite

from truegreen.model.validity import Lag
from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.equations import Unfit, Way
from truegreen.stats.panel.errors import Errors
from truegreen.stats.panel.moments import Moments
from truegreen.stats.panel.regression import Regression, regression
from truegreen.stats.panel.stating import stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was measured of one figure and one outcome.

    Attributes:
        per_sd: change of the outcome in its standard deviations for one more of the figure's; None where unknown.
        per_one: change of the outcome for one more of the figure, both in their units; None likewise.
        between: per_sd between accounts; None where it cannot be estimated.
        jointly: per_sd with the other figures held alike; None where these are not known together.
        placebo: per_sd of what comes after the outcome; None where not tried.
        ceiling: part of the figure's values that are the best there is; None where not looked at.
        lags: by month, where they were told apart; ``when`` the one that is judged, in words.
        in_all: per_sd of a change that lasts through all of these months; None where they were not told apart.
        because: why nothing could be measured, in words; empty where it could.
    """

    per_sd: Estimate | None = None
    per_one: Estimate | None = None
    between: Estimate | None = None
    jointly: Estimate | None = None
    placebo: Estimate | None = None
    ceiling: float | None = None
    lags: Sequence[Lag] = ()
    in_all: Estimate | None = None
    when: str = ""
    because: str = ""


def measured(moments: Moments, outcome: str, figure: str, way: Way = Way.WITHIN) -> Measured:
    """Measure how an outcome goes with one figure.

    Args:
        moments: of the two, by account, with what was taken off counted (``Held.absorbing``): rows of a stratum that
            lie in different accounts err together, and errors that do not know it come out too small.
        outcome: its column.
        figure: its column.
        way: within accounts, or pooled where the outcome ends an account.
    """
    found = estimated(moments, outcome, [figure], way)
    if isinstance(found, Unfit):
        return Measured(because=found.because)
    plain = replace(moments, absorbed=0)
    between = estimated(plain, outcome, [figure], Way.BETWEEN) if way is Way.WITHIN else None
    return Measured(
        per_sd=standardised(found, outcome, figure),
        per_one=found.estimates[figure],
        between=standardised(between, outcome, figure) if isinstance(between, Regression) else None,
    )


def estimated(moments: Moments, outcome: str, columns: Sequence[str], way: Way) -> Regression | Unfit:
    """Estimate how an outcome goes with columns, with errors no smaller than those of rows that are independent.

    Errors that know accounts are too small where an event is rare and so is what it is held against: that none of six
    who waited left says little, but leaves no spread among them. Permuted worlds then claim three times too much.
    """
    found, plain = (regression(moments, outcome, columns, way, errors) for errors in (None, Errors.CLASSICAL))
    if isinstance(found, Unfit) or isinstance(plain, Unfit):
        return found
    sure = {name: _no_surer(each, plain.estimates[name].error, found.freedom) for name, each in found.estimates.items()}
    return replace(found, estimates=sure)


def _no_surer(estimate: Estimate, error: float, freedom: float) -> Estimate:
    if not error > estimate.error:
        return estimate
    return stated(
        estimate.value,
        error,
        freedom=freedom,
        count=estimate.count,
        effective=estimate.effective,
        method=f"{estimate.method}, no surer than by rows",
        assumes=estimate.assumes,
    )


def held_alike(moments: Moments, outcome: str, figures: Sequence[str]) -> dict[str, Estimate]:
    """Give for each of several figures what goes with it where the others are alike, in standard deviations.

    Args:
        moments: of all of them and the outcome, by account.
        outcome: its column.
        figures: their columns.

    Returns:
        By figure; nothing where they cannot be told apart.
    """
    found = estimated(moments, outcome, figures, Way.WITHIN)
    if isinstance(found, Unfit):
        return {}
    told = {name: standardised(found, outcome, name) for name in figures}
    return {name: each for name, each in told.items() if each is not None}


def standardised(found: Regression, outcome: str, figure: str) -> Estimate | None:
    """Give a coefficient in standard deviations of the outcome per one of the figure; None where one has none."""
    by = found.spreads[figure] / found.spreads[outcome] if found.spreads[outcome] > 0 else 0.0
    return scaled(found.estimates[figure], by) if by > 0 and isfinite(by) else None


def scaled(estimate: Estimate, by: float) -> Estimate:
    """Give an estimate in another unit."""
    return replace(
        estimate,
        value=estimate.value * by,
        error=estimate.error * by,
        low=estimate.low * by,
        high=estimate.high * by,
        smallest=estimate.smallest * by,
    )


def besides(found: Measured) -> tuple[Estimate, ...]:
    """Give the other estimates that have to be small for an effect to be called nothing: those of all its lags."""
    lags = tuple(each.per_sd for each in found.lags if each.back > 0)
    return lags if found.in_all is None else (*lags, found.in_all)


def is_opposite(within: Estimate | None, between: Estimate | None) -> bool:
    """Say whether accounts differ the other way round than they change, and both surely (Simpson's paradox)."""
    if within is None or between is None:
        return False
    sure = all(each.low > 0 or each.high < 0 for each in (within, between))
    return sure and (within.value > 0) is not (between.value > 0)
