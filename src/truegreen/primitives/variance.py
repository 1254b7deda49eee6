"""A volume against what it was expected to be: a forecast that binds, and the units beyond a deadband."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Annotated

from truegreen.model.finding import Finding, note
from truegreen.model.step import Step
from truegreen.primitives.curve import Deadband, Fractions, past_deadband, whole_units
from truegreen.primitives.now import Now
from truegreen.primitives.operand import step_of
from truegreen.primitives.seen import seen
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """A forecast, and when it binds."""

    figure: Annotated[str, "Figure that gives it for each period, with the day on which it was reported"]
    days_before: Annotated[
        int | None, "Days before the period by which it binds only if reported; none if left out"
    ] = None
    at: Span = NOWHERE


def binding(now: Now, forecast: Forecast) -> Step | Finding:
    """Give the forecast of the period; or say why none binds, so that nothing is held against one."""
    found = seen(now, forecast.figure, now.period)
    step, reported = found.step, found.reported
    if step.value is None:
        return _free(now, f"“{forecast.figure}” gives no forecast for {now.period}")
    if forecast.days_before is None:
        return step
    latest = now.period.start - timedelta(days=forecast.days_before)
    if reported is None:
        return _free(now, f"nobody says when the forecast “{forecast.figure}” of {now.period} was reported")
    if reported > latest:
        return _free(now, f"the forecast “{forecast.figure}” of {now.period} came on {reported}, after {latest}")
    return now.step(f"{{0}}, reported on {reported}, by {latest}: it binds", step, value=step.value, at=forecast.at)


def _free(now: Now, why: str) -> Finding:
    remedy = "Nothing, if both parties agree; a forecast that binds is given with the day on which it was reported."
    return note(now.at, "forecast-not-binding", f"No forecast binds under “{now.term}”: {why}.", remedy)


def share_of(width: Value, expected: Value) -> Fraction:
    """Give a width in units: a share is one of what was expected."""
    return width.number * expected.number if width.unit == "share" else width.number


def beyond(now: Now, apart: Step, expected: Step, deadband: Deadband, fractions: Fractions) -> Step:
    """Give the units of a difference that count once a deadband is left; below zero where there is less."""
    width = step_of(now, deadband.width, "count")
    if apart.value is None or expected.value is None or width.value is None:
        return now.step("{0} beyond {1} of {2}", apart, width, expected, value=None, at=deadband.at)
    size = share_of(width.value, expected.value)
    past = past_deadband(abs(apart.value.number), size, deadband.beyond, deadband.edge)
    number = whole_units(past if apart.value.number > 0 else -past, fractions)
    if number == apart.value.number and not size:
        return apart
    words = f"of {{0}}, beyond {{1}} of {{2}} {deadband.beyond}, {fractions}"
    return now.step(words, apart, width, expected, value=Value(number, apart.value.unit), at=deadband.at)
