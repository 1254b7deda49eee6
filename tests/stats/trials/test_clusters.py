"""Clusters and permutations: closed forms against matrices and enumeration, promises in drawn worlds, few clusters."""

from __future__ import annotations

from itertools import combinations
from math import inf, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truegreen.stats.trials.arms import arm_of
from truegreen.stats.trials.cluster_sums import Clusters, clusters_of, clusters_of_sums, within_clusters
from truegreen.stats.trials.clusters import clustered
from truegreen.stats.trials.difference import difference
from truegreen.stats.trials.permutation import permuted

Pair = tuple[Clusters, Clusters]


def drawn(rng: np.random.Generator, sizes: list[int], spread: float, shift: float = 0.0) -> Clusters:
    keys = np.repeat(np.arange(len(sizes)), sizes)
    own = rng.normal(0, spread, len(sizes))
    return clusters_of(own[keys] + rng.normal(0, 1, len(keys)) + shift, list(keys))


def by_matrices(values: np.ndarray, keys: np.ndarray, treated: np.ndarray) -> tuple[float, float, float]:
    """Give the difference, CR2 error and Bell and McCaffrey's freedom with matrices written out."""
    columns = np.column_stack([np.ones(len(values)), treated])
    bread = np.linalg.inv(columns.T @ columns)
    solved = bread @ columns.T @ values
    left = values - columns @ solved
    hat = columns @ bread @ columns.T
    pulls, vectors = [], []
    for key in np.unique(keys):
        at = keys == key
        inner = np.eye(at.sum()) - hat[np.ix_(at, at)]
        roots, sides = np.linalg.eigh(inner)
        half = sides @ np.diag(roots**-0.5) @ sides.T
        row = (bread @ columns[at].T @ half)[1]
        pulls.append(row @ left[at])
        vectors.append((np.eye(len(values)) - hat)[:, at] @ row)
    gram = np.array(vectors) @ np.array(vectors).T
    return float(solved[1]), sqrt(float(np.square(pulls).sum())), float(np.trace(gram) ** 2 / (gram**2).sum())


def test_cr2_is_the_one_of_the_matrices() -> None:
    rng = np.random.default_rng(1)
    sizes = [3, 9, 4, 1, 6, 2, 5, 8, 3, 3, 7, 2, 4]
    keys = np.repeat(np.arange(13), sizes)
    treated = (keys < 6).astype(float)
    values = rng.normal(size=len(keys)) + rng.normal(size=13)[keys]
    one, other = (clusters_of(values[treated == arm], list(keys[treated == arm])) for arm in (1, 0))
    found = clustered(one, other)
    value, error, freedom = by_matrices(values, keys, treated)
    assert (found.estimate.value, found.estimate.error, found.freedom) == pytest.approx((value, error, freedom))


def test_clusters_of_one_size_are_welchs_test_of_their_means() -> None:
    rng = np.random.default_rng(2)
    one, other = drawn(rng, [5] * 8, 1), drawn(rng, [5] * 8, 1)
    found, means = clustered(one, other), difference(arm_of(one.means), arm_of(other.means))
    assert (found.estimate.value, found.estimate.error) == pytest.approx((means.value, means.error))
    assert found.freedom == pytest.approx(14)
    same = clustered(one, other, each="cluster")
    assert (same.estimate.low, same.estimate.high) == pytest.approx((found.estimate.low, found.estimate.high))


def test_single_rows_are_the_plain_comparison() -> None:
    rng = np.random.default_rng(3)
    one, other = drawn(rng, [1] * 30, 0), drawn(rng, [1] * 20, 0)
    found = clustered(one, other)
    assert found.estimate.error == pytest.approx(found.plain.error)
    assert found.correlation is None
    assert found.design == 1


def test_sums_are_as_good_as_rows() -> None:
    values, keys = np.array([1.0, 2.0, 4.0, 8.0, 9.0]), list("aabbb")
    one, other = clusters_of(values, keys), clusters_of_sums([2, 3], [3, 21], [5, 161])
    for first, second in zip(
        (one.counts, one.means, one.within), (other.counts, other.means, other.within), strict=True
    ):
        assert first == pytest.approx(second)
    assert one.arm.variance == pytest.approx(float(values.var(ddof=1)))


def alarms(worlds: int, sizes: list[int], shift: float, seed: int) -> tuple[float, float, float]:
    rng, found, naive, held = np.random.default_rng(seed), 0, 0, 0
    for _ in range(worlds):
        result = clustered(drawn(rng, sizes, 0.5, shift), drawn(rng, sizes[::-1], 0.5))
        assert result.estimate.p is not None
        assert result.plain.p is not None
        found += result.estimate.p < 0.05
        naive += result.plain.p < 0.05
        held += result.estimate.low <= shift <= result.estimate.high
    return found / worlds, naive / worlds, held / worlds


def test_with_nothing_planted_five_of_a_hundred_worlds_alarm() -> None:
    found, naive, held = alarms(400, [4, 8, 30, 12, 5, 20, 9, 15], 0.0, 5)
    assert 0.02 <= found <= 0.08
    assert naive > 0.15
    assert held == pytest.approx(1 - found)


