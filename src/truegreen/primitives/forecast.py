"""P1, calendar: a forecast, and when it binds, so that a volume may be held against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from truegreen.model.finding import Finding, note
from truegreen.model.step import Step
from truegreen.primitives.now import Now
from truegreen.primitives.seen import seen
from truegreen.units.span import NOWHERE, Span


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
