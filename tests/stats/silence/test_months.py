"""Months below an account's own rhythm: found where they are, and as seldom as promised where nothing is."""

from __future__ import annotations

import numpy as np
import pytest

from truegreen.stats.discoveries import benjamini_hochberg
from truegreen.stats.silence.months import below


def drawn(seed: int, accounts: int = 300, spread: float = 3.0) -> np.ndarray:
    """Draw 13 months of accounts whose months are more widely spread than by chance, and a season they share."""
    rng = np.random.default_rng(seed)
    season = 1 + 0.4 * np.sin(np.arange(13))
    usual = rng.gamma(2, 20, accounts)[:, None] * season
    return rng.poisson(rng.gamma(usual / (spread - 1), spread - 1)).astype(np.float64)


def test_where_nothing_changes_chances_are_as_rare_as_is_said() -> None:
    p = np.concatenate([below(drawn(seed)).p for seed in range(20)])
    for share in (0.01, 0.05, 0.2):
        assert np.mean(p <= share) == pytest.approx(share, rel=0.45)
    named = [np.sum(benjamini_hochberg(below(drawn(seed)).p) <= 0.1) for seed in range(20)]
    assert np.mean(np.array(named) > 0) <= 0.2


def test_who_did_next_to_nothing_is_found() -> None:
    counts = drawn(1)
    counts[:20, -1] = np.floor(counts[:20, -1] * 0.05)
    found = below(counts)
    named = np.flatnonzero(benjamini_hochberg(found.p) <= 0.1)
    often = counts[:20, :-1].mean(axis=1) > 20
    assert np.isin(np.flatnonzero(often), named).mean() > 0.6
    assert np.sum(named >= 20) <= 0.2 * named.size + 1
    assert found.spread == pytest.approx(3, abs=0.5)


def test_a_month_that_is_bad_for_all_is_nobodys_silence() -> None:
    counts = drawn(2)
    counts[:, -1] = np.floor(counts[:, -1] * 0.4)
    assert np.sum(benjamini_hochberg(below(counts).p) <= 0.1) <= 2
    counts[:, -1] = 0
    assert "its feed was out" in below(counts).why


def test_with_little_to_go_by_it_says_so() -> None:
    assert "are needed" in below(np.ones((5, 13))).why
    assert "are needed" in below(np.full((50, 13), np.nan)).why
    counts = drawn(3)
    counts[0, :-1] = np.nan
    assert np.isnan(below(counts).p[0])


@pytest.mark.parametrize("counts", [[1.0, 2.0], [[1.0]], [[-1.0, 2.0]]])
def test_what_is_no_table_is_refused(counts: list[float]) -> None:
    with pytest.raises(ValueError, match="by account and month"):
        below(counts)
