"""P2, measure: the levels that a measure is held against, and the one rounding before it is."""

from __future__ import annotations

from fractions import Fraction

from truegreen.model.agreement import Rounding
from truegreen.model.finding import Finding, error
from truegreen.model.step import Step
from truegreen.primitives.now import Now
from truegreen.primitives.rounding import rounded_to
from truegreen.primitives.seen import unit_of
from truegreen.units.value import Value, is_currency, rounded


def level_of(now: Now, name: str, which: str) -> Step | None:
    """Give a measure's ``target`` or ``minimum``, as an earlier clause left it; None if it has none."""
    if (set_step := now.set_so_far.get(f"{which} {name}")) is not None:
        return set_step
    measure = now.agreement.measures[name]
    quantity = measure.target if which == "target" else measure.minimum
    if quantity is None:
        return None
    unit = unit_of(now, name)
    in_unit = "money" if is_currency(unit) else unit
    at = quantity.at if quantity.at.line else measure.at
    return Step(f"{which} of {name}", Value(quantity.in_unit(in_unit), unit), (), measure.clause, at)


def no_level(now: Now, name: str, which: str) -> Finding:
    """Say that a clause rests on a level that its measure does not have."""
    says = f"The clause “{now.term}” rests on the {which} of “{name}”, which has none."
    return error(now.at, "level-not-agreed", says, f"Give the measure a {which}, or name its other level.")


def reaches(value: Fraction, level: Fraction, *, higher: bool) -> bool:
    """Say whether a value is at a level or better."""
    return value >= level if higher else value <= level


def round_measure(value: Fraction, unit: str, rounding: Rounding | None) -> Fraction:
    """Round a value as the agreement says, in the unit it is written in: a share as a percentage.

    >>> round_measure(Fraction(7996, 10000), "share", Rounding(digits=1))
    Fraction(4, 5)
    """
    if rounding is None:
        return value
    return rounded(value, rounding.digits + (2 if unit == "share" else 0), rounding.mode)


def rounded_step(now: Now, step: Step, rounding: Rounding | None) -> Step:
    """Give a level or value rounded as a measure is, as a step of its own; the same step where nothing changes."""
    if rounding is None or step.value is None:
        return step
    number = round_measure(step.value.number, step.value.unit, rounding)
    if number == step.value.number:
        return step
    says = rounded_to("{0}", rounding.mode, rounding.digits)
    return now.step(says, step, value=Value(number, step.value.unit), at=rounding.at)
