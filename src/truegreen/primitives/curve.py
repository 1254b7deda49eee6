"""P5, curve: from a level to an amount, in steps or in a line, with or without a deadband."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Annotated

from truegreen.model.step import Step
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Operand, step_of
from truegreen.units.quantity import Quantity
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What holds from a level on, up to the next one; levels have no gaps."""

    above: Annotated[Operand | None, "Holds above this; the level itself is still the one before"] = None
    from_: Annotated[Operand | None, "Holds from this on, the level itself included"] = None
    gives: Annotated[Operand, "What it gives"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of a curve drawn in straight lines."""

    at_level: Annotated[Operand, "Level"]
    gives: Annotated[Operand, "What it gives there"]
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


def drawn(level: Fraction, points: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """Give the height of a curve of straight lines; beyond its ends it is level.

    >>> drawn(Fraction(5), [(Fraction(0), Fraction(0)), (Fraction(10), Fraction(1))])
    Fraction(1, 2)
    """
    if level <= points[0][0]:
        return points[0][1]
    for (left, low), (right, high) in pairwise(points):
        if level <= right:
            return low + (high - low) * (level - left) / (right - left)
    return points[-1][1]


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


def read_off(now: Now, level: Step, points: Sequence[Point], unit: str = "") -> Step:
    """Give what a curve of straight lines gives at a level; nothing where the level or a point is not known.

    Args:
        now: the clause being settled.
        level: where the curve is read.
        points: its points, in any order.
        unit: the unit of what it gives, where a point does not say one.
    """
    places = [step_of(now, each.at_level, level.value.unit if level.value else "") for each in points]
    heights = [step_of(now, each.gives, unit) for each in points]
    known = [(place.value.number, height.value.number) for place, height in zip(places, heights, strict=True)
             if place.value and height.value]  # fmt: skip
    if level.value is None or not points or len(known) < len(points):
        return now.step("nothing can be read off the curve at {0}", level, *places, *heights, value=None)
    order = sorted(range(len(points)), key=lambda each: known[each][0])
    after = [each for each in order if known[each][0] >= level.value.number][:1]
    before = [each for each in order if known[each][0] < level.value.number][-1:]
    near = [*before, *after]
    words = " and ".join(f"{{{2 * spot + 2}}} at {{{2 * spot + 1}}}" for spot in range(len(near)))
    given = [step for each in near for step in (places[each], heights[each])]
    number = drawn(level.value.number, [known[each] for each in order])
    unit = next((each.value.unit for each in heights if each.value), unit)
    return now.step(f"at {{0}}; the curve gives {words}", level, *given, value=Value(number, unit))


def step_at(now: Now, level: Step, levels: Sequence[Level], unit: str = "") -> Step:
    """Give what the last step that a level reaches gives; zero before the first, nothing where one is not known."""
    held, zero = None, now.step("{0} is before the first step", level, value=Value(Fraction(0), unit))
    for each in levels:
        edge = each.above if each.above is not None else each.from_
        start = step_of(now, edge, level.value.unit if level.value else "") if edge is not None else None
        if level.value is None or (start is not None and start.value is None):
            return now.step("nothing can be read off the steps at {0}", start or level, value=None)
        number = start.value.number if start is not None and start.value else level.value.number
        if level.value.number > number or (level.value.number == number and each.above is None):
            held = (start, step_of(now, each.gives, unit))
    if held is None:
        return zero
    start, gives = held
    if start is None:
        return gives
    return now.step("{0}, since {1} is in the step from {2}", gives, level, start, value=gives.value)
