"""P5, curve: differences that move no money, and how a part of a unit counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from truegreen.model.step import Step
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, step_of
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value


class Beyond(StrEnum):
    """What counts once a deadband is left: only what lies beyond it (deductible), or everything (franchise)."""

    EXCESS = "only the excess"
    ALL = "everything"


class Edge(StrEnum):
    """Whether a threshold is passed when it is reached, or only when it is exceeded."""

    REACHED = "when reached"
    EXCEEDED = "when exceeded"


class Fractions(StrEnum):
    """How a part of a point, a unit or a period counts."""

    PRO_RATA = "pro rata"
    WHOLE = "whole ones only"
    STARTED = "each started one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadband:
    """A difference that moves no money."""

    width: Annotated[Operand, "Largest difference without effect; 0 if there is no deadband"]
    beyond: Annotated[Beyond, "What counts once it is left"]
    edge: Annotated[Edge, "Whether a difference as large as the width has an effect"] = Edge.EXCEEDED
    at: Span = NOWHERE


def past_deadband(difference: Fraction, width: Fraction, beyond: Beyond, edge: Edge = Edge.EXCEEDED) -> Fraction:
    """Give what counts of a difference that is not negative.

    >>> past_deadband(Fraction(7), Fraction(5), Beyond.EXCESS), past_deadband(Fraction(7), Fraction(5), Beyond.ALL)
    (Fraction(2, 1), Fraction(7, 1))
    """
    is_past = difference > width or (edge is Edge.REACHED and difference == width)
    if not is_past or difference <= 0:
        return Fraction(0)
    return difference - width if beyond is Beyond.EXCESS else difference


def past(now: Now, apart: Step, deadband: Deadband, unit: str = "", of: Step | None = None) -> Step:
    """Give what counts of a difference, either way, once its deadband is left; nothing where one is not known.

    Args:
        now: the clause being settled.
        apart: the difference.
        deadband: the difference without effect; a share is one of ``of``, or else in percentage points.
        unit: of a bare width; the difference's own if left out.
        of: what a width in percent is a share of.
    """
    width = step_of(now, deadband.width, unit or (apart.value.unit if apart.value else ""))
    given = (apart, width) if of is None else (apart, width, of)
    words = "{0}; beyond {1}, " if of is None else "{0}; beyond {1} of {2}, "
    if apart.value is None or any(each.value is None for each in given):
        return now.step(f"{words}{deadband.beyond}", *given, value=None, at=deadband.at)
    is_share = width.value is not None and width.value.unit == "share" != apart.value.unit
    size = width.number * (of.number if of else 100) if is_share else width.number
    if not size:
        return apart
    counted = past_deadband(abs(apart.number), size, deadband.beyond, deadband.edge)
    value = Value(counted if apart.number > 0 else -counted, apart.value.unit)
    op = "left" if deadband.beyond is Beyond.EXCESS else "first"
    return now.step(f"{words}{deadband.beyond}", *given, value=value, at=deadband.at, op=op)


def whole_units(number: Fraction, fractions: Fractions) -> Fraction:
    """Count parts as agreed: pro rata, not at all, or as a whole one; away from zero for a number below it.

    >>> whole_units(Fraction(5, 2), Fractions.WHOLE), whole_units(Fraction(5, 2), Fractions.STARTED)
    (Fraction(2, 1), Fraction(3, 1))
    """
    if fractions is Fractions.PRO_RATA:
        return number
    whole = Fraction(abs(number) // 1)
    if fractions is Fractions.STARTED and whole != abs(number):
        whole += 1
    return whole if number >= 0 else -whole


def in_parts(now: Now, units: Step, fractions: Fractions) -> Step:
    """Give units with their parts counted as agreed; the same step where they are whole."""
    if units.value is None or (number := whole_units(units.value.number, fractions)) == units.value.number:
        return units
    op = "round:0:down" if fractions is Fractions.WHOLE else "round:0:up"
    return now.step(f"{{0}}, {fractions}", units, value=Value(number, units.value.unit), op=op)
