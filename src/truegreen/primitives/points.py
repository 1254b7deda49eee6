"""P5, curve over points: what so many points cost: a price or share for each, in bands, or by a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from truegreen.model.step import Step
from truegreen.primitives.arithmetic import times
from truegreen.primitives.deadband import Deadband, past
from truegreen.primitives.now import Now
from truegreen.primitives.operand import Level, Operand, step_at, step_of
from truegreen.primitives.tiers import Applies
from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value, written


@dataclass(frozen=True, slots=True, kw_only=True)
class PointBand:
    """Points that are worth more, or less, than one."""

    up_to: Annotated[Operand | None, "Last point inside; the last band has no end"] = None
    times: Annotated[Operand, "What a point is multiplied by"]
    at: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class PointBands:
    """What points are worth by how many there are; those without effect are counted too."""

    applies: Annotated[Applies, "To which points a band's worth applies"]
    each: Annotated[tuple[PointBand, ...], "Bands, fewest points first"]
    at: Span = NOWHERE


def cost_of_points(
    now: Now,
    points: Step,
    per_point: Operand | None,
    table: Sequence[Level],
    deadband: Deadband | None,
    bands: PointBands | None,
) -> Step | None:
    """Give what points cost, as a share or an amount; None where they cost nothing of their own.

    Args:
        now: the clause being settled.
        points: how many there are.
        per_point: the cost of one.
        table: or else the cost by how many there are.
        deadband: points without effect.
        bands: what points are worth by how many there are.
    """
    if points.value is None or (per_point is None and not table):
        return None
    counted = points if deadband is None else past(now, points, deadband)
    if per_point is None:
        return step_at(now, counted, table, "share")
    if bands is not None and counted.number:
        counted = _weighed(now, bands, counted, points.value.number)
    return times(now, counted, step_of(now, per_point), "{0} × {1}")


def _weighed(now: Now, bands: PointBands, counted: Step, number: Fraction) -> Step:
    """Weigh points by their bands, without those at the start that have no effect; less than none are in the first."""
    parts = list(_parts(now, bands, number, number - counted.number))
    parts = parts or [(counted.number, step_of(now, bands.each[0].times).number)]
    if bands.applies is Applies.ALL:
        parts = [(counted.number, parts[-1][1])]
    words = " + ".join(f"{written(inside)} × {written(worth)}" for inside, worth in parts)
    total = sum((inside * worth for inside, worth in parts), Fraction(0))
    return now.step(f"{{0}}: {words}", counted, value=Value(total, "points"), at=bands.at)


def _parts(now: Now, bands: PointBands, number: Fraction, skipped: Fraction) -> Iterator[tuple[Fraction, Fraction]]:
    start = Fraction(0)
    for each in bands.each:
        worth, end = step_of(now, each.times).number, step_of(now, each.up_to, "points").value if each.up_to else None
        last = number if end is None or each is bands.each[-1] else min(number, end.number)
        if last > max(start, skipped):
            yield last - max(start, skipped), worth
        start = last
