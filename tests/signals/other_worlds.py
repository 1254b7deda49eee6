"""Worlds that nobody had in mind when the truth test was made: what is true of each piece is drawn and kept.

Teams do several types of work over some months. What their customers live through differs from team to team, drifts,
carries over from month to month and has seasons; how many answer ranges from nobody to thousands. Each shape of world
comes with red months planted, and without: then every piece is content enough, however little.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from tests.signals.truths import SIDES, counted, months
from truegreen.model.reading import Contract
from truegreen.model.truth import Kind
from truegreen.readings.grid import STATUS, Counted, Grid
from truegreen.signals.truth.beliefs import beliefs
from truegreen.signals.truth.lists import lists
from truegreen.signals.truth.pieces import GREEN, Pieces, pieces

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
LINE = 0.70
_MET, _MISSED = Contract.MET, Contract.MISSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a world is made.

    Attributes:
        teams, types, months: its size.
        middle: share of content customers in the middle.
        between, drift: how far units differ and months drift, in log-odds; each month keeps four fifths of the drift.
        trend, season: log-odds lost from the first month to the last, and between best and worst season.
        answers: answers of a piece, on average; units differ by a factor of about two.
        giant: answers of the one unit that is larger than all others.
        empty: share of pieces that nobody answered about.
        cases: cases of a piece, on average.
        follows: how far what customers go through follows what they say.
        heavy: whether units are spread with heavy tails (Student's t with three degrees of freedom) either way.
        planted: share of units in which months are made red.
        green: share of pieces whose contract is green.
    """

    teams: int = 20
    types: int = 8
    months: int = 12
    middle: float = 0.85
    between: float = 0.25
    drift: float = 0.25
    trend: float = 0.0
    season: float = 0.0
    answers: float = 10.0
    giant: float = 0.0
    empty: float = 0.0
    cases: float = 40.0
    follows: float = 0.7
    heavy: bool = False
    planted: float = 0.08
    green: float = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Fared:
    """How the truth test fared in one world: pieces truly so, named, named wrongly, and expected to be."""

    true: int
    named: int
    wrong: int
    expected: float


def made(shape: Shape, seed: int, plants: bool = True) -> tuple[Grid, Floats]:
    """Draw a world: its grid, and the true share of each unit and month."""
    draws = np.random.default_rng(seed)
    size = (shape.teams * shape.types, shape.months)
    share = _shares(shape, size, plants, draws)
    of = _answered(shape, size, draws)
    cases = draws.poisson(shape.cases, size) + 1
    away = _share(_odds(0.88) + shape.follows * (_odds(share) - _odds(shape.middle)) + draws.normal(0, 0.3, size))
    solved = draws.binomial(cases, away)
    on_time = np.where(draws.random(size) < shape.green, cases, (cases * 0.7).astype(np.int64))
    members = [(f"team {at // shape.types}", f"type {at % shape.types}") for at in range(size[0])]
    return world_of((draws.binomial(of, share), of), (on_time, cases), (solved, cases), members), share


def _shares(shape: Shape, size: tuple[int, int], plants: bool, draws: np.random.Generator) -> Floats:
    own = draws.standard_t(3, (size[0], 1)) / sqrt(3) if shape.heavy else draws.normal(0, 1, (size[0], 1))
    drift = np.zeros(size)
    for month in range(size[1]):
        fresh = draws.normal(0, 1, size[0])
        drift[:, month] = 0.8 * drift[:, month - 1] + 0.6 * fresh if month else fresh
    time = np.arange(size[1])
    course = -shape.trend * time / max(size[1] - 1, 1) + shape.season / 2 * np.cos(2 * np.pi * time / 12)
    share = _share(_odds(shape.middle) + shape.between * own + shape.drift * drift + course)
    if not plants:
        return np.maximum(share, LINE + 0.005)
    for unit in np.flatnonzero(draws.random(size[0]) < shape.planted):
        long = int(draws.integers(1, size[1] + 1))
        first = int(draws.integers(0, size[1] - long + 1))
        share[unit, first : first + long] = LINE - draws.uniform(0.05, 0.25)
    return share


def _answered(shape: Shape, size: tuple[int, int], draws: np.random.Generator) -> Whole:
    many = shape.answers * draws.lognormal(-0.25, 0.7, (size[0], 1))
    if shape.giant:
        many[0] = shape.giant
    of = draws.poisson(many, size)
    return np.where(draws.random(size) < shape.empty, 0, of)


def world_of(
    answers: tuple[Whole, Whole], on_time: tuple[Whole, Whole], solved: tuple[Whole, Whole],
    members: Sequence[tuple[str, ...]], by: Sequence[str] = ("team", "contact_type"),
) -> Grid:  # fmt: skip
    """Put counts, each (units, months), into a grid."""
    found = {"satisfied": _counted("satisfied", *answers), "on-time": _counted("on-time", *on_time),
             "solved": _counted("solved", *solved)}  # fmt: skip
    many = answers[0].shape[1]
    inside = np.ones(len(members), np.bool_)
    return Grid(level="satisfied", by=by, members=members, inside=inside, months=months(many), counted=found)


def _counted(name: str, hits: Whole, of: Whole) -> Counted:
    """Count a measure; its status all at once, for a world has thousands of pieces."""
    empty = np.zeros((0, hits.shape[1]), np.int64)
    measure = counted(name, empty, empty)
    target = {"satisfied": 80, "on-time": 92, "solved": 85}[name]
    met = hits * 100 >= target * of
    status = np.where(of > 0, np.where(met, STATUS.index(_MET), STATUS.index(_MISSED)), 0)
    return replace(measure, hits=hits, of=of, status=status.astype(np.int8))


def judged(row: Pieces, share: Floats, by: Pieces | None = None, promise: float = 0.1) -> Mapping[Kind, Fared]:
    """Run the truth test and hold each list against what is true.

    Args:
        row: the pieces that are tested.
        share: the true share of content customers in each unit and month.
        by: the same pieces with the bounds of that share, where the level is none.
        promise: share of false entries that a list may hold.
    """
    found = beliefs(row)
    made_ = lists(row, found, np.ones(row.grid.size, np.bool_), promise)
    truth = share[row.unit, row.month]
    bounds = by or row
    red, content = truth < bounds.line, truth >= bounds.target
    kinds = np.array([each.value for each in made_.kinds])
    held = {}
    for kind, right in ((Kind.WATERMELON, red), (Kind.TRUE_GREEN, content)):
        on, listed = kinds == kind.value, next(each for each in made_.listed if each.kind is kind)
        could = (row.contract == GREEN) & right
        held[kind] = Fared(true=int(could.sum()), named=int(on.sum()), wrong=int((on & ~right).sum()),
                           expected=listed.wrong)  # fmt: skip
    return held


def fared(shape: Shape, seed: int, plants: bool = True) -> Mapping[Kind, Fared]:
    """Draw a world and say how the truth test fared in it."""
    grid, share = made(shape, seed, plants)
    return judged(pieces([grid], [[SIDES] * len(grid.months)], "minimum"), share)


def _odds(share: float | Floats) -> Floats:
    return np.asarray(np.log(share) - np.log1p(-np.asarray(share)))


def _share(odds: Floats) -> Floats:
    return np.asarray(0.5 * (1 + np.tanh(odds / 2)))
