"""A free shape is taken where it is visible, and only there."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.stats.shrinkage.cells import BOUND, one_signal, two_humps
from truegreen.stats.shrinkage.beta_binomial import Beta
from truegreen.stats.shrinkage.choice import choose
from truegreen.stats.shrinkage.npmle import Grid

Draw = Callable[[np.random.Generator, int], NDArray[np.float64]]

ONE_HUMP: dict[str, Draw] = {
    "none differs": lambda random, cells: np.full(cells, 0.82),
    "beta": lambda random, cells: random.beta(0.82 * 15, 0.18 * 15, cells),
    "narrow beta": lambda random, cells: random.beta(0.82 * 40, 0.18 * 40, cells),
    "logit-normal": lambda random, cells: 1 / (1 + np.exp(-random.normal(1.6, 0.6, cells))),
}


@pytest.mark.slow
@pytest.mark.parametrize("shape", ONE_HUMP)
@pytest.mark.parametrize("cells", [300, 1500])
def test_worlds_of_one_hump_keep_the_beta_curve(shape: str, cells: int) -> None:
    taken = 0
    for seed in range(12):
        random = np.random.default_rng(seed)
        drawn = one_signal(random, ONE_HUMP[shape](random, cells))
        taken += isinstance(choose(drawn.hits, drawn.counts).prior, Grid)
    assert taken == 0


def test_cells_that_stand_apart_show_and_it_is_said_why() -> None:
    cells = two_humps(np.random.default_rng(5), 2000, bad=0.3)
    found = choose(cells.hits, cells.counts)
    assert isinstance(found.prior, Grid)
    assert found.gain > found.needed
    assert found.why.startswith("True shares are not spread as one beta curve: a free shape is likelier by")
    assert found.prior.seed == 0


def test_where_nothing_shows_the_beta_curve_stays_and_it_is_said_why() -> None:
    found = choose([3, 4, 5, 2], [5, 5, 6, 6])
    assert isinstance(found.prior, Beta)
    assert found.prior is found.beta
    assert "as far as can be told" in found.why


@pytest.mark.slow
def test_the_shape_is_told_from_some_thousand_pairs_however_many_there_are() -> None:
    random = np.random.default_rng(6)
    counts = random.integers(1, 10**6, 12_000).astype(float)
    hits = random.binomial(counts.astype(int), random.beta(80, 20, counts.size)).astype(float)
    found = choose(hits, counts)
    assert isinstance(found.prior, Beta)
    assert (found.beta.a, found.beta.b) == pytest.approx((80, 20), rel=0.05)
    assert found.prior.below(BOUND, hits[:5], counts[:5]).shape == (5,)
