"""One signal: the published answers, the edges, and shares that are told as often as they are true."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.shrinkage.beta_binomial import Beta, beta_binomial

RATS = (
    [(0, 20)] * 7 + [(0, 19)] * 4 + [(0, 18)] * 2 + [(0, 17)] + [(1, 20)] * 4 + [(1, 19)] * 2 + [(1, 18)] * 2
    + [(2, 25), (2, 24), (2, 23)] + [(2, 20)] * 6 + [(1, 10), (5, 49), (2, 19), (5, 46), (3, 27), (2, 17), (7, 49)]
    + [(7, 47), (3, 20), (3, 20), (2, 13), (9, 48), (10, 50)] + [(4, 20)] * 7 + [(10, 48)] + [(4, 19)] * 3
    + [(5, 22), (11, 46), (12, 49), (5, 20), (5, 20), (6, 23), (5, 19), (6, 22), (6, 20), (6, 20), (6, 20)]
    + [(16, 52), (15, 47), (15, 46), (9, 24), (4, 14)]
)  # fmt: skip
HITS, COUNTS = np.array(RATS).T

some_counts = st.lists(
    st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=2, max_size=30
)


def test_rat_tumours_are_spread_as_published() -> None:
    """Tarone 1982 in Gelman et al., Bayesian Data Analysis, 71 groups; greatest likelihood by two other programs."""
    fit = beta_binomial(HITS, COUNTS)
    assert (HITS.size, HITS.sum(), COUNTS.sum()) == (71, 267, 1739)
    assert (fit.a, fit.b, fit.likelihood) == pytest.approx((2.34161, 14.11480, -730.3385), abs=6e-5)
    assert fit.converged
    assert not fit.edge


def test_four_of_fourteen_under_the_books_prior() -> None:
    """Gelman et al., section 5.1: Beta(1.4, 8.6) and 4 of 14 give Beta(5.4, 18.6), mean .225, sd .083."""
    book = Beta(a=1.4, b=8.6, likelihood=0.0, cells=70, edge=False, iterations=0, converged=True)
    assert book.means([4], [14]) == pytest.approx(0.225, abs=5e-4)
    assert book.errors([4], [14]) == pytest.approx(0.083, abs=1e-3)
    middle = book.quantiles(0.5, [4], [14])
    assert book.below(middle, [4], [14]) == pytest.approx(0.5)


def test_no_other_beta_curve_is_likelier() -> None:
    """The chance of counts as it is written in the books, by scipy's own functions."""
    from scipy.special import betaln

    def likelihood(a: float, b: float) -> float:
        return float(np.sum(betaln(a + HITS, b + COUNTS - HITS) - betaln(a, b)))

    fit = beta_binomial(HITS, COUNTS)
    assert fit.likelihood == pytest.approx(likelihood(fit.a, fit.b), rel=1e-12)
    for a, b in ((1.01, 1.0), (0.99, 1.0), (1.0, 1.01), (1.0, 0.99), (1.01, 1.01), (0.99, 0.99)):
        assert likelihood(fit.a * a, fit.b * b) < fit.likelihood


@pytest.mark.slow
@given(some_counts)
def test_neither_the_order_of_cells_nor_telling_them_twice_changes_anything(
    pairs: list[tuple[int, int]],
) -> None:
    hits, counts = np.array(pairs).T
    order = np.argsort(hits * 1000 + counts)
    fit = beta_binomial(hits, counts)
    shuffled = beta_binomial(hits[order], counts[order])
    assert (shuffled.mean, shuffled.likelihood) == pytest.approx((fit.mean, fit.likelihood), rel=1e-6)
    weighted = beta_binomial(hits, counts, np.full(hits.size, 3.0))
    repeated = beta_binomial(np.tile(hits, 3), np.tile(counts, 3))
    assert (weighted.mean, weighted.likelihood) == pytest.approx((repeated.mean, repeated.likelihood), rel=1e-6)


