"""A spread of any shape: proven likeliest, and true to what was planted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stats.shrinkage.cells import BOUND, two_humps
from truegreen.stats.discoveries import listed
from truegreen.stats.shrinkage.beta_binomial import beta_binomial
from truegreen.stats.shrinkage.npmle import npmle

some_counts = st.lists(
    st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=40
)


@pytest.mark.slow
@given(some_counts)
@settings(max_examples=25)
def test_it_is_likelier_than_any_beta_curve_and_says_how_much_is_left(pairs: list[tuple[int, int]]) -> None:
    hits, counts = np.array(pairs, dtype=float).T
    free = npmle(hits, counts)
    assert free.gap < 1e-3
    assert free.weights.sum() == pytest.approx(1)
    assert free.likelihood > beta_binomial(hits, counts).likelihood - 0.02 * hits.size - 0.1


def test_three_known_shares_are_found() -> None:
    """With a thousand surveys a cell the spread can be read off: a fifth at 40 %, half at 70 %, the rest at 90 %."""
    random = np.random.default_rng(3)
    true = random.choice([0.4, 0.7, 0.9], 3000, p=[0.2, 0.5, 0.3])
    counts = np.full(3000, 1000.0)
    fit = npmle(random.binomial(1000, true), counts)
    assert fit.converged
    for share, weight in ((0.4, 0.2), (0.7, 0.5), (0.9, 0.3)):
        assert fit.weights[np.abs(fit.shares - share) < 0.03].sum() == pytest.approx(weight, abs=0.03)


def test_the_same_weights_by_plain_em() -> None:
    """Ten thousand plain EM steps (Laird 1978) come to the same likelihood, from below."""
    cells = two_humps(np.random.default_rng(0), 200)
    fit = npmle(cells.hits, cells.counts)
    logs = cells.hits[:, None] * np.log(np.clip(fit.shares, 1e-12, 1))
    logs += (cells.counts - cells.hits)[:, None] * np.log(np.clip(1 - fit.shares, 1e-12, 1))
    chances, weights = np.exp(logs), np.full(fit.shares.size, 1 / fit.shares.size)
    for _ in range(10_000):
        weights = weights * (1 / (chances @ weights) @ chances) / cells.hits.size
    plain = float(np.sum(np.log(chances @ weights)))
    assert plain <= fit.likelihood + 1e-6
    assert plain == pytest.approx(fit.likelihood, abs=0.01)


def test_telling_cells_twice_changes_nothing_but_the_likelihood() -> None:
    cells = two_humps(np.random.default_rng(1), 300)
    fit, weighted = npmle(cells.hits, cells.counts), npmle(cells.hits, cells.counts, np.full(300, 2.0))
    assert weighted.likelihood == pytest.approx(2 * fit.likelihood)
    assert weighted.below(BOUND, cells.hits, cells.counts) == pytest.approx(
        fit.below(BOUND, cells.hits, cells.counts), abs=1e-6
    )


def test_draws_are_the_same_every_time_and_soften_the_spread() -> None:
    cells = two_humps(np.random.default_rng(2), 300)
    fit = npmle(cells.hits, cells.counts)
    drawn, again = (npmle(cells.hits, cells.counts, draws=10, seed=4) for _ in range(2))
    assert drawn.weights.tolist() == again.weights.tolist()
    assert (fit.seed, drawn.seed) == (None, 4)
    assert np.sum(drawn.weights > 1e-6) > np.sum(fit.weights > 1e-6)


@pytest.mark.parametrize(
    ("hits", "counts"),
    [([3], [5]), ([0, 0], [5, 5]), ([5, 5], [5, 5]), ([0, 1e6], [1e6, 1e6]), ([0.2, 3.3], [1.5, 3.3]), ([4], [1e9])],
)
def test_few_or_extreme_cells_have_an_answer(hits: list[float], counts: list[float]) -> None:
    fit = npmle(hits, counts)
    assert fit.converged
    own = np.array(hits) / counts
    assert np.all((fit.means(hits, counts) >= own.min() - 1e-9) & (fit.means(hits, counts) <= own.max() + 1e-9))
    assert np.all(np.isfinite(fit.below(BOUND, hits, counts)))


@pytest.mark.slow
def test_where_a_few_cells_stand_apart_it_finds_more_of_them_and_keeps_its_promise() -> None:
    false, found, by_beta = [], [], []
    for seed in range(40):
        cells = two_humps(np.random.default_rng(seed), 1500)
        free = npmle(cells.hits, cells.counts, draws=20)
        named = listed(free.below(BOUND, cells.hits, cells.counts)).indices
        beta = beta_binomial(cells.hits, cells.counts).below(BOUND, cells.hits, cells.counts)
        false.append(float(np.mean(~cells.bad[named])) if named.size else 0.0)
        found.append(np.sum(cells.bad[named]) / cells.bad.sum())
        by_beta.append(np.sum(cells.bad[listed(beta).indices]) / cells.bad.sum())
    assert np.mean(false) < 0.13
    assert np.mean(found) > 1.3 * np.mean(by_beta)
