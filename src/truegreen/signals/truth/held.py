"""The truth test: what the contract says of each piece of work, held beside what its customers live through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import isnan

import numpy as np

from truegreen.model.agreement import Measure
from truegreen.model.reading import Contract
from truegreen.model.truth import Belief, Cell, Count, Entry, Kind, Level, Listed
from truegreen.readings.grid import Counted, Grid
from truegreen.signals.truth.beliefs import FEWEST, Beliefs, beliefs
from truegreen.signals.truth.chances import ASKED
from truegreen.signals.truth.counts import count_of_one
from truegreen.signals.truth.entries import entries
from truegreen.signals.truth.lists import lists
from truegreen.signals.truth.pieces import Pieces, Yes, exact, pieces
from truegreen.signals.truth.sides import Sides
from truegreen.units.period import Period

SIDES = (Contract.NOT_JUDGED, Contract.MET, Contract.MISSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the truth test found: its lists, what is on them told by months, every cell, and how levels were read."""

    levels: tuple[Level, ...]
    listed: tuple[Listed, ...]
    entries: tuple[Entry, ...]
    cells: tuple[Cell, ...]


def held(
    grids: Sequence[Grid], sides: Sequence[Sequence[Sides]], period: Period | None, promise: float, line_is: str
) -> Held:
    """Test all pieces of work of some experience levels.

    Args:
        grids: one per level that is inferred.
        sides: for each, its two sides in each of its months.
        period: the months to list; the others only help to learn. None lists all.
        promise: share of false entries that each list may hold.
        line_is: ``minimum`` or ``target``: what the red line is.
    """
    row = pieces(grids, sides, line_is)
    found = beliefs(row)
    asked = np.array([_is_asked(row, place, period) for place in range(row.grid.size)], dtype=np.bool_)
    made = lists(row, found, asked, promise)
    shown = asked & np.isfinite(found.red)
    place_of = np.cumsum(shown) - 1
    numbered = [
        replace(each, number=number, cells=tuple(int(place_of[place]) for place in each.cells))
        for number, each in enumerate(entries(row, found, made.kinds), start=1)
    ]
    return Held(
        levels=tuple(_level(row, found, place, line_is) for place in range(len(grids))),
        listed=made.listed,
        entries=tuple(numbered),
        cells=tuple(_cells(row, found, made.kinds, shown)),
    )


def _is_asked(row: Pieces, place: int, period: Period | None) -> bool:
    month = row.grids[row.grid[place]].months[row.month[place]]
    return period is None or (period.start <= month.start and month.end <= period.end)


def _level(row: Pieces, found: Beliefs, place: int, line_is: str) -> Level:
    """Say how a level was read, as last agreed."""
    grid, last = row.grids[place], row.sides[place][-1] if row.sides[place] else Sides((), ())
    counted = grid.counted[grid.level]
    measure = next((each for each in reversed(counted.standing) if each is not None), None)
    few = f"fewer than {FEWEST} pieces of work have an answer, and nobody can say how pieces differ"
    unit = counted.question.formula.unit
    target, line = levels_of(measure, unit, line_is)
    return Level(
        id=grid.level,
        title=(measure.title if measure else "") or grid.level,
        unit=unit,
        better=counted.question.formula.metric.better,
        target=target,
        line=line,
        line_is="minimum" if line_is == "minimum" and measure and measure.minimum else "target",
        contracted=last.contracted,
        proxies=last.proxies,
        cells=int(np.count_nonzero(row.grid == place)),
        not_inferred=few if place in found.few else "",
        told=dict(found.told.get(place, {})),
        asked=ASKED in counted.question.formula.variant.tables,
    )


def levels_of(measure: Measure | None, unit: str, line_is: str) -> tuple[Fraction | None, Fraction | None]:
    """Give a level's target and red line in its unit; each stands in where the other is missing."""
    target = measure and (measure.target or measure.minimum)
    line = measure and (measure.minimum or measure.target) if line_is == "minimum" else target
    return tuple(each.in_unit(unit) if each else None for each in (target, line))  # type: ignore[return-value]


def _cells(row: Pieces, found: Beliefs, kinds: Sequence[Kind], shown: Yes) -> Iterator[Cell]:
    wholes = [_wholes(grid) for grid in row.grids]
    for place in np.flatnonzero(shown).tolist():
        at = int(row.grid[place])
        grid, unit, month = row.grids[at], int(row.unit[place]), int(row.month[place])
        sides = row.sides[at][month]
        luck = float(row.luck[place])
        yield Cell(
            level=grid.level,
            members=dict(zip(grid.by, grid.members[unit], strict=True)),
            inside=bool(grid.inside[unit]),
            period=grid.months[month],
            contract=SIDES[row.contract[place]],
            luck=None if isnan(luck) else luck,
            kept=_counts(grid, sides.contracted, unit, month, wholes[at]),
            answers=_counts(grid, (grid.level,), unit, month, wholes[at])[0],
            line=exact(float(row.line[place])),
            proxies=_counts(grid, [each for each in sides.proxies if each not in sides.contracted],
                            unit, month, wholes[at]),
            belief=Belief(
                value=float(found.value[place]),
                low=float(found.low[place]),
                high=float(found.high[place]),
                red=float(found.red[place]),
                content=float(found.content[place]),
            ),
            kind=kinds[place],
        )  # fmt: skip


def _wholes(grid: Grid) -> Mapping[str, list[tuple[int, int]]]:
    """Give what each measure counted in all units together, by month."""
    return {name: [*zip(_sums(each, "hits"), _sums(each, "of"), strict=True)] for name, each in grid.counted.items()}


def _sums(counted: Counted, part: str) -> list[int]:
    return [int(each) for each in getattr(counted, part).sum(axis=0)]


def _counts(
    grid: Grid, names: Sequence[str], unit: int, month: int, wholes: Mapping[str, list[tuple[int, int]]]
) -> tuple[Count, ...]:
    return tuple(
        count_of_one(grid.counted[name], unit, month, wholes[name][month]) for name in names if name in grid.counted
    )
