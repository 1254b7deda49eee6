"""Funnels give the published answers, and flag those who differ and few others."""

from __future__ import annotations

from math import asin, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.stats.charts.dispersion import AS_PUBLISHED, HONEST, Trim, Trimming, dispersion
from truegreen.stats.charts.funnel import ratio_funnel, share_funnel
from truegreen.stats.charts.peers import Funnel

OBSERVED, EXPECTED = [100, 150, 180, 80, 120, 225], [108, 112, 165, 95, 100, 220]


def adjusted(funnel: Funnel) -> list[float]:
    return [peer.adjusted for peer in funnel.peers if peer.adjusted is not None]


def test_logarithms_with_truncated_ends_give_the_published_scores() -> None:
    """The functions of FunnelPlotR (NHS-R community), method SHMI, on the data of its own tests."""
    funnel = ratio_funnel(OBSERVED, EXPECTED, trimming=Trimming(Trim.TRUNCATE), log_scale=True)
    assert funnel.dispersion is not None
    assert funnel.dispersion.ratio == pytest.approx(2.948033, abs=5e-7)
    assert funnel.dispersion.variance == pytest.approx(0.01947753, abs=5e-9)
    assert adjusted(funnel) == pytest.approx([-0.45400, 1.73332, 0.54448, -0.99211, 1.06192, 0.14499], abs=5e-6)


def test_ends_are_drawn_in_to_the_quantiles_of_type_seven() -> None:
    """By hand: numpy's quantiles, the mean square, and the formula of DerSimonian and Laird."""
    funnel = ratio_funnel(OBSERVED, EXPECTED)
    errors = 1 / (2 * np.sqrt(EXPECTED))
    scores = (np.sqrt(np.divide(OBSERVED, EXPECTED)) - 1) / errors
    drawn_in = np.clip(scores, *np.quantile(scores, [0.1, 0.9]))
    weights = 1 / errors**2
    ratio = np.mean(drawn_in**2)
    variance = (6 * ratio - 5) / (weights.sum() - (weights**2).sum() / weights.sum())
    assert funnel.dispersion is not None
    assert funnel.dispersion.ratio == pytest.approx(ratio)
    assert funnel.dispersion.variance == pytest.approx(variance)
    assert adjusted(funnel) == pytest.approx(list(scores * errors / np.sqrt(errors**2 + variance)))


def test_a_share_beyond_the_limit_drawn_at_its_size_is_a_peer_beyond_it() -> None:
    totals = [25 * size for size in range(1, 41)]
    hits = [round(total * (0.5 + 0.4 * ((place * 7) % 11) / 11)) for place, total in enumerate(totals)]
    funnel = share_funnel(hits, totals, 0.7)
    for curve in funnel.curves:
        lows, highs = np.interp(totals, curve.sizes, curve.lows), np.interp(totals, curve.sizes, curve.highs)
        outside = [
            place
            for place, (hit, total) in enumerate(zip(hits, totals, strict=True))
            if not lows[place] - 1e-3 <= hit / total <= highs[place] + 1e-3
        ]
        assert set(outside) <= set(funnel.beyond(curve.confidence, adjusted=curve.adjusted))
        assert len(funnel.beyond(curve.confidence, adjusted=curve.adjusted)) - len(outside) <= 2
        assert (curve.sizes[0], curve.sizes[-1]) == pytest.approx((25, 1000))


