"""Two shares: published intervals and tests, and the promise of the non-inferiority gate."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.estimate import Verdict
from truegreen.stats.two_shares import newcombe, not_worse, restricted, score_interval, score_z

COUNTS = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40)).map(
    lambda n: (n[0], n[0] + n[1] + 1, n[2], n[2] + n[3] + 1)
)


def test_the_score_test_against_a_margin_is_the_published_one() -> None:
    """Rodary 83/88 against 69/76 at −0.10 (Farrington–Manning; statsmodels 0.15.0 gives 2.91150, a known bug)."""
    assert score_z(83, 88, 69, 76, -0.10) == pytest.approx(2.95715, abs=5e-6)


@pytest.mark.parametrize(
    ("counts", "mee", "corrected", "hybrid"),
    [
        ((56, 70, 48, 80), (0.0533, 0.3377), (0.0528, 0.3382), (0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.1821, 0.8370), (0.1700, 0.8406), (0.1705, 0.8090)),
        ((6, 7, 2, 7), (0.0544, 0.8478), (0.0342, 0.8534), (0.0582, 0.8062)),
    ],
)
def test_intervals_of_a_difference_are_the_published_ones(
    counts: tuple[int, int, int, int],
    mee: tuple[float, float],
    corrected: tuple[float, float],
    hybrid: tuple[float, float],
) -> None:
    """Newcombe, Statistics in Medicine 17 (1998) 873–890, table II, methods 5, 6 and 10."""
    assert score_interval(*counts) == pytest.approx(mee, abs=5e-5)
    assert score_interval(*counts, corrected=True) == pytest.approx(corrected, abs=5e-5)
    assert newcombe(*counts) == pytest.approx(hybrid, abs=5e-5)


@given(COUNTS, st.floats(-0.9, 0.9))
def test_the_restricted_shares_fit_best_of_all_that_differ_so(counts: tuple[int, int, int, int], gap: float) -> None:
    from math import log

    def fit(first: float) -> float:
        pairs = ((counts[0], counts[1], first), (counts[2], counts[3], first - gap))
        return sum(
            hits * log(max(share, 1e-300)) * (hits > 0) + (rows - hits) * log(max(1 - share, 1e-300)) * (rows > hits)
            for hits, rows, share in pairs
        )

    first, second = restricted(*counts, gap)
    assert first - second == pytest.approx(gap, abs=1e-9)
    low, high = max(0, gap), min(1, 1 + gap)
    assert all(fit(first) >= fit(low + (high - low) * step / 50) - 1e-6 for step in range(51))


@given(COUNTS, st.sampled_from([0.8, 0.95, 0.99]), st.booleans())
def test_intervals_mirror_and_hold_the_difference(
    counts: tuple[int, int, int, int], confidence: float, corrected: bool
) -> None:
    gap = counts[0] / counts[1] - counts[2] / counts[3]
    turned = (*counts[2:], *counts[:2])
    low, high = score_interval(*counts, confidence, corrected=corrected)
    assert -1 <= low <= gap + 1e-9
    assert gap - 1e-9 <= high <= 1
    assert score_interval(*turned, confidence, corrected=corrected) == pytest.approx((-high, -low), abs=1e-6)
    lower, higher = newcombe(*counts, confidence)
    assert newcombe(*turned, confidence) == pytest.approx((-higher, -lower))


@pytest.mark.parametrize("share", [0.7, 0.9, 0.97])
def test_a_way_that_is_worse_by_the_margin_passes_about_5_times_in_100(share: float) -> None:
    rows, passed = 60, 0.0
    for count in range(rows + 1):
        chance = comb(rows, count) * (share - 0.1) ** count * (1.1 - share) ** (rows - count)
        for other in range(rows + 1) if chance > 1e-6 else ():
            if not_worse(count, rows, other, rows, 0.1).verdict is Verdict.ESTABLISHED:
                passed += chance * comb(rows, other) * share**other * (1 - share) ** (rows - other)
    assert 0.03 < passed < 0.065


def test_the_gate_passes_fails_and_waits() -> None:
    assert not_worse(990, 1000, 990, 1000, 0.02).verdict is Verdict.ESTABLISHED
    assert not_worse(900, 1000, 990, 1000, 0.02).verdict is Verdict.PERVERSE
    waiting = not_worse(48, 50, 49, 50, 0.02)
    assert waiting.verdict is Verdict.NOT_ENOUGH
    assert waiting.estimate.smallest > 0.02
    assert waiting.estimate.low < -0.02 < waiting.estimate.high


@given(COUNTS, st.floats(0.01, 0.5))
def test_the_verdict_and_the_interval_agree(counts: tuple[int, int, int, int], margin: float) -> None:
    gate = not_worse(*counts, margin)
    if abs(gate.estimate.low + margin) > 1e-6:
        assert (gate.verdict is Verdict.ESTABLISHED) == (gate.estimate.low > -margin)


def test_what_cannot_differ_so_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot differ by 1"):
        restricted(1, 2, 1, 2, 1)
    with pytest.raises(ValueError, match="0 of 0"):
        score_interval(0, 0, 1, 2)
    with pytest.raises(ValueError, match="margin of 0"):
        not_worse(1, 2, 1, 2, 0)
    with pytest.raises(ValueError, match="is no share"):
        newcombe(0, 0, 1, 2)