@pytest.mark.parametrize("sizes", [[20, 35, 10], [20, 20, 20, 20, 20]])
def test_few_clusters_keep_the_promise_too(sizes: list[int]) -> None:
    found, _, held = alarms(200, sizes, 1.0, 6)
    assert held >= 0.93
    assert found < 1


def test_three_clusters_an_arm_cannot_say_five_percent() -> None:
    rng = np.random.default_rng(7)
    found = clustered(drawn(rng, [10] * 3, 0.1, 50.0), drawn(rng, [10] * 3, 0.1))
    assert found.exact is True
    assert found.estimate.p == pytest.approx(0.1)
    assert (found.estimate.low, found.estimate.high) == (-inf, inf)
    narrow = clustered(drawn(rng, [10] * 3, 0.1, 50.0), drawn(rng, [10] * 3, 0.1), 0.89)
    assert 48 < narrow.estimate.low < narrow.estimate.high < 52


def test_a_correlation_is_recovered() -> None:
    rng = np.random.default_rng(8)
    found = within_clusters([drawn(rng, [12] * 200, 0.5), drawn(rng, [6, 18] * 100, 0.5)])
    assert found is not None
    assert found.low < 0.2 < found.high
    assert found.value == pytest.approx(0.2, abs=0.04)
    assert within_clusters([clusters_of([1.0, 1.0, 1.0], list("aab"))]) is None
    assert within_clusters([clusters_of([1.0, 2.0], list("aa"))]) is None


SMALL = st.lists(st.integers(-5, 5).map(float), min_size=2, max_size=7)


@given(SMALL, st.integers(1, 6))
@settings(max_examples=50)
def test_permutation_is_the_enumeration_written_out(values: list[float], chosen: int) -> None:
    chosen = min(chosen, len(values) - 1)
    treated = [at < chosen for at in range(len(values))]
    found = permuted(values, treated)

    def gap(places: tuple[int, ...], off: float = 0.0) -> float:
        shifted = [value - off * (at < chosen) for at, value in enumerate(values)]
        inside = [shifted[at] for at in places]
        outside = [shifted[at] for at in range(len(values)) if at not in places]
        return sum(inside) / len(inside) - sum(outside) / len(outside)

    every = list(combinations(range(len(values)), chosen))
    real = gap(tuple(range(chosen)))

    def tails(off: float) -> tuple[float, float]:
        gaps = [gap(each, off) for each in every]
        this = gap(tuple(range(chosen)), off)
        up = sum(each >= this - 1e-9 for each in gaps) / len(gaps)
        return up, sum(each <= this + 1e-9 for each in gaps) / len(gaps)

    assert found.estimate.value == pytest.approx(real)
    assert found.estimate.p == pytest.approx(min(1, 2 * min(tails(0))))
    assert found.draws == len(every)
    for end, way, side in ((found.estimate.low, 1, 0), (found.estimate.high, -1, 1)):
        if abs(end) < inf:
            assert tails(end + way * 1e-6)[side] > 0.025
            assert tails(end - way * 1e-6)[side] <= 0.025


def test_drawn_at_random_it_comes_near_the_enumeration() -> None:
    rng = np.random.default_rng(9)
    values, treated = rng.normal(size=40) + np.repeat([0.6, 0.0], 20), np.repeat([1, 0], 20)
    found, plain = permuted(values, treated, seed=3), difference(arm_of(values[:20]), arm_of(values[20:]))
    assert not found.exact
    assert found.estimate.seed == 3
    assert found == permuted(values, treated, seed=3)
    assert found.estimate.p == pytest.approx(plain.p, abs=0.02)
    assert (found.estimate.low, found.estimate.high) == pytest.approx((plain.low, plain.high), abs=0.06)


def test_strata_are_drawn_within() -> None:
    values = [1.0, 2.0, 11.0, 12.0, 101.0, 102.0]
    found = permuted(values, [0, 1, 0, 1, 0, 1], strata=["a", "a", "b", "b", "c", "c"])
    assert found.draws == 8
    assert found.estimate.value == pytest.approx(1)
    assert found.estimate.p == pytest.approx(0.25)
    with pytest.raises(ValueError, match="units of b are in one arm"):
        permuted([1.0, 2.0, 3.0], [0, 1, 1], strata=["a", "a", "b"])


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="one value, one arm"):
        permuted([1.0], [0, 1])
    with pytest.raises(ValueError, match="no number"):
        permuted([1.0, float("nan")], [0, 1])
    with pytest.raises(ValueError, match="all units are in one arm"):
        permuted([1.0, 2.0], [1, 1])
    with pytest.raises(ValueError, match="there are some"):
        clusters_of([], [])
    with pytest.raises(ValueError, match="below nought"):
        clusters_of_sums([2], [10], [1])
    with pytest.raises(ValueError, match="each cluster has rows"):
        clusters_of_sums([0], [0], [0])


@pytest.mark.slow
def test_permutation_is_scipys() -> None:
    from scipy.stats import permutation_test

    rng = np.random.default_rng(10)
    one, other = rng.normal(size=6) + 0.8, rng.normal(size=7)
    said = permutation_test((one, other), lambda x, y: x.mean() - y.mean(), n_resamples=np.inf)
    found = permuted(np.concatenate([one, other]), np.repeat([1, 0], (6, 7)))
    assert found.estimate.p == pytest.approx(said.pvalue)
