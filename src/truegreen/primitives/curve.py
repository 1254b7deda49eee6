"""P5, curve: from a level to an amount, in steps or in a line, with or without a deadband."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from truegreen.primitives.operand import Operand
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span


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


class Applies(StrEnum):
    """To which units a band's rate applies: those inside it (graduated), or all of them (volume)."""

    EACH = "units inside the tier"
    ALL = "all units"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadband:
    """A difference that moves no money."""

    width: Annotated[Operand, "Largest difference without effect; 0 if there is no deadband"]
    beyond: Annotated[Beyond, "What counts once it is left"]
    edge: Annotated[Edge, "Whether a difference as large as the width has an effect"] = Edge.EXCEEDED
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class PerPoint:
    """A share of the base for each percentage point."""

    share: Annotated[Quantity, "Share of the base for one point, like 0.5 %"]
    fractions: Annotated[Fractions, "How a part of a point counts"]
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


def stepped(level: Fraction, edges: Sequence[tuple[Fraction, bool, Fraction]]) -> Fraction | None:
    """Give what holds at a level, from edges (from where, whether the edge itself is inside, what it gives) upward.

    None means that the level lies before the first edge.
    """
    held = None
    for start, is_inside, gives in edges:
        if level > start or (is_inside and level == start):
            held = gives
    return held


def in_points(number: Fraction, unit: str) -> Fraction:
    """Give a difference in points: a share's in percentage points, anything else in its own unit."""
    return number * 100 if unit == "share" else number


def graduated(units: Fraction, bands: Sequence[tuple[Fraction | None, Fraction]]) -> list[tuple[Fraction, Fraction]]:
    """Cut units into bands (last unit inside, rate), lowest first: give (units in the band, its rate) for each used.

    >>> graduated(Fraction(15), [(Fraction(10), Fraction(2)), (None, Fraction(1))])
    [(Fraction(10, 1), Fraction(2, 1)), (Fraction(5, 1), Fraction(1, 1))]
    """
    cut, start = [], Fraction(0)
    for end, rate in bands:
        inside = (units if end is None else min(units, end)) - start
        if inside > 0:
            cut.append((inside, rate))
        start = units if end is None else end
    return cut
