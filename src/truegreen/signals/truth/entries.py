"""Neighbouring months of the same work that say the same, told together.

A list names single months of single pieces; people speak of “Manila, customs documents, since March”. Pieces that share
all members but that of the last slice, and follow each other in time, become one entry. Its counts are of all its
months and members, those that are not on the list by themselves included, so that they do not show the worst only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

import numpy as np

from truegreen.model.truth import Belief, Count, Entry, Kind
from truegreen.readings.grid import Grid
from truegreen.signals.truth.beliefs import Beliefs
from truegreen.signals.truth.counts import count
from truegreen.signals.truth.lists import SIDES
from truegreen.signals.truth.pieces import Floats, Pieces, Yes, exact
from truegreen.units.period import Period

GAP: Final = 2
"""Months in which nobody could tell that do not end an entry."""
ORDER: Final = (Kind.WATERMELON, Kind.INVERSE, Kind.TRUE_RED, Kind.TRUE_GREEN)


@dataclass(frozen=True, slots=True)
class _Block:
    """Units and months that are told together.

    Attributes:
        kind, grid: what they are, and under which level.
        key: their members but for the last slice.
        units: places of their units.
        months: first and last month's place.
        on: places of the pieces on the list.
    """

    kind: Kind
    grid: int
    key: tuple[str, ...]
    units: tuple[int, ...]
    months: tuple[int, int]
    on: tuple[int, ...]


def entries(pieces: Pieces, found: Beliefs, kinds: Sequence[Kind]) -> list[Entry]:
    """Tell what is on the lists by entries, watermelons first; each kind by its cases, most first."""
    blocks = [block for kind in ORDER for block in _blocks(pieces, kinds, kind)]
    told = [_entry(pieces, found, block) for block in blocks]
    told.sort(key=lambda each: (ORDER.index(each.kind), -sum(kept.of for kept in each.kept[:1])))
    return told


def _blocks(pieces: Pieces, kinds: Sequence[Kind], kind: Kind) -> Iterator[_Block]:
    """Give the runs of months of each piece of work, the last slice apart."""
    held: dict[tuple[int, tuple[str, ...]], list[int]] = defaultdict(list)
    for place, own in enumerate(kinds):
        if own is kind:
            members = pieces.grids[pieces.grid[place]].members[pieces.unit[place]]
            held[int(pieces.grid[place]), _key(members)].append(place)
    broken = _broken(pieces, kinds, kind)
    for (grid, key), places in held.items():
        for run in _runs(places, pieces, broken.get((grid, key), frozenset())):
            units = tuple(sorted({int(pieces.unit[place]) for place in run}))
            months = [int(pieces.month[place]) for place in run]
            yield _Block(kind, grid, key, units, (min(months), max(months)), tuple(run))


def _key(members: tuple[str, ...]) -> tuple[str, ...]:
    return members[:-1] if len(members) > 1 else members


def _broken(pieces: Pieces, kinds: Sequence[Kind], kind: Kind) -> Mapping[tuple[int, tuple[str, ...]], frozenset[int]]:
    """Give the months in which some piece of the same work says otherwise."""
    found: dict[tuple[int, tuple[str, ...]], set[int]] = defaultdict(set)
    for place, own in enumerate(kinds):
        if own not in (kind, Kind.CANNOT_TELL):
            members = pieces.grids[pieces.grid[place]].members[pieces.unit[place]]
            found[int(pieces.grid[place]), _key(members)].add(int(pieces.month[place]))
    return {at: frozenset(months) for at, months in found.items()}


def _runs(places: Sequence[int], pieces: Pieces, broken: frozenset[int]) -> Iterator[list[int]]:
    """Cut pieces into runs of months with no more than ``GAP`` months between, none of which says otherwise."""
    run: list[int] = []
    for place in sorted(places, key=lambda each: int(pieces.month[each])):
        month = int(pieces.month[place])
        between = range(int(pieces.month[run[-1]]) + 1, month) if run else range(0)
        if run and (len(between) > GAP or any(each in broken for each in between)):
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _entry(pieces: Pieces, found: Beliefs, block: _Block) -> Entry:
    grid, (first, last) = pieces.grids[block.grid], block.months
    months = np.zeros(len(grid.months), np.bool_)
    months[first : last + 1] = True
    where = np.zeros((len(grid.members), months.size), np.bool_)
    where[list(block.units), first : last + 1] = True
    listed = len({int(pieces.month[place]) for place in block.on})
    sides = pieces.sides[block.grid][last]
    counted = [_count(pieces, block, name, where, months) for name in (grid.level, *sides.contracted, *sides.proxies)]
    kept = 1 + len([name for name in sides.contracted if name in grid.counted])
    told = [each for each in counted if each is not None]
    return Entry(
        number=0,
        kind=block.kind,
        level=grid.level,
        members=_members(pieces, block),
        inside=all(bool(grid.inside[unit]) for unit in block.units),
        first=grid.months[first],
        last=grid.months[last],
        months=(listed, last - first + 1),
        still=last == len(grid.months) - 1,
        kept=told[1:kept],
        answers=told[0],
        bounds=_bounds(pieces, block),
        proxies=[each for each in told[kept:] if each.measure not in sides.contracted],
        belief=_belief(pieces, found, block),
        wrong=_wrong(found, block),
        cells=block.on,
    )


def _bounds(pieces: Pieces, block: _Block) -> tuple[tuple[Period, Fraction], ...]:
    """Give what the customers are held against, and from which month on; an amendment may have changed it."""
    red = block.kind in (Kind.WATERMELON, Kind.TRUE_RED)
    bounds = pieces.line if red else pieces.target
    first, last = block.months
    within = (pieces.grid == block.grid) & (pieces.month >= first) & (pieces.month <= last) & np.isfinite(bounds)
    by_month = {int(pieces.month[place]): float(bounds[place]) for place in np.flatnonzero(within)}
    found: list[tuple[Period, Fraction]] = []
    for month in sorted(by_month):
        bound = exact(by_month[month])
        if not found or found[-1][1] != bound:
            found.append((pieces.grids[block.grid].months[month], bound))
    return tuple(found)


def _count(pieces: Pieces, block: _Block, name: str, where: Yes, months: Yes) -> Count | None:
    grid = pieces.grids[block.grid]
    if name not in grid.counted:
        return None
    counted, (first, last) = grid.counted[name], block.months
    made = count(counted, where, np.broadcast_to(months[None, :], where.shape), last)
    asked = next((month for month in range(first, last + 1) if counted.standing[month] is not None), first)
    return replace(made, since=grid.months[asked]) if asked > first else made


def _members(pieces: Pieces, block: _Block) -> dict[str, tuple[str, ...]]:
    """Name the members; a last slice is left out where all of its members with work in these months are in."""
    grid, (first, last) = pieces.grids[block.grid], block.months
    named = dict(zip(grid.by, ([member] for member in block.key), strict=False))
    if len(grid.by) > 1:
        alike = [place for place in range(len(grid.members)) if _key(grid.members[place]) == block.key]
        work = [sum(each.of[place, first : last + 1].sum() for each in grid.counted.values()) for place in alike]
        if {place for place, of in zip(alike, work, strict=True) if of} - set(block.units):
            named[grid.by[-1]] = [grid.members[unit][-1] for unit in block.units]
    implied = _implied(grid)
    return {name: tuple(each) for name, each in named.items() if name not in implied}


def _implied(grid: Grid) -> set[str]:
    """Name the slices whose member a later slice tells: a provider, where each of its sites is its alone."""
    return {
        name
        for place, name in enumerate(grid.by)
        if any(
            len({(each[place], each[other]) for each in grid.members}) == len({each[other] for each in grid.members})
            for other in range(place + 1, len(grid.by))
        )
    }


def _belief(pieces: Pieces, found: Beliefs, block: _Block) -> Belief:
    """Give the mean over the pieces on the list, each weighted by its cases."""
    on = np.array(block.on)
    grid = pieces.grids[block.grid]
    work = sum(each.of[pieces.unit[on], pieces.month[on]] for each in grid.counted.values())
    weights = np.maximum(np.asarray(work, dtype=np.float64), 1.0)
    value, low, high, red, content = (
        float(np.average(each[on], weights=weights))
        for each in (found.value, found.low, found.high, found.red, found.content)
    )
    return Belief(value=value, low=low, high=high, red=red, content=content)


def _wrong(found: Beliefs, block: _Block) -> float:
    right: Floats = getattr(found, SIDES[block.kind][1])
    return float(np.mean(1 - right[np.array(block.on)]))
