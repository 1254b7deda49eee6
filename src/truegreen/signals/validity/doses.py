"""Dose and response: from when on do customers care, and is that where the contract pays?

All that is asked of an agreement is one family here as well: a response, and a turn of it, are claimed only where the
chance of finding so much by looking at all durations and outcomes is small.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from truegreen.model.validity import Response
from truegreen.stats.panel.equations import Unfit
from truegreen.stats.panel.moments import Floats
from truegreen.stats.validity.dose import Dose
from truegreen.stats.validity.families import adjusted
from truegreen.stats.validity.segments import Shape

RATE: Final = 0.05
JUST_INSIDE: Final = 5 / 6
"""From this part of the threshold on a case is just inside."""
WELL_INSIDE: Final = 1 / 2
"""Up to this part of the threshold a case is early."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dosed:
    """A duration and an outcome, as measured, before anything is said of them.

    Attributes:
        response: with all but what is measured.
        dose: the fit, or why there is none.
        count, mean: (m + 1,) cases in each step between the knots, and the figure's mean in it; NaN where none is.
        level: the outcome of all cases together.
    """

    response: Response
    dose: Dose | Unfit
    count: Floats
    mean: Floats
    level: float


def bands_around(pays: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Give from and to of cases just inside a threshold, and of early ones.

    >>> bands_around(24)
    ((20.0, 24), (-1.0, 12.0))
    """
    return (pays * JUST_INSIDE, pays), (-1.0, pays * WELL_INSIDE)


def responses(asked: Sequence[Dosed], rate: float = RATE) -> list[Response]:
    """Say of each duration and outcome from when on customers care, all of them judged together.

    Args:
        asked: every duration and outcome of the agreement.
        rate: promised share of false ones among the responses claimed, and among the turns.
    """
    told = [each.dose for each in asked if isinstance(each.dose, Dose)]
    anything = iter(adjusted([each.p_any for each in told]))
    turns = iter(adjusted([max(each.p_any, each.p_kink) for each in told]))
    return [
        _response(each, each.dose, next(anything), next(turns), rate)
        if isinstance(each.dose, Dose)
        else replace(each.response, shape=str(Shape.NOTHING), because=each.dose.because)
        for each in asked
    ]


def _response(asked: Dosed, found: Dose, p_any: float, p_turn: float, rate: float) -> Response:
    claims = p_turn <= rate and found.starts is not None
    shape = Shape.NOTHING if p_any > rate else found.shape if claims else Shape.LINE
    by = _level(asked, found)
    return replace(
        asked.response,
        shape=str(shape),
        starts=found.starts if claims else None,
        low=found.low if claims else None,
        high=found.high if claims else None,
        p_any=p_any,
        p_kink=p_turn,
        knots=_floats(found.knots),
        level=_floats(found.curve + by),
        below=_floats(found.curve_low + by),
        above=_floats(found.curve_high + by),
        rows=round(float(asked.count.sum())),
        accounts=found.clusters,
    )


def _level(asked: Dosed, found: Dose) -> float:
    """Give what lifts the curve to where the cases are: on the whole it says what all of them say."""
    some = asked.count > 0
    curve = np.interp(asked.mean[some], found.knots, found.curve)
    return asked.level - float(np.average(curve, weights=asked.count[some])) if some.any() else asked.level


def _floats(values: Floats) -> tuple[float, ...]:
    return tuple(float(each) for each in values)
