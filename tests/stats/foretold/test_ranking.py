"""Ranking: published and counted by hand; moments are kept apart, and rows of an account go together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.foretold.ranking import auc, auc_by_moment


def test_it_is_that_of_hanley_and_mcneil() -> None:
    """109 images rated 1 to 5: 0.893 (Hanley and McNeil 1982, table I), and DeLong's error of 0.0307 (pROC)."""
    normal = np.repeat([1, 2, 3, 4, 5], [33, 6, 6, 11, 2])
    abnormal = np.repeat([1, 2, 3, 4, 5], [3, 2, 2, 11, 33])
    found = auc(np.concatenate([normal, abnormal]), np.repeat([0, 1], [58, 51]), np.arange(109))
    assert found
    assert found.value == pytest.approx(0.8931711, abs=1e-7)
    assert found.error == pytest.approx(0.0307, abs=2e-4)


@given(
    st.lists(st.tuples(st.integers(0, 5), st.booleans(), st.integers(0, 3), st.integers(0, 2)), min_size=2, max_size=40)
)
def test_it_counts_pairs_of_the_same_moment(rows: list[tuple[int, bool, int, int]]) -> None:
    pairs = [
        (one > other) + (one == other) / 2
        for one, hit, _, when in rows if hit
        for other, miss, _, then in rows if not miss and then == when
    ]  # fmt: skip
    scores, hits, accounts, moments = (np.array(each, dtype=float) for each in zip(*rows, strict=True))
    found = auc(scores, hits, accounts, moments)
    if found is None:
        told = [at for at in range(len(hits)) if len(set(hits[moments == moments[at]])) == 2]
        assert len(set(accounts[told])) < 2
    else:
        assert found.value == pytest.approx(np.mean(pairs))
        assert found.error >= 0


def test_an_account_asked_thirty_times_is_one_account() -> None:
    random = np.random.default_rng(3)
    scores, hits = random.normal(size=60), np.repeat([0, 1], 30)
    once = auc(scores, hits, np.arange(60))
    often = auc(np.tile(scores, 30), np.tile(hits, 30), np.tile(np.arange(60), 30), np.repeat(np.arange(30), 60))
    assert once
    assert often
    assert often.value == pytest.approx(once.value)
    assert often.error == pytest.approx(once.error)


def test_each_moment_has_its_own() -> None:
    moments, shares = auc_by_moment([2, 1, 1, 2, 3], [1, 0, 1, 0, 1], ["a", "a", "b", "b", "c"])
    assert moments.tolist() == ["a", "b", "c"]
    assert shares[:2].tolist() == [1.0, 0.0]
    assert np.isnan(shares[2])


def test_what_is_no_hit_is_refused() -> None:
    with pytest.raises(ValueError, match="0 or 1"):
        auc([1, 2], [0, 2], [1, 2])
    with pytest.raises(ValueError, match="do not fit"):
        auc([1, 2], [0, 1], [1])


@pytest.mark.slow
def test_intervals_hold_the_truth_where_accounts_repeat() -> None:
    """Scores of accounts that keep their nature: 95 of 100 intervals hold the true share."""
    held = 0
    for seed in range(300):
        random = np.random.default_rng(seed)
        nature = random.normal(size=200)
        hits = (random.random(200) < 0.2).astype(float)
        scores = np.concatenate([nature + hits + 0.3 * random.normal(size=200) for _ in range(6)])
        found = auc(scores, np.tile(hits, 6), np.tile(np.arange(200), 6), np.repeat(np.arange(6), 200))
        assert found
        truth = 0.7510  # Φ(1 / √(2 · (1 + 0.09)))
        held += found.low <= truth <= found.high
    assert 0.91 <= held / 300 <= 0.98


@pytest.mark.slow
def test_it_is_that_of_scikit_learn() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    random = np.random.default_rng(5)
    hits = (random.random(400) < 0.3).astype(int)
    scores = np.round(random.normal(size=400) + hits, 1)
    found = auc(scores, hits, np.arange(400))
    assert found
    assert found.value == pytest.approx(metrics.roc_auc_score(hits, scores), abs=1e-12)
