"""Dose and response: from which value on do customers care, and is it where the contract pays?

Moments of a figure and its hinges say it all: whether there is a response, whether it is a straight line, and where it
turns. A kink is claimed only where turning signs finds none as sharp at any knot, and the place of the kink is
drawn anew together with the choice of shape, so that its interval does not rest on the shape being right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.bootstrap import spreads_drawn
from truegreen.stats.panel.equations import Equations, Unfit, Way, about_mean, equations, unfit
from truegreen.stats.panel.errors import Errors
from truegreen.stats.panel.moments import Floats, Moments
from truegreen.stats.panel.regression import Regression, solved
from truegreen.stats.panel.stating import stated
from truegreen.stats.validity.search import sharpest
from truegreen.stats.validity.segments import Shape, chosen, fits, solve, starts, without
from truegreen.stats.validity.verdicts import Better


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dose:
    """How an outcome answers to a figure.

    Attributes:
        shape: what may be said of it.
        shares: of draws of accounts in which each shape fitted best.
        p_any: chance of so much anywhere, were there no response.
        p_kink: chance of so sharp a turn at any knot, were it a straight line.
        knots: (m,) where a turn was looked for.
        gains: (m,) per knot, the share of what a straight line leaves that a turn there explains.
        starts: where the outcome starts to get worse; None where that cannot be said.
        low: the lower end of its interval, half-way to the knot before; None likewise.
        high: the upper end.
        before: the slope before the best single kink.
        after: the slope after it.
        curve: (m,) outcome at each knot less that at the first, of the line that may turn at each.
        curve_low: (m,) the lower edge of its band, at each knot by itself.
        curve_high: (m,) the upper edge.
        clusters: accounts behind it.
        draws: of accounts, and of signs.
        seed: of both.
    """

    shape: Shape
    shares: Mapping[Shape, float]
    p_any: float
    p_kink: float
    knots: Floats
    gains: Floats
    starts: float | None
    low: float | None
    high: float | None
    before: Estimate
    after: Estimate
    curve: Floats
    curve_low: Floats
    curve_high: Floats
    clusters: int
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class _Single:
    """The best single kink: its slopes, and how many rows are worth one where those of an account go together."""

    before: Estimate
    after: Estimate
    worth: float


def hinges(values: ArrayLike, knots: Sequence[float], top: float | None = None) -> Floats:
    """Give the columns whose moments are needed: the figure and what it exceeds each knot by, (N, m + 1).

    Args:
        values: (N,) of the figure.
        knots: (m,) where a turn is looked for; the contract's threshold should be among them.
        top: the greatest value that counts, else a few cases of weeks outweigh all others.

    >>> hinges([3, 15, 90], [10, 20], top=30).tolist()
    [[3.0, 0.0, 0.0], [15.0, 5.0, 0.0], [30.0, 20.0, 10.0]]
    """
    figure = np.asarray(values, dtype=np.float64)
    capped = figure if top is None else np.minimum(figure, top)
    return np.column_stack([capped, *(np.maximum(capped - each, 0.0) for each in knots)])


def dose(
    moments: Moments,
    outcome: str,
    figure: str,
    at: Mapping[float, str],
    controls: Sequence[str] = (),
    *,
    better: Better = "higher",
    way: Way = Way.WITHIN,
    draws: int = 500,
    seed: int = 0,
    rate: float = 0.05,
) -> Dose | Unfit:
    """Say how an outcome answers to a figure, and from which value on, or why that cannot be said.

    Args:
        moments: of the outcome, the figure, its hinges and what is held alike, by account.
        outcome: what customers go through.
        figure: what is contracted.
        at: per knot, its hinge column; at least two.
        controls: columns that are held alike.
        better: which way the outcome gets better.
        way: which rows are held against which.
        draws: of accounts, and of signs.
        seed: of both.
        rate: chance of claiming a response, or a turn, where there is none.

    Raises:
        ValueError: fewer than two knots, or columns that make no sense.
    """
    if len(at) < 2:
        raise ValueError("a turn is looked for at two knots or more")
    order = sorted(at)
    columns = [figure, *(at[each] for each in order)]
    made = equations(moments, outcome, [*columns, *controls], way)
    missing = unfit(made, made.total())
    if missing is not None:
        return missing
    single = _single_kink(moments, outcome, columns, controls, way)
    if isinstance(single, Unfit):
        return single
    return _dose(made, np.array(order), single, -1.0 if better == "higher" else 1.0, draws, seed, rate)


def _dose(made: Equations, knots: Floats, single: _Single, worse: float, draws: int, seed: int, rate: float) -> Dose:
    count = len(knots)
    spread = without(about_mean(made, made.total()), count + 1)
    again = without(spreads_drawn(made, draws, seed), count + 1)
    here, drawn = fits(spread), fits(again)
    rows = made.observations / single.worth
    p_any, p_kink = _chances(made, count, draws, seed)
    shape, shapes = _claimed(int(chosen(here, rows, count)), p_any, p_kink, rate), chosen(drawn, rows, count)
    place = float(starts(here, np.asarray(list(Shape).index(shape)), knots, worse))
    places = starts(drawn, shapes, knots, worse)
    turns = bool(np.isfinite(place) and np.isfinite(places).mean() > 0.5)
    low, high = _interval(places, place, knots, rate) if turns else (None, None)
    curves = _curve(solve(again, tuple(range(count + 1)))[0], knots)
    band = np.quantile(curves, [rate / 2, 1 - rate / 2], axis=0)
    return Dose(
        shape=shape,
        shares={each: float((shapes == number).mean()) for number, each in enumerate(Shape)},
        p_any=p_any,
        p_kink=p_kink,
        knots=knots,
        gains=1 - here.kinks / max(float(here.line), 1e-300),
        starts=place if turns else None,
        low=low,
        high=high,
        before=single.before,
        after=single.after,
        curve=_curve(solve(spread, tuple(range(count + 1)))[0], knots),
        curve_low=band[0],
        curve_high=band[1],
        clusters=len(made.clusters),
        draws=draws,
        seed=seed,
    )


def _single_kink(
    moments: Moments, outcome: str, columns: list[str], controls: Sequence[str], way: Way
) -> _Single | Unfit:
    whole = equations(moments, outcome, [*columns, *controls], way)
    best = int(fits(without(about_mean(whole, whole.total()), len(columns))).kinks.argmin())
    made = equations(moments, outcome, [columns[0], columns[1 + best], *controls], way)
    found, plain = solved(made), solved(made, Errors.CLASSICAL)
    if isinstance(found, Unfit):
        return found
    if isinstance(plain, Unfit):
        return plain
    first = list(found.estimates).index(columns[0])
    both = slice(first, first + 2)
    worth = float(np.diagonal(found.covariance)[both].max() / np.diagonal(plain.covariance)[both].max())
    return _Single(found.estimates[columns[0]], _sum_of(found, both), max(1.0, worth))


def _sum_of(found: Regression, both: slice) -> Estimate:
    pattern = list(found.estimates.values())[both][0]
    return stated(
        float(found.coefficients[both].sum()),
        float(np.sqrt(found.covariance[both, both].sum())),
        freedom=found.freedom,
        count=pattern.count,
        effective=pattern.effective,
        method=pattern.method,
        assumes=pattern.assumes,
    )


def _chances(made: Equations, knots: int, draws: int, seed: int) -> tuple[float, float]:
    """Give the chances of so much anywhere were there nothing, and of so sharp a turn were it a straight line."""
    columns = made.terms[int(made.has_constant) :]
    figure, turns, controls = columns[0], columns[1 : knots + 1], columns[knots + 1 :]
    anything = sharpest(made, controls, [figure, *turns], draws, seed)
    return anything, sharpest(made, [*controls, figure], turns, draws, seed)


def _claimed(best: int, p_any: float, p_kink: float, rate: float) -> Shape:
    shape = list(Shape)[best]
    if p_any > rate:
        return Shape.NOTHING
    return shape if shape in {Shape.KINK, Shape.CURVE} and p_kink <= rate else Shape.LINE


def _interval(drawn: Floats, place: float, knots: Floats, rate: float) -> tuple[float, float]:
    """Give where draws start to get worse, out to half-way to the next knots, which cannot be told from it."""
    ends = np.quantile(drawn[np.isfinite(drawn)], [rate / 2, 1 - rate / 2], method="inverted_cdf")
    low, high = min(float(ends[0]), place), max(float(ends[1]), place)
    before, after = knots[knots < low], knots[knots > high]
    return (
        (low + float(before[-1])) / 2 if len(before) else low,
        (high + float(after[0])) / 2 if len(after) else high,
    )


def _curve(slopes: Floats, knots: Floats) -> Floats:
    """Give the response at the knots less that at the first, (…, m)."""
    ahead = np.column_stack([knots - knots[0], *(np.maximum(knots - each, 0.0) for each in knots)])
    return np.asarray(slopes @ ahead.T)