def test_limits_are_those_of_the_formula() -> None:
    funnel = share_funnel([80, 160, 310, 400, 700], [100, 200, 400, 500, 900], 0.8)
    low = np.sin(asin(sqrt(0.8)) - 1.959964 * sqrt(1 / 400)) ** 2
    assert funnel.curves[0].lows[0] == pytest.approx(low, abs=1e-7)
    assert [curve.confidence for curve in funnel.curves] == [0.95, 0.998, 0.95, 0.998]


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=5, max_size=30), st.randoms())
def test_the_order_of_peers_does_not_matter(rows: list[tuple[int, int]], random: object) -> None:
    rows = [(min(pair), max(pair)) for pair in rows] + [(5, 10)]
    turned = rows[::-1]
    one = share_funnel([hit for hit, _ in rows], [total for _, total in rows])
    other = share_funnel([hit for hit, _ in turned], [total for _, total in turned])
    assert [peer.z for peer in one.peers] == pytest.approx([peer.z for peer in other.peers][::-1], abs=1e-9)
    assert (one.dispersion is None) == (other.dispersion is None)
    if one.dispersion is not None and other.dispersion is not None:
        assert one.dispersion.variance == pytest.approx(other.dispersion.variance, abs=1e-12)
        for peer in one.peers:
            assert peer.z is None or peer.adjusted is None or abs(peer.adjusted) <= abs(peer.z) + 1e-12


def test_peers_without_rows_and_too_few_peers_are_not_judged() -> None:
    funnel = share_funnel([1, 0, 900], [10, 0, 1000])
    assert funnel.dispersion is None
    assert [peer.value for peer in funnel.peers] == [0.1, None, 0.9]
    assert [peer.adjusted for peer in funnel.peers] == [None] * 3
    assert funnel.beyond() == ()
    assert len(funnel.curves) == 2
    assert ratio_funnel([0, 10], [8, 10], log_scale=True).beyond(adjusted=False) == (0,)


@pytest.mark.parametrize(("hits", "totals"), [([], []), ([0], [0]), ([3], [2]), ([-1], [2]), ([float("nan")], [2])])
def test_what_cannot_be_compared_is_refused(hits: list[float], totals: list[float]) -> None:
    with pytest.raises(ValueError, match="rows"):
        share_funnel(hits, totals)


def test_half_of_the_peers_at_each_end_cannot_be_trimmed() -> None:
    with pytest.raises(ValueError, match="tell nothing"):
        dispersion([1.0], [1.0], Trimming(share=0.5))


def beyond_998(trimming: Trimming, spread: float, size: int = 20_000, peers: int = 50, reps: int = 60) -> float:
    """Give the share of peers beyond the adjusted 99.8 % limits in a world where all are drawn alike."""
    rng, found = np.random.default_rng(3), 0
    for _ in range(reps):
        totals = rng.integers(size // 10, size, peers)
        shares = np.sin(asin(sqrt(0.8)) + rng.normal(0, spread, peers)) ** 2
        funnel = share_funnel(rng.binomial(totals, shares).tolist(), totals.tolist(), trimming=trimming)
        found += len(funnel.beyond())
    return found / peers / reps


def test_peers_that_differ_by_chance_alone_are_seldom_flagged() -> None:
    assert beyond_998(AS_PUBLISHED, 0) <= 0.004


def test_of_peers_that_differ_anyway_the_honest_limits_flag_few_and_the_published_ones_too_many() -> None:
    assert beyond_998(HONEST, 0.03) <= 0.008
    assert 0.008 < beyond_998(AS_PUBLISHED, 0.03) < 0.03


def test_the_one_who_really_differs_is_found_among_peers_that_differ_anyway() -> None:
    rng = np.random.default_rng(4)
    totals = rng.integers(2000, 20_000, 40)
    shares = np.sin(asin(sqrt(0.8)) + rng.normal(0, 0.02, 40)) ** 2
    shares[17] = 0.6
    funnel = share_funnel(rng.binomial(totals, shares).tolist(), totals.tolist(), trimming=HONEST)
    assert funnel.beyond() == (17,)
    assert len(funnel.beyond(adjusted=False)) > 10


def test_pages_can_hold_funnels_without_a_statistics_library() -> None:
    import subprocess
    import sys

    code = (
        "import sys, truegreen.stats.charts.funnel; raise SystemExit('numpy' in sys.modules or 'scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
