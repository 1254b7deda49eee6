"""Pieces of work in a row: units by months of every experience level, with what each side counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from truegreen.model.agreement import Measure, Role
from truegreen.model.reading import Contract
from truegreen.readings.grid import STATUS, Counted, Grid
from truegreen.signals.truth.luck import few_misses, many_misses
from truegreen.signals.truth.sides import Sides

Floats: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]
Yes: TypeAlias = NDArray[np.bool_]

GREEN, RED = 1, 2
FINE: Final = 10_000
"""The finest part of a unit that a level is agreed in."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pieces:
    """Every piece of work of which a side counted anything, one place in each array.

    Attributes:
        grids: the experience levels.
        sides: for each of them, the two sides in each month.
        grid, unit, month: where a piece lies in them.
        contract: 0 not judged, 1 green, 2 red.
        luck: of red pieces, the chance of so many misses at the target exactly; of green ones, that of so few;
            NaN where that cannot be said.
        line, target: of the level in the month, in its unit.
        higher: whether more is better.
    """

    grids: Sequence[Grid]
    sides: Sequence[Sequence[Sides]]
    grid: Whole
    unit: Whole
    month: Whole
    contract: Whole
    luck: Floats
    line: Floats
    target: Floats
    higher: Yes

    def of(self, take: Callable[[Grid], Floats | Whole | None]) -> Floats:
        """Give (pieces,): for each what an array over its grid's units and months holds; 0 where there is none."""
        found = np.zeros(self.grid.size)
        for place, grid in enumerate(self.grids):
            own = self.grid == place
            if (array := take(grid)) is not None:
                found[own] = array[self.unit[own], self.month[own]]
        return found


def pieces(grids: Sequence[Grid], sides: Sequence[Sequence[Sides]], line_is: str) -> Pieces:
    """Put the units and months of grids in a row.

    Args:
        grids: one per experience level.
        sides: for each, its two sides in each of its months.
        line_is: ``minimum`` or ``target``: what the red line is; a level that has no minimum has its target.
    """
    parts = [_piece(place, grid, both, line_is) for place, (grid, both) in enumerate(zip(grids, sides, strict=True))]
    joined = [np.concatenate(column) for column in zip(*parts, strict=True)] if parts else [np.zeros(0)] * 8
    grid, unit, month, contract, luck, line, target, higher = joined
    return Pieces(
        grids=grids,
        sides=sides,
        grid=grid.astype(np.int64),
        unit=unit.astype(np.int64),
        month=month.astype(np.int64),
        contract=contract.astype(np.int64),
        luck=luck,
        line=line,
        target=target,
        higher=higher.astype(np.bool_),
    )


def _piece(place: int, grid: Grid, both: Sequence[Sides], line_is: str) -> tuple[NDArray[np.generic], ...]:
    contract, luck = _contract(grid, both)
    level = grid.counted[grid.level]
    line, target = _bounds(level, line_is)
    seen = (contract > 0) | (level.of > 0)
    seen &= np.isfinite(target)[None, :]
    unit, month = np.nonzero(seen)
    better = np.full(unit.size, level.question.formula.metric.better == "higher")
    return (
        np.full(unit.size, place), unit, month, contract[seen], luck[seen], line[month], target[month], better,
    )  # fmt: skip


def _bounds(level: Counted, line_is: str) -> tuple[Floats, Floats]:
    """Give the red line and the target of each month, NaN in months without the level; one stands for the other."""
    unit = level.question.formula.unit
    held = [_levels(measure, unit) for measure in level.standing]
    target = np.array([target for target, _ in held])
    minimum = np.array([minimum for _, minimum in held])
    return (minimum if line_is == "minimum" else target), target


def exact(bound: float) -> Fraction:
    """Give a line or target as it was agreed, from the number that is computed with.

    >>> exact(0.72)
    Fraction(18, 25)
    """
    return Fraction(bound).limit_denominator(FINE)


def _levels(measure: Measure | None, unit: str) -> tuple[float, float]:
    if measure is None or measure.role is not Role.EXPERIENCE or not (measure.target or measure.minimum):
        return np.nan, np.nan
    both = [float(each.in_unit(unit)) for each in (measure.target, measure.minimum) if each]
    return both[0], both[-1]


def _contract(grid: Grid, both: Sequence[Sides]) -> tuple[NDArray[np.int8], Floats]:
    """Give each piece's contract side: red if any contracted measure was missed, green if all judged ones were met."""
    shape = (len(grid.members), len(grid.months))
    contract, asked = np.zeros(shape, np.int8), 0
    many, few = np.full(shape, np.nan), np.full(shape, np.nan)
    for name, counted in grid.counted.items():
        counts = np.array([name in each.contracted for each in both])
        judged = np.where(counts[None, :], counted.status, 0)
        missed = judged >= STATUS.index(Contract.MISSED)
        contract = np.where(missed, RED, np.where((judged > 0) & (contract == 0), GREEN, contract)).astype(np.int8)
        if counts.any() and counted.question.formula.unit == "share":
            many = np.where(missed, np.fmin(many, many_misses(counted)), many)
            few = np.where(judged > 0, np.fmin(few, few_misses(counted)), few)
            asked += 1
    # Bonferroni: the luckiest of several is no surprise; of green ones, one that is surely kept is enough.
    return contract, np.where(contract == GREEN, few, np.minimum(many * asked, 1.0))
