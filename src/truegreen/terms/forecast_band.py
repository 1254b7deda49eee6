"""Forecast band: what holds when the volume leaves the forecast that the client has given.

Within the band the actual volume is paid; below it so many units more as the band leaves of the forecast; above it the
provider is not held to the service levels for the surplus (call centre outsourcing, markettransfer.info, volume
forecasts). Units outside the band may also have a premium or a discount. The price of the actual volume is another
clause's; this one says only what comes on top.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from truegreen.model.finding import Finding, warning
from truegreen.model.statement import Category
from truegreen.model.step import Step
from truegreen.primitives.arithmetic import less, minus, plus
from truegreen.primitives.calendar import windows_ending
from truegreen.primitives.deadband import Deadband, Fractions, in_parts, past
from truegreen.primitives.entry import Entry, Keep, Set
from truegreen.primitives.exclusion import taken_out
from truegreen.primitives.forecast import Forecast, binding
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand
from truegreen.primitives.posting import posted, unknown
from truegreen.primitives.price import cost_of, counted, price_now
from truegreen.primitives.rounding import Rounded
from truegreen.primitives.seen import scale_of, seen
from truegreen.primitives.timing import Paid
from truegreen.units.period import Period
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value, written


class Grain(StrEnum):
    """What is excused when there is more work than was forecast."""

    SURPLUS = "surplus units"
    PERIOD = "whole period"


@dataclass(frozen=True, slots=True, kw_only=True)
class SurplusRelief:
    """Service levels that do not hold for a surplus."""

    measures: Annotated[tuple[str, ...], "Measures that are excused"]
    grain: Annotated[Grain, "The surplus units alone, failed ones first, or the whole period"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastBand:
    """What holds when the volume leaves the forecast."""

    counts: Annotated[Operand, "Measure or figure that counts the units of a period"]
    forecast: Annotated[Forecast, "The forecast, and when it binds"]
    above: Annotated[Deadband, "Surplus without effect, like 10 %"]
    below: Annotated[Deadband, "Shortfall without effect, like 10 %"]
    surplus: Annotated[Operand | None, "Paid for each surplus unit on top of its price; nothing if left out"] = None
    shortfall: Annotated[Operand | None, "Paid for each unit short; below zero it is a discount"] = None
    fractions: Annotated[Fractions, "How a part of a unit counts"]
    relief: Annotated[SurplusRelief | None, "What a surplus excuses; nothing if left out"] = None
    unit_rounding: Annotated[Rounded | None, "How a price is rounded before it is multiplied; not if left out"] = None
    rounding: Annotated[Rounded, "How the amount is rounded"]
    paid: Annotated[Paid, "On which invoice it stands"]
    at: Span = NOWHERE


def settle(says: ForecastBand, now: Now) -> Iterator[Entry]:
    """Ask for what a shortfall or a surplus costs, and excuse what a surplus excuses."""
    actual = counted(now, says.counts)
    if actual.value is None:
        yield from unknown(now, actual, Category.CHARGE)
        return
    expected = binding(now, says.forecast)
    if isinstance(expected, Finding):
        yield expected
        return
    apart = less(now, actual, expected, "{0}, expected {1}")
    is_short = apart.number < 0
    units = in_parts(now, past(now, apart, says.below if is_short else says.above, "count", expected), says.fractions)
    outside = minus(now, units, "the shortfall of {0}") if is_short else units
    yield Keep("shortfall" if is_short else "surplus", outside)
    yield from _asked(says, now, says.shortfall if is_short else says.surplus, outside)
    if says.relief is not None:
        surplus = now.step("no surplus", actual, value=Value(Fraction(0), "count")) if is_short else outside
        yield from _excused(says.relief, now, surplus)


def _asked(says: ForecastBand, now: Now, price: Operand | None, outside: Step) -> Iterator[Entry]:
    """Ask for the units outside the band at their price."""
    if price is not None and (outside.value is None or outside.number):
        amount = cost_of(now, outside, price_now(now, price, says.unit_rounding))
        yield from posted(now, amount, Category.CHARGE, says.paid, says.rounding)


def _excused(relief: SurplusRelief, now: Now, surplus: Step) -> Iterator[Entry]:
    """Excuse the period, or take the surplus of each measure's window out of its reading."""
    for name in relief.measures:
        if (measure := now.agreement.measures.get(name)) is None:
            continue
        if relief.grain is Grain.PERIOD:
            if surplus.number:
                yield Set(f"excused {name}", now.step("a surplus of {0} excuses the period", surplus, value=None))
            continue
        for window in windows_ending(now.agreement, measure, now.period):
            before = [step for period, step in now.kept("surplus") if period.start in window]
            gathered = plus(now, [*before, surplus])
            if gathered.number:
                yield from _without(now, name, window, gathered)


def _without(now: Now, name: str, window: Period, surplus: Step) -> Iterator[Entry]:
    """Take a surplus out of a reading, failed rows first; more than failed is not needed."""
    found, scale = seen(now, name, window), scale_of(now, name)
    if found.step.value is None:
        return
    if found.count is None or scale.unit != "share" or window.days < now.period.days:
        says = f"“{name}” is not the share of so many rows in the time of the surplus, so none of them can be excused."
        yield warning(now.at, "surplus-not-separable", says, "Give it with its rows, or excuse the whole period.")
        return
    failed = found.count * (1 - found.step.number if scale.better == "higher" else found.step.number)
    rows = now.step(f"{{0}} surplus, of {written(failed)} that failed", surplus,
                    value=Value(min(surplus.number, failed), "count"))  # fmt: skip
    adds = now.step(
        "what failed rows add", value=Value(Fraction(0) if scale.better == "higher" else rows.number, "count")
    )
    yield Set(f"reading {name}", taken_out(now, found.step, found.count, rows, adds))
    left = Value(found.count - rows.number, "count")
    yield Set(f"count {name}", now.step(f"{written(found.count)} rows less {{0}}", rows, value=left))