@given(some_counts, st.floats(0.05, 0.95))
def test_hits_and_misses_are_mirrors(pairs: list[tuple[int, int]], bound: float) -> None:
    hits, counts = np.array(pairs).T
    fit, mirrored = beta_binomial(hits, counts), beta_binomial(counts - hits, counts)
    assert mirrored.likelihood == pytest.approx(fit.likelihood, rel=1e-6, abs=1e-6)
    assert mirrored.mean == pytest.approx(1 - fit.mean, abs=1e-3)


@given(some_counts)
def test_a_cell_lies_between_its_own_share_and_the_common_one(pairs: list[tuple[int, int]]) -> None:
    hits, counts = np.array(pairs).T
    fit = beta_binomial(hits, counts)
    means, own = fit.means(hits, counts), hits / counts
    assert np.all(means >= np.minimum(own, fit.mean) - 1e-9)
    assert np.all(means <= np.maximum(own, fit.mean) + 1e-9)


@pytest.mark.parametrize(
    ("hits", "counts"),
    [
        (np.full(100, 5), np.full(100, 5)),
        (np.zeros(100), np.full(100, 5)),
        (np.full(100, 4), np.full(100, 5)),
        ([3.0], [5.0]),
        (np.full(50, 8e5), np.full(50, 1e6)),
    ],
    ids=["all hits", "no hits", "all alike", "one cell", "huge"],
)
def test_where_cells_do_not_differ_a_cell_is_told_by_all_others(hits: list[float], counts: list[float]) -> None:
    fit = beta_binomial(hits, counts)
    assert fit.edge
    assert fit.precision == pytest.approx(1 + np.sum(counts) - np.max(counts), rel=1e-9)
    assert fit.mean == pytest.approx((np.sum(hits) + 0.5) / (np.sum(counts) + 1), abs=0.06)
    assert np.all(np.isfinite(fit.below(0.75, hits, counts)))


def test_one_cell_is_judged_by_itself_and_not_by_itself_twice() -> None:
    fit = beta_binomial([3], [5])
    assert fit.a + fit.b == pytest.approx(1)
    assert fit.below(0.75, [3], [5])[0] == pytest.approx(0.78, abs=0.02)


def test_all_or_nothing_cells_are_spread_to_both_ends() -> None:
    fit = beta_binomial([0, 5, 0, 5, 5] * 20, [5] * 100)
    assert fit.precision < 0.01
    assert fit.below(0.75, [0, 5], [5, 5]) == pytest.approx([1, 0], abs=1e-3)


def test_weighted_answers_of_survey_non_response_count_as_they_are() -> None:
    fit = beta_binomial([2.4, 3.3, 1.0, 0.2], [3.1, 4.0, 2.5, 2.0])
    assert fit.converged
    assert np.all((fit.means([2.4, 0.2], [3.1, 2.0]) > 0) & (fit.means([2.4, 0.2], [3.1, 2.0]) < 1))


def test_cells_nobody_answered_in_change_nothing_and_are_judged_by_the_others() -> None:
    with_empty = beta_binomial([3, 9, 0, np.nan], [10, 12, 0, np.nan])
    without = beta_binomial([3, 9], [10, 12])
    assert (with_empty.a, with_empty.b) == (without.a, without.b)
    assert with_empty.means([0], [0])[0] == pytest.approx(without.mean)


@pytest.mark.parametrize(
    ("hits", "counts", "says"),
    [
        ([3], [2], "hits lie between"),
        ([-1], [2], "hits lie between"),
        ([1, 2], [3], "belong together"),
        ([], [], "any"),
    ],
)
def test_what_are_no_counts_is_refused(hits: list[float], counts: list[float], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        beta_binomial(hits, counts)


def test_a_share_said_to_lie_below_with_some_chance_does_so_as_often() -> None:
    random = np.random.default_rng(7)
    counts = np.maximum(1, np.round(12 * np.exp(random.normal(size=40_000) * 0.9)))
    true = random.beta(8, 2, counts.size)
    hits = random.binomial(counts.astype(int), true)
    chance = beta_binomial(hits, counts).below(0.75, hits, counts)
    for low in np.arange(0, 1, 0.1):
        tenth = (chance >= low) & (chance < low + 0.1)
        assert np.mean(true[tenth] < 0.75) == pytest.approx(np.mean(chance[tenth]), abs=0.03)
