"""How regular gaps are: Wheat and Morrison's figure, and accounts that are each told by their own."""

from __future__ import annotations

import numpy as np
import pytest

from tests.signals.silence_worlds import stopping
from truegreen.stats.silence.regularity import just, of_spread, own, regularity


@pytest.mark.parametrize(("k", "found"), [(1, 1.00), (3, 2.99)])
def test_worlds_of_chance_and_of_three_steps_are_told_apart(k: int, found: float) -> None:
    """As measured for 5,000 accounts, for one and three steps of chance: 1.00 and 2.99."""
    assert regularity(stopping(k, seed=2).shares()) == pytest.approx(found, abs=0.05)


def test_the_variance_of_a_beta_curve_gives_its_shape_back() -> None:
    for k in (0.5, 1, 2, 7, 40):
        assert of_spread(1 / (4 * (2 * k + 1))) == pytest.approx(k)
    assert of_spread(0) == np.inf


def two_sorts(pairs: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw 300 accounts that come by chance and 300 that come like clockwork, with some pairs of gaps each."""
    rng = np.random.default_rng(seed)
    k = np.repeat([1, 12], 300)
    shares = np.clip(rng.beta(k[:, None], k[:, None], (600, pairs)), 0.02, 0.98)
    return k, np.full(600, pairs), np.log(4 * shares * (1 - shares)).sum(axis=1)


def test_each_account_is_told_by_its_own_gaps() -> None:
    truth, pairs, sums = two_sorts(12)
    found = own(pairs, sums)
    assert found.sum(axis=1) == pytest.approx(1)
    assert found[truth == 1, :2].sum(axis=1).mean() > 0.97
    assert found[truth == 12, 4:].sum(axis=1).mean() > 0.97


def test_an_account_with_a_single_pair_may_be_of_either_sort() -> None:
    truth, pairs, sums = two_sorts(1)
    found = own(pairs, sums)
    odd = np.exp(sums) < 0.5  # gaps of which one is much longer
    assert found[odd, 4:].sum(axis=1).max() < 0.1
    assert 0.2 < found[(truth == 1) & ~odd, 4:].sum(axis=1).mean() < 0.9


def test_without_pairs_an_account_is_what_most_are() -> None:
    assert own([0, 0, 30], [0, 0, 0.0])[:2, -1] == pytest.approx([1, 1], abs=0.01)
    assert own([0, 0], [0, 0]).tolist() == just(1, 2).tolist()
    assert just(4, 1).tolist() == [[0, 0, 0, 1, 0, 0, 0]]


@pytest.mark.parametrize("shares", [[], [1.2], [[0.5]], [np.nan]])
def test_what_are_no_shares_is_refused(shares: list[float]) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        regularity(shares)


def test_what_does_not_belong_together_is_refused() -> None:
    with pytest.raises(ValueError, match="belong together"):
        own([1, 2], [0.0])
    with pytest.raises(ValueError, match="none of 1, 2, 3"):
        just(5, 1)
