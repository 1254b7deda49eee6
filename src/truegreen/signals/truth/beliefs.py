"""What is inferred of the customers behind each piece of work, from all its signals together.

One month's answers say too little. A piece's signals are its answers of this month and of the three months before, and
the same of what its customers went through. How far these go together is learned from all pieces
(``stats.shrinkage.joint``), not assumed: where the months before say nothing of this one, they count for nothing.
Where one month's answers are all there is, the spread of true shares is a curve of any shape (``chances_alone``).
Pieces are held against the mean of all that share an experience level, never against the mean of their own contact type
or segment: with a handful of answers that mean is noise itself, and would raise whole groups where nothing is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from truegreen.model.reading import PARTS
from truegreen.readings.grid import Counted, Grid
from truegreen.signals.truth.chances import chances, chances_alone
from truegreen.signals.truth.luck import BESIDE, before
from truegreen.signals.truth.pieces import Floats, Pieces, Whole, Yes
from truegreen.stats.shrinkage.joint import Joint, joint
from truegreen.stats.shrinkage.signal import Kind, Signal, means, shares

FEWEST: Final = 30
"""Pieces with answers, below which nobody can say how pieces differ."""
_WHEN: Final[Mapping[str, Callable[[Whole], Whole]]] = {
    "this month": lambda counts: counts,
    "three months before": lambda counts: before(counts, BESIDE),
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Beliefs:
    """What is believed of every piece; NaN where nothing can be.

    Attributes:
        value, low, high: of the level, in its unit; a 95 % interval.
        red, content: chance to be below the red line, and at the target or above.
        even_so: chance to be at the target or above even if content customers are keener to answer than others
            (``truth_chances.KEENER``).
        told: for each level's place, how strongly each signal goes with the answers of the month, by its name.
        few: places of levels with too few answered pieces.
    """

    value: Floats
    low: Floats
    high: Floats
    red: Floats
    content: Floats
    even_so: Floats
    told: Mapping[int, Mapping[str, float]]
    few: tuple[int, ...]


def beliefs(pieces: Pieces) -> Beliefs:
    """Infer every piece's outcome; levels that are measured alike learn from each other."""
    held = np.full((6, pieces.grid.size), np.nan)
    told: dict[int, Mapping[str, float]] = {}
    few: list[int] = []
    for places in _families(pieces):
        own = np.isin(pieces.grid, places)
        signals = list(_signals(pieces, places, own))
        if not signals or np.count_nonzero(signals[0].weights) < FEWEST:
            few += places
            continue
        if len(signals) == 1 and signals[0].kind is Kind.SHARE:
            held[:, own] = chances_alone(signals[0].totals, signals[0].weights, pieces, own)
            continue
        found = joint(signals, pieces.grid[own], fewest=FEWEST)
        held[:, own] = chances(found, pieces, own)
        told |= dict.fromkeys(places, _told(found))
    value, low, high, red, content, even_so = held
    return Beliefs(value=value, low=low, high=high, red=red, content=content, even_so=even_so, told=told,
                   few=tuple(few))  # fmt: skip


def _families(pieces: Pieces) -> list[list[int]]:
    """Give the places of levels that are measured by the same formula, together."""
    found: dict[str, list[int]] = {}
    for place, grid in enumerate(pieces.grids):
        found.setdefault(str(_level(grid).question.formula.spec), []).append(place)
    return list(found.values())


def _level(grid: Grid) -> Counted:
    return grid.counted[grid.level]


def _signals(pieces: Pieces, places: list[int], own: Yes) -> Iterator[Signal]:
    """Give the signals of some levels' pieces: the answers of the month first."""
    for when in _WHEN:
        yield from _signal(pieces, own, f"answers, {when}", when, _level)
    specs = {str(pieces.grids[place].counted[name].question.formula.spec): None
             for place in places for each in pieces.sides[place] for name in each.proxies
             if name in pieces.grids[place].counted}  # fmt: skip
    for spec in specs:
        for when in _WHEN:
            yield from _signal(pieces, own, f"{spec}, {when}", when, partial(_lived, pieces, spec))


def _lived(pieces: Pieces, spec: str, grid: Grid) -> Counted | None:
    """Give the measure of what a level's customers go through that has a formula, if it has one."""
    names = {name for each in pieces.sides[pieces.grids.index(grid)] for name in each.proxies}
    found = (grid.counted[name] for name in sorted(names) if name in grid.counted)
    return next((each for each in found if str(each.question.formula.spec) == spec), None)


def _signal(
    pieces: Pieces, own: Yes, name: str, when: str, which: Callable[[Grid], Counted | None]
) -> Iterator[Signal]:
    """Give a signal, unless no piece has it."""

    def taken(part: str) -> Floats:
        def array(grid: Grid) -> Floats | None:
            counted = which(grid)
            return None if counted is None else _WHEN[when](getattr(counted, part)).astype(np.float64)

        return pieces.of(array)[own]

    hits, of = taken("hits"), taken("of")
    if not of.any():
        return
    counted = next(found for grid in pieces.grids if (found := which(grid)) is not None)
    if counted.question.formula.unit == "share":
        yield shares(name, hits, of)
    elif counted.variance:
        small = float(PARTS[counted.question.formula.unit])
        asked = np.where(of > 0, of, np.nan)
        yield means(name, hits / asked / small, counted.variance / asked)


def _told(found: Joint) -> dict[str, float]:
    """Say how far each signal goes with the answers of the month, in truth, not in the counts."""
    return {name: float(each) for name, each in zip(found.names[1:], found.correlations[0, 1:], strict=True)}
