"""P9, gate: the least that a saving or a number of outcomes must come to before any of it counts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from truegreen.model.step import Step
from truegreen.primitives.deadband import Beyond, Edge
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Minimum:
    """The least that a saving, a loss or a number of outcomes must come to before any of it counts."""

    level: Annotated[Operand, "Number, like [2 %, benchmark]; 0 for none"]
    edge: Annotated[Edge, "Whether it is enough to reach it, or it must be exceeded"]
    counts: Annotated[Beyond, "What counts then: only the excess, or everything"]
    at: Span = NOWHERE


def is_reached(number: Step, level: Step, minimum: Minimum) -> bool:
    """Say whether a number is large enough to count; compared as it is, and never if it is not above zero."""
    if number.value is None or level.value is None or number.value.number <= 0:
        return False
    is_level = number.value.number == level.value.number and minimum.edge is Edge.REACHED
    return is_level or number.value.number > level.value.number


def not_reached(now: Now, number: Step, level: Step, minimum: Minimum) -> Step:
    """Say that a number is not large enough to count: zero, or nothing where one of the two is not known."""
    is_known = number.value is not None and level.value is not None
    words = "less than {1}, which must be reached" if minimum.edge is Edge.REACHED else "no more than {1}"
    value = Value(Fraction(0), number.value.unit) if is_known and number.value else None
    return now.step(f"{{0}} is {words}: nothing", number, level, value=value)


def counting(now: Now, number: Step, level: Step, minimum: Minimum) -> Step:
    """Give what counts of a number that is large enough."""
    if minimum.counts is Beyond.ALL or number.value is None or level.value is None:
        return number
    value = Value(max(Fraction(0), number.value.number - level.value.number), number.value.unit)
    return now.step("{0} less {1}: only the excess counts", number, level, value=value, op="difference")
