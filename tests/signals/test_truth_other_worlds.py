"""The promise in worlds of other shapes: with red months planted the lists hold it, without any they name nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from tests.signals.other_worlds import Fared, Shape, fared, judged, made
from tests.signals.truths import LEVEL, SIDES
from truegreen.metrics.catalogue import Spec, catalogue
from truegreen.model.agreement import Measure
from truegreen.model.truth import Kind
from truegreen.readings.grid import Counted, Grid
from truegreen.readings.questions import Question
from truegreen.readings.specs import formula
from truegreen.signals.truth.held import held
from truegreen.signals.truth.pieces import pieces
from truegreen.units.quantity import Quantity

SHAPES = {
    "plain": Shape(),
    "what customers go through says nothing of what they say": Shape(follows=0.0),
    "trend and seasons": Shape(trend=0.4, season=0.4),
    "one giant": Shape(giant=5000),
    "a handful of answers or none": Shape(answers=1.5, empty=0.3),
    "heavy tails": Shape(heavy=True, between=0.3),
    "two months": Shape(months=2),
    "one slice": Shape(types=1),
    "a hair above the line": Shape(middle=0.74, between=0.05, drift=0.05),
    "hardly ever a complaint": Shape(middle=0.985, between=0.3),
    "all alike": Shape(between=0.0, drift=0.0),
}
WORLDS = 200


def _named(found: list[Fared]) -> tuple[float, float, float]:
    """Give the share of worlds in which anything was named, the mean share of wrong ones, and the power."""
    wrong = [each.wrong / each.named if each.named else 0.0 for each in found]
    right = sum(each.named - each.wrong for each in found)
    true = max(sum(each.true for each in found), 1)
    return float(np.mean([each.named > 0 for each in found])), float(np.mean(wrong)), right / true


@pytest.mark.parametrize("name", list(SHAPES))
def test_every_shape_is_judged_and_a_quiet_one_stays_quiet(name: str) -> None:
    shape = replace(SHAPES[name], teams=8)
    planted, quiet = fared(shape, 5), fared(shape, 5, plants=False)
    assert planted[Kind.WATERMELON].true > 0
    assert planted[Kind.WATERMELON].wrong <= 0.3 * max(planted[Kind.WATERMELON].named, 4)
    assert quiet[Kind.WATERMELON].true == quiet[Kind.WATERMELON].named == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", list(SHAPES))
def test_where_nothing_is_red_hardly_a_world_has_an_entry(name: str) -> None:
    shape = replace(SHAPES[name], teams=10)
    found = [fared(shape, seed, plants=False)[Kind.WATERMELON] for seed in range(1000, 1000 + WORLDS)]
    assert sum(each.true for each in found) == 0
    assert _named(found)[0] <= 0.12


@pytest.mark.slow
@pytest.mark.parametrize("name", list(SHAPES))
def test_what_is_named_where_something_is_red_is_rarely_wrong(name: str) -> None:
    both = [fared(SHAPES[name], seed) for seed in range(1000, 1040)]
    _, wrong, power = _named([each[Kind.WATERMELON] for each in both])
    assert wrong <= 0.12
    assert power >= 0.1
    assert _named([each[Kind.TRUE_GREEN] for each in both])[1] <= 0.1


def _asked(
    made: Grid, metric: str, variant: str, target: str, minimum: str, change: Callable[[Counted], Counted]
) -> Grid:
    """Give the same world with another level."""
    level = made.counted["satisfied"]
    measure = replace(LEVEL, target=Quantity.parse(target), minimum=Quantity.parse(minimum))
    question = Question("satisfied", formula(Spec(metric, variant, ()), catalogue()))
    other = replace(change(level), standing=[measure] * level.of.shape[1], question=question)
    return replace(made, counted={**made.counted, "satisfied": other})


def _net(level: Counted) -> Counted:
    """Content customers are promoters, the others detractors: from −100 to 100 points."""
    return replace(level, hits=2 * level.hits - level.of, variance=5_100.0)


def _effort(level: Counted) -> Counted:
    return replace(level, hits=level.of - level.hits)


KINDS: dict[str, Callable[[Grid], Grid]] = {
    "points from −100 to 100": lambda made: _asked(made, "nps", "standard", "60 points", "40 points", _net),
    "less is better": lambda made: _asked(made, "reopen_rate", "of_resolved", "20 %", "30 %", _effort),
    "minimum and target are one": lambda made: _asked(made, "csat", "top2", "70 %", "70 %", lambda level: level),
}


@pytest.mark.parametrize("plants", [True, False])
@pytest.mark.parametrize("kind", list(KINDS))
def test_levels_of_any_kind_keep_the_promise(kind: str, plants: bool) -> None:
    grid, share = made(Shape(teams=10, answers=30), 3, plants)
    row = pieces([KINDS[kind](grid)], [[SIDES] * 12], "minimum")
    # What is true of a share is judged by the bounds of the share, whatever the level is called.
    truly = replace(row, line=np.full(row.line.size, 0.7), target=np.full(row.line.size, 0.8))
    found = judged(row, share, by=truly)[Kind.WATERMELON]
    assert found.wrong <= 0.2 * max(found.named, 1)
    assert (found.named > 0) == plants


def _amended(grid: Grid) -> Grid:
    later = replace(LEVEL, target=Quantity.parse("90 %"), minimum=Quantity.parse("82 %"))
    return _standing(grid, [LEVEL] * 6 + [later] * 6)


def _standing(grid: Grid, standing: Sequence[Measure | None]) -> Grid:
    level = replace(grid.counted["satisfied"], standing=standing)
    return replace(grid, counted={**grid.counted, "satisfied": level})


def test_each_month_is_held_against_the_agreement_of_its_day() -> None:
    grid, share = made(Shape(teams=10, middle=0.78, answers=40), 3, plants=False)
    row = pieces([_amended(grid)], [[SIDES] * 12], "minimum")
    assert np.unique(row.line[row.month < 6]).tolist() == [0.7]
    assert np.unique(row.line[row.month >= 6]).tolist() == [0.82]
    assert judged(row, share)[Kind.WATERMELON].wrong <= 0.12 * judged(row, share)[Kind.WATERMELON].named
    found = held([_amended(grid)], [[SIDES] * 12], None, 0.1, "minimum")
    named = [str(each.period) for each in found.cells if each.kind is Kind.WATERMELON]
    assert sum(each < "2024-07" for each in named) <= 0.12 * len(named)
    assert len(named) > 100


def test_months_without_the_level_have_no_pieces() -> None:
    grid, _ = made(Shape(teams=10), 3)
    row = pieces([_standing(grid, [None] * 6 + [LEVEL] * 6)], [[SIDES] * 12], "minimum")
    assert row.month.min() == 6


def test_where_everybody_is_content_nobody_is_not() -> None:
    grid, share = made(Shape(teams=10), 3, plants=False)
    full = {name: replace(each, hits=each.of) for name, each in grid.counted.items()}
    row = pieces([replace(grid, counted=full)], [[SIDES] * 12], "minimum")
    found = judged(row, np.ones_like(share))
    assert found[Kind.WATERMELON].named == 0
    assert found[Kind.TRUE_GREEN].named > 0


def test_where_nobody_is_content_all_of_it_is_red() -> None:
    grid, share = made(Shape(teams=10), 3, plants=False)
    level = replace(grid.counted["satisfied"], hits=np.zeros_like(grid.counted["satisfied"].of))
    row = pieces([replace(grid, counted={**grid.counted, "satisfied": level})], [[SIDES] * 12], "minimum")
    found: Fared = judged(row, np.zeros_like(share))[Kind.WATERMELON]
    assert found.named > 0.9 * found.true
