"""The truth test rehearsed: in worlds shaped like the run's own counts, where what is true is known.

Every world keeps the run's pieces, their answers' and cases' numbers and the contract side; what customers live through
is drawn anew. Work differs from unit to unit and drifts from month to month, what customers go through follows it as
far as it does in the run, and in some units some months are made red. Then the test itself is run, and beside it the
rules that people use instead. In a second world of each pair nothing is red: whatever is named there is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Final

import numpy as np

from truegreen.model.truth import Kind, Rehearsal, Rule
from truegreen.readings.grid import Counted, Grid
from truegreen.signals.truth_beliefs import beliefs
from truegreen.signals.truth_lists import by_exact_test, lists, within
from truegreen.signals.truth_pieces import GREEN, Floats, Pieces, Yes, pieces
from truegreen.signals.truth_sides import Sides
from truegreen.stats.intervals import t_of

SPREAD: Final = 0.3
"""How far units differ, in log-odds."""
DRIFT: Final = 0.25
"""How far months of one unit are from its own level."""
KEEPS: Final = 0.8
"""How much of a month's drift the next one keeps."""
QUIET: Final = 0.1
PLANTED: Final = 0.1
"""Share of units in which months are made red."""
LENGTH: Final = (3, 12)
BELOW: Final = (0.05, 0.25)
"""How far below the red line they are put, in shares."""
ENOUGH: Final = 30
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
    row = pieces(grids, sides, line_is)
    told = beliefs(row).told
    fared: list[dict[str, _Fared]] = [{}, {}]
    for world in range(worlds):
        for place, plants in enumerate((True, False)):
            draws = np.random.default_rng((seed, world, place))
            truths, drawn = zip(*(_drawn(grid, _bounds(row, at), told.get(at, {}), plants, draws)
                                  for at, grid in enumerate(grids)), strict=True)  # fmt: skip
            made = replace(row, grids=drawn)
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
    own = row.grid == at
    return (float(row.line[own].max()), float(row.target[own].max())) if own.any() else (0.7, 0.8)


def _drawn(
    grid: Grid, bounds: tuple[float, float], told: Mapping[str, float], plants: bool, draws: np.random.Generator
) -> tuple[Floats, Grid]:
    """Draw what customers live through, in every unit and month, and what would have been counted of it."""
    line, target = bounds
    level = grid.counted[grid.level]
    middle = max(target, float(level.hits.sum() / max(level.of.sum(), 1)))
    away = _away(level.of.shape, plants, draws)
    share = _share(_odds(middle) + away)
    share = _planted(share, line, draws) if plants else np.maximum(share, line + 0.01)
    lived = _odds(share) - _odds(middle)
    found = {name: _counted(each, lived, told, draws) for name, each in grid.counted.items() if name != grid.level}
    answers = replace(level, hits=draws.binomial(level.of, share))
    return share, replace(grid, counted={**found, grid.level: answers})


def _away(shape: tuple[int, ...], plants: bool, draws: np.random.Generator) -> Floats:
    """Draw how far each unit and month is from the middle: what is its own, and what drifts."""
    own = draws.normal(0, SPREAD if plants else QUIET, (shape[0], 1))
    if not plants:
        return np.broadcast_to(own, shape)
    drift = np.zeros(shape)
    for month in range(shape[1]):
        before = drift[:, month - 1] if month else draws.normal(0, DRIFT, shape[0])
        drift[:, month] = KEEPS * before + sqrt(1 - KEEPS**2) * draws.normal(0, DRIFT, shape[0])
    return np.asarray(own + drift)


def _planted(share: Floats, line: float, draws: np.random.Generator) -> Floats:
    """Make some months of some units red."""
    made = share.copy()
    for unit in np.flatnonzero(draws.random(len(share)) < PLANTED):
        length = int(draws.integers(LENGTH[0], LENGTH[1] + 1))
        first = int(draws.integers(0, max(share.shape[1] - length, 0) + 1))
        made[unit, first : first + length] = max(line - draws.uniform(*BELOW), 0.02)
    return made


def _counted(counted: Counted, lived: Floats, told: Mapping[str, float], draws: np.random.Generator) -> Counted:
    """Draw what a measure counts, following what customers live through as far as it does in the run."""
    follows = told.get(f"{counted.question.formula.spec}, this month")
    if follows is None or not counted.of.any():
        return counted
    middle = _odds(min(max(float(counted.hits.sum() / counted.of.sum()), 0.01), 0.99))
    own = sqrt(max(1 - follows**2, 0.0)) * draws.normal(0, SPREAD, lived.shape)
    return replace(counted, hits=draws.binomial(counted.of, _share(middle + follows * lived + own)))


def _odds(share: float | Floats) -> Floats:
    inside = np.clip(share, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(inside) - np.log1p(-inside))


def _share(odds: Floats) -> Floats:
    return np.asarray(0.5 * (1 + np.tanh(odds / 2)))


def _judge(row: Pieces, truths: list[Floats], promise: float, fared: dict[str, _Fared]) -> None:
    """Hold what each rule names against what is true, among the pieces whose contract is green."""
    share = row.of(lambda grid: truths[row.grids.index(grid)])
    green = row.contract == GREEN
    red = green & (share < row.line)
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
    low = np.where(of > 0, hits / np.maximum(of, 1), 1.0) < row.line
    yield "answers below the line", low
    yield f"the same, {ENOUGH} answers or more", low & (of >= ENOUGH)
    green = np.flatnonzero(row.contract == GREEN)
    named = everything & False
    named[green[within(_flat(hits[green], of[green], row.line[green]), promise)]] = True
    yield "each by itself, nothing known before", named
    tested = everything & False
    tested[by_exact_test(row, green, "red", promise)] = True
    yield "exact test, false discoveries controlled", tested


def _answers(grid: Grid) -> Counted:
    return grid.counted[grid.level]


def _flat(hits: Floats, of: Floats, line: Floats) -> Floats:
    """Give the chance to be below the line by a piece's own answers alone, all shares being as likely before."""
    from scipy.special import betainc

    return np.asarray(betainc(hits + 1, of - hits + 1, line))
