"""Rounding: a named step with its digits, its mode and its place in the order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Annotated

from truegreen.model.agreement import RoundingMode
from truegreen.model.step import Step
from truegreen.units.money import DIGITS
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value, rounded


class When(StrEnum):
    """Where in the order an amount is rounded."""

    AT_ONCE = "at once"
    AT_THE_END = "after all clauses"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounded:
    """The rounding of an amount."""

    digits: Annotated[int, "Digits kept after the point"]
    mode: Annotated[RoundingMode, "How a tie is rounded, or which way always"]
    when: Annotated[When, "Before other clauses take the amount up, or after them all"] = When.AT_ONCE
    at: Span = NOWHERE


def round_step(step: Step, rounding: Rounded | None, clause: str = "") -> Step:
    """Give a step's value rounded, as a step of its own; the same step where rounding changes nothing."""
    if rounding is None or step.value is None:
        return step
    number = rounded(step.value.number, rounding.digits, rounding.mode)
    if number == step.value.number:
        return step
    says = rounded_to("{0}", rounding.mode, rounding.digits)
    op = f"round:{rounding.digits}:{rounding.mode}"
    return Step(says, Value(number, step.value.unit), (step,), clause, rounding.at, op)


def at_once(step: Step, rounding: Rounded | None, clause: str = "") -> Step:
    """Give a step's value rounded, where that is done before other clauses take it up; the same step where not."""
    return round_step(step, rounding if rounding and rounding.when is When.AT_ONCE else None, clause)


def rounded_to(what: str, mode: str, digits: int) -> str:
    """Say what a rounding does.

    >>> rounded_to("{0}", "half-up", 1)
    '{0} rounded half-up to 1 digit'
    """
    return f"{what} rounded {mode} to {digits} digit{'s' * (digits != 1)}"


@lru_cache(maxsize=256)
def in_currency(currency: str) -> Rounded:
    """Give the rounding to a currency's own digits, for amounts whose clause names none."""
    return Rounded(digits=DIGITS.get(currency, 2), mode=RoundingMode.HALF_UP)


def shares_that_foot(weights: list[Fraction], total: Fraction, digits: int) -> list[Fraction]:
    """Split a rounded total by weights so that the parts have so many digits and add up to it: largest remainders.

    Ties go to the first. A total that has more digits than asked is a mistake of the caller.

    >>> [str(each) for each in shares_that_foot([Fraction(1)] * 3, Fraction(1), 2)]
    ['17/50', '33/100', '33/100']
    """
    all_weights = sum(weights, Fraction(0))
    if not all_weights:
        return [Fraction(0) for _ in weights]
    unit = Fraction(10) ** -digits
    exact = [total * each / all_weights for each in weights]
    parts = [each // unit * unit for each in exact]
    missing = int((total - sum(parts, Fraction(0))) / unit)
    order = sorted(range(len(parts)), key=lambda place: parts[place] - exact[place])
    for place in order[:missing]:
        parts[place] += unit
    return parts
