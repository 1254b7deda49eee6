"""P5, curve over a measure: so much for each point by which it misses a level, or is better than one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from truegreen.model.step import Step
from truegreen.primitives.arithmetic import times
from truegreen.primitives.deadband import Deadband, Fractions, in_parts, past
from truegreen.primitives.measure import Judged
from truegreen.primitives.now import Now
from truegreen.primitives.operand import value_of
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class PerPoint:
    """A share of the base for each percentage point."""

    share: Annotated[Quantity, "Share of the base for one point, like 0.5 %"]
    fractions: Annotated[Fractions, "How a part of a point counts"]
    at: Span = NOWHERE


def points_apart(now: Now, judged: Judged, level: Step, deadband: Deadband, *, better: bool = False) -> Step | None:
    """Give the points by which a measure misses a level, or is better; None where none count or nothing was measured.

    Args:
        now: the clause being settled.
        judged: the measure.
        level: the level, in the measure's unit.
        deadband: the difference without effect.
        better: whether the points are meant by which it is better.

    Returns:
        points: percentage points of a share, and otherwise numbers in the measure's unit.
    """
    value = judged.step.value
    if value is None or level.value is None:
        return None
    short = judged.shortfall(level.value) * (100 if value.unit == "share" else 1)
    words = f"{judged.measure} at {{0}} {'is better than' if better else 'misses'} {{1}}"
    points = Value(-short if better else short, "points")
    counted = past(
        now,
        now.step(words, judged.step, level, value=points, op="points" if value.unit == "share" else "apart"),
        deadband,
        value.unit,
    )
    return counted if counted.value is None or counted.number > 0 else None


def for_points(now: Now, points: Step, per_point: PerPoint) -> Step:
    """Give the share of the base, or the amount, that points come to."""
    rate = now.step("as agreed", value=value_of(per_point.share), at=per_point.share.at)
    return times(now, in_parts(now, points, per_point.fractions), rate, "{0} × {1} a point", at=per_point.at)
