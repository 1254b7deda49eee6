"""P11, index: what a published series says for a month, as a mean, on a new base or after a successor, and its changes.

Values are figures, given by calendar month or for a longer period. A value that is not given is never guessed: what
rests on it has none either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated

from truegreen.model.step import Step
from truegreen.primitives.arithmetic import change, times
from truegreen.primitives.calendar import settled_period
from truegreen.primitives.now import Now
from truegreen.primitives.seen import seen
from truegreen.units.period import add_months, period_of
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Successor:
    """The series that takes the place of one that is no longer published."""

    figure: Annotated[str, "Figure that gives its values"]
    from_: Annotated[date, "First month whose value is the new series'"]
    linked_in: Annotated[date, "Month known in both, by which the new series is joined to the old one"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A published series, and what becomes of it when it changes."""

    figure: Annotated[str, "Figure that gives its value for each month, or for a longer period"]
    chained: Annotated[str, "Figure that gives, for the first month on a new base, a factor for all values before"] = ""
    revisions: Annotated[str, "Figure that gives values as they were revised later"] = ""
    successor: Annotated[Successor | None, "Series that takes its place when it is no longer published"] = None
    rate: Annotated[str, "Figure with the rate into the currency of payment, where the series is of another one"] = ""
    at: Span = NOWHERE


def change_in(now: Now, series: Series, old: date, new: date, *, averaged: int = 1, revised: bool = False) -> Step:
    """Give the change of a series from one month to another, as a share; without a value if one is not known.

    Args:
        now: the clause being settled.
        series: the series.
        old: any day of the month compared with.
        new: any day of the month whose value is used.
        averaged: how many months' mean is meant, the month itself being the last one.
        revised: whether values count as they were revised later.
    """
    before, after = (_mean(now, series, month, averaged, upto=new, revised=revised) for month in (old, new))
    return change(now, before, after, series.at)


def _mean(now: Now, series: Series, last: date, months: int, *, upto: date, revised: bool) -> Step:
    steps = [
        _level(now, series, add_months(last.replace(day=1), -back), upto=upto, revised=revised)
        for back in reversed(range(months))
    ]
    if months == 1:
        return steps[0]
    numbers = [each.value.number for each in steps if each.value is not None]
    unit = next((each.value.unit for each in steps if each.value), "")
    value = Value(sum(numbers, Fraction(0)) / months, unit) if len(numbers) == months else None
    return now.step(
        "the mean of " + " and ".join(f"{{{place}}}" for place in range(months)), *steps, value=value, op="mean"
    )


def _level(now: Now, series: Series, month: date, *, upto: date, revised: bool) -> Step:
    """Give the value of a month, on the base that is in force in another one, in the currency of payment."""
    step = _own(now, series, month, revised=revised)
    for each in _months(month, upto) if series.chained else ():
        if (factor := published(now, series.chained, each)).value is not None:
            step = times(now, factor, step, "{1} on the new base, times {0}", at=series.at)
    if series.rate:
        step = times(now, published(now, series.rate, month), step, "{1} at the rate {0}", at=series.at)
    return step


def _own(now: Now, series: Series, month: date, *, revised: bool) -> Step:
    if revised and series.revisions and (step := published(now, series.revisions, month)).value is not None:
        return step
    after = series.successor
    if after is None or month < after.from_.replace(day=1):
        return published(now, series.figure, month)
    own, old, new = (
        published(now, figure, each)
        for figure, each in ((after.figure, month), (series.figure, after.linked_in), (after.figure, after.linked_in))
    )
    value = None
    if own.value and old.value and new.value and new.value.number:
        value = Value(own.value.number * old.value.number / new.value.number, old.value.unit)
    return now.step("{0}, joined to the old series where it was {1} and the new one {2}", own, old, new, value=value,
                    at=after.at)  # fmt: skip


def published(now: Now, figure: str, month: date) -> Step:
    """Give the value of a figure for a month, or for the settled period, quarter or year that it lies in."""
    day = month.replace(day=1)
    for period in (
        period_of(day),
        settled_period(now.agreement, day),
        period_of(day, "quarter"),
        period_of(day, "year"),
    ):
        if (found := seen(now, figure, period).step).value is not None:
            return found
    return now.step(f"{figure} of {day:%Y-%m}: not given", value=None)


def _months(after: date, upto: date) -> Iterator[date]:
    """Give the first days of the months after one, up to and including another."""
    day = add_months(after.replace(day=1), 1)
    while day <= upto:
        yield day
        day = add_months(day, 1)
