"""P5, curve: what straight lines or steps give at a level; what may be written of them stands in ``operand``."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from truegreen.model.step import Step
from truegreen.primitives.now import Now
from truegreen.units.value import Value


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


def on_lines(now: Now, level: Step, points: Sequence[tuple[Step, Step]], unit: str) -> Step:
    """Give what a curve of straight lines gives at a level; nothing where the level or a point is not known.

    Args:
        now: the clause being settled.
        level: where the curve is read.
        points: the levels of its points and what they give, in any order.
        unit: the unit of what it gives, where a point does not say one.
    """
    all_of_them = [step for point in points for step in point]
    if level.value is None or not points or any(each.value is None for each in all_of_them):
        return now.step("nothing can be read off the curve at {0}", level, *all_of_them, value=None)
    order = sorted(points, key=lambda point: point[0].number)
    near = [point for point in order if point[0].number < level.number][-1:]
    near += [point for point in order if point[0].number >= level.number][:1]
    words = " and ".join(f"{{{2 * spot + 2}}} at {{{2 * spot + 1}}}" for spot in range(len(near)))
    number = drawn(level.number, [(place.number, height.number) for place, height in order])
    unit = next((height.value.unit for _, height in points if height.value and height.value.unit), unit)
    given = [step for point in near for step in point]
    return now.step(f"at {{0}}; the curve gives {words}", level, *given, value=Value(number, unit))


def on_steps(now: Now, level: Step, steps: Sequence[tuple[Step | None, bool, Step]], unit: str) -> Step:
    """Give what the last step that a level reaches gives; zero before the first, nothing where one is not known.

    Args:
        now: the clause being settled.
        level: where it is read.
        steps: where each begins (None for everywhere), whether it holds there already, and what it gives.
        unit: the unit of zero.
    """
    unknown = next((start for start, _, _ in steps if start is not None and start.value is None), None)
    if level.value is None or unknown is not None:
        return now.step("nothing can be read off the steps at {0}", unknown or level, value=None)
    held: tuple[Step | None, Step] | None = None
    for start, is_inside, gives in steps:
        if start is None or level.number > start.number or (is_inside and level.number == start.number):
            held = start, gives
    if held is None:
        return now.step("{0} is before the first step", level, value=Value(Fraction(0), unit))
    start, gives = held
    if start is None:
        return gives
    return now.step("{0}, since {1} is in the step from {2}", gives, level, start, value=gives.value, op="first")
