"""One month's answers and nothing else: true shares may have more than one hump, and lists keep their promise."""

from __future__ import annotations

import numpy as np
import pytest

from tests.signals.truths import grid
from truegreen.model.truth import Kind
from truegreen.signals.truth.beliefs import beliefs
from truegreen.signals.truth.lists import lists
from truegreen.signals.truth.pieces import Pieces, pieces
from truegreen.signals.truth.sides import Sides

ALONE = Sides(("on-time",), ())
UNITS = 1000


def _month(true: np.ndarray[tuple[int], np.dtype[np.float64]], answers: int, seed: int) -> Pieces:
    """Draw one month of pieces of work, all of them in time."""
    of = np.full((true.size, 1), answers)
    hits = np.random.default_rng(seed).binomial(of, true[:, None])
    plenty = np.full((true.size, 1), 200)
    made = grid(
        (hits, of), (plenty, plenty), (plenty, plenty), [(f"site {each}",) for each in range(true.size)], ["site"]
    )
    return pieces([made], [[ALONE]], "minimum")


def _found(row: Pieces) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Say which pieces are called watermelons."""
    kinds = lists(row, beliefs(row), np.ones(row.grid.size, np.bool_), 0.1).kinds
    return np.array([each is Kind.WATERMELON for each in kinds])


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 2))])
def test_a_few_that_stand_apart_are_found_and_the_promise_is_kept(seed: int) -> None:
    red = np.arange(UNITS) % 16 == 0
    found = _found(_month(np.where(red, 0.5, 0.87), 25, seed))
    assert found[red].mean() > 0.75
    assert found[~red].sum() <= 0.15 * found.sum()


@pytest.mark.parametrize("seed", range(3))
def test_where_nobody_stands_apart_nobody_is_named(seed: int) -> None:
    assert not _found(_month(np.full(UNITS, 0.87), 25, seed)).any()


def test_an_interval_holds_what_is_true_as_often_as_it_says() -> None:
    inside, red = [], []
    for seed in range(3):
        true = np.random.default_rng(seed).beta(24, 4, UNITS)
        found = beliefs(_month(true, 25, seed + 50))
        inside.append(np.mean((found.low <= true) & (true <= found.high)))
        red.append(found.red.sum() - np.sum(true < 0.7))
        assert ((found.low < found.value) & (found.value < found.high)).all()
        assert (found.even_so <= found.content).all()
    assert np.mean(inside) == pytest.approx(0.95, abs=0.02)
    assert np.mean(red) == pytest.approx(0, abs=0.01 * UNITS)
