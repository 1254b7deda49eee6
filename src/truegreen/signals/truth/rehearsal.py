"""The truth test rehearsed: in worlds shaped like the run's own counts, where what is true is known.

Every world keeps the run's pieces, their answers' and cases' numbers and the contract side; what customers live through
is drawn anew. Work differs from unit to unit and drifts from month to month, what customers go through follows it as
far as it does in the run, and in some units some months are made red. Then the test itself is run, and beside it the
rules that people use instead. In a second world of each pair nothing is red: whatever is named there is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Final

import numpy as np

from truegreen.model.rehearsal import Rehearsal, Rule
from truegreen.model.truth import Kind
from truegreen.readings.grid import Counted, Grid
from truegreen.signals.truth.beliefs import beliefs
from truegreen.signals.truth.lists import lists
from truegreen.signals.truth.pieces import GREEN, Floats, Pieces, Yes, pieces
from truegreen.signals.truth.sides import Sides
from truegreen.signals.truth.worlds import drawn
from truegreen.stats.intervals import t_of
from truegreen.stats.shrinkage.naive import RULES

OURS: Final = "the truth test"
Told = Callable[[str, int, int], None]


@dataclass(slots=True)
class _Fared:
    """How a rule fared so far: in each world the true ones found, the true ones, those named, those named wrongly."""

    worlds: list[tuple[int, int, int, int]]

    def rule(self, name: str) -> Rule:
        """Sum it up."""
        found, true, named, wrong = np.array(self.worlds, dtype=np.float64).T
        power = np.divide(found, true, out=np.full(true.size, np.nan), where=true > 0)
        false = np.divide(wrong, named, out=np.zeros(named.size), where=named > 0)
        mean, low, high = _mean(power[np.isfinite(power)])
        share, least, most = _mean(false)
        return Rule(
            name=name,
            found=None if np.isnan(mean) else mean,
            found_low=low,
            found_high=high,
            false=share,
            false_low=least,
            false_high=most,
            named=float(named.mean()),
        )


def _mean(values: Floats) -> tuple[float, float, float]:
    """Give a mean of shares with its interval over worlds."""
    if not values.size:
        return float("nan"), 0.0, 1.0
    mean = float(values.mean())
    if values.size < 2:
        return mean, 0.0, 1.0
    half = t_of(0.95, values.size - 1) * float(values.std(ddof=1)) / sqrt(values.size)
    return mean, max(mean - half, 0.0), min(mean + half, 1.0)


def rehearsed(
    grids: Sequence[Grid],
    sides: Sequence[Sequence[Sides]],
    promise: float,
    line_is: str,
    worlds: int,
    seed: int,
    progress: Told = lambda what, done, of: None,
) -> Rehearsal:
    """Run the truth test in worlds with red months planted, and in worlds without.

    Args:
        grids: one per level that is inferred, all of them shares.
        sides: for each, its two sides in each of its months.
        promise: share of false entries that a list may hold.
        line_is: ``minimum`` or ``target``: what the red line is.
        worlds: how many of each kind.
        seed: where the draws begin.
        progress: told how many worlds are done.
    """
    counted = [place for place, each in enumerate(grids) if each.counted[each.level].of.any()]
    grids, sides = [grids[place] for place in counted], [sides[place] for place in counted]
    row = pieces(grids, sides, line_is)
    told = beliefs(row).told
    fared: list[dict[str, _Fared]] = [{}, {}]
    for world in range(worlds):
        for place, plants in enumerate((True, False)):
            draws = np.random.default_rng((seed, world, place))
            truths, worlds_of = zip(*(drawn(grid, _bounds(row, at), told.get(at, {}), plants, draws)
                                  for at, grid in enumerate(grids)), strict=True)  # fmt: skip
            made = replace(row, grids=worlds_of)
            _judge(made, [*truths], promise, fared[place])
        progress("rehearsing worlds", world + 1, worlds)
    return Rehearsal(
        worlds=worlds,
        cells=int(np.count_nonzero(row.contract == GREEN)),
        seed=seed,
        promise=promise,
        planted=tuple(each.rule(name) for name, each in fared[0].items()),
        nothing=tuple(each.rule(name) for name, each in fared[1].items()),
    )


def _bounds(row: Pieces, at: int) -> tuple[float, float]:
    """Give the hardest red line and target that a level ever had."""
    own = row.grid == at
    hardest = np.max if row.higher[own][0] else np.min
    return float(hardest(row.line[own])), float(hardest(row.target[own]))


def _judge(row: Pieces, truths: list[Floats], promise: float, fared: dict[str, _Fared]) -> None:
    """Hold what each rule names against what is true, among the pieces whose contract is green."""
    share = row.of(lambda grid: truths[row.grids.index(grid)])
    green = row.contract == GREEN
    red = green & np.where(row.higher, share < row.line, share > row.line)
    for name, named in _rules(row, promise):
        on = named & green
        fared.setdefault(name, _Fared([])).worlds.append(
            (int((on & red).sum()), int(red.sum()), int(on.sum()), int((on & ~red).sum()))
        )


def _rules(row: Pieces, promise: float) -> Iterator[tuple[str, Yes]]:
    """Give what each rule names: ours, and those that people use instead."""
    everything = np.ones(row.grid.size, np.bool_)
    kinds = lists(row, beliefs(row), everything, promise).kinds
    yield OURS, np.array([each is Kind.WATERMELON for each in kinds], dtype=np.bool_)
    hits, of = row.of(lambda grid: _answers(grid).hits), row.of(lambda grid: _answers(grid).of)
    good, line = np.where(row.higher, hits, of - hits), np.where(row.higher, row.line, 1 - row.line)
    green = np.flatnonzero(row.contract == GREEN)
    for name, rule in RULES.items():
        named = np.zeros(row.grid.size, np.bool_)
        named[green] = rule(good[green], of[green], line[green], promise)
        yield name, named


def _answers(grid: Grid) -> Counted:
    return grid.counted[grid.level]
